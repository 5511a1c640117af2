// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The layers of a map as the database holds them. Inside this room only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/map.h"

namespace kommod::geo {

// {"pieces": [[ring, ...], ...]}; a line is [longitude, latitude, longitude, ...] in millionths of
// a degree, whole numbers, so that what is read again is the same.
std::string to_json(const Area& outline);
// Throws std::runtime_error when it is not what to_json() wrote.
Area outline_from_json(std::string_view text);

// [{"name", "kind", "line"}]
std::string to_json(const std::vector<Way>& ways);
std::vector<Way> ways_from_json(std::string_view text);

}  // namespace kommod::geo
