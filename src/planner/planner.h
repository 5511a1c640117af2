// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// In which order should a municipality bring its missing building blocks and preconditions into
// operation? The planner finds the order that lights the most weighted service-days until the
// horizon: exactly for up to 20 items that light anything, beyond that with a bound that says how
// far from the best it can be at most. Pure: no I/O, no clock, the same answer every time.
//
// The model (docs/planner.md says what it does not know):
// * Work goes on in the chosen order, one item after the other, from the start day on, with the
//   person-days that each quarter has, spread evenly over its days. T(effort) is the day on which
//   that much is done in all.
// * An item is live on the latest of: T(effort of all items up to it), its own earliest day, and
// its
//   predecessors' live days. Waiting for such a day does not stop the work on the next item.
// * A group of services is lit from the day on which all its items are live and its own
// `not_before`
//   is reached, up to and without the horizon.
// * The value of an order is the sum over the groups of cases per year times days lit: case-days.
//   `cases()` turns them into the cases that can be done online until the horizon.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "planner/agenda.h"

namespace kommod::planner {

// What comes of an order, or of days as they are recorded.
struct Evaluation {
    Order order;                                 // every item once; empty for recorded days
    std::vector<std::optional<LocalDate>> live;  // by item; nothing: never
    // By group; nothing: never. May lie behind the horizon.
    std::vector<std::optional<LocalDate>> lit;
    std::int64_t value = 0;  // case-days until the horizon
};

// Services and their cases per year.
struct Light {
    std::int64_t services = 0, weight = 0;
};

// What decides on which day an item is live. When several fall on the same day: the first of these.
enum class Limit { work, earliest, predecessor };

// Services that an item is needed for, and the item that lights them in this order.
struct Preparation {
    std::size_t completed_by = 0;
    Light light;
};

// The item that would have been the next best at this place.
struct RunnerUp {
    std::size_t item = 0;
    std::int64_t cost = 0;  // case-days lost with it, at least 0
    // Whether the best continuation was compared (up to 20 items that light anything). Else this is
    // what the same order loses when only this item is moved here: at most that much.
    bool exact = false;
};

// Why an item stands where it stands.
struct Step {
    std::size_t item = 0;
    std::optional<LocalDate> work_begins, work_done, live;  // nothing: never (no capacity)
    Limit limit = Limit::work;
    std::optional<std::size_t> waits_for;  // with Limit::predecessor: which one
    Light lights;                          // lit on its live day, as the last thing they needed
    Light lights_later;      // have all they need with it, but wait for their own `not_before`
    std::int64_t value = 0;  // case-days of both; the steps' add up to the plan's (see Plan)
    std::vector<Preparation> prepares;  // heaviest first; only what is lit before the horizon
    std::optional<RunnerUp> runner_up;
    bool lost = false;  // neither lights nor prepares anything before the horizon; such come last
};

// Services that an item lights once some others are live too.
struct Together {
    ItemSet others = 0;
    Light light;
};

// An item that can be worked on next, and what that would mean.
struct NextStep {
    std::size_t item = 0;
    // Case-days when it comes next and the best that was found follows; for an item that lights
    // nothing at all: the plan's order, begun so much later.
    std::int64_t value = 0;
    std::int64_t gain = 0;  // against never doing it, nor what rests on it. Below 0: it only delays
    std::int64_t cost = 0;  // case-days lost against the best next step
    Light alone;            // lit by it alone, once it is live
    std::vector<Together> together;  // only in company, heaviest first
};

// The best order and its reasons. Its value is the sum of its steps' values and of the groups that
// wait for nothing.
struct Plan {
    Evaluation best;
    std::int64_t bound = 0;      // no order is worth more; equals the value when the plan is exact
    bool exact = false;          // proved to be the best
    std::vector<Step> steps;     // by the order
    std::vector<NextStep> next;  // best first

    // (bound - value) / bound, from 0 to 1: how far from the best this is at most.
    double gap() const;
};

// Case-days as cases, rounded: how many cases fall into the days that are lit.
std::int64_t cases(std::int64_t case_days);

class Planner {
  public:
    // Errors: planner.too_many_items, planner.bad_effort, planner.too_much_effort,
    // planner.unknown_predecessor, planner.cycle, planner.bad_capacity, planner.bad_quarter,
    // planner.horizon_before_start, planner.horizon_too_far, planner.unknown_item,
    // planner.bad_group, planner.too_large. `field` is the item's id, the group or the quarter.
    static Result<Planner> make(Agenda agenda);
    Planner(Planner&&) noexcept;
    Planner& operator=(Planner&&) noexcept;
    ~Planner();

    const Agenda& agenda() const;

    // What an order is worth, e.g. the recorded roadmap's. It may name only some items: the others
    // follow, predecessors first and else as given. Errors: planner.bad_order (unknown item, or one
    // twice), planner.order_breaks_predecessor.
    Result<Evaluation> evaluate(const Order& order) const;
    // The recorded days as they stand, by item, whatever capacity and predecessors say; nothing:
    // never. Such days may promise more than can be done, so this alone may be worth more than the
    // best order. Errors: planner.bad_order when there is not one entry per item.
    Result<Evaluation> evaluate_days(const std::vector<std::optional<LocalDate>>& live) const;
    // The order that recorded days speak of: by day, items without a day last, predecessors first.
    // Errors: as evaluate_days.
    Result<Order> order_of(const std::vector<std::optional<LocalDate>>& live) const;

    // The best order, never worth less than `recorded` (which may be empty or name some items).
    // Equally good orders are decided by the items' given order. Takes less than a second for 20
    // items and a few hundred groups; keep the plan rather than asking twice.
    // Errors: as evaluate.
    Result<Plan> best(const Order& recorded = {}) const;

  private:
    struct Impl;
    explicit Planner(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::planner
