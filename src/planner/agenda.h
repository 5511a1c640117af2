// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What a municipality still has to bring into operation, what waits for it, and how much work it
// can do when: the question that the planner answers.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "planner/work_calendar.h"

namespace kommod::planner {

// A set of items: bit i stands for the agenda's item i.
using ItemSet = std::uint64_t;
constexpr ItemSet bit(std::size_t item) {
    return ItemSet{1} << item;
}

// Calls f(index) for every item of the set, ascending.
template <class F>
void for_each_item(ItemSet items, F f) {
    for (; items != 0; items &= items - 1)
        f(static_cast<std::size_t>(std::countr_zero(items)));
}

// Items in the order in which they are worked on, by their index in the agenda.
using Order = std::vector<std::size_t>;

// A building block or a precondition that is not there yet.
struct Item {
    std::string id, name;
    std::int64_t effort = 0;            // person-days of the municipality, more than 0
    std::optional<LocalDate> earliest;  // cannot be live before that day, however early the work
    std::vector<std::size_t> predecessors;  // items that must be worked on before and live with it
};

// Services that wait for the same items. They are lit from the day on which all the items are live
// and `not_before` is reached.
struct Group {
    ItemSet waits_for = 0;                // empty: lit from `not_before` on, whatever is done
    std::int64_t weight = 0;              // their cases per year, in all; 0 or more
    std::int64_t services = 1;            // how many services these are, 1 or more
    std::optional<LocalDate> not_before;  // e.g. the day on which a solution starts
};

// Limits: at most `most_items` items; efforts and capacities up to `most_effort` person-days in sum
// and per quarter; weights times days up to 2^53, so that every value is exact also in JSON.
struct Agenda {
    std::vector<Item> items;
    std::vector<Group> groups;
    Capacity capacity;
    LocalDate start;    // first day of work
    LocalDate horizon;  // first day that no longer counts; at most 100 years after `start`
};

constexpr std::size_t most_items = 64;
constexpr std::int64_t most_effort = 1'000'000;
constexpr std::int64_t most_value = std::int64_t{1} << 53;

}  // namespace kommod::planner
