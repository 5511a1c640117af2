// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The searches against all orders there are, counted by the definition and by nothing of the room.
#include <algorithm>
#include <map>
#include <numeric>
#include <random>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "planner/bounded.h"
#include "planner/groundwork.h"
#include "planner/planner.h"
#include "planner/subsets.h"
#include "planner/testing.h"
#include "planner/upper_bound.h"

namespace kommod::planner {
namespace {

using testing::day;

// A number from `low` to `high` - 1, drawn evenly from the first case on.
template <class T>
T between(T low, T high) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(low, high));
}

// Small enough to look at every order, and with every rule of the model.
Agenda arbitrary_agenda(std::size_t most) {
    Agenda out;
    out.start = day("2023-02-10").plus_days(between(0, 100));
    out.horizon = out.start.plus_days(between(0, 400));
    out.capacity.per_quarter = between(0, 200);
    for (int i = between(0, 4); i > 0; --i)
        out.capacity.otherwise[{2023, between(1U, 5U)}] = between(0, 120);
    const auto n = between<std::size_t>(0, most + 1);
    const auto some_day = [&] { return out.start.plus_days(between(-20, 300)); };
    // Predecessors may be given before or after the item: they are drawn along a hidden order.
    std::vector<std::size_t> hidden(n);
    std::iota(hidden.begin(), hidden.end(), std::size_t{0});
    std::ranges::shuffle(hidden, std::mt19937(*rc::gen::arbitrary<std::uint32_t>()));
    for (std::size_t i = 0; i < n; ++i) {
        Item item{std::to_string(i), std::to_string(i), between(1, 60), {}, {}};
        if (between(0, 3) == 0) item.earliest = some_day();
        out.items.push_back(item);
    }
    for (std::size_t i = 1; i < n; ++i)
        if (between(0, 3) == 0)
            out.items[hidden[i]].predecessors.push_back(hidden[between<std::size_t>(0, i)]);
    for (int g = between(0, 9); g > 0; --g) {
        Group group{0, between(0, 50), between(1, 4), {}};
        for (int left = between(0, 4); left > 0 && n > 0; --left)
            group.waits_for |= bit(between<std::size_t>(0, n));
        if (between(0, 4) == 0) group.not_before = some_day();
        out.groups.push_back(group);
    }
    return out;
}

// The model by its definition: no sets, no merged groups, days one after the other.
class ByDefinition {
  public:
    explicit ByDefinition(const Agenda& agenda) : agenda_(agenda) {}

