// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A view model as the escaping engine reads it, without a copy: a name means the nearest object
// around that has it, so that a missing key falls through and a null hides. Inside this room only.
#pragma once

#include <deque>
#include <set>
#include <string>

#include <ctemplate/template_dictionary_interface.h>

#include "base/json.h"
#include "html/template_source.h"

namespace kommod::html {

// What one rendering shares among its views.
struct RenderContext {
    const CompiledSource* source = nullptr;
    std::deque<std::string> texts;  // numbers and Markdown made into text; must outlive the engine
    std::set<std::string> missing;  // names that no object had
};

class JsonView final : public ctemplate::TemplateDictionaryInterface {
  public:
    JsonView(const json::object& values, const JsonView* parent, RenderContext& context)
        : values_(&values), parent_(parent), context_(context) {}
    // An element of an array that is no object; its name is {{item}}.
    JsonView(const json::value& item, const JsonView* parent, RenderContext& context)
        : item_(&item), parent_(parent), context_(context) {}

  protected:
    ctemplate::TemplateString GetValue(const ctemplate::TemplateString& name) const override;
    bool IsHiddenSection(const ctemplate::TemplateString& name) const override;
    bool IsUnhiddenSection(const ctemplate::TemplateString& name) const override {
        return !IsHiddenSection(name);
    }
    Iterator* CreateSectionIterator(const ctemplate::TemplateString& name) const override;

    void DumpToString(std::string* out, int) const override { out->append("(view)"); }
    bool IsHiddenTemplate(const ctemplate::TemplateString&) const override { return true; }
    const char* GetIncludeTemplateName(const ctemplate::TemplateString&, int) const override {
        return "";
    }
    Iterator* CreateTemplateIterator(const ctemplate::TemplateString& name) const override;

  private:
    class Elements;

    const json::value* find(std::string_view name) const;
    ctemplate::TemplateString keep(std::string text) const;

    const json::object* values_ = nullptr;
    const json::value* item_ = nullptr;
    const JsonView* parent_;
    RenderContext& context_;
};

}  // namespace kommod::html
