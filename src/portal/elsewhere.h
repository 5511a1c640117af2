// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: services that the catalogue knows and this municipality does not offer.
// Whoever looks for one shall find it and learn who is responsible, and never take it for an offer
// of this municipality.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "portal/portal.h"

namespace kommod::portal {

// One in a list: {kind, key, name, href, responsible}; the last is empty when nobody is known.
json::object elsewhere_item(const http::Request& request, const Deps& deps, const Town& town,
                            const catalogue::PublicService& service);

// Its page; nothing when the catalogue does not know it either.
std::optional<http::Response> elsewhere_page(const http::Request& request, const Deps& deps,
                                             const Town& town, std::string_view key);

}  // namespace kommod::portal
