// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// From a picture to the planner's question: what is missing becomes items, the services that wait
// for the same things become groups, weighted by their yearly cases.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "planner/planner.h"
#include "readiness/facts.h"
#include "readiness/readiness.h"

namespace kommod::monitor {

// Assumptions that somebody plans with. What is recorded of a fact (Work) counts where nothing else
// is said here.
struct Scenario {
    LocalDate start, horizon;
    std::int64_t capacity = 60;                  // person-days a quarter
    std::int64_t unknown_cases = 20;             // yearly cases of a service that nobody counted
    int target = 3;                              // level to be reached
    std::map<std::string, std::int64_t> effort;  // by "block:<id>", "precondition:<id>"
    std::map<std::string, LocalDate> earliest;
    std::map<planner::Quarter, std::int64_t> quarters;  // capacity otherwise
    bool operator==(const Scenario&) const = default;
};
// From the day of the picture, three years ahead, to the model's online level.
Scenario usual_scenario(const readiness::Picture& picture);

constexpr std::int64_t usual_block_effort = 40;        // person-days where nobody recorded any
constexpr std::int64_t usual_precondition_effort = 5;  // others do the work; the town follows up

struct PlannedItem {
    readiness::FactKind kind = readiness::FactKind::block;
    std::uint32_t index = 0;            // into the picture's blocks or preconditions
    std::string id;                     // "block:payment"
    std::optional<LocalDate> recorded;  // the day in the recorded roadmap
    bool effort_known = false;
};

struct Question {
    planner::Agenda agenda;
    std::vector<PlannedItem> items;  // as agenda.items
    int services = 0;                // below the target that the plan can light
    int without_solution = 0;        // that nobody has built an online service for
    int without_day = 0;             // that wait for a precondition of others without any day
    int counted = 0;                 // of `services`, those whose yearly cases are known
    std::vector<std::optional<LocalDate>> recorded_days() const;
};
// A precondition of others counts as an item when a day is announced, assumed in the scenario, or
// work for it is recorded; else services that need it cannot be planned.
Question question(const readiness::Picture& picture, const Scenario& scenario);

}  // namespace kommod::monitor
