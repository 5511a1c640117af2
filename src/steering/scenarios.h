// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Assumptions that somebody keeps, to compare what comes of them: what a form says, and how it is
// stored. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "http/message.h"
#include "monitor/planning.h"

namespace kommod::steering {

constexpr std::size_t most_scenarios = 10;  // what one page can still compare

struct SavedScenario {
    std::string id, name;
    monitor::Scenario scenario;
    bool operator==(const SavedScenario&) const = default;
};

// What is wrong with a form, by its fields.
using Complaints = std::vector<std::pair<std::string, std::string>>;

// The fields of one of the planner's items: "aufwand-block-payment" (a colon is no good in an id).
constexpr std::string_view effort_field = "aufwand-", earliest_field = "ab-";
std::string field_of_item(std::string_view prefix, std::string_view item);

// Fields: name, beginn, bis, kapazitaet, faelle, ziel, and those of the items. An empty one leaves
// what stands in `usual`; what is no day or number leaves it too, and is told.
SavedScenario read_scenario(const http::Parameters& form, const monitor::Scenario& usual,
                            int highest_target, Complaints& complaints);

json::object to_json(const monitor::Scenario& scenario);
// Errors: "steering.bad_scenario" for what to_json() did not write.
Result<monitor::Scenario> scenario_from(const json::value& payload);

}  // namespace kommod::steering
