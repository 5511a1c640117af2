// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Where the service manager makes online services and takes them live, for the association or one
// municipality. A draft is edited page by page, field by field; what is published never changes.
//   /verwaltung/dienste/{ags or "verbund"}
//   .../neu                          from nothing, a copy, what is shipped, an XDatenfelder schema
//   .../archiv                       a package of a provider, as an archive
//   .../dienst/{paket}               one service: tasks, versions, going live, withdrawing
//   .../dienst/{paket}/angaben       the municipality's own parameters and office
//   .../dienst/{paket}/vergleich     what differs between two versions: ?alt= ?neu=
//   .../dienst/{paket}/archiv        a published version as an archive: ?fassung=
//   .../dienst/{paket}/regeln        every rule of the newest version, as sentences
//   .../dienst/{paket}/probelauf     walks the citizens' way without sending anything
//   .../entwurf/{paket}              the draft: its pages, problems, rules, history
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/store.h"
#include "html/page.h"
#include "http/router.h"
#include "municipalities/store.h"
#include "packages/life.h"
#include "packages/store.h"
#include "readiness/store.h"
#include "staff/workplace.h"
#include "store/database.h"

namespace kommod::authoring {

struct Console {
    store::Database& database;
    packages::Store& packages;
    packages::Life& life;
    readiness::Store& readiness;
    catalogue::Store& catalogue;
    municipalities::Store& municipalities;
    const html::Renderer& renderer;
    const staff::Gate& gate;
    std::vector<std::string> trusted_publishers;  // see packages::accept_archive()
};

// What is handed in must outlive the router.
void add_console_pages(http::Router& router, const Console& console);
// What the start page of the console links to.
std::vector<staff::Tile> console_tiles();

// A page of this console at a place; see staff::workplace_route().
struct Desk : staff::Workplace {
    const Console& console;

    std::string translate(std::string_view language, std::string_view german) const {
        return console.renderer.translate(language, german);
    }
};
using DeskPage = std::function<http::Response(const http::Request&, const Desk&)>;
http::Route desk_route(const Console& console, http::Method method, std::string_view path,
                       DeskPage page);

// Inside of the room only.
http::Response show(const http::Request& request, const Desk& desk, std::string_view template_name,
                    std::string_view title, json::object view, int status = 200);
http::Response not_there(const http::Request& request, const Desk& desk);
// {errors, error_<field>} of a page whose form has few fields.
void add_error(json::object& view, std::string_view field, const std::string& sentence);
// For the trail: what somebody at this desk does to a package.
audit::Entry act(const http::Request& request, const Desk& desk, std::string name,
                 std::string_view package_id, json::object details = {});
// "/verwaltung/dienste/05558012/dienst/hundesteuer"
std::string service_href(const Desk& desk, std::string_view package_id);
// "/verwaltung/dienste/05558012/entwurf/hundesteuer"
std::string draft_href(const Desk& desk, std::string_view package_id);

// {is_live, is_planned, is_withdrawn, is_retired, not_online, day}: where an offer stands on a day.
json::object state_view(const packages::Offer& offer, LocalDate today);

// By topic; add_console_pages() calls them.
void add_list_console(http::Router& router, const Console& console);
void add_service_console(http::Router& router, const Console& console);
void add_parameter_console(http::Router& router, const Console& console);
void add_archive_console(http::Router& router, const Console& console);
void add_comparison_console(http::Router& router, const Console& console);
void add_editor_console(http::Router& router, const Console& console);

}  // namespace kommod::authoring
