// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Questions for a place with a map that needs no script: its picture is a button that sends where
// it was clicked, and what it shows travels with the page. Inside this room only.
//
//   ort.karte.x, ort.karte.y   where the picture was clicked
//   karte=ort:norden           a button: naeher, weiter, norden, osten, sueden, westen, mitte, weg
//   ort.ansicht=15/51.9,7.1    what the picture showed
//   ?karte=ort:15/51.9,7.1     the same, of the page that is shown next
#pragma once

#include <optional>
#include <string>

#include "cases/answers.h"
#include "cases/visit.h"

namespace kommod::cases {

// What a page's request says of its maps.
struct OnMaps {
    forms::RawInput typed;  // with the place that was chosen in its coordinates
    std::string field;      // whose map was used; empty: none was
    std::string view;       // what it shows next
};
OnMaps read_maps(const Visit& visit, const Place& place, const forms::RawInput& typed);

// Back to the page, at the field whose map was used, or whose file came or went.
http::Response to_changed(const Visit& visit, const Draft& kept, const std::string& page,
                          const OnMaps& on_maps);

// The map of one question, for components/form/point.html; null while there is none. `typed` holds
// the place that was chosen.
json::value map_view(const Visit& visit, const Place& place, std::string_view name,
                     const forms::RawInput& typed);

}  // namespace kommod::cases
