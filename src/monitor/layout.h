// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Where everything of the town stands: one layout for screen, phone and print. Pure geometry from
// the view model; the drawing (drawing.h) only writes it down.
#pragma once

#include <string>
#include <vector>

#include "monitor/town.h"

namespace kommod::monitor {

struct Box {
    double x = 0, y = 0, width = 0, height = 0;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
    bool overlaps(const Box& other) const {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
};

// Sizes inside a house and around it, in pixels of a picture that is shown unscaled.
struct Measures {
    double window_width = 10, window_height = 11;
    double window_gap = 3;
    double wall = 4;        // from the outer windows to the edge of the house
    double roof = 10;       // highest roof
    double slot_pitch = 7;  // of the seven supply marks below a house; fixed for every house
    double label_size = 11.5, label_line = 13;
    double label_width = 84;  // at which labels break
    double house_gap = 9;     // least room between two houses' slots
    double heading = 27;      // room for a street's name above its highest house
    double street_padding = 12;
};

struct HousePlace {
    const House* house = nullptr;
    double centre = 0;             // x
    double ground = 0;             // y of the street
    double width = 0, height = 0;  // of the walls; the roof comes on top
    int columns = 0;
    std::vector<std::string> label;
    Box label_box;
};

struct StreetPlace {
    const Street* street = nullptr;
    Box panel;
    Box heading;
    double ground = 0;
    std::vector<HousePlace> houses;
};

struct TownPlan {
    double width = 0, height = 0;
    Measures measures;
    std::vector<StreetPlace> streets;
};

// The whole town: streets side by side, in their order. The plan is wider than asked for when the
// longest street needs it.
TownPlan plan_town(const Town& town, double width);
// One street alone, houses in as many rows as it takes: for a phone, or enlarged.
TownPlan plan_street(const Street& street, double width);

// Place of the n-th window (from the ground, left to right) inside a house whose lower left corner
// is the origin, y upwards negative.
struct Point {
    double x = 0, y = 0;
};
Point window_place(const Measures& measures, int columns, std::size_t index);

}  // namespace kommod::monitor
