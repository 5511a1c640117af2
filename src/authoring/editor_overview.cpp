// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The whole form at a glance: pages, their fields, rules where they hold, and what is still wrong.
#include <algorithm>

#include <fmt/format.h>

#include "authoring/condition.h"
#include "authoring/document_parts.h"
#include "authoring/edit.h"
#include "authoring/editor.h"
#include "authoring/field_types.h"
#include "authoring/notes.h"
#include "authoring/readers.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

// "nur wenn ..." at a page or field; empty without a condition.
std::string rule_words(const json::object& document, const json::object& holder,
                       std::string_view group = {}) {
    const auto* when = holder.if_contains("when");
    return when != nullptr ? in_words(document, *when, group) : std::string{};
}

json::object field_line(const Request& request, const Desk& desk, const Draft& draft,
                        const json::object& field, const std::string& prefix) {
    const auto path = prefix + string_of(field, "key");
    const auto* optional = field.if_contains("optional");
    return {{"name", field_name(draft.document, path)},
            {"type", type_name(request, desk, string_of(field, "type"))},
            {"href", field_href(desk, draft, path)},
            {"voluntary", optional != nullptr && *optional == json::value(true)},
            {"rule", rule_words(draft.document, field, group_of(path))},
            {"inner", !prefix.empty()}};
}

json::object page_line(const Request& request, const Desk& desk, const Draft& draft,
                       const json::object& page, std::size_t number, std::size_t total) {
    const auto id = string_of(page, "id");
    json::array fields;
    for (const auto& field : array_in(page, "fields")) {
        if (!field.is_object()) continue;
        fields.push_back(field_line(request, desk, draft, field.get_object(), ""));
        for (const auto& inner : array_in(field.get_object(), "fields"))
            if (inner.is_object())
                fields.push_back(field_line(request, desk, draft, inner.get_object(),
                                            string_of(field.get_object(), "key") + "."));
    }
    const auto href = page_href(desk, draft, id);
    const bool empty = fields.empty();
    return {{"number", number},
            {"title", page_name(draft.document, id)},
            {"href", href},
            {"rule", rule_words(draft.document, page)},
            {"fields", std::move(fields)},
            {"no_fields", empty},
            {"up_action", number > 1 ? href + "/hoch" : std::string{}},
            {"down_action", number < total ? href + "/runter" : std::string{}}};
}

// The page of the editor that shows what stands in a file; empty when none does.
std::string file_href(const Desk& desk, const Draft& draft, const forms::Problem& problem) {
    constexpr std::string_view texts = "texts/", yaml = ".yaml";
    const std::string_view file = problem.file;
    const auto href = draft_href(desk, draft.package_id);
    if (file.starts_with(texts))
        return href + "/texte?sprache_der_texte=" +
               std::string{file.substr(texts.size(), file.size() - texts.size() - yaml.size())};
    if (file.starts_with("letters/")) return href + "/briefe";
    if (file == "fees.yaml") return href + "/gebuehren";
    if (problem.key == "packages.unused") return href + "/stadtangaben";
    if (file == "package.yaml") return href + "/daten";
    if (file.starts_with("tests/") || problem.key == "packages.not_covered")
        return href + "/faelle";
    return {};
}

// Where a problem is mended.
std::string problem_href(const Desk& desk, const Draft& draft, const forms::Problem& problem) {
    const auto href = place_href(desk, draft, problem.at);
    return href.empty() ? file_href(desk, draft, problem) : href;
}

json::array problem_views(const Request& request, const Desk& desk, const Draft& draft,
                          const forms::Problems& problems) {
    json::array out;
    for (const auto& problem : problems) {
        const bool error = problem.weight == forms::Problem::Weight::error;
        const bool of_cases =
            problem.key == "packages.no_cases" || problem.key == "packages.not_covered";
        out.push_back(
            {{"label", problem.what},
             {"href", problem_href(desk, draft, problem)},
             {"hint", of_cases ? desk.translate(request.language,
                                                msgid("Gehen Sie einen Probelauf bis dorthin und "
                                                      "übernehmen Sie ihn als Testfall."))
                               : text::join({problem.why, problem.proposal}, " ")},
             {"status", desk.translate(request.language, error ? msgid("zu tun") : msgid("Rat"))},
             {"kind", error ? "warning" : "info"}});
    }
    return out;
}

