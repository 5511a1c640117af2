// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// An agenda that was checked, in the form in which it is searched. Inside of the room only.
//
// Why the search may work on sets: the day on which an item is live is the latest of three, its
// work (T of all effort up to it), its own earliest day and its predecessors' live days. T never
// falls along an order, so the predecessors' work is done before its own, and of them only their
// earliest days remain. Hence a group is lit on max(T(effort of everything done when its last item
// is done), from), with one constant `from` per group. That day depends on the set that is done
// then, not on its order.
#pragma once

#include <cstdint>
#include <vector>

#include "base/error.h"
#include "planner/agenda.h"

namespace kommod::planner {

// All groups that are lit together in every order: same items once predecessors are added, same
// `from`. Only those that can be lit before the horizon.
struct Lamp {
    ItemSet needs = 0;      // with all predecessors; never empty
    ItemSet last = 0;       // those of `needs` that no other of them rests on: one of them is last
    std::int32_t from = 0;  // day before which it stays dark in any order
    std::int64_t weight = 0;
};

struct Groundwork {
    WorkCalendar calendar;
    std::int32_t horizon = 0;  // days from the start
    std::vector<std::int64_t> effort;
    std::vector<ItemSet> needs;  // of each item: itself and all before it, over any number of steps
    std::vector<ItemSet> enables;        // of each item: itself and all that rests on it
    std::vector<std::int32_t> earliest;  // of each item: its own and those of all before it
    std::vector<Lamp> lamps;             // by needs, then from
    std::int64_t constant = 0;           // value of the groups that wait for no item
    ItemSet useful = 0;                  // items that some lamp needs
    Order topological;                   // all items, predecessors first, else as given

    std::int64_t effort_of(ItemSet items) const;
    std::int32_t day_of(ItemSet done) const { return calendar.day_of(effort_of(done)); }
    // May the item be next when these are done?
    bool ready(std::size_t item, ItemSet done) const { return (needs[item] & ~done) == bit(item); }
    // What the order is worth without the constant; it may leave out items that nothing in it rests
    // on. Predecessors come first (not checked).
    std::int64_t value_of(const Order& order) const;
    // What is gained by this item when these were done before.
    std::int64_t gain(ItemSet done, std::size_t item) const;
};

// Errors: see Planner::make.
Result<Groundwork> prepare(const Agenda& agenda);

// The order with the items that light nothing in it moved behind the rest. No other item comes
// later by that, and none loses a predecessor: what a lit lamp needs holds its predecessors.
Order lost_last(const Groundwork& ground, Order order);

// Days from the agenda's start; 0 for days before it.
std::int32_t day_number(LocalDate start, LocalDate day);

}  // namespace kommod::planner
