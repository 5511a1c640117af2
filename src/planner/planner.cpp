// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "planner/planner.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "planner/bounded.h"
#include "planner/groundwork.h"
#include "planner/reasons.h"
#include "planner/subsets.h"
#include "planner/upper_bound.h"

namespace kommod::planner {
namespace {

using Days = std::vector<std::optional<LocalDate>>;

// When the groups are lit and what that is worth, by the days on which the items are live.
void light_groups(const Agenda& agenda, Evaluation& out) {
    for (const Group& group : agenda.groups) {
        std::optional<LocalDate> lit = agenda.start;
        if (group.not_before) lit = std::max(*lit, *group.not_before);
        for_each_item(group.waits_for, [&](std::size_t i) {
            lit = lit && out.live[i] ? std::optional(std::max(*lit, *out.live[i])) : std::nullopt;
        });
        out.lit.push_back(lit);
        if (lit && *lit < agenda.horizon)
            out.value += group.weight * (agenda.horizon.days() - lit->days()).count();
    }
}

Evaluation evaluated(const Agenda& agenda, const Groundwork& ground, Order order) {
    Evaluation out;
    out.live.resize(agenda.items.size());
    std::int64_t worked = 0;
    for (const std::size_t i : order) {
        worked += ground.effort[i];
        const std::int32_t done = ground.calendar.day_of(worked);
        if (done != never) out.live[i] = agenda.start.plus_days(std::max(done, ground.earliest[i]));
    }
    out.order = std::move(order);
    light_groups(agenda, out);
    return out;
}

Order with_rest(const Groundwork& ground, Order order) {
    for (const std::size_t i : ground.topological)
        if (std::ranges::find(order, i) == order.end()) order.push_back(i);
    return order;
}

Order only(ItemSet items, const Order& order) {
    Order out;
    std::ranges::copy_if(order, std::back_inserter(out),
                         [&](std::size_t i) { return (items & bit(i)) != 0; });
    return out;
}

}  // namespace

struct Planner::Impl {
    Agenda agenda;
    Groundwork ground;

    Result<Order> complete(const Order& order) const {
        ItemSet done = 0;
        for (const std::size_t i : order) {
            if (i >= agenda.items.size() || (done & bit(i)) != 0)
                return fail({"planner.bad_order",
                             "unknown item, or one that stands there twice",
                             "order",
                             0,
                             std::to_string(i),
                             {}});
            if (!ground.ready(i, done))
                return fail({"planner.order_breaks_predecessor",
                             "the item stands before one that it rests on",
                             agenda.items[i].id,
                             0,
                             std::to_string(i),
                             {}});
            done |= bit(i);
        }
        return with_rest(ground, order);
    }

    // An item that lights nothing at all delays the others if it comes next: it costs what the same
    // best order costs when it begins so much later.
    std::int64_t value_after_useless(std::size_t item, const Order& order) const {
        Order delayed{item};
        delayed.insert(delayed.end(), order.begin(), order.end());
        return ground.value_of(delayed);
    }

    Plan plan_of(const Order& useful_order) const {
        Plan plan;
        plan.best = evaluated(agenda, ground, with_rest(ground, useful_order));
        plan.steps = steps_of(agenda, ground, plan.best);
        return plan;
    }

    // `value_first`: of the best order that begins with a useful item. `value_without`: of the best
    // that holds no others than these.
    template <class First, class Without>
    void add_next_steps(Plan& plan, const Order& useful_order, First value_first,
                        Without value_without) const {
        for (const std::size_t item : ground.topological) {
            if (!ground.ready(item, 0)) continue;
            const bool useful = (ground.useful & bit(item)) != 0;
            const std::int64_t value =
                useful ? value_first(item) : value_after_useless(item, useful_order);
            NextStep next = next_step_of(agenda, ground, item);
            next.value = value + ground.constant;
            next.gain = value - value_without(ground.useful & ~ground.enables[item]);
            next.cost = plan.best.value - next.value;
            plan.next.push_back(std::move(next));
        }
        // Cheapest first; of several that cost nothing the one that the plan begins with.
        std::ranges::stable_sort(plan.next, {}, [&](const NextStep& next) {
            return std::tuple(next.cost, next.item != plan.best.order.front(), -next.gain);
        });
    }

