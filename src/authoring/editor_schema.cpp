// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A draft begins with a schema of the federal repository (FIM, XDatenfelder), and what the schema
// leaves to a person is worked off.
#include <charconv>

#include <fmt/format.h>

#include "authoring/edit.h"
#include "authoring/editor.h"
#include "authoring/notes.h"
#include "base/text.h"
#include "http/upload.h"
#include "packages/xdatenfelder.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

// The largest schema in the federal repository has some 3 MB.
constexpr std::uint64_t largest_schema = std::uint64_t{8} * 1024 * 1024;

Response show_upload(const Request& request, const Desk& desk, const std::string& error) {
    json::object view{{"action", desk.base + "/neu/schema"},
                      {"new_href", desk.base + "/neu"},
                      {"is_town", !desk.ags.empty()},
                      {"offices", json::object{{"options", office_options(request, desk)}}}};
    if (!error.empty()) add_error(view, "datei", error);
    return show(request, desk, "authoring/new_schema", msgid("Mit einem Schema beginnen"),
                std::move(view), error.empty() ? 200 : 422);
}

// "Zeile 12: Das Schema enthält kein Feld. ..."
std::string file_sentence(const Error& error) {
    const auto line = error.line > 0 ? fmt::format("Zeile {}: ", error.line) : std::string{};
    return text::join({line + error.what, error.proposal}, " ");
}

// Of the manifest that was drawn from a schema.
std::string first_citation(const json::object& drawn) {
    const auto* manifest = drawn.at("package.yaml").if_object();
    const auto* law = manifest != nullptr ? manifest->if_contains("legal_basis") : nullptr;
    if (law == nullptr || !law->is_array() || law->get_array().empty()) return {};
    return std::string{law->get_array().front().as_object().at("citation").as_string()};
}

Response begin(const Request& request, const Desk& desk) {
    const auto* upload = http::chosen_upload(request);
    if (upload == nullptr)
        return show_upload(request, desk,
                           desk.translate(request.language, msgid("Wählen Sie eine Datei.")));
    const auto imported = packages::import_xdatenfelder(http::content_of(*upload));
    if (!imported) return show_upload(request, desk, file_sentence(imported.error()));
    const auto drawn = packages::document_of(imported->files);
    NewPackage wanted;
    wanted.title = text_at(drawn, "de", {"service", "title"});
    wanted.citation = first_citation(drawn);
    wanted.office = text::trim(request.form.get("amt"));
    wanted.provider = desk.name;
    wanted.id = free_id(desk, wanted.title);
    begin_draft(desk.console.database.create(desk.name_space), wanted.id, "",
                complete_document(drawn, wanted),
                fmt::format("Begonnen mit dem Schema {}.", upload->file_name),
                act(request, desk, "package.draft", wanted.id, {{"schema", upload->file_name}}),
                imported->notes);
    return http::redirect(draft_href(desk, wanted.id));
}

const char* kind_words(packages::ImportNote::Kind kind) {
    switch (kind) {
        case packages::ImportNote::Kind::rule:
            return msgid("Regel");
        case packages::ImportNote::Kind::left_out:
            return msgid("Nicht übernommen");
        case packages::ImportNote::Kind::changed:
            return msgid("Bitte prüfen");
    }
    return "";
}

Response show_notes(const Request& request, const Desk& desk, const Draft& draft) {
    auto& records = desk.console.database.create(desk.name_space);
    json::array lines;
    int open = 0;
    for (const auto& note : notes_of(records, draft.package_id)) {
        const bool is_open = note.answer == Note::Answer::open;
        open += is_open ? 1 : 0;
        lines.push_back({{"number", note.number},
                         {"kind", desk.translate(request.language, kind_words(note.said.kind))},
                         {"element", note.said.id},
                         {"name", note.said.at},
                         {"words", note.said.text},
                         {"line", note.said.line},
                         {"href", place_href(desk, draft, note.said.place)},
                         {"is_open", is_open},
                         {"is_done", note.answer == Note::Answer::done}});
    }
    const bool none = lines.empty();
    return show_editor(request, desk, draft, "authoring/draft_notes",
                       msgid("Aufgaben aus dem Schema"),
                       {{"lines", std::move(lines)},
                        {"none", none},
                        {"open", open},
                        {"action", draft_href(desk, draft.package_id) + "/schema"}});
}

// What is answered here is no change of the document, so no step of it that is undone: the answer
// is changed by answering again.
Response answer(const Request& request, const Desk& desk, const Draft& draft) {
    const auto typed = request.form.get("nummer");
    std::int64_t number = 0;
    std::from_chars(typed.data(), typed.data() + typed.size(), number);
    const auto said = answer_from(request.form.get("antwort"));
    if (!answer_note(desk.console.database.create(desk.name_space), draft.package_id, number, said,
                     act(request, desk, "package.note", draft.package_id,
                         {{"number", number}, {"answer", id_of(said)}})))
        return not_there(request, desk);
    return http::redirect(draft_href(desk, draft.package_id) + "/schema?meldung=notiz");
}

}  // namespace

json::array notes_at(const Request& request, const Desk& desk, const Draft& draft,
                     std::string_view place) {
    json::array out;
    for (const auto& note :
         notes_of(desk.console.database.create(desk.name_space), draft.package_id)) {
        const std::string_view at = note.said.place;
        const bool here = at == place || at.starts_with(std::string{place} + ".");
        if (!here || note.answer != Note::Answer::open) continue;
        out.push_back({{"kind", desk.translate(request.language, kind_words(note.said.kind))},
                       {"element", note.said.id},
                       {"words", note.said.text}});
    }
    return out;
}

void add_schema_editor(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(
        console, Method::get, "/neu/schema",
        [](const auto& request, const auto& desk) { return show_upload(request, desk, {}); }));
    auto upload = desk_route(console, Method::post, "/neu/schema", &begin);
    upload.upload_limit = largest_schema;
    router.site(std::move(upload));
    router.site(editor_route(console, Method::get, "/schema", &show_notes));
    router.site(editor_route(console, Method::post, "/schema", &answer));
}

}  // namespace kommod::authoring
