// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// From a draft to a version that nobody can change any more: walked through, with its test cases.
#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "authoring/edit.h"
#include "authoring/editor.h"
#include "authoring/notes.h"
#include "base/text.h"
#include "cases/trial.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;
using packages::Completeness;

constexpr int days_of_a_trial = 2;
constexpr std::string_view cases_file = "tests/wege.yaml";

// Walks the draft as it stands. Not before it can be read.
Response begin(const Request& request, const Desk& desk, const Draft& draft) {
    const auto town = desk.console.municipalities.by_ags(desk.ags);
    const auto checked = packages::check(draft.document, Completeness::usable);
    if (!town || !checked.package) return http::redirect(draft_href(desk, draft.package_id));
    desk.console.packages.keep_for_trial(desk.name_space, *checked.package,
                                         request.today().plus_days(days_of_a_trial));
    return cases::begin_trial(desk.console.database.create(desk.name_space), *town,
                              *checked.package, request, desk.current.actor().id);
}

// The walk through exactly this document, as a declared case; nothing when nobody walked.
std::optional<json::object> walked_case(const Desk& desk, const Draft& draft) {
    const auto checked = packages::check(draft.document, Completeness::usable);
    if (!checked.package) return std::nullopt;
    for (const auto& done : desk.console.packages.done(desk.name_space, checked.package->hash))
        if (done.task == "preview" && done.details.contains("answers")) return done.details;
    return std::nullopt;
}

// What each declared case came to: how it went otherwise than expected, by its name.
std::vector<std::string> differences_of(const packages::ServicePackage& package) {
    std::vector<std::string> out;
    for (const auto& problem : packages::run_cases(package))
        out.push_back(problem.what + " " + problem.why);
    return out;
}

json::array case_views(const Draft& draft) {
    json::array out;
    for (const auto& [file, content] : draft.document) {
        if (!file.starts_with("tests/") || !content.is_array()) continue;
        const auto& list = content.get_array();
        for (std::size_t at = 0; at < list.size(); ++at) {
            const auto* name =
                list[at].is_object() ? list[at].get_object().if_contains("name") : nullptr;
            out.push_back({{"name", name && name->is_string() ? *name : json::value("?")},
                           {"file", file},
                           {"at", at}});
        }
    }
    return out;
}

Response show_cases(const Request& request, const Desk& desk, const Draft& draft) {
    const auto checked = packages::check(draft.document, Completeness::usable);
    json::array differences, uncovered;
    if (checked.package)
        for (const auto& difference : differences_of(*checked.package))
            differences.push_back(json::object{{"text", difference}});
    for (const auto& problem : checked.problems)
        if (problem.key == "packages.not_covered")
            uncovered.push_back(json::object{{"text", problem.what}});
    const auto href = draft_href(desk, draft.package_id);
    const bool covered = uncovered.empty(), right = differences.empty();
    return show_editor(request, desk, draft, "authoring/draft_cases", msgid("Testfälle"),
                       {{"cases", case_views(draft)},
                        {"differences", std::move(differences)},
                        {"right", right},
                        {"uncovered", std::move(uncovered)},
                        {"covered", covered},
                        {"readable", checked.package != nullptr},
                        {"walked", walked_case(desk, draft).has_value()},
                        {"is_town", !desk.ags.empty()},
                        {"take_action", href + "/faelle"},
                        {"remove_action", href + "/faelle/entfernen"},
                        {"trial_action", href + "/probelauf"}});
}

// The last walk becomes a case, so that the next change cannot break it unnoticed.
Response take_case(const Request& request, const Desk& desk, const Draft& draft) {
    auto walked = walked_case(desk, draft);
    const std::string name{text::trim(request.form.get("name"))};
    return keep(
        request, desk, draft,
        [&](json::object& document) -> Done {
            if (!walked) return fail("authoring.no_such");
            (*walked)["name"] = name.empty() ? "Probelauf vom " + request.now.to_german() : name;
            auto& list = document[cases_file];
            if (!list.is_array()) list = json::array{};
            list.get_array().push_back(*walked);
            return std::string{"Probelauf als Testfall übernommen."};
        },
        draft_href(desk, draft.package_id) + "/faelle",
        [&](const std::string&) { return show_cases(request, desk, draft); });
}

Response remove_case(const Request& request, const Desk& desk, const Draft& draft) {
    const std::string file{request.form.get("datei")};
    const std::string number{request.form.get("nummer")};
    return keep(
        request, desk, draft,
        [&](json::object& document) -> Done {
            auto* list = file.starts_with("tests/") ? document.if_contains(file) : nullptr;
            const auto at =
                number.empty() || number.size() > 4 ||
                        !std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; })
                    ? std::string::npos
                    : std::stoul(number);
            if (list == nullptr || !list->is_array() || at >= list->get_array().size())
                return fail("authoring.no_such");
            auto& cases = list->get_array();
            cases.erase(cases.begin() + static_cast<std::ptrdiff_t>(at));
            if (cases.empty()) document.erase(file);
            return std::string{"Testfall entfernt."};
        },
        draft_href(desk, draft.package_id) + "/faelle",
        [&](const std::string&) { return show_cases(request, desk, draft); });
}

std::string version_of(const Draft& draft) {
    const auto* version = draft.document.at("package.yaml").as_object().if_contains("version");
    return version != nullptr && version->is_string() ? std::string{version->get_string()}
                                                      : "1.0.0";
}

using Version = std::array<int, 3>;

// Nothing when it is none.
std::optional<Version> parsed(std::string_view version) {
    const auto parts = text::split(version, '.');
    Version out{};
    if (parts.size() != out.size()) return std::nullopt;
    for (std::size_t at = 0; at < out.size(); ++at) {
        const char* const end = parts[at].data() + parts[at].size();
        const auto [stop, failure] = std::from_chars(parts[at].data(), end, out[at]);
        if (failure != std::errc{} || stop != end) return std::nullopt;
    }
    return out;
}

