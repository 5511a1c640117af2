// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The roadmap: what is to come and what came lately, with the services each lights and how far its
// day has moved since it was first planned. A view model without markup, and its drawing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "monitor/words.h"
#include "readiness/deadlines.h"
#include "readiness/readiness.h"
#include "readiness/store.h"

namespace kommod::monitor {

struct Stop {
    readiness::FactKind kind = readiness::FactKind::block;
    std::string id, title, responsible;
    std::optional<LocalDate> first_planned;  // the day that was named first
    std::optional<LocalDate> day;            // as planned now, or when it happened
    bool happened = false;                   // by the day looked at
    bool overdue = false;                    // its day has passed and nobody confirmed it
    bool example = false;
    LocalDate confirmed_on;
    std::vector<readiness::Plan> plans;
    std::vector<std::uint32_t> lights;  // services that get brighter by it when its turn comes
    // Days between the first plan and now; nothing without a plan.
    std::optional<int> slippage() const;
};

struct Roadmap {
    readiness::PointInTime at;
    LocalDate from, until;                                // the axis
    std::vector<Stop> stops;                              // with a day, by day
    std::vector<Stop> without_day;                        // that hold something up and have no day
    std::vector<readiness::StatutoryDeadline> deadlines;  // inside of the axis
};

// What happened since `from` and what is planned. Services are lit in the order of the days: a
// block that opens before the online service that needs it lights nothing by itself.
Roadmap roadmap(const readiness::Picture& picture, LocalDate from, readiness::Store& readiness);

// The roadmap as SVG; `href` makes the address of a stop's page.
std::string draw_roadmap(const Roadmap& roadmap, double width,
                         const std::function<std::string(const Stop&)>& href, const Words& words);

}  // namespace kommod::monitor
