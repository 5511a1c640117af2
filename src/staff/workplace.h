// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A console of another room that exists once for the association and once for each municipality:
// /verwaltung/katalog/verbund, /verwaltung/steuerung/05558012. Who may enter, and what stands
// around every page of it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "http/router.h"
#include "staff/gate.h"
#include "staff/pages.h"

namespace kommod::staff {

// What a room says of its console once.
struct Workshop {
    std::string_view path;  // "/verwaltung/katalog/"
    Permission permission = Permission::read_console;
    const char* title = "";     // German; on its own page it goes with the name of the place
    std::string_view overview;  // the template of its first page
    // What ?meldung= says; only sentences of ours are shown, never words from the address.
    std::span<const std::pair<std::string_view, const char*>> sentences;

    // "/verwaltung/katalog/05558012"
    std::string address(const Place& place) const;
};

// A place in which somebody works on something.
struct Workplace : Place {
    Current current;
    std::string base;  // "/verwaltung/katalog/05558012"
};

using WorkplacePage = std::function<http::Response(const http::Request&, Workplace)>;
// A page of the workshop at any place. Nobody reaches it without the workshop's permission there:
// the check stands here, once, for every page that is made with it. What is handed in must outlive
// the router.
http::Route workplace_route(const Workshop& workshop, const Gate& gate,
                            municipalities::Store& municipalities, const html::Renderer& renderer,
                            http::Method method, std::string_view path, WorkplacePage page);

// Shows a page with its heading, the sentence of ?meldung=, and the way back. `title` is German.
http::Response show_at(const http::Request& request, const Workshop& workshop,
                       const Workplace& workplace, const html::Renderer& renderer,
                       std::string_view template_name, std::string_view title, json::object view,
                       int status = 200);

}  // namespace kommod::staff
