// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/json_view.h"

#include <memory>

#include <fmt/format.h>

#include "html/markdown.h"

namespace kommod::html {
namespace {

using ctemplate::TemplateDictionaryInterface;
using ctemplate::TemplateString;

std::string_view text_of(const TemplateString& name) {
    return {name.data(), name.size()};
}

TemplateString borrowed(std::string_view text) {
    return {text.data(), text.size()};
}

bool is_shown(const json::value& value) {
    switch (value.kind()) {
        case json::kind::null:
            return false;
        case json::kind::bool_:
            return value.get_bool();
        case json::kind::string:
            return !value.get_string().empty();
        case json::kind::int64:
            return value.get_int64() != 0;
        case json::kind::uint64:
            return value.get_uint64() != 0;
        case json::kind::double_:
            return value.get_double() != 0;
        case json::kind::array:
            return !value.get_array().empty();
        case json::kind::object:
            return !value.get_object().empty();
    }
    return false;
}

// JSON that is safe between script tags.
std::string script_json(const json::value& value) {
    std::string result;
    for (const char c : json::serialize(value)) {
        switch (c) {
            case '<':
                result += "\\u003c";
                break;
            case '>':
                result += "\\u003e";
                break;
            case '&':
                result += "\\u0026";
                break;
            default:
                result += c;
        }
    }
    return result;
}

}  // namespace

class JsonView::Elements final : public JsonView::Iterator {
  public:
    // An array gives each element, an object itself, anything else nothing: the engine then goes on
    // with the view it has.
    Elements(const json::value* value, const JsonView* parent, RenderContext& context)
        : value_(value), parent_(parent), context_(context) {
        if (value_ == nullptr) return;
        if (value_->is_array()) count_ = value_->get_array().size();
        if (value_->is_object()) count_ = 1;
    }

    bool HasNext() const override { return next_ < count_; }

    const TemplateDictionaryInterface& Next() override {
        const json::value& element = value_->is_array() ? value_->get_array()[next_] : *value_;
        ++next_;
        if (element.is_object())
            current_ = std::make_unique<JsonView>(element.get_object(), parent_, context_);
        else
            current_ = std::make_unique<JsonView>(element, parent_, context_);
        return *current_;
    }

  private:
    const json::value* value_;
    const JsonView* parent_;
    RenderContext& context_;
    std::size_t next_ = 0, count_ = 0;
    std::unique_ptr<JsonView> current_;
};

const json::value* JsonView::find(std::string_view name) const {
    for (const auto* view = this; view != nullptr; view = view->parent_) {
        if (view->item_ != nullptr && name == "item") return view->item_;
        if (view->values_ == nullptr) continue;
        if (const auto* value = view->values_->if_contains(name)) return value;
    }
    if (!context_.source->optional.contains(name)) context_.missing.emplace(name);
    return nullptr;
}

TemplateString JsonView::keep(std::string text) const {
    return borrowed(context_.texts.emplace_back(std::move(text)));
}

TemplateString JsonView::GetValue(const TemplateString& variable) const {
    std::string_view name = text_of(variable);
    if (name.ends_with(json_suffix)) {
        const auto* value = find(name.substr(0, name.size() - json_suffix.size()));
        return value == nullptr ? borrowed("null") : keep(script_json(*value));
    }
    const bool markdown = name.ends_with(markdown_suffix);
    if (markdown) name.remove_suffix(markdown_suffix.size());
    const auto* value = find(name);
    if (value == nullptr) return borrowed("");
    switch (value->kind()) {
        case json::kind::string:
            if (markdown) return keep(markdown_to_html(value->get_string()));
            return borrowed(value->get_string());
        case json::kind::bool_:
            return borrowed(value->get_bool() ? "true" : "false");
        case json::kind::int64:
            return keep(std::to_string(value->get_int64()));
        case json::kind::uint64:
            return keep(std::to_string(value->get_uint64()));
        case json::kind::double_:
            return keep(fmt::format("{}", value->get_double()));
        case json::kind::null:
        case json::kind::array:
        case json::kind::object:
            return borrowed("");
    }
    return borrowed("");
}

bool JsonView::IsHiddenSection(const TemplateString& section) const {
    std::string_view name = text_of(section);
    // The engine asks for the separator of a list itself; it is no key.
    if (name.ends_with("_separator")) return true;
    const bool absent = name.ends_with(absent_suffix);
    if (absent) name.remove_suffix(absent_suffix.size());
    const auto* value = find(name);
    const bool shown = value != nullptr && is_shown(*value);
    return shown == absent;
}

JsonView::Iterator* JsonView::CreateSectionIterator(const TemplateString& section) const {
    const std::string_view name = text_of(section);
    // The engine takes ownership and deletes it.
    if (name.ends_with(absent_suffix)) return new Elements(nullptr, this, context_);
    return new Elements(find(name), this, context_);
}

JsonView::Iterator* JsonView::CreateTemplateIterator(const TemplateString&) const {
    return new Elements(nullptr, this, context_);
}

}  // namespace kommod::html
