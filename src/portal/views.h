// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// View models shared by the portal's pages: plain values, no markup.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"
#include "portal/portal.h"

namespace kommod::portal {

// Lowest level at which a service counts as online: the application with all proofs can be sent
// electronically.
constexpr int online_level = 3;

std::string service_href(const http::Request& request, std::string_view key);
std::string bundle_href(const http::Request& request, std::string_view id);

// One service in a list: {kind, key, name, href, bundle_name, level,
// level_name, online}.
json::object service_item(const http::Request& request, const Town& town, std::uint32_t service);
// One bundle in a list; its level is the best of its services.
json::object bundle_item(const http::Request& request, const Town& town,
                         const catalogue::Bundle& bundle);

// Index of a service in the town's catalogue; nothing for an unknown key.
std::optional<std::uint32_t> service_index(const Town& town, std::string_view key);
int best_level(const Town& town, const catalogue::Bundle& bundle);

// {office_name, district} and, as far as they are known, street, postcode, town, phone, email and
// hours[{line}].
json::object office_view(const municipalities::Office& office);

json::array breadcrumb(const http::Request& request,
                       std::initializer_list<std::pair<std::string, std::string>> steps);

}  // namespace kommod::portal
