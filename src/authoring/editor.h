// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What the pages of the form editor share. Inside of the room.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "authoring/console_pages.h"
#include "authoring/drafts.h"

namespace kommod::authoring {

using EditorPage = std::function<http::Response(const http::Request&, const Desk&, const Draft&)>;
// A page below "/entwurf/{paket}"; without a draft of that name there is none.
http::Route editor_route(const Console& console, http::Method method, std::string_view path,
                         EditorPage page);

std::string draft_title(const Draft& draft);
// "/verwaltung/dienste/05558012/entwurf/fundsache/seite/angaben/feld/person"
std::string page_href(const Desk& desk, const Draft& draft, std::string_view page);
std::string field_href(const Desk& desk, const Draft& draft, std::string_view path);

// Where a part of the form is edited, by forms::Problem::at ("pages.halter.fields.anschrift");
// empty when it says no page.
std::string place_href(const Desk& desk, const Draft& draft, std::string_view at);

// Where something typed was refused, and what is to be done about it.
struct Mistake {
    std::string field, sentence;
};
// What was typed goes before what is kept.
std::string typed_or(const http::Request& request, std::string_view name, std::string kept);

// Shows a page of the editor with what stands around all of them: undo, redo, the ways to the other
// pages, the stamp for its forms.
http::Response show_editor(const http::Request& request, const Desk& desk, const Draft& draft,
                           std::string_view template_name, std::string_view title,
                           json::object view, int status = 200);

// Carries a change out that a form asks for and leads to `target`. What cannot be done is said by
// `refused`, which gets a German sentence; who changes something that is not there any more as it
// was shown gets a page of its own, with what was typed.
using Refused = std::function<http::Response(const std::string& sentence)>;
http::Response keep(const http::Request& request, const Desk& desk, const Draft& draft,
                    const DocumentChange& change, const std::string& target,
                    const Refused& refused);
// For what is no change of the document: whether the form speaks of the draft as it is now, and the
// page for who does not, with what was typed.
bool is_as_seen(const http::Request& request, const Draft& draft);
http::Response show_stale(const http::Request& request, const Desk& desk, const Draft& draft);
// The sentence of a failed change.
std::string sentence_of(const http::Request& request, const Desk& desk, const Error& error);

// {name, href, rule} of the stops of a page, or of its checks.
json::array ending_lines(const Desk& desk, const Draft& draft, std::string_view page, bool stop);

// {kind, element, words} of what a schema left open at a page ("pages.halter") or field
// ("pages.halter.fields.name") and in it.
json::array notes_at(const http::Request& request, const Desk& desk, const Draft& draft,
                     std::string_view place);

// For pages where drafts begin: the offices of the town to choose from (the form's field "amt"),
// and a name that no package here has yet.
json::array office_options(const http::Request& request, const Desk& desk);
std::string free_id(const Desk& desk, std::string_view title);

// A list whose entries are made, edited and removed one by one: below "/gebuehren" the pages of
// all,
// "/neu" and `entry`, "/gebuehr/{gebuehr}", which is removed by its "/entfernen".
struct ListEditor {
    std::string path, entry;
    EditorPage show_all, show_one, keep_one, remove;
};
void add_list_editor(http::Router& router, const Console& console, const ListEditor& list);

// By topic.
void add_overview_editor(http::Router& router, const Console& console);
void add_page_editor(http::Router& router, const Console& console);
void add_field_editor(http::Router& router, const Console& console);
void add_text_editor(http::Router& router, const Console& console);
void add_data_editor(http::Router& router, const Console& console);
void add_letter_editor(http::Router& router, const Console& console);
void add_history_editor(http::Router& router, const Console& console);
void add_publishing(http::Router& router, const Console& console);
void add_ending_editor(http::Router& router, const Console& console);
void add_fee_editor(http::Router& router, const Console& console);
void add_town_detail_editor(http::Router& router, const Console& console);
void add_schema_editor(http::Router& router, const Console& console);
void add_new_draft(http::Router& router, const Console& console);

}  // namespace kommod::authoring
