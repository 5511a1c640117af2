// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What the pages of this room share. Inside this room only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "staff/pages.h"

namespace kommod::staff {

using SharedPages = std::shared_ptr<const Pages>;

// By topic; add_pages() calls them.
void add_login_pages(http::Router& router, const SharedPages& pages);
void add_console_pages(http::Router& router, const SharedPages& pages);
void add_account_pages(http::Router& router, const SharedPages& pages);
void add_people_pages(http::Router& router, const SharedPages& pages);
void add_grant_pages(http::Router& router, const SharedPages& pages);
void add_trail_pages(http::Router& router, const SharedPages& pages);
void add_letter_pages(http::Router& router, const SharedPages& pages);
void add_session_pages(http::Router& router, const SharedPages& pages);

// A handler behind the gate: runs only for a full session whose person may do that at home.
using ConsoleHandler = http::Response (*)(const http::Request&, const Pages&, const Current&);
http::Route at_home(const SharedPages& pages, http::Method method, std::string pattern,
                    Permission permission, ConsoleHandler handler);
// For every signed-in person; the handler asks the gate about what it touches.
http::Route signed_in(const SharedPages& pages, http::Method method, std::string pattern,
                      ConsoleHandler handler);

// The page with a title, never stored by browsers or proxies.
http::Response show(const Pages& pages, const http::Request& request,
                    std::string_view template_name, std::string_view title, json::object view,
                    int status = 200);
http::Response not_found(const Pages& pages, const http::Request& request);
// Puts the sentence into the error summary and beside its field ("error_<id>").
void add_error(json::object& view, const Error& error);
int status_of(const Error& error);  // 422, 429 for "staff.wait"
// The message of ?meldung=..., when it is one of ours.
void add_message(json::object& view, const http::Request& request);

// ends ("14:32 Uhr"), ends_in (seconds), can_be_extended: of the session of this request.
json::object session_view(const http::Request& request);

json::array breadcrumb(std::initializer_list<std::pair<std::string, std::string>> steps);
std::string ags_of(std::string_view place);  // empty for the association
std::string place_name(const Pages& pages, std::string_view place);
// The place called so among those somebody may see; none asked for: the home, or else the first.
std::optional<Place> place_of(std::string_view wanted, const std::vector<Place>& places,
                              std::string_view home);
// For a select.
json::array place_options(const std::vector<Place>& places, const Place& current);
std::string role_names(const Staff& staff);

}  // namespace kommod::staff
