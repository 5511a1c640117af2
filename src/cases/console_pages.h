// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The applications of a municipality, for its staff: a plain list, each as it was sent, taken along
// as a file, withdrawn on the citizen's word. Whatever somebody reads stands in the trail first.
//   /verwaltung/antraege/{ags}             newest first; ?dienst= ?zustand= ?hinter= (the next
//   page)
//                                          ?nummer= leads to one
//   .../ausgabe/csv                        the list, as it is filtered
//   .../vorgang/{nummer}                   one application, by its reference
//   .../vorgang/{nummer}/ausgabe/{format}  "json" or "pdf"
//   .../vorgang/{nummer}/zuruecknehmen     asks first; POST withdraws
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "cases/application.h"
#include "forms/fields.h"
#include "geo/store.h"
#include "html/page.h"
#include "http/router.h"
#include "municipalities/store.h"
#include "packages/store.h"
#include "staff/pages.h"
#include "staff/workplace.h"
#include "store/database.h"

namespace kommod::cases {

struct Console {
    store::Database& database;
    packages::Store& packages;
    municipalities::Store& municipalities;
    const html::Renderer& renderer;
    const staff::Gate& gate;
    geo::Store& maps;
};

// What is handed in must outlive the router.
void add_console_pages(http::Router& router, const Console& console);
// What the start page of the console links to.
std::vector<staff::Tile> console_tiles();

// A page of this console in a municipality; the association has no applications of its own.
struct Desk : staff::Workplace {
    const Console& console;
    store::Namespace& records;
};
using DeskPage = std::function<http::Response(const http::Request&, const Desk&)>;
enum class Work { reading, deciding };
http::Route desk_route(const Console& console, Work work, http::Method method,
                       std::string_view path, DeskPage page);

// Inside of the room only.
http::Response show(const http::Request& request, const Desk& desk, std::string_view template_name,
                    std::string_view title, json::object view, int status = 200);
http::Response not_there(const http::Request& request, const Desk& desk);
http::Response download(std::string body, const char* content_type, const std::string& file_name);
// For the trail: what somebody at this desk does.
audit::Entry act(const http::Request& request, const Desk& desk, std::string name,
                 std::string object_kind, std::string object_id, json::object details = {});
// "/verwaltung/antraege/05558012/vorgang/2026-7K3F-9QXM"
std::string address_of(const Desk& desk, const Application& application);
// The version on which it was sent; null when it is not there any more.
std::shared_ptr<const packages::ServicePackage> package_of(const Desk& desk,
                                                           const Application& application);
// As its package calls it in German; without the package as the citizen read it.
std::string service_title(const Desk& desk, const Application& application);

// By topic; add_console_pages() calls them.
void add_list_console(http::Router& router, const Console& console);
void add_application_console(http::Router& router, const Console& console);

}  // namespace kommod::cases
