// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What stands at the end of a page: checks, which must hold before one goes on, and stops, where
// the way ends.
#include <algorithm>

#include "authoring/condition_form.h"
#include "authoring/document_parts.h"
#include "authoring/edit_rules.h"
#include "authoring/editor.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

// What the form says, or what stands in the draft.
struct Shown {
    json::value condition;  // as it stands
    std::string title, text;
    std::vector<std::string> at;
};

struct Kind {
    bool stop = false;
    const char *heading, *word, *now;
};
constexpr Kind stops{true, msgid("Halt"), msgid("Wenn"), msgid("Jetzt: wenn")};
constexpr Kind checks{false, msgid("Prüfung"), msgid("Es muss stimmen"),
                      msgid("Jetzt: Es muss stimmen")};

std::string ending_href(const Desk& desk, const Draft& draft, std::string_view page,
                        const Kind& kind) {
    return page_href(desk, draft, page) + (kind.stop ? "/halt" : "/pruefung");
}

json::array field_options(const json::object& document, std::string_view page,
                          const std::vector<std::string>& chosen) {
    json::array out;
    for (const auto& path : all_fields(document)) {
        const bool asked = find_field(document, path) != nullptr && group_of(path).empty();
        if (!asked || page_of(document, path) != page) continue;
        out.push_back({{"option_value", path},
                       {"option_label", field_name(document, path)},
                       {"checked", std::ranges::find(chosen, path) != chosen.end()}});
    }
    return out;
}

// Nothing when there is no such stop or check (any more). An empty id is a new one.
std::optional<Shown> kept(const Draft& draft, std::string_view page, std::string_view id,
                          const Kind& kind) {
    if (id.empty()) return Shown{nullptr, {}, {}, {}};
    if (kind.stop) {
        const auto stop = find_stop(draft.document, page, id);
        return stop ? std::optional{Shown{stop->when, stop->title, stop->text, {}}} : std::nullopt;
    }
    const auto check = find_check(draft.document, page, id);
    return check ? std::optional{Shown{check->that, {}, check->text, check->at}} : std::nullopt;
}

Response show_ending(const Request& request, const Desk& desk, const Draft& draft, const Kind& kind,
                     const std::optional<Mistake>& mistake) {
    const std::string page{request.capture("seite")}, id{request.capture("regel")};
    auto shown = find_page(draft.document, page) ? kept(draft, page, id, kind) : std::nullopt;
    if (!shown) return http::redirect(draft_href(desk, draft.package_id));
    if (request.form.has("stand")) {
        shown->title = request.form.get("titel");
        shown->text = request.form.get("text");
        shown->at.clear();
        for (const auto field : request.form.all("an"))
            shown->at.emplace_back(field);
    }
    auto condition =
        condition_view(request, desk, draft.document, {page, {}, true}, shown->condition);
    condition["word"] = desk.translate(request.language, kind.word);
    condition["now"] = desk.translate(request.language, kind.now);
    const auto href = ending_href(desk, draft, page, kind);
    const auto self = id.empty() ? href : href + "/" + http::url_encode(id);
    json::object view{{"is_stop", kind.stop},
                      {"page_href", page_href(desk, draft, page)},
                      {"page_name", page_name(draft.document, page)},
                      {"condition", std::move(condition)},
                      {"title", shown->title},
                      {"text", shown->text},
                      {"at", field_options(draft.document, page, shown->at)},
                      {"action", self},
                      {"remove_action", id.empty() ? std::string{} : self + "/entfernen"}};
    if (mistake) add_error(view, mistake->field, mistake->sentence);
    return show_editor(request, desk, draft, "authoring/draft_ending",
                       desk.translate(request.language, kind.heading), std::move(view),
                       mistake ? 422 : 200);
}

Done set_ending(json::object& document, const Request& request, const Kind& kind,
                const json::value& condition) {
    const auto page = request.capture("seite"), id = request.capture("regel");
    const std::string text{text::trim(request.form.get("text"))};
    if (kind.stop)
        return set_stop(document, page, id,
                        {condition, std::string{text::trim(request.form.get("titel"))}, text});
    Check check{condition, text, {}};
    for (const auto field : request.form.all("an"))
        check.at.emplace_back(field);
    return set_check(document, page, id, check);
}

