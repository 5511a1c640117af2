// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The service manager's console of the facts, of the association or of one municipality: what is
// recorded, how it changes and what that does to the picture.
//   /verwaltung/steuerung/{ags or "verbund"}
//   .../neu/{art}               a new precondition or solution
//   .../tatsache/{art}/{id}     one fact: its form with preview, its history; POST records
//                               .../bestaetigen .../zuruecknehmen .../entfernen
//   .../sammeln                 many services into one precondition
//   .../fallzahlen              yearly cases, .csv to take along
//   .../szenarien               assumptions of the planner, kept and compared; /neu, /{id}
//   .../ausgabe/{format}        all facts as YAML or CSV
//   .../einlesen                the same, read
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/store.h"
#include "html/page.h"
#include "http/router.h"
#include "municipalities/store.h"
#include "readiness/store.h"
#include "staff/workplace.h"
#include "store/database.h"

namespace kommod::steering {

struct Console {
    store::Database& database;
    readiness::Store& readiness;
    catalogue::Store& catalogue;
    municipalities::Store& municipalities;
    const html::Renderer& renderer;
    const staff::Gate& gate;
};

// What is handed in must outlive the router.
void add_console_pages(http::Router& router, const Console& console);
// What the start page of the console links to.
std::vector<staff::Tile> console_tiles();

// A page of this console at a place; see staff::workplace_route().
struct Desk : staff::Workplace {
    const Console& console;
};
using DeskPage = std::function<http::Response(const http::Request&, const Desk&)>;
http::Route desk_route(const Console& console, http::Method method, std::string_view path,
                       DeskPage page);

// Inside of the room only.
http::Response show(const http::Request& request, const Desk& desk, std::string_view template_name,
                    std::string_view title, json::object view, int status = 200);
http::Response not_there(const http::Request& request, const Desk& desk);
http::Response download(std::string body, const char* content_type, const std::string& file_name);
// {errors, error_<field>} of a page whose form has few fields.
void add_error(json::object& view, std::string_view field, const std::string& sentence);
// For the audit trail: what somebody at this desk does.
audit::Entry act(const Desk& desk, std::string name, std::string object_kind,
                 std::string object_id);

// What was recorded for the place of the desk: its own, and what it gets from the association.
struct Logs {
    std::shared_ptr<const readiness::FactLog> of_association, own;
};
Logs logs(const Desk& desk);
std::string fact_href(const Desk& desk, readiness::FactKind kind, std::string_view id);
// "baustein", "loesung", "voraussetzung", as addresses say it.
std::optional<readiness::FactKind> kind_of(const http::Request& request);
std::string_view address_of(readiness::FactKind kind);

// By topic; add_console_pages() calls them.
void add_fact_console(http::Router& router, const Console& console);
void add_mass_console(http::Router& router, const Console& console);
void add_case_console(http::Router& router, const Console& console);
void add_file_console(http::Router& router, const Console& console);
void add_scenario_console(http::Router& router, const Console& console);

}  // namespace kommod::steering
