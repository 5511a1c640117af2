// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests: an invented piece of ground near Coesfeld, and files that describe it.
#pragma once

#include <string>
#include <vector>

#include "geo/map.h"

namespace kommod::geo::testing {

// About 14 km wide and 11 km high.
inline Line a_square(double south = 51.90, double west = 7.10, double size = 0.1) {
    return {{south, west},
            {south, west + 2 * size},
            {south + size, west + 2 * size},
            {south + size, west},
            {south, west}};
}

inline Map a_map() {
    return {*Area::of({{a_square()}}),
            Ways{{{"Letter Straße", WayKind::main, {{51.95, 7.15}, {51.95, 7.19}}},
                  {"Am <Markt> & Ring", WayKind::street, {{51.951, 7.16}, {51.953, 7.16}}},
                  {"", WayKind::path, {{51.9505, 7.1595}, {51.9505, 7.1605}}},
                  {"Berkel", WayKind::water, {{51.90, 7.12}, {51.98, 7.12}}}}},
            {"Erfunden für Tests"}};
}

// A FeatureCollection of these features.
inline std::string a_collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}
inline std::string an_outline(const std::string& properties = R"({"AGS":"05558012"})") {
    return R"({"type":"Feature","properties":)" + properties +
           R"(,"geometry":{"type":"Polygon","coordinates":[[[7.1,51.9],[7.3,51.9],[7.3,52.0],[7.1,52.0],[7.1,51.9]]]}})";
}
inline std::string a_street(const std::string& name, const std::string& properties = "") {
    return R"({"type":"Feature","properties":{"name":")" + name + "\"" + properties +
           R"(},"geometry":{"type":"LineString","coordinates":[[7.15,51.95],[7.19,51.95,62.5]]}})";
}

}  // namespace kommod::geo::testing
