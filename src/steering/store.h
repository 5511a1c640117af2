// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Scenarios of the planner in a municipality's own namespace.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "steering/scenarios.h"
#include "store/database.h"

namespace kommod::steering {

store::Migrations migrations();

// By name.
std::vector<SavedScenario> scenarios(store::Namespace& municipality);
std::optional<SavedScenario> find_scenario(store::Namespace& municipality, std::string_view id);

// Adds or replaces it, with its entry of the trail. False, and nothing is kept, when it would be
// one more than most_scenarios.
bool keep_scenario(store::Namespace& municipality, const SavedScenario& scenario, Instant now,
                   const audit::Entry& act);
// False when there is none.
bool delete_scenario(store::Namespace& municipality, std::string_view id, const audit::Entry& act);

}  // namespace kommod::steering
