// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/editor.h"

#include <array>
#include <charconv>

#include "authoring/edit.h"
#include "base/text.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

constexpr std::array<std::pair<std::string_view, const char*>, 13> refusals{
    {{"authoring.no_title", msgid("Geben Sie der Seite einen Titel, am besten eine Frage.")},
     {"authoring.no_label", msgid("Geben Sie dem Feld eine Bezeichnung.")},
     {"authoring.group_alone",
      msgid("Eine Liste von Einträgen steht allein auf ihrer Seite. Legen Sie dafür eine eigene "
            "Seite an.")},
     {"authoring.too_few_options",
      msgid("Schreiben Sie mindestens zwei Antworten, je Zeile eine.")},
     {"authoring.no_words", msgid("Schreiben Sie, woran es liegt und was zu tun ist.")},
     {"authoring.no_condition", msgid("Wählen Sie, woran sich das entscheidet.")},
     {"authoring.no_place", msgid("Kreuzen Sie an, bei welcher Frage der Text steht.")},
     {"authoring.no_citation",
      msgid("Nennen Sie die Satzung oder das Gesetz, zum Beispiel § 2 Gebührensatzung.")},
     {"authoring.no_amount", msgid("Geben Sie einen Betrag an, zum Beispiel 12,50.")},
     {"authoring.at_the_end", msgid("Weiter geht es nicht.")},
     {"authoring.no_such", msgid("Das gibt es in diesem Entwurf nicht mehr.")},
     {"authoring.bad_value", msgid("Dieser Wert geht hier nicht.")},
     {"authoring.gone", msgid("Diesen Entwurf gibt es nicht mehr.")}}};

std::int64_t stamp_of(const Request& request) {
    const auto typed = request.form.get("stand");
    std::int64_t out = 0;
    std::from_chars(typed.data(), typed.data() + typed.size(), out);
    return out;
}

}  // namespace

bool is_as_seen(const Request& request, const Draft& draft) {
    return stamp_of(request) == draft.stamp;
}

Response show_stale(const Request& request, const Desk& desk, const Draft& draft) {
    json::object view{{"back_href", draft_href(desk, draft.package_id)},
                      {"changed", draft.current.changed_at.to_german()},
                      {"what", draft.current.what}};
    staff::add_what_was_typed(view, request);
    return show(request, desk, "authoring/stale", msgid("Der Entwurf hat sich geändert"),
                std::move(view), 409);
}

namespace {

http::Response step(const Request& request, const Desk& desk, const Draft& draft, bool back) {
    auto& records = desk.console.database.create(desk.name_space);
    const auto entry = act(request, desk, back ? "package.undo" : "package.redo", draft.package_id);
    const auto done = back ? undo(records, draft.package_id, stamp_of(request), entry)
                           : redo(records, draft.package_id, stamp_of(request), entry);
    if (!done && done.error().key == "authoring.stale") return show_stale(request, desk, draft);
    return http::redirect(draft_href(desk, draft.package_id));
}

}  // namespace

http::Route editor_route(const Console& console, http::Method method, std::string_view path,
                         EditorPage page) {
    return desk_route(console, method, "/entwurf/{paket}" + std::string{path},
                      [page = std::move(page)](const Request& request, const Desk& desk) {
                          auto* records = desk.console.database.find(desk.name_space);
                          const auto draft = records
                                                 ? find_draft(*records, request.capture("paket"))
                                                 : std::nullopt;
                          return draft ? page(request, desk, *draft) : not_there(request, desk);
                      });
}

std::string draft_title(const Draft& draft) {
    const auto title = text_at(draft.document, "de", {"service", "title"});
    return title.empty() ? draft.package_id : title;
}

std::string page_href(const Desk& desk, const Draft& draft, std::string_view page) {
    return draft_href(desk, draft.package_id) + "/seite/" + http::url_encode(page);
}

std::string field_href(const Desk& desk, const Draft& draft, std::string_view path) {
    return draft_href(desk, draft.package_id) + "/feld/" + http::url_encode(path);
}