// The highest that is published here; nothing before the first.
std::optional<Version> newest(const Desk& desk, const Draft& draft) {
    std::optional<Version> out;
    for (const auto& published : desk.console.packages.published(desk.name_space))
        if (published.package_id == draft.package_id)
            if (const auto version = parsed(published.version)) out = std::max(out, version);
    return out;
}

std::string next_version(const Desk& desk, const Draft& draft) {
    const auto last = newest(desk, draft);
    if (!last) return version_of(draft);
    return fmt::format("{}.{}.{}", (*last)[0], (*last)[1], (*last)[2] + 1);
}

Response show_publish(const Request& request, const Desk& desk, const Draft& draft,
                      const std::string& field, const std::string& error) {
    const auto checked = packages::check(draft.document);
    json::array problems;
    for (const auto& problem : checked.problems)
        if (problem.weight == forms::Problem::Weight::error)
            problems.push_back(json::object{{"text", problem.what + " " + problem.proposal}});
    const auto notes = open_notes(desk.console.database.create(desk.name_space), draft.package_id);
    const auto typed = [&](const char* name, const std::string& kept) {
        return request.form.has(name) ? std::string{request.form.get(name)} : kept;
    };
    json::object view{{"ready", checked.package != nullptr && notes == 0},
                      {"open_notes", notes > 0},
                      {"notes_href", draft_href(desk, draft.package_id) + "/schema"},
                      {"problems", std::move(problems)},
                      {"version", typed("nummer", next_version(desk, draft))},
                      {"changes", typed("neu", "")},
                      {"action", draft_href(desk, draft.package_id) + "/veroeffentlichen"}};
    if (!error.empty()) add_error(view, field, error);
    return show_editor(request, desk, draft, "authoring/draft_publish", msgid("Veröffentlichen"),
                       std::move(view), error.empty() ? 200 : 422);
}

Response publish(const Request& request, const Desk& desk, const Draft& draft) {
    if (!is_as_seen(request, draft)) return show_stale(request, desk, draft);
    auto document = draft.document;
    auto& manifest = document["package.yaml"].as_object();
    manifest["version"] = text::trim(request.form.get("nummer"));
    const auto changes = text::trim(request.form.get("neu"));
    if (changes.empty())
        return show_publish(
            request, desk, draft, "neu",
            desk.translate(request.language, msgid("Sagen Sie in einem Satz, was neu ist.")));
    const auto last = newest(desk, draft);
    const auto version = parsed(text::trim(request.form.get("nummer")));
    if (version && last && *version <= *last)
        return show_publish(
            request, desk, draft, "nummer",
            desk.translate(request.language, msgid("Die Nummer ist höher als die der letzten "
                                                   "Fassung. Nehmen Sie zum Beispiel:")) +
                " " + next_version(desk, draft));
    manifest["changes"] = changes;
    if (open_notes(desk.console.database.create(desk.name_space), draft.package_id) > 0)
        return show_publish(request, desk, draft, {}, {});
    const auto checked = packages::check(document);
    if (!checked.package) {
        const auto& first = *std::ranges::find(checked.problems, forms::Problem::Weight::error,
                                               &forms::Problem::weight);
        return show_publish(request, desk, draft, "nummer", first.what + " " + first.proposal);
    }
    const auto done = desk.console.packages.publish(
        desk.name_space, *checked.package,
        act(request, desk, "package.publish", draft.package_id,
            {{"version", checked.package->version}, {"hash", checked.package->hash}}));
    if (!done)
        return show_publish(request, desk, draft, "nummer",
                            desk.translate(request.language,
                                           msgid("Diese Nummer ist schon vergeben. Nehmen Sie die "
                                                 "nächste.")));
    remove_draft(desk.console.database.create(desk.name_space), draft.package_id,
                 act(request, desk, "package.draft_done", draft.package_id));
    return http::redirect(service_href(desk, draft.package_id) + "?meldung=uebernommen");
}

// There is no way back, so it asks first.
Response ask_to_discard(const Request& request, const Desk& desk, const Draft& draft) {
    return show_editor(request, desk, draft, "authoring/draft_discard", msgid("Entwurf verwerfen"),
                       {{"action", draft_href(desk, draft.package_id) + "/verwerfen"}});
}

Response discard(const Request& request, const Desk& desk, const Draft& draft) {
    if (!is_as_seen(request, draft)) return show_stale(request, desk, draft);
    remove_draft(desk.console.database.create(desk.name_space), draft.package_id,
                 act(request, desk, "package.discard", draft.package_id));
    return http::redirect(desk.base + "?meldung=verworfen");
}

}  // namespace

void add_publishing(http::Router& router, const Console& console) {
    using http::Method;
    router.site(editor_route(console, Method::post, "/probelauf", &begin));
    router.site(editor_route(console, Method::get, "/faelle", &show_cases));
    router.site(editor_route(console, Method::post, "/faelle", &take_case));
    router.site(editor_route(console, Method::post, "/faelle/entfernen", &remove_case));
    router.site(editor_route(console, Method::get, "/veroeffentlichen",
                             [](const auto& request, const auto& desk, const auto& draft) {
                                 return show_publish(request, desk, draft, {}, {});
                             }));
    router.site(editor_route(console, Method::post, "/veroeffentlichen", &publish));
    router.site(editor_route(console, Method::get, "/verwerfen", &ask_to_discard));
    router.site(editor_route(console, Method::post, "/verwerfen", &discard));
}

}  // namespace kommod::authoring
