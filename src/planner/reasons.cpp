// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "planner/reasons.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace kommod::planner {
namespace {

void add(Light& light, const Group& group) {
    light.services += group.services;
    light.weight += group.weight;
}

bool heavier(const Light& a, const Light& b) {
    return std::tie(a.weight, a.services) > std::tie(b.weight, b.services);
}

ItemSet with_predecessors(const Groundwork& ground, ItemSet items) {
    ItemSet out = 0;
    for_each_item(items, [&](std::size_t i) { out |= ground.needs[i]; });
    return out;
}

std::optional<LocalDate> date_of(LocalDate start, std::int32_t day) {
    return day == never ? std::nullopt : std::optional(start.plus_days(day));
}

void find_limit(Step& step, const Item& item, const Evaluation& best) {
    if (!step.live || step.live == step.work_done) return;
    if (step.live == item.earliest) {
        step.limit = Limit::earliest;
        return;
    }
    step.limit = Limit::predecessor;
    for (const std::size_t before : item.predecessors)
        if (!step.waits_for && best.live[before] == step.live) step.waits_for = before;
}

// Of several items that a group needs, the one that is live last lights it; on the same day the one
// that was worked on last. The others prepared it.
std::size_t completing_item(const Evaluation& best, const std::vector<std::size_t>& place,
                            ItemSet needs) {
    auto last = static_cast<std::size_t>(std::countr_zero(needs));
    for_each_item(needs, [&](std::size_t i) {
        if (std::pair(best.live[i], place[i]) > std::pair(best.live[last], place[last])) last = i;
    });
    return last;
}

void prepare_for(Step& step, std::size_t completed_by, const Group& group) {
    auto known = std::ranges::find(step.prepares, completed_by, &Preparation::completed_by);
    if (known == step.prepares.end())
        known = step.prepares.insert(known, Preparation{completed_by, {}});
    add(known->light, group);
}

}  // namespace

std::vector<Step> steps_of(const Agenda& agenda, const Groundwork& ground, const Evaluation& best) {
    std::vector<Step> steps(best.order.size());
    std::vector<std::size_t> place(best.order.size());
    std::int64_t worked = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::size_t item = best.order[i];
        place[item] = i;
        Step& step = steps[i];
        step.item = item;
        step.work_begins = date_of(agenda.start, ground.calendar.next_day_after(worked));
        worked += ground.effort[item];
        step.work_done = date_of(agenda.start, ground.calendar.day_of(worked));
        step.live = best.live[item];
        find_limit(step, agenda.items[item], best);
    }
    for (std::size_t g = 0; g < agenda.groups.size(); ++g) {
        const Group& group = agenda.groups[g];
        if (group.waits_for == 0 || !best.lit[g] || *best.lit[g] >= agenda.horizon) continue;
        const ItemSet needs = with_predecessors(ground, group.waits_for);
        const std::size_t last = completing_item(best, place, needs);
        Step& step = steps[place[last]];
        add(best.lit[g] == best.live[last] ? step.lights : step.lights_later, group);
        step.value += group.weight * (agenda.horizon.days() - best.lit[g]->days()).count();
        for_each_item(needs & ~bit(last),
                      [&](std::size_t i) { prepare_for(steps[place[i]], last, group); });
    }
    for (Step& step : steps) {
        std::ranges::stable_sort(step.prepares, heavier, &Preparation::light);
        step.lost = step.lights.services + step.lights_later.services == 0 && step.prepares.empty();
    }
    return steps;
}

void add_runners_up(std::vector<Step>& steps, const Groundwork& ground, std::int64_t value,
                    bool exact, const AlternativeValue& alternative) {
    ItemSet done = 0;
    for (std::size_t place = 0; place < steps.size() && !steps[place].lost; ++place) {
        Step& step = steps[place];
        for_each_item(ground.useful & ~done & ~bit(step.item), [&](std::size_t item) {
            if (!ground.ready(item, done)) return;
            const std::int64_t cost = std::max<std::int64_t>(0, value - alternative(place, item));
            if (!step.runner_up || cost < step.runner_up->cost)
                step.runner_up = RunnerUp{item, cost, exact};
        });
        done |= bit(step.item);
    }
}

NextStep next_step_of(const Agenda& agenda, const Groundwork& ground, std::size_t item) {
    NextStep out;
    out.item = item;
    std::map<ItemSet, Light> together;
    for (const Group& group : agenda.groups) {
        const ItemSet needs = with_predecessors(ground, group.waits_for);
        if (needs == bit(item))
            add(out.alone, group);
        else if ((needs & bit(item)) != 0)
            add(together[needs & ~bit(item)], group);
    }
    for (const auto& [others, light] : together)
        out.together.push_back({others, light});
    std::ranges::stable_sort(out.together, heavier, &Together::light);
    return out;
}

}  // namespace kommod::planner
