// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "planner/groundwork.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

namespace kommod::planner {
namespace {

tl::unexpected<Error> refuse(std::string key, std::string what, std::string field,
                             std::string value) {
    return fail({std::move(key), std::move(what), std::move(field), 0, std::move(value), {}});
}

Result<void> check_items(const std::vector<Item>& items) {
    if (items.size() > most_items)
        return refuse("planner.too_many_items", "at most 64 items can be planned", "items",
                      std::to_string(items.size()));
    std::int64_t sum = 0;
    for (const Item& item : items) {
        if (item.effort <= 0)
            return refuse("planner.bad_effort", "an effort is at least one person-day", item.id,
                          std::to_string(item.effort));
        // Each is looked at before it is added: the sum itself cannot overflow.
        if (item.effort > most_effort || (sum += item.effort) > most_effort)
            return refuse("planner.too_much_effort", "more than 1,000,000 person-days in all",
                          item.id, std::to_string(item.effort));
        for (const std::size_t before : item.predecessors)
            if (before >= items.size())
                return refuse("planner.unknown_predecessor", "there is no such item", item.id,
                              std::to_string(before));
    }
    return {};
}

Result<void> check_capacity(const Capacity& capacity) {
    const auto refused = [](std::int64_t days) { return days < 0 || days > most_effort; };
    if (refused(capacity.per_quarter))
        return refuse("planner.bad_capacity", "0 to 1,000,000 person-days a quarter", "per_quarter",
                      std::to_string(capacity.per_quarter));
    for (const auto& [quarter, days] : capacity.otherwise) {
        const std::string name =
            std::to_string(quarter.year) + "-Q" + std::to_string(quarter.number);
        if (quarter.number < 1 || quarter.number > 4)
            return refuse("planner.bad_quarter", "a year has the quarters 1 to 4", name, name);
        if (refused(days))
            return refuse("planner.bad_capacity", "0 to 1,000,000 person-days a quarter", name,
                          std::to_string(days));
    }
    return {};
}

Result<void> check_horizon(const Agenda& agenda) {
    if (agenda.horizon < agenda.start)
        return refuse("planner.horizon_before_start", "the horizon lies before the start",
                      "horizon", agenda.horizon.to_iso());
    if (agenda.horizon > agenda.start.plus_days(WorkCalendar::length))
        return refuse("planner.horizon_too_far", "at most 100 years are planned", "horizon",
                      agenda.horizon.to_iso());
    return {};
}

Result<void> check_groups(const Agenda& agenda) {
    const ItemSet known =
        agenda.items.size() == most_items ? ~ItemSet{0} : bit(agenda.items.size()) - 1;
    const std::int64_t days = std::max(1, day_number(agenda.start, agenda.horizon));
    std::int64_t weight = 0, services = 0;
    for (std::size_t i = 0; i < agenda.groups.size(); ++i) {
        const Group& group = agenda.groups[i];
        const std::string name = "group " + std::to_string(i);
        if ((group.waits_for & ~known) != 0)
            return refuse("planner.unknown_item", "the group waits for an item that is not there",
                          name, std::to_string(group.waits_for));
        if (group.weight < 0 || group.services < 1)
            return refuse("planner.bad_group", "a group has services, and no negative weight", name,
                          std::to_string(std::min(group.weight, group.services)));
        if (group.weight > most_value || group.services > most_value ||
            (weight += group.weight) > most_value / days ||
            (services += group.services) > most_value)
            return refuse("planner.too_large", "weights times days exceed 2^53", name,
                          std::to_string(group.weight));
    }
    return {};
}

// Kahn's algorithm; of those that may come, the first given comes.
Result<Order> topological_order(const std::vector<Item>& items) {
    Order order;
    ItemSet done = 0;
    const auto may_come = [&](std::size_t i) {
        return (done & bit(i)) == 0 &&
               std::ranges::all_of(items[i].predecessors,
                                   [&](std::size_t before) { return (done & bit(before)) != 0; });
    };
    while (order.size() < items.size()) {
        std::size_t next = 0;
        while (next < items.size() && !may_come(next))
            ++next;
        if (next == items.size()) {
            const auto left = std::countr_one(done);
            return refuse("planner.cycle", "items wait for each other in a circle",
                          items[static_cast<std::size_t>(left)].id, {});
        }
        order.push_back(next);
        done |= bit(next);
    }
    return order;
}

void follow_predecessors(Groundwork& ground, const Agenda& agenda) {
    const std::size_t n = agenda.items.size();
    ground.needs.assign(n, 0);
    ground.enables.assign(n, 0);
    ground.earliest.assign(n, 0);
    for (const std::size_t i : ground.topological) {
        const Item& item = agenda.items[i];
        ground.needs[i] = bit(i);
        if (item.earliest) ground.earliest[i] = day_number(agenda.start, *item.earliest);
        for (const std::size_t before : item.predecessors) {
            ground.needs[i] |= ground.needs[before];
            ground.earliest[i] = std::max(ground.earliest[i], ground.earliest[before]);
        }
    }
    for (std::size_t i = 0; i < n; ++i)
        for_each_item(ground.needs[i],
                      [&](std::size_t before) { ground.enables[before] |= bit(i); });
}

// A day that passes anyway before all its items can be done is no bound of its own: without it more
// lamps are the same.
void light_lamps(Groundwork& ground, const Agenda& agenda) {
    std::map<std::pair<ItemSet, std::int32_t>, std::int64_t> merged;
    for (const Group& group : agenda.groups) {
        ItemSet needs = 0;
        std::int32_t from = group.not_before ? day_number(agenda.start, *group.not_before) : 0;
        for_each_item(group.waits_for, [&](std::size_t i) {
            needs |= ground.needs[i];
            from = std::max(from, ground.earliest[i]);
        });
        const std::int32_t alone = ground.day_of(needs);
        if (std::max(from, alone) >= ground.horizon) continue;
        if (needs == 0)
            ground.constant += group.weight * (ground.horizon - from);
        else
            merged[{needs, from <= alone ? 0 : from}] += group.weight;
    }
    for (const auto& [key, weight] : merged) {
        Lamp lamp{key.first, 0, key.second, weight};
        for_each_item(lamp.needs, [&](std::size_t i) {
            if ((ground.enables[i] & lamp.needs) == bit(i)) lamp.last |= bit(i);
        });
        ground.useful |= lamp.needs;
        ground.lamps.push_back(lamp);
    }
}

}  // namespace

std::int32_t day_number(LocalDate start, LocalDate day) {
    return std::max<std::int32_t>(0,
                                  static_cast<std::int32_t>((day.days() - start.days()).count()));
}

Result<Groundwork> prepare(const Agenda& agenda) {
    for (const auto& checked :
         {check_items(agenda.items), check_capacity(agenda.capacity), check_horizon(agenda)})
        if (!checked) return fail(checked.error());
    if (const auto checked = check_groups(agenda); !checked) return fail(checked.error());
    auto order = topological_order(agenda.items);
    if (!order) return fail(order.error());

    std::int64_t all = 0;
    std::vector<std::int64_t> effort;
    for (const Item& item : agenda.items) {
        effort.push_back(item.effort);
        all += item.effort;
    }
    Groundwork ground{.calendar = WorkCalendar(agenda.capacity, agenda.start, all),
                      .horizon = day_number(agenda.start, agenda.horizon),
                      .effort = std::move(effort),
                      .needs = {},
                      .enables = {},
                      .earliest = {},
                      .lamps = {},
                      .constant = 0,
                      .useful = 0,
                      .topological = *std::move(order)};
    follow_predecessors(ground, agenda);
    light_lamps(ground, agenda);
    return ground;
}

std::int64_t Groundwork::effort_of(ItemSet items) const {
    std::int64_t sum = 0;
    for_each_item(items, [&](std::size_t i) { sum += effort[i]; });
    return sum;
}

std::int64_t Groundwork::value_of(const Order& order) const {
    std::array<std::int32_t, most_items> done_on{};
    ItemSet done = 0;
    std::int64_t worked = 0, value = 0;
    for (const std::size_t i : order) {
        worked += effort[i];
        done |= bit(i);
        done_on[i] = calendar.day_of(worked);
    }
    for (const Lamp& lamp : lamps) {
        if ((lamp.needs & ~done) != 0) continue;
        std::int32_t lit = lamp.from;
        for_each_item(lamp.last, [&](std::size_t i) { lit = std::max(lit, done_on[i]); });
        if (lit < horizon) value += lamp.weight * (horizon - lit);
    }
    return value;
}

std::int64_t Groundwork::gain(ItemSet done, std::size_t item) const {
    const ItemSet after = done | bit(item);
    const std::int32_t today = day_of(after);
    if (today >= horizon) return 0;
    std::int64_t value = 0;
    for (const Lamp& lamp : lamps)
        if ((lamp.needs & ~after) == 0 && (lamp.needs & bit(item)) != 0)
            value += lamp.weight * (horizon - std::max(today, lamp.from));
    return value;
}

Order lost_last(const Groundwork& ground, Order order) {
    ItemSet done = 0, lighting = 0;
    for (const std::size_t i : order) {
        done |= bit(i);
        const std::int32_t today = ground.day_of(done);
        for (const Lamp& lamp : ground.lamps)
            if ((lamp.needs & ~done) == 0 && (lamp.needs & bit(i)) != 0 && today < ground.horizon)
                lighting |= lamp.needs;
    }
    std::ranges::stable_partition(order, [&](std::size_t i) { return (lighting & bit(i)) != 0; });
    return order;
}

}  // namespace kommod::planner
