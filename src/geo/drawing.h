// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Pictures of a map as SVG: a window onto it, or a square of the grid. They need no style sheet and
// no script, so that a browser may show them as an image.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "geo/map.h"

namespace kommod::geo {

// `marked` gets a pin. `ids` begins the names of elements, for two pictures in one page.
std::string draw(const Map& map, const View& view, const std::optional<Position>& marked = {},
                 std::string_view ids = "n");

// The whole municipality, with a little of what is around it.
View overview(const Map& map, int width, int height);

}  // namespace kommod::geo
