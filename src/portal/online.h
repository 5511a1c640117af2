// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// "Schon online": what people can do from home today, newest first.
#pragma once

#include <cstddef>

#include "base/json.h"
#include "portal/portal.h"

namespace kommod::portal {

// The newest `most` services that are online, at most one of each bundle: {name, href, bundle_name,
// level, since, url, example}.
json::array online_items(const http::Request& request, const Town& town, std::size_t most);

}  // namespace kommod::portal
