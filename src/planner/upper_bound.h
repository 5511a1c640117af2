// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What no order can exceed. Inside of the room only.
#pragma once

#include <cstdint>

#include "planner/groundwork.h"

namespace kommod::planner {

// At least Groundwork::value_of of every order.
std::int64_t upper_bound(const Groundwork& ground);

}  // namespace kommod::planner
