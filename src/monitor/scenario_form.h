// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Assumptions for the planner as forms and addresses say them, of the public page and of the
// console's scenarios.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.h"
#include "monitor/planning.h"
#include "monitor/words.h"

namespace kommod::monitor {

// What is wrong with a form: a field and a sentence.
using Complaints = std::vector<std::pair<std::string, std::string>>;

// The fields of one of the planner's items: "aufwand-block-payment" (a colon is no good in an id).
constexpr std::string_view effort_field = "aufwand-", earliest_field = "ab-";
std::string field_of_item(std::string_view prefix, std::string_view item);

// "2023-Q1"; nothing for anything else.
std::optional<planner::Quarter> quarter_of(std::string_view text);
std::string to_text(const planner::Quarter& quarter);
// "2023-Q1: 20", a line each, as the field vierteljahre takes it.
std::string to_text(const std::map<planner::Quarter, std::int64_t>& quarters);

// Fields: beginn, bis, kapazitaet, faelle, ziel, vierteljahre, and those of the items. An empty one
// leaves what stands in `usual`; what is no day or number leaves it too, and is told. `top`: the
// highest level.
Scenario read_scenario(const http::Parameters& from, const Scenario& usual, int top,
                       const Words& words, Complaints& complaints);

}  // namespace kommod::monitor