    std::optional<LocalDate> done_on(std::int64_t effort) {
        if (const auto known = done_on_.find(effort); known != done_on_.end()) return known->second;
        // Nothing behind the horizon counts; 753,480 = 90 * 91 * 92.
        std::int64_t parts = 0;
        std::optional<LocalDate>& out = done_on_[effort];
        for (LocalDate today = agenda_.start; !out && today < agenda_.horizon;
             today = today.plus_days(1)) {
            const Quarter quarter = Quarter::of(today);
            parts += agenda_.capacity.in(quarter) * 753'480 / quarter.days();
            if (parts >= effort * 753'480) out = today;
        }
        return out;
    }

    // Items that the order leaves out are never live.
    std::int64_t value(const Order& order) {
        std::vector<std::optional<LocalDate>> live(agenda_.items.size());
        std::int64_t worked = 0;
        for (const std::size_t i : order) {
            const Item& item = agenda_.items[i];
            live[i] = done_on(worked += item.effort);
            if (live[i] && item.earliest) live[i] = std::max(*live[i], *item.earliest);
            for (const std::size_t before : item.predecessors)
                live[i] = live[i] && live[before] ? std::optional(std::max(*live[i], *live[before]))
                                                  : std::nullopt;
        }
        std::int64_t out = 0;
        for (const Group& group : agenda_.groups)
            for (LocalDate lit = agenda_.start; lit < agenda_.horizon; lit = lit.plus_days(1)) {
                bool all = !group.not_before || *group.not_before <= lit;
                for (std::size_t i = 0; i < live.size(); ++i)
                    if ((group.waits_for & bit(i)) != 0) all = all && live[i] && *live[i] <= lit;
                if (!all) continue;
                out += group.weight * (agenda_.horizon.days() - lit.days()).count();
                break;
            }
        return out;
    }

    // The most that an order is worth which begins like that and holds only these items.
    std::int64_t most(const Order& beginning, ItemSet allowed = ~ItemSet{0}) {
        Order order = beginning;
        std::int64_t out = -1;
        go_on(order, allowed, out);
        return out;
    }

    bool ready(std::size_t item, const Order& done) const {
        return std::ranges::find(done, item) == done.end() &&
               std::ranges::all_of(agenda_.items[item].predecessors, [&](std::size_t before) {
                   return std::ranges::find(done, before) != done.end();
               });
    }

  private:
    void go_on(Order& order, ItemSet allowed, std::int64_t& out) {
        bool whole = true;
        for (std::size_t i = 0; i < agenda_.items.size(); ++i) {
            if ((allowed & bit(i)) == 0 || !ready(i, order)) continue;
            whole = false;
            order.push_back(i);
            go_on(order, allowed, out);
            order.pop_back();
        }
        if (whole) out = std::max(out, value(order));
    }

    const Agenda& agenda_;
    std::map<std::int64_t, std::optional<LocalDate>> done_on_;
};

Order arbitrary_order(const Agenda& agenda) {
    const ByDefinition truth(agenda);
    Order order;
    while (order.size() < agenda.items.size()) {
        Order ready;
        for (std::size_t i = 0; i < agenda.items.size(); ++i)
            if (truth.ready(i, order)) ready.push_back(i);
        order.push_back(*rc::gen::elementOf(ready));
    }
    return order;
}

RC_GTEST_PROP(ExactPlan, IsTheBestOfAllOrders, ()) {
    const Agenda agenda =
        arbitrary_agenda(*rc::gen::weightedElement<std::size_t>({{6, 5}, {1, 8}}));
    const Plan plan = Planner::make(agenda)->best().value();
    ByDefinition truth(agenda);
    RC_ASSERT(plan.exact);
    RC_ASSERT(plan.best.value == truth.value(plan.best.order));
    RC_ASSERT(plan.best.value == truth.most({}));
}

RC_GTEST_PROP(BoundedSearch, StaysBetweenItsStartAndItsBound, ()) {
    const Agenda agenda =
        arbitrary_agenda(*rc::gen::weightedElement<std::size_t>({{6, 5}, {1, 8}}));
    const Groundwork ground = prepare(agenda).value();
    if (ground.useful == 0) return;
    Order start = arbitrary_order(agenda);
    std::erase_if(start, [&](std::size_t i) { return (ground.useful & bit(i)) == 0; });
    const BoundedSearch found = search_bounded(ground, start);
    const std::int64_t best = ByDefinition(agenda).most({}) - ground.constant;
    RC_ASSERT(ground.value_of(found.order) >= ground.value_of(start));
    RC_ASSERT(ground.value_of(found.order) <= best);
    RC_ASSERT(upper_bound(ground) >= best);
    for (std::size_t item = 0; item < agenda.items.size(); ++item)
        if (!found.first[item].empty()) {
            RC_ASSERT(found.first[item].front() == item);
            RC_ASSERT(ground.value_of(found.first[item]) <= ground.value_of(found.order));
        }
}

RC_GTEST_PROP(Plan, NeverLosesToARecordedOrder, ()) {
    const Agenda agenda = arbitrary_agenda(12);
    const Planner planner = Planner::make(agenda).value();
    const Order recorded = arbitrary_order(agenda);
    const Evaluation as_recorded = planner.evaluate(recorded).value();
    RC_ASSERT(as_recorded.value == ByDefinition(agenda).value(recorded));
    RC_ASSERT(planner.best(recorded)->best.value >= as_recorded.value);
    RC_ASSERT(planner.evaluate_days(as_recorded.live)->value == as_recorded.value);
    RC_ASSERT(planner.evaluate(planner.order_of(as_recorded.live).value())->value >= 0);
}

RC_GTEST_PROP(Plan, DoesNotDependOnTheOrderOfTheGroups, ()) {
    Agenda agenda = arbitrary_agenda(8);
    const Plan plan = Planner::make(agenda)->best().value();
    std::ranges::reverse(agenda.groups);
    RC_ASSERT(Planner::make(agenda)->best()->best.order == plan.best.order);
}

RC_GTEST_PROP(Steps, AddUpAndSayWhatIsSo, ()) {
    const Agenda agenda = arbitrary_agenda(8);
    const Plan plan = Planner::make(agenda)->best().value();
    std::int64_t value = prepare(agenda)->constant;
    bool lost = false;
    for (std::size_t place = 0; place < plan.steps.size(); ++place) {
        const Step& step = plan.steps[place];
        const Item& item = agenda.items[step.item];
        RC_ASSERT(step.item == plan.best.order[place]);
        RC_ASSERT((step.live == plan.best.live[step.item]));
        RC_ASSERT(step.lost || !lost);  // lost ones come last
        lost = step.lost;
        value += step.value;
        switch (step.limit) {
            case Limit::work:
                RC_ASSERT((step.live == step.work_done));
                break;
            case Limit::earliest:
                RC_ASSERT((step.live == item.earliest && step.live > step.work_done));
                break;
            case Limit::predecessor:
                RC_ASSERT((step.live == plan.best.live[*step.waits_for]));
                RC_ASSERT((step.live > step.work_done));
        }
        if (step.work_done) {
            RC_ASSERT(*step.work_begins <= *step.work_done);
        }
    }
    RC_ASSERT(value == plan.best.value);
}

RC_GTEST_PROP(Steps, KnowWhatTheRunnerUpWouldCost, ()) {
    const Agenda agenda = arbitrary_agenda(6);
    const Plan plan = Planner::make(agenda)->best().value();
    const ItemSet useful = prepare(agenda)->useful;
    ByDefinition truth(agenda);
    Order before;
    for (const Step& step : plan.steps) {
        if (step.lost) break;
        std::optional<std::int64_t> best;
        for (std::size_t i = 0; i < agenda.items.size(); ++i) {
            if (i == step.item || (useful & bit(i)) == 0 || !truth.ready(i, before)) continue;
            Order other = before;
            other.push_back(i);
            best = std::max(best, std::optional(truth.most(other)));
        }
        RC_ASSERT(step.runner_up.has_value() == best.has_value());
        if (best) {
            RC_ASSERT(step.runner_up->exact);
            RC_ASSERT(step.runner_up->cost == plan.best.value - *best);
        }
        before.push_back(step.item);
    }
}

RC_GTEST_PROP(NextSteps, AreWorthWhatTheBestContinuationIs, ()) {
    const Agenda agenda = arbitrary_agenda(6);
    const Groundwork ground = prepare(agenda).value();
    const Plan plan = Planner::make(agenda)->best().value();
    ByDefinition truth(agenda);
    std::size_t ready = 0;
    for (std::size_t i = 0; i < agenda.items.size(); ++i)
        ready += truth.ready(i, {}) ? 1 : 0;
    RC_ASSERT(plan.next.size() == ready);
    if (ready == 0) return;
    RC_ASSERT(plan.next.front().item == plan.best.order.front() || ground.useful == 0);
    for (const NextStep& next : plan.next) {
        RC_ASSERT(next.cost == plan.best.value - next.value);
        RC_ASSERT(next.cost >= plan.next.front().cost);
        const std::int64_t without = truth.most({}, ~ground.enables[next.item]);
        RC_ASSERT(next.gain == next.value - without);
        if ((ground.useful & bit(next.item)) != 0)
            RC_ASSERT(next.value == truth.most({next.item}));
        else
            RC_ASSERT(next.value <= truth.most({next.item}));
    }
}

RC_GTEST_PROP(WorkCalendar, IsWhatTheDaysAddUpTo, ()) {
    const Agenda agenda = arbitrary_agenda(0);
    const WorkCalendar calendar(agenda.capacity, agenda.start, 100);
    ByDefinition truth(agenda);
    for (std::int64_t effort = 1; effort <= 100; ++effort) {
        const std::int32_t on = calendar.day_of(effort);
        RC_ASSERT(on >= calendar.day_of(effort - 1));
        if (const auto known = truth.done_on(effort))
            RC_ASSERT(agenda.start.plus_days(on) == *known);
        else
            RC_ASSERT((on == never || agenda.start.plus_days(on) >= agenda.horizon));
        if (on == never) continue;
        RC_ASSERT(calendar.done_by(on) >= effort);
        RC_ASSERT((on == 0 || calendar.done_by(on - 1) < effort));
    }
}

// A town larger than the exact search takes, made from a seed.
Agenda large_agenda(std::size_t items, std::uint32_t seed) {
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return random() % n; };
    Agenda out{{}, {}, {}, day("2023-01-01"), day("2026-01-01")};
    out.capacity.per_quarter = 100;
    for (std::size_t i = 0; i < items; ++i) {
        Item item{std::to_string(i), std::to_string(i), 5 + static_cast<int>(below(40)), {}, {}};
        if (below(3) == 0) item.earliest = out.start.plus_days(static_cast<int>(below(600)));
        if (i > 0 && below(4) == 0) item.predecessors.push_back(below(i));
        out.items.push_back(item);
        out.groups.push_back(
            {bit(i) | bit(below(items)), static_cast<int>(below(1000)) + 1, 3, {}});
    }
    return out;
}