// Which of the fields a refusal is about.
std::string field_of(const Error& error, const Kind& kind, const Request& request) {
    if (error.key == "authoring.no_condition") return "aussage_0";
    if (error.key == "authoring.no_place") return "an";
    const bool no_title = kind.stop && text::trim(request.form.get("titel")).empty();
    return no_title ? "titel" : "text";
}

Response keep_ending(const Request& request, const Desk& desk, const Draft& draft,
                     const Kind& kind) {
    const std::string page{request.capture("seite")}, id{request.capture("regel")};
    const auto before = kept(draft, page, id, kind);
    if (!before) return http::redirect(draft_href(desk, draft.package_id));
    const auto again = [&](std::string field, std::string sentence) {
        return show_ending(request, desk, draft, kind,
                           Mistake{std::move(field), std::move(sentence)});
    };
    const auto condition = read_condition(request, draft.document, before->condition);
    if (!condition) return again(condition.error().field, condition.error().value);
    const auto change = [&](json::object& document) {
        return set_ending(document, request, kind, *condition);
    };
    auto changed = draft.document;
    const auto done = change(changed);
    if (!done)
        return again(field_of(done.error(), kind, request),
                     sentence_of(request, desk, done.error()));
    if (const auto wrong = new_mistake(draft.document, changed); !wrong.empty())
        return again(request.form.has("ausdruck") ? "ausdruck" : "aussage_0", wrong);
    return keep(request, desk, draft, change, page_href(desk, draft, page),
                [&](const std::string& sentence) { return again("text", sentence); });
}

Response remove(const Request& request, const Desk& desk, const Draft& draft, const Kind& kind) {
    const std::string page{request.capture("seite")}, id{request.capture("regel")};
    return keep(
        request, desk, draft,
        [&](json::object& document) {
            return kind.stop ? remove_stop(document, page, id) : remove_check(document, page, id);
        },
        page_href(desk, draft, page),
        [&](const std::string& sentence) {
            return show_ending(request, desk, draft, kind, Mistake{"text", sentence});
        });
}

}  // namespace

json::array ending_lines(const Desk& desk, const Draft& draft, std::string_view page, bool stop) {
    const Kind& kind = stop ? stops : checks;
    json::array out;
    const auto* holder = find_page(draft.document, page);
    if (holder == nullptr) return out;
    for (const auto& each : array_in(*holder, stop ? "stops" : "checks")) {
        if (!each.is_object()) continue;
        const auto id = string_of(each.get_object(), "id");
        const auto shown = kept(draft, page, id, kind);
        out.push_back({{"name", stop ? shown->title : shown->text},
                       {"href", ending_href(desk, draft, page, kind) + "/" + http::url_encode(id)},
                       {"rule", in_words(draft.document, shown->condition)}});
    }
    return out;
}

void add_ending_editor(http::Router& router, const Console& console) {
    using http::Method;
    for (const Kind* kind : {&stops, &checks}) {
        const std::string path = kind->stop ? "/seite/{seite}/halt" : "/seite/{seite}/pruefung";
        for (const auto& at : {path, path + "/{regel}"}) {
            router.site(
                editor_route(console, Method::get, at,
                             [kind](const auto& request, const auto& desk, const auto& draft) {
                                 return show_ending(request, desk, draft, *kind, {});
                             }));
            router.site(
                editor_route(console, Method::post, at,
                             [kind](const auto& request, const auto& desk, const auto& draft) {
                                 return keep_ending(request, desk, draft, *kind);
                             }));
        }
        router.site(editor_route(console, Method::post, path + "/{regel}/entfernen",
                                 [kind](const auto& request, const auto& desk, const auto& draft) {
                                     return remove(request, desk, draft, *kind);
                                 }));
    }
}

}  // namespace kommod::authoring