std::string place_href(const Desk& desk, const Draft& draft, std::string_view at) {
    constexpr std::string_view pages = "pages.", fields = ".fields.";
    if (!at.starts_with(pages)) return {};
    const auto rest = at.substr(pages.size());
    const auto split = rest.find(fields);
    if (split == std::string_view::npos)
        return page_href(desk, draft, rest.substr(0, rest.find('.')));
    auto path = text::replace_all(rest.substr(split + fields.size()), fields, ".");
    // What stands behind the field is one of its entries.
    while (!path.empty() && find_field(draft.document, path) == nullptr)
        path.resize(path.find('.') == std::string::npos ? 0 : path.rfind('.'));
    return path.empty() ? page_href(desk, draft, rest.substr(0, split))
                        : field_href(desk, draft, path);
}

std::string typed_or(const Request& request, std::string_view name, std::string kept) {
    return request.form.has(name) ? std::string{request.form.get(name)} : std::move(kept);
}

void add_list_editor(http::Router& router, const Console& console, const ListEditor& list) {
    using http::Method;
    router.site(editor_route(console, Method::get, list.path, list.show_all));
    for (const auto& at : {list.path + "/neu", list.path + list.entry}) {
        router.site(editor_route(console, Method::get, at, list.show_one));
        router.site(editor_route(console, Method::post, at, list.keep_one));
    }
    router.site(
        editor_route(console, Method::post, list.path + list.entry + "/entfernen", list.remove));
}

Response show_editor(const Request& request, const Desk& desk, const Draft& draft,
                     std::string_view template_name, std::string_view title, json::object view,
                     int status) {
    const auto href = draft_href(desk, draft.package_id);
    view["service_title"] = draft_title(draft);
    view["stamp"] = draft.stamp;
    view["draft_href"] = href;
    view["can_undo"] = draft.can_undo;
    view["undo_action"] = href + "/zurueck";
    view["redo_action"] = href + "/vor";
    view["last_change"] = draft.current.what;
    view["redo_change"] = draft.undone_by_redo ? draft.undone_by_redo->what : std::string{};
    return show(request, desk, template_name, title, std::move(view), status);
}

std::string sentence_of(const Request& request, const Desk& desk, const Error& error) {
    if (error.key == "authoring.read")
        return desk.translate(request.language,
                              msgid("Das wird noch gebraucht. Ändern Sie zuerst:")) +
               " " + error.value + ".";
    for (const auto& [key, sentence] : refusals)
        if (key == error.key) return desk.translate(request.language, sentence);
    return error.value.empty() ? error.what : error.value;
}

Response keep(const Request& request, const Desk& desk, const Draft& draft,
              const DocumentChange& change, const std::string& target, const Refused& refused) {
    const auto kept = change_draft(desk.console.database.create(desk.name_space), draft.package_id,
                                   stamp_of(request), change,
                                   act(request, desk, "package.edit", draft.package_id));
    if (kept) return http::redirect(target);
    if (kept.error().key == "authoring.stale") return show_stale(request, desk, draft);
    return refused(sentence_of(request, desk, kept.error()));
}

void add_editor_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(editor_route(console, Method::post, "/zurueck",
                             [](const auto& request, const auto& desk, const auto& draft) {
                                 return step(request, desk, draft, true);
                             }));
    router.site(editor_route(console, Method::post, "/vor",
                             [](const auto& request, const auto& desk, const auto& draft) {
                                 return step(request, desk, draft, false);
                             }));
    add_new_draft(router, console);
    add_schema_editor(router, console);
    add_overview_editor(router, console);
    add_page_editor(router, console);
    add_field_editor(router, console);
    add_ending_editor(router, console);
    add_fee_editor(router, console);
    add_town_detail_editor(router, console);
    add_text_editor(router, console);
    add_data_editor(router, console);
    add_letter_editor(router, console);
    add_history_editor(router, console);
    add_publishing(router, console);
}

}  // namespace kommod::authoring
