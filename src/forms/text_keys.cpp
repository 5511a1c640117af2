// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/definition.h"

namespace kommod::forms {
namespace {

class TextKeys {
  public:
    void need(const std::string& key, const Field* field = nullptr) { add(key, true, field); }
    void allow(const std::string& key, const Field* field = nullptr) { add(key, false, field); }

    void of_field(const Field& field, const std::string& path, bool label_needed) {
        const std::string key = "fields." + path;
        if (field.type == FieldType::notice) {
            allow(key + ".label", &field);
            return need(key + ".text", &field);
        }
        add(key + ".label", label_needed, &field);
        for (const char* more : {".hint", ".help", ".required"})
            allow(key + more, &field);
        if (!field.settings.pattern.empty()) allow(key + ".pattern", &field);
        if (field.type == FieldType::number) allow(key + ".unit", &field);
        for (const Option& option : field.settings.options) {
            need(key + ".options." + option.id, &field);
            allow(key + ".option_hints." + option.id, &field);
        }
        for (const std::string& part : field.settings.parts)
            allow(key + ".parts." + part, &field);
        if (field.type != FieldType::group) return;
        need(key + ".item", &field);
        allow(key + ".add", &field);
        for (const Field& inner : field.fields)
            of_field(inner, path + "." + inner.key, true);
    }

    void of_page(const Page& page) {
        need("pages." + page.id + ".title");
        allow("pages." + page.id + ".text");
        // A page that asks one thing is titled by the question.
        const bool question = page.fields.size() == 1;
        for (const Field& field : page.fields)
            of_field(field, field.key, !question);
        for (const Computed& computed : page.computed)
            allow("computed." + computed.key);
        for (const Check& check : page.checks)
            need("checks." + check.id);
        for (const Stop& stop : page.stops) {
            need("stops." + stop.id + ".title");
            need("stops." + stop.id + ".text");
        }
    }

    std::vector<TextKey> take() { return std::move(keys_); }

  private:
    void add(const std::string& key, bool required, const Field* field) {
        keys_.push_back({key, required, field != nullptr ? field->line : 0,
                         field != nullptr ? field->column : 0});
    }
    std::vector<TextKey> keys_;
};

}  // namespace

std::vector<TextKey> text_keys(const Form& form) {
    TextKeys keys;
    for (const Page& page : form.pages)
        keys.of_page(page);
    for (const std::string& declaration : form.declarations)
        keys.need("declarations." + declaration);
    return keys.take();
}

}  // namespace kommod::forms
