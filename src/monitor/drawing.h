// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Writes the plans down as SVG. Colours are classes (web/styles/parts/monitor.css), so that dark
// mode, forced colours and print need no second drawing; shapes alone tell the levels apart.
#pragma once

#include <string>

#include "monitor/layout.h"
#include "monitor/town.h"
#include "monitor/underground.h"

namespace kommod::monitor {

// Houses drawn here can be shown again by reference(), which saves half of the page.
enum class Houses { drawn, referenced };

// All streets. One <a> a house, titles for screen readers and for the pointer.
std::string draw_streets(const TownPlan& plan, const Town& town, Houses houses);
std::string draw_underground(const Underground& plan, const Town& town);
// The five kinds of window, for the drawings that use them; must stand in the page before them.
std::string draw_definitions(const Measures& measures);
// One window alone, for the legend.
std::string draw_window(const Measures& measures, int shade);
// A bar of all levels, 0 first.
std::string draw_level_bar(const Town& town, double width, double height);

// 0 (dark) to 4 (full light), whatever the model's number of levels.
int shade_of(int level, int top);

}  // namespace kommod::monitor
