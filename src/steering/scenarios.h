// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Assumptions that somebody keeps, to compare what comes of them: how they are stored. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "monitor/planning.h"

namespace kommod::steering {

constexpr std::size_t most_scenarios = 10;  // what one page can still compare

struct SavedScenario {
    std::string id, name;
    monitor::Scenario scenario;
    bool operator==(const SavedScenario&) const = default;
};

json::object to_json(const monitor::Scenario& scenario);
// Errors: "steering.bad_scenario" for what to_json() did not write.
Result<monitor::Scenario> scenario_from(const json::value& payload);

}  // namespace kommod::steering
