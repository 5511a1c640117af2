// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/page_view.h"

#include <algorithm>

#include "base/text.h"
#include "cases/answers_view.h"
#include "cases/map_points.h"
#include "forms/view.h"

namespace kommod::cases {
namespace {

using forms::FieldType;

// The path of a field's texts: "hunde.rasse".
std::string words_path(const Place& place, std::string_view name) {
    return place.item.empty() ? std::string{name}
                              : place.page->group()->key + "." + std::string{name};
}

const Issue* issue_of(const PageShown& shown, std::string_view name) {
    const auto found = std::ranges::find(shown.issues, name, &Issue::name);
    return found == shown.issues.end() ? nullptr : &*found;
}

// What stands in the inputs: what was typed, else what is kept, else what a log-in proposes.
forms::Typing kept_typing(const std::vector<NamedState>& states) {
    forms::Typing out;
    for (const auto& [name, state] : states)
        forms::type_into(out, name, state->visited ? state->value : state->proposal);
    return out;
}

// The page's title is the question when it asks one thing only.
std::string question(const PageShown& shown, const std::vector<NamedState>& states) {
    if (!shown.place.item.empty() || states.size() != 1) return {};
    const auto& [name, state] = states.front();
    const bool label = !shown.visit.text("fields." + name + ".label").empty();
    if (label || !state->field->has_value() || state->fixed) return {};
    return shown.visit.text("pages." + shown.place.page->id + ".title");
}

json::array errors(const PageShown& shown) {
    json::array out;
    for (const auto& issue : shown.issues) {
        const auto anchor =
            issue.field ? forms::error_anchor(*issue.field, issue.name, issue.error) : issue.name;
        out.push_back({{"field", anchor}, {"text", sentence_of(shown.visit, shown.place, issue)}});
    }
    return out;
}

bool is_conditional(const forms::Field& field) {
    return field.when || field.required ||
           std::ranges::any_of(field.settings.options,
                               [](const forms::Option& option) { return option.when.has_value(); });
}

// Where each file that is there can be looked at.
void add_addresses(json::object& field, const Visit& visit) {
    auto* file = field.if_contains("file");
    if (file == nullptr || !file->is_object()) return;
    for (auto& line : file->get_object().at("files").as_array()) {
        auto& entry = line.as_object();
        entry["file_href"] = visit.at("/datei/" + std::string{entry.at("file_id").as_string()});
    }
}

// {fields, asked, own_heading, errors}
json::object fields_view(const PageShown& shown) {
    auto states = states_of(shown.evaluation, shown.place, shown.answers);
    std::erase_if(states, [](const NamedState& named) {
        return named.state->field->type == FieldType::group;
    });
    const auto kept = kept_typing(states);
    const auto from_kept = forms::raw_of(kept);
    const auto& typed = shown.typed ? *shown.typed : from_kept;
    const auto title = question(shown, states);
    const auto speech = shown.visit.speech();
    json::array fields;
    std::string asked;
    for (const auto& [name, state] : states) {
        const auto* issue = issue_of(shown, name);
        auto view = forms::field_view(
            {.state = *state,
             .name = name,
             .question = title,
             .error = issue ? &issue->error : nullptr,
             .sentence = issue ? sentence_of(shown.visit, shown.place, *issue) : std::string{},
             .of_oneself = shown.place.item.empty()},
            typed, speech);
        add_addresses(view, shown.visit);
        if (auto* point = view.if_contains("point"))
            point->as_object()["map"] = map_view(shown.visit, shown.place, name, typed);
        fields.push_back(std::move(view));
        if (state->field->has_value()) asked += (asked.empty() ? "" : " ") + name;
    }
    return {{"fields", std::move(fields)},
            {"asked", asked},
            {"own_heading", title.empty()},
            {"errors", errors(shown)}};
}

}  // namespace

json::object page_view(const PageShown& shown, const PageFrame& frame) {
    const auto& visit = shown.visit;
    const auto& page = *shown.place.page;
    const auto way = progress(visit.package().form, shown.evaluation, page.id);
    auto view = fields_view(shown);
    view["page_title"] = frame.title;
    view["page_text"] = frame.text;
    view["action"] = frame.here + std::string{visit.return_suffix()};
    view["live_action"] = frame.here + "/fragen";
    view["back_href"] = frame.back;
    view["from_summary"] = visit.from_summary();
    view["number"] = way.number;
    view["total"] = way.total;
    view["exact"] = way.exact;
    view["group"] = false;
    view["live"] = std::ranges::any_of(shown.place.fields(), is_conditional);
    view["uploads"] = std::ranges::any_of(shown.place.fields(), [](const forms::Field& field) {
        return field.type == FieldType::file;
    });
    // The first button of a form is what the Enter key presses.
    view["other_buttons"] =
        std::ranges::any_of(shown.place.fields(), [](const forms::Field& field) {
            return field.type == FieldType::file || field.type == FieldType::point;
        });
    view["more_asked"] = visit.request.query.get("weiter") == "gefragt";
    return view;
}

http::Response live_fields(const Visit& visit, const Place& place) {
    const auto raw = raw_input(visit.request);
    const auto reading =
        read_page(visit.around(), visit.draft.answers, place, raw, asked_names(visit.request));
    auto view = fields_view({visit, place, reading.evaluation, reading.answers, &raw});
    auto response = http::text_response(
        visit.deps.renderer.fragment("apply/fields", visit.request.language, view),
        "text/html; charset=utf-8");
    response.set_header("Cache-Control", "no-store");
    return response;
}

std::vector<PageItem> items_of(const Visit& visit, const forms::Evaluation& evaluation,
                               const Place& place, const json::object& answers) {
    std::vector<PageItem> out;
    const auto& group = *place.page->group();
    const auto* list = answers.if_contains(group.key);
    const auto* items = list == nullptr ? nullptr : list->if_array();
    const auto* state = evaluation.page(place.page->id);
    if (items == nullptr || state == nullptr) return out;
    const auto values = state->fields.front().value;
    for (std::size_t index = 0; index < items->size(); ++index) {
        const auto number = std::to_string(index);
        const auto inside = group.key + "." + number + ".";
        const bool done = std::ranges::all_of(state->fields, [&](const forms::FieldState& field) {
            return !field.path.starts_with(inside) || field.done();
        });
        const auto& identity = items->at(index).as_object().at(item_key).as_string();
        out.push_back({std::string{identity},
                       item_title(group, values.at(number), index, visit.speech()), done});
    }
    return out;
}

std::string sentence_of(const Visit& visit, const Place& place, const Issue& issue) {
    if (issue.check) return visit.text("checks." + issue.check->id);
    if (issue.error.key == item_incomplete)
        return text::replace_all(visit.translate("Ergänzen Sie die Angaben zu „{0}“."), "{0}",
                                 issue.error.arguments.front());
    return forms::sentence(issue.error, *issue.field, words_path(place, issue.name),
                           visit.speech());
}

std::set<std::string, std::less<>> asked_names(const http::Request& request) {
    std::set<std::string, std::less<>> out;
    for (const auto name : text::split(request.form.get("gefragt"), ' '))
        if (!name.empty()) out.emplace(name);
    return out;
}

forms::RawInput raw_input(const http::Request& request) {
    return [&request](std::string_view name) {
        std::vector<std::string> out;
        for (const auto value : request.form.all(name))
            out.emplace_back(value);
        return out;
    };
}

}  // namespace kommod::cases
