// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// GeoJSON (RFC 7946) as it comes from land registries, geoportals and OpenStreetMap.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/import_report.h"
#include "base/json.h"
#include "geo/map.h"

namespace kommod::geo {

// One object of a file. Positions are rounded to a millionth of a degree, 11 cm: what that is not
// enough for is no map.
struct Feature {
    std::string where;  // "features[3]", for who mends the file
    json::object properties;
    // Pieces of an area, or lines; nothing for points and what has no place.
    std::variant<std::monostate, std::vector<Area::Piece>, std::vector<Line>> geometry;

    // The first of these properties that is a text or a number, as text; empty when none is.
    std::string property(std::initializer_list<std::string_view> names) const;
};

// Hands over every object that can be read; what cannot is refused in the report, with its number
// and where in it. A file that is no GeoJSON, or not in degrees (RFC 7946, 4), is refused as a
// whole.
void read_geojson(std::string_view file, ImportReport& report,
                  const std::function<void(Feature)>& take);

}  // namespace kommod::geo
