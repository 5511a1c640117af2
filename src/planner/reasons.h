// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Why a plan is as it is: its steps, and what each item that can come next would mean. Inside of
// the room only.
#pragma once

#include <functional>

#include "planner/groundwork.h"
#include "planner/planner.h"

namespace kommod::planner {

// Everything of the steps but their runners-up.
std::vector<Step> steps_of(const Agenda& agenda, const Groundwork& ground, const Evaluation& best);

// Value of the best known order that begins as the plan's first `place` steps and goes on with
// `item`; without the constant.
using AlternativeValue = std::function<std::int64_t(std::size_t place, std::size_t item)>;
// `value`: of the plan, without the constant. `exact`: the alternatives' values are the most there
// is.
void add_runners_up(std::vector<Step>& steps, const Groundwork& ground, std::int64_t value,
                    bool exact, const AlternativeValue& alternative);

// An item that can come next with what it lights, its values still to be filled in.
NextStep next_step_of(const Agenda& agenda, const Groundwork& ground, std::size_t item);

}  // namespace kommod::planner
