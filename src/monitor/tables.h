// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The picture's twin in words: bundles and services as tables.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "http/message.h"
#include "monitor/looking.h"
#include "monitor/town.h"

namespace kommod::monitor {

struct TableWish {
    bool services = false;  // one row a service, else one a bundle
    std::string sort;       // "", "name", "licht", "online"
    std::string bundle;     // only its services
    // Only services that lack this to reach `target`: "baustein:<id>", "voraussetzung:<id>",
    // "geplant" (an online service that is planned), "online-dienst" (that nobody plans).
    std::string missing;
    bool alone = false;  // ... and nothing else
    int target = 0;      // level; 0: the online level
    std::size_t page = 1;
};
TableWish table_wish(const http::Request& request);

// Adds rows, filters and their choices to the view of monitor/table.
void add_table(json::object& view, const http::Request& request, const Seen& seen, const Town& town,
               const TableWish& wish);
}  // namespace kommod::monitor
