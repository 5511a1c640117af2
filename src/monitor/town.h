// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The town where the lights go on, as a view model: a house is a bundle, a window a service, a
// street a subject, the supply lines under the street are the building blocks. Picture, table and
// their twins are all made from this; it holds no markup and no geometry.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/words.h"
#include "readiness/readiness.h"

namespace kommod::monitor {

// How a building block stands to a house.
enum class Supply { not_needed, connected, missing };

struct Window {
    std::uint32_t service = 0;  // index into the catalogue
    int level = 0;
    bool dimmed = false;  // does not stand out
    bool freed = false;   // gets brighter by the block looked at alone
};

struct House {
    std::string id, name, label, href;
    std::string title;            // one sentence for people who do not see the house
    std::vector<Window> windows;  // brightest first: they fill the floors from the ground
    std::array<Supply, readiness::building_blocks.size()> supply{};
    int order = 0;
    int lit = 0;     // windows with full light
    int online = 0;  // windows from the online level on
    bool dimmed = false;
};

struct Street {
    std::string id, name, href;
    std::vector<House> houses;  // in the catalogue's frozen order
    int lit = 0, windows = 0;
};

struct Line {
    std::string id, name, href;
    readiness::BlockState state = readiness::BlockState::planned;
    std::optional<LocalDate> opens;  // or opened
    bool only_planned = true;
    std::optional<LocalDate> test_from;
    std::string responsible, note;
    int houses = 0;   // that need it
    int waiting = 0;  // windows that wait for it
    int freed = 0;    // windows that get brighter by it alone
    bool selected = false;
};

struct Town {
    std::string municipality;
    readiness::PointInTime at;
    std::vector<std::string> level_names;
    std::vector<int> levels;  // windows per level, 0 first
    int windows = 0, lit = 0, online = 0;
    std::vector<Street> streets;
    std::vector<Line> lines;           // in the frozen order, all seven
    std::optional<std::size_t> block;  // looked at alone
    int top = 4;                       // level of full light
    Words words;                       // of whoever looks at it
};

// What is shown of the town, and the links in it.
struct TownOptions {
    std::string municipality;
    std::string base;                  // "/coesfeld"
    std::string query;                 // "?stand=2023-07-01", kept in every link; may be empty
    std::optional<std::size_t> block;  // building block that the visitor looks at
    std::string subject;               // only this street; empty: all
    std::vector<bool> focus;           // by the catalogue's order: stands out; empty: all do
    Words words{};
};
Town town(const readiness::Picture& picture, const TownOptions& options);

// "In 218 von 1.200 Fenstern ist volles Licht"
std::string headline(const Town& town);
// 1200 -> "1.200"
std::string grouped(int number);

}  // namespace kommod::monitor
