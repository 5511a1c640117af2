// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Under the street: the building blocks as supply lines on an axis of quarters, with the day on
// which each opens. Pure geometry, as layout.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "monitor/layout.h"
#include "monitor/town.h"

namespace kommod::monitor {

struct Tick {
    double x = 0;
    std::string label;  // "Q1/23"
    bool new_year = false;
};

struct LinePlace {
    const Line* line = nullptr;
    double y = 0;
    double laid_from = 0, laid_until = 0;  // solid part; empty when both are equal
    double station = 0;                    // where it opens, on the axis; 0 when there is none
    bool opens_before = false, opens_after = false;  // beyond the ends of the axis
    Box station_label;
    double bar = 0, freed_bar = 0;  // lengths of the bars of waiting windows
};

struct Underground {
    double width = 0, height = 0;
    double axis_left = 0, axis_right = 0;
    double names = 0, states = 0, bars = 0;  // x of the columns
    double first_line = 0, line_pitch = 0;
    std::vector<Tick> ticks;
    std::vector<LinePlace> lines;
    double today = 0;  // x of the day looked at
};
Underground plan_underground(const Town& town, double width);

// "Q1/23"
std::string quarter_label(LocalDate day);
LocalDate start_of_quarter(LocalDate day);
// "in Betrieb seit 16.01.2023", "im Test, öffnet 16.01.2023", "geplant für ...", "noch ohne Termin"
std::string state_in_words(const Line& line, LocalDate on, const Words& words);

}  // namespace kommod::monitor
