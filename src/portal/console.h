// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The console of a municipality's portal: its texts, offices, logo, colours and outage
// banner.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "html/page.h"
#include "http/router.h"
#include "images/sandbox.h"
#include "municipalities/store.h"
#include "staff/gate.h"
#include "staff/pages.h"

namespace kommod::portal {

struct Console {
    municipalities::Store& municipalities;
    const html::Renderer& renderer;
    const staff::Gate& gate;
    images::Sandbox& images;
};

void add_console_pages(http::Router& router, const Console& console);
// What the start page of the console links to.
std::vector<staff::Tile> console_tiles();

// A page of one municipality's portal console. Nobody reaches it without the right to edit texts
// there: the check stands here, once, for every page that is made with it.
struct Desk {
    const Console& console;
    staff::Current current;
    municipalities::Municipality town;
    std::string base;  // "/verwaltung/portal/05558012"
};
using DeskPage = std::function<http::Response(const http::Request&, const Desk&)>;
http::Route desk_route(const Console& console, http::Method method, std::string_view path,
                       DeskPage page);

http::Response show(const http::Request& request, const Desk& desk, std::string_view template_name,
                    const std::string& title, json::object view, int status = 200);
// What was asked for is not there, or not there any more: removed in another window, say.
http::Response not_found(const http::Request& request, const Desk& desk);
// Back to the console's first page, which says what was done.
enum class Done {
    text_kept,
    office_kept,
    office_removed,
    theme_kept,
    banner_put,
    banner_removed,
    logo_kept,
    logo_removed
};
http::Response done(const Desk& desk, Done what);

// By topic; add_console_pages() calls them.
void add_text_console(http::Router& router, const Console& console);
void add_office_console(http::Router& router, const Console& console);
void add_theme_console(http::Router& router, const Console& console);
void add_logo_console(http::Router& router, const Console& console);

}  // namespace kommod::portal