TEST(BoundedPlan, NeverLosesToRecordedOrdersAndShowsItsGap) {
    for (const std::size_t items : {21U, 40U}) {
        const Agenda agenda = large_agenda(items, 7);
        const Planner planner = Planner::make(agenda).value();
        Order recorded = planner.evaluate({}).value().order;
        for (int round = 0; round < 2; ++round) {
            const Plan plan = planner.best(recorded).value();
            EXPECT_GE(plan.best.value, planner.evaluate(recorded)->value);
            EXPECT_LE(plan.best.value, plan.bound);
            EXPECT_LT(plan.gap(), 0.1);
            EXPECT_EQ(planner.best(recorded)->best.order, plan.best.order);
            EXPECT_EQ(planner.evaluate(plan.best.order)->value, plan.best.value);
            EXPECT_EQ(plan.next.front().item, plan.best.order.front());
            EXPECT_EQ(plan.next.front().cost, 0);
            recorded = plan.best.order;  // what is already good is not lost again
        }
    }
}

TEST(BoundedPlan, IsAsGoodAsTheExactOne) {
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
        const Groundwork ground = prepare(large_agenda(14, seed)).value();
        const auto best = static_cast<double>(Subsets(ground).after(0));
        const BoundedSearch found = search_bounded(ground, {});
        EXPECT_GE(static_cast<double>(ground.value_of(found.order)), 0.99 * best) << seed;
        EXPECT_LE(static_cast<double>(upper_bound(ground)), 1.15 * best) << seed;
    }
}

}  // namespace
}  // namespace kommod::planner
