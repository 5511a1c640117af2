// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/view.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "forms/view_parts.h"

namespace kommod::forms {
namespace {

bool is_number(std::string_view part) {
    return !part.empty() &&
           std::ranges::all_of(part, [](unsigned char each) { return std::isdigit(each) != 0; });
}

std::string own_text(const Speech& speech, const Asking& asking, std::string_view kind) {
    return speech.text("fields." + text_path(asking.state.path) + "." + std::string{kind});
}

// What stands around every input.
json::object around(const Asking& asking, const Speech& speech) {
    const auto label = own_text(speech, asking, "label");
    const bool heading = !asking.question.empty();
    return labelled({.name = asking.name,
                     .label = heading ? asking.question : label,
                     .heading = heading,
                     .voluntary = !asking.state.required,
                     .hint = own_text(speech, asking, "hint"),
                     .help = own_text(speech, asking, "help"),
                     .origin = origin(asking.state, speech),
                     .error = asking.sentence});
}

std::vector<std::pair<std::string, std::string>> option_labels(const Asking& asking,
                                                               const Speech& speech) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& id : asking.state.options)
        out.emplace_back(id, asking.state.field->settings.listed
                                 ? id
                                 : own_text(speech, asking, "options." + id));
    return out;
}

json::object choice_view(const Asking& asking, const RawInput& typed, const Speech& speech) {
    const auto labels = option_labels(asking, speech);
    const bool many = asking.state.field->type == FieldType::choices;
    auto view = around(asking, speech);
    // The words of a town's list are no names that elements could have.
    if (!many && (labels.size() > most_radios || asking.state.field->settings.listed)) {
        add_select(view, labels, typed(asking.name), speech);
        return {{"select", std::move(view)}};
    }
    add_choices(view, many ? "checkbox" : "radio", labels, typed(asking.name));
    return {{"choices", std::move(view)}};
}

bool is_wrong(const Asking& asking, std::string_view part) {
    return asking.error != nullptr && asking.error->part == part;
}

json::object part_of(const Asking& asking, std::string_view part, const RawInput& typed,
                     const Speech& speech) {
    return part_view(*asking.state.field, part,
                     {.name = fmt::format("{}.{}", asking.name, part),
                      .error = is_wrong(asking, part) ? asking.sentence : std::string{},
                      .of_oneself = asking.of_oneself,
                      .optional = !asking.state.required},
                     typed, speech);
}

json::object around_parts(const Asking& asking, const Speech& speech) {
    auto view = around(asking, speech);
    // The sentence stands at its part, not twice.
    if (asking.error != nullptr && !asking.error->part.empty()) clear_error(view);
    return view;
}

json::object record_view(const Asking& asking, const RawInput& typed, const Speech& speech) {
    auto view = around_parts(asking, speech);
    json::array parts;
    for (const auto& part : asked_parts(*asking.state.field))
        parts.push_back(part_of(asking, part, typed, speech));
    view["parts"] = std::move(parts);
    return {{"record", std::move(view)}};
}

// Whoever has a map puts it in as `map`; words and coordinates do without.
json::object point_view(const Asking& asking, const RawInput& typed, const Speech& speech) {
    auto view = around_parts(asking, speech);
    view["description"] = part_of(asking, "description", typed, speech).at("input");
    view["coordinates"] = json::array{part_of(asking, "latitude", typed, speech).at("input"),
                                      part_of(asking, "longitude", typed, speech).at("input")};
    view["open"] = is_wrong(asking, "latitude") || is_wrong(asking, "longitude");
    view["map"] = nullptr;
    return {{"point", std::move(view)}};
}

json::object file_view(const Asking& asking, const Speech& speech) {
    const auto& settings = asking.state.field->settings;
    auto view = around(asking, speech);
    json::array files;
    if (const auto* list = asking.state.value.list())
        for (const auto& file : *list)
            files.push_back(file_line(file, speech));
    const auto most = static_cast<std::size_t>(settings.most.value_or(1));
    view["more"] = files.size() < most;
    view["multiple"] = most > files.size() + 1;
    view["accept"] = accepted_kinds(settings.kinds);
    view["limits"] = file_limits(settings, speech);
    view["later"] = settings.later;
    view["files"] = std::move(files);
    return {{"file", std::move(view)}};
}

json::object fixed_view(const Asking& asking, const Speech& speech) {
    auto view = around(asking, speech);
    view["value"] =
        shown(*asking.state.field, text_path(asking.state.path), asking.state.value, speech);
    return {{"fixed", std::move(view)}};
}

json::object notice_view(const Asking& asking, const Speech& speech) {
    return {{"notice",
             {{"label", own_text(speech, asking, "label")},
              {"text", own_text(speech, asking, "text")}}}};
}

json::object kind_view(const Asking& asking, const RawInput& typed, const Speech& speech) {
    const Field& field = *asking.state.field;
    if (asking.state.fixed) return fixed_view(asking, speech);
    switch (field.type) {
        case FieldType::notice:
            return notice_view(asking, speech);
        case FieldType::choice:
        case FieldType::choices:
            return choice_view(asking, typed, speech);
        case FieldType::place:
        case FieldType::address:
        case FieldType::person:
        case FieldType::organisation:
            return record_view(asking, typed, speech);
        case FieldType::point:
            return point_view(asking, typed, speech);
        case FieldType::file:
            return file_view(asking, speech);
        case FieldType::group:
            return {};  // has a page of its own
        default:
            return simple_view(field, around(asking, speech), asking.of_oneself,
                               own_text(speech, asking, "unit"), typed, speech);
    }
}

// The inputs have to be made anew when this changes, as far as an answer to another question can
// change it.
std::string shape_of(const Asking& asking) {
    std::string out = asking.state.required ? "!" : "?";
    for (const auto& option : asking.state.options)
        out += " " + option;
    return out;
}

}  // namespace

std::string text_path(std::string_view path) {
    std::string out;
    while (!path.empty()) {
        const auto dot = path.find('.');
        const auto part = path.substr(0, dot);
        if (!is_number(part)) out.append(out.empty() ? "" : ".").append(part);
        path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    }
    return out;
}

RawInput raw_of(const Typing& typing) {
    return [&typing](std::string_view name) {
        const auto found = typing.find(name);
        return found == typing.end() ? std::vector<std::string>{} : found->second;
    };
}

json::object field_view(const Asking& asking, const RawInput& typed, const Speech& speech) {
    auto view = kind_view(asking, typed, speech);
    view["path"] = asking.name;
    view["shape"] = shape_of(asking);
    return view;
}

std::string error_anchor(const Field& field, std::string_view name, const FieldError& error) {
    std::string out{name};
    if (!error.part.empty() && !asked_parts(field).empty()) out += "." + error.part;
    return out;
}

}  // namespace kommod::forms