    Plan exact() const {
        const Subsets subsets(ground);
        const Order order = lost_last(ground, subsets.best());
        Plan plan = plan_of(order);
        plan.exact = true;
        plan.bound = plan.best.value;
        const auto value_after = [&](ItemSet done, std::size_t item) {
            return ground.gain(done, item) + subsets.after(done | bit(item));
        };
        const auto alternative = [&](std::size_t place, std::size_t item) {
            ItemSet done = 0;
            std::int64_t gained = 0;
            for (std::size_t i = 0; i < place; ++i) {
                gained += ground.gain(done, order[i]);
                done |= bit(order[i]);
            }
            return gained + value_after(done, item);
        };
        add_runners_up(plan.steps, ground, subsets.after(0), true, alternative);
        add_next_steps(
            plan, order, [&](std::size_t item) { return value_after(0, item); },
            [&](ItemSet items) { return subsets.until(items); });
        return plan;
    }

    Plan bounded(const Order& recorded) const {
        const BoundedSearch search = search_bounded(ground, only(ground.useful, recorded));
        const Order& order = search.order;
        const std::int64_t value = ground.value_of(order);
        Plan plan = plan_of(order);
        plan.bound = ground.constant + upper_bound(ground);
        plan.exact = plan.bound == plan.best.value;
        const auto alternative = [&](std::size_t place, std::size_t item) {
            Order other = order;
            const auto at = std::ranges::find(other, item);
            std::rotate(other.begin() + static_cast<std::ptrdiff_t>(place), at, at + 1);
            return ground.value_of(other);
        };
        add_runners_up(plan.steps, ground, value, false, alternative);
        add_next_steps(
            plan, order, [&](std::size_t item) { return ground.value_of(search.first[item]); },
            // Where the rest moves up it may find itself better off than in the plan.
            [&](ItemSet items) { return std::min(value, ground.value_of(only(items, order))); });
        return plan;
    }
};

Planner::Planner(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Planner::Planner(Planner&&) noexcept = default;
Planner& Planner::operator=(Planner&&) noexcept = default;
Planner::~Planner() = default;

Result<Planner> Planner::make(Agenda agenda) {
    auto ground = prepare(agenda);
    if (!ground) return fail(ground.error());
    return Planner(std::make_unique<Impl>(Impl{std::move(agenda), *std::move(ground)}));
}

const Agenda& Planner::agenda() const {
    return impl_->agenda;
}

Result<Evaluation> Planner::evaluate(const Order& order) const {
    auto whole = impl_->complete(order);
    if (!whole) return fail(whole.error());
    return evaluated(impl_->agenda, impl_->ground, *std::move(whole));
}

Result<Evaluation> Planner::evaluate_days(const Days& live) const {
    if (live.size() != impl_->agenda.items.size())
        return fail("planner.bad_order", "one entry per item is needed");
    Evaluation out;
    out.live = live;
    light_groups(impl_->agenda, out);
    return out;
}

Result<Order> Planner::order_of(const Days& live) const {
    if (live.size() != impl_->agenda.items.size())
        return fail("planner.bad_order", "one entry per item is needed");
    Order order;
    const auto undated_last = [&](std::size_t i) { return std::pair(!live[i], live[i]); };
    for (ItemSet done = 0; order.size() < live.size();) {
        std::optional<std::size_t> next;
        for (std::size_t i = 0; i < live.size(); ++i)
            if (impl_->ground.ready(i, done) && (!next || undated_last(i) < undated_last(*next)))
                next = i;
        order.push_back(*next);
        done |= bit(*next);
    }
    return order;
}

Result<Plan> Planner::best(const Order& recorded) const {
    auto whole = impl_->complete(recorded);
    if (!whole) return fail(whole.error());
    const auto useful = static_cast<std::size_t>(std::popcount(impl_->ground.useful));
    if (useful <= exact_items) return impl_->exact();
    return impl_->bounded(recorded.empty() ? Order{} : *whole);
}

double Plan::gap() const {
    return bound == 0 ? 0 : static_cast<double>(bound - best.value) / static_cast<double>(bound);
}

std::int64_t cases(std::int64_t case_days) {
    return case_days / 365 + (case_days % 365 * 2 >= 365 ? 1 : 0);
}

}  // namespace kommod::planner