json::value notes_task(const Request& request, const Desk& desk, const Draft& draft,
                       std::ptrdiff_t open) {
    return {{"label", desk.translate(request.language, msgid("Aufgaben aus dem Schema"))},
            {"href", draft_href(desk, draft.package_id) + "/schema"},
            {"hint", fmt::format("{}: {}", desk.translate(request.language, msgid("offen")), open)},
            {"status", desk.translate(request.language, msgid("zu tun"))},
            {"kind", "warning"}};
}

Response show_overview(const Request& request, const Desk& desk, const Draft& draft,
                       const std::string& error) {
    const auto checked = packages::check(draft.document);
    const auto* form = draft.document.if_contains("form.yaml");
    const auto& pages = form != nullptr && form->is_object() ? array_in(form->get_object(), "pages")
                                                             : json::array{};
    auto tasks = problem_views(request, desk, draft, checked.problems);
    const auto notes = notes_of(desk.console.database.create(desk.name_space), draft.package_id);
    if (const auto open = std::ranges::count(notes, Note::Answer::open, &Note::answer); open > 0)
        tasks.insert(tasks.begin(), notes_task(request, desk, draft, open));
    json::array lines;
    for (const auto& page : pages)
        if (page.is_object())
            lines.push_back(
                page_line(request, desk, draft, page.get_object(), lines.size() + 1, pages.size()));
    const auto href = draft_href(desk, draft.package_id);
    const bool sound = !forms::has_errors(checked.problems);
    json::object view{
        {"pages", std::move(lines)},
        {"add_action", href + "/seite"},
        {"title", request.form.get("titel")},
        {"sound", sound},
        {"some_problems", !tasks.empty()},
        {"problems",
         json::object{{"id", "zu-tun"},
                      {"title", desk.translate(request.language, msgid("Was noch fehlt"))},
                      {"tasks", std::move(tasks)}}},
        {"texts_href", href + "/texte"},
        {"letters_href", href + "/briefe"},
        {"notes_href", notes.empty() ? std::string{} : href + "/schema"},
        {"data_href", href + "/daten"},
        {"fees_href", href + "/gebuehren"},
        {"details_href", href + "/stadtangaben"},
        {"rules_href", href + "/regeln"},
        {"cases_href", href + "/faelle"},
        {"history_href", href + "/verlauf"},
        {"publish_href", href + "/veroeffentlichen"},
        {"discard_href", href + "/verwerfen"},
        {"is_town", !desk.ags.empty()},
        {"trial_action", href + "/probelauf"}};
    if (!error.empty()) add_error(view, "titel", error);
    return show_editor(request, desk, draft, "authoring/draft", draft_title(draft), std::move(view),
                       error.empty() ? 200 : 422);
}

Response add(const Request& request, const Desk& desk, const Draft& draft) {
    const std::string title{text::trim(request.form.get("titel"))};
    return keep(
        request, desk, draft, [&](json::object& document) { return add_page(document, title); },
        draft_href(desk, draft.package_id),
        [&](const std::string& sentence) { return show_overview(request, desk, draft, sentence); });
}

EditorPage moving(Towards towards) {
    return [towards](const Request& request, const Desk& desk, const Draft& draft) {
        const std::string page{request.capture("seite")};
        return keep(
            request, desk, draft,
            [&](json::object& document) { return move_page(document, page, towards); },
            draft_href(desk, draft.package_id),
            [&](const std::string& sentence) {
                return show_overview(request, desk, draft, sentence);
            });
    };
}

Response show_rules(const Request& request, const Desk& desk, const Draft& draft) {
    json::array rules;
    each_rule(draft.document, [&](const Rule& rule) {
        rules.push_back({{"where", rule.where},
                         {"href", place_href(desk, draft, rule.at)},
                         {"sentence", in_words(draft.document, *rule.expression, rule.group)}});
    });
    const bool empty = rules.empty();
    return show_editor(request, desk, draft, "authoring/draft_rules", msgid("Alle Regeln"),
                       {{"rules", std::move(rules)}, {"empty", empty}});
}

}  // namespace

void add_overview_editor(http::Router& router, const Console& console) {
    using http::Method;
    router.site(editor_route(console, Method::get, "",
                             [](const auto& request, const auto& desk, const auto& draft) {
                                 return show_overview(request, desk, draft, {});
                             }));
    router.site(editor_route(console, Method::post, "/seite", &add));
    router.site(editor_route(console, Method::post, "/seite/{seite}/hoch", moving(Towards::start)));
    router.site(editor_route(console, Method::post, "/seite/{seite}/runter", moving(Towards::end)));
    router.site(editor_route(console, Method::get, "/regeln", &show_rules));
}

}  // namespace kommod::authoring
