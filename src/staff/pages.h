// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The console's pages under /verwaltung: log-in, start, one's own account, staff, grants, trail.
// Consoles of other rooms add tiles to the start page and ask Gate before they do anything.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "html/page.h"
#include "http/router.h"
#include "staff/desk.h"

namespace kommod::staff {

// A door of the start page, shown to who may go through it at the chosen place.
struct Tile {
    std::string title, text;  // German
    Permission permission = Permission::read_console;
    // Address for a place; empty: not there.
    std::function<std::string(const Place&)> href;
};

// What somebody should see to, shown on the start page of the place.
struct Warning {
    std::string title, text, href, label;  // German; the link may be empty
};

struct Pages {
    Desk& desk;
    const html::Renderer& renderer;
    std::vector<Tile> tiles = {};
    // Beside missing mandatory texts and failed letters, which are shown anyway.
    std::function<std::vector<Warning>(const Place&, const Staff&)> warnings = {};
};

// All routes of the room.
void add_pages(http::Router& router, Pages pages);

// Whether a page of the console is asked for.
bool is_console(const http::Request& request);

// Put into the answer to a form that came after its session had ended: typed[{id,name,value}], so
// that nothing is lost but secrets, and login_href, which leads back to the form's page.
void add_what_was_typed(json::object& view, const http::Request& request);

// What the frame shows in the console: who is signed in and until when, the navigation. Does
// nothing for requests elsewhere; app's FrameMaker calls it.
void add_console_frame(json::object& frame, Desk& desk, const http::Request& request);

}  // namespace kommod::staff
