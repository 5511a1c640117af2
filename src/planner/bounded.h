// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The search for more items than subsets can be counted: a beam search over the same states, then
// steps to better neighbours. Deterministic. Inside of the room only.
#pragma once

#include "planner/groundwork.h"

namespace kommod::planner {

struct BoundedSearch {
    Order order;  // useful items only
    // By item: the best order found in which it comes first; empty when it cannot.
    std::vector<Order> first;
};

// `start`: an order of the useful items that the result is at least as good as; may be empty.
BoundedSearch search_bounded(const Groundwork& ground, const Order& start);

}  // namespace kommod::planner
