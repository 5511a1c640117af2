// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/preview.h"

#include "authoring/document_parts.h"
#include "authoring/edit.h"
#include "authoring/parameter_form.h"
#include "forms/view.h"
#include "packages/placeholders.h"

namespace kommod::authoring {
namespace {

// "fields.hunde.rasse.options.dackel": the path of a field has a point of its own.
TextPlace place_of(std::string_view key) {
    constexpr std::string_view fields = "fields.", options = ".options.";
    if (!key.starts_with(fields)) {
        const auto first = key.find('.'), last = key.rfind('.');
        return {std::string{key.substr(0, first)},
                std::string{key.substr(first + 1, last - first - 1)},
                std::string{key.substr(last + 1)}};
    }
    const auto rest = key.substr(fields.size());
    if (const auto at = rest.find(options); at != std::string_view::npos)
        return {"fields", std::string{rest.substr(0, at)}, "options",
                std::string{rest.substr(at + options.size())}};
    const auto last = rest.rfind('.');
    return {"fields", std::string{rest.substr(0, last)}, std::string{rest.substr(last + 1)}};
}

forms::FieldState asked(const forms::Field& field, std::string path) {
    forms::FieldState out;
    out.field = &field;
    out.path = std::move(path);
    out.required = !field.optional && !field.required;
    for (const auto& option : field.settings.options)
        out.options.push_back(option.id);
    if (field.settings.listed) out.options.emplace_back("…");
    return out;
}

// What stands in a place while nobody has set it: the town, and what the package proposes.
std::string stand_in(const Desk& desk, const json::object& document, std::string_view name) {
    if (name == "municipality") return desk.ags.empty() ? "Musterstadt" : desk.name;
    if (name == "office") return "Amt";
    constexpr std::string_view parameter = "parameter.";
    if (!name.starts_with(parameter)) return "…";
    for (const auto& each : parameters_of(document))
        if (each.is_object() &&
            string_of(each.get_object(), "key") == name.substr(parameter.size())) {
            const auto proposed = proposed_line(string_of(each.get_object(), "type"),
                                                entry_of(&each.get_object(), "default"));
            return proposed.empty() ? "…" : proposed;
        }
    return "…";
}

}  // namespace

json::object preview_view(const Desk& desk, const json::object& document, std::string_view page) {
    const auto title = page_name(document, page);
    const auto form = packages::form_of(document);
    const auto* shown = form ? form->page(page) : nullptr;
    if (shown == nullptr)
        return {{"page_title", title},
                {"page_text", ""},
                {"own_heading", true},
                {"fields", json::array{}},
                {"broken", true}};
    const forms::Speech speech{
        "de", [&](std::string_view german) { return desk.translate("de", german); },
        [&](std::string_view key) {
            return packages::fill_in(key, text_at(document, "de", place_of(key)),
                                     [&](std::string_view name) {
                                         return packages::Filling{stand_in(desk, document, name)};
                                     });
        }};
    const auto* group = shown->group();
    const auto& list = group != nullptr ? group->fields : shown->fields;
    const std::string prefix = group != nullptr ? group->key + ".0." : "";
    const bool alone = list.size() == 1 && group == nullptr && list.front().has_value() &&
                       text_at(document, "de", {"fields", list.front().key, "label"}).empty();
    json::array fields;
    for (const auto& field : list) {
        const auto state = asked(field, prefix + field.key);
        fields.push_back(forms::field_view(
            {.state = state,
             .name = "vorschau." + field.key,
             .question = alone ? title : std::string{},
             .of_oneself = false},
            [](std::string_view) { return std::vector<std::string>{}; }, speech));
    }
    return {{"page_title", title},
            {"page_text", speech.text("pages." + std::string{page} + ".text")},
            {"own_heading", !alone},
            {"fields", std::move(fields)},
            {"broken", false}};
}

http::Response show_preview(const http::Request& request, const Desk& desk,
                            const json::object& document, std::string_view page) {
    auto response =
        http::text_response(desk.console.renderer.fragment("authoring/preview", request.language,
                                                           preview_view(desk, document, page)),
                            "text/html; charset=utf-8");
    response.set_header("Cache-Control", "no-store");
    return response;
}

}  // namespace kommod::authoring
