// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A plan as pages show it: the best order with its reasons, the next best steps, and what is gained
// over the recorded roadmap. For the planner's page, the report, and the console's scenarios.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "monitor/planning.h"
#include "monitor/words.h"

namespace kommod::monitor {

struct AnsweredQuestion {
    Question question;
    planner::Plan plan;
    planner::Evaluation recorded_order;  // the recorded roadmap's order under the same capacity
    planner::Evaluation recorded_days;   // its days as they stand
};
// Errors: those of planner::Planner, with their key.
Result<AnsweredQuestion> answer(const readiness::Picture& picture, const Scenario& scenario);
// A sentence for the person who filled in the form.
std::string planner_error(const Error& error, const Words& words);

// {exact, gap, steps[...], next[...], gain ...}; the reasons as sentences.
json::object plan_view(const AnsweredQuestion& answered, const Translate& translate);

}  // namespace kommod::monitor
