// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "planner/subsets.h"

#include <algorithm>

namespace kommod::planner {

// The sets are walked by deciding item after item, the highest number first. What was left out
// takes the lights that need it along, so that at the end exactly those remain that the set lights:
// no set looks at a light in vain. Since predecessors are decided before what rests on them, no set
// without them is ever met. Both ways of walking meet a set after all that its value is made of:
// with "taken" first they come in falling order of their numbers, with "left out" first in rising
// order.
template <bool down>
void Subsets::visit(std::size_t left, Small done, std::int64_t worked, const Light* lights,
                    std::size_t count) {
    if constexpr (down) {
        // Beyond the horizon nothing is gained any more, and the table says 0 already.
        if (ground_.calendar.day_of(worked) >= ground_.horizon) return;
    }
    if (left == 0) {
        if constexpr (down)
            settle_after(done, worked, lights, count);
        else
            settle_until(done, worked, lights, count);
        return;
    }
    const std::size_t item = left - 1;
    const Small own = Small{1} << item;
    const auto take = [&] {
        if ((before_[item] & ~done) == 0)
            visit<down>(item, done | own, worked + effort_[item], lights, count);
    };
    if constexpr (down) take();
    Light* kept = kept_[item].data();
    std::size_t kept_count = 0;
    for (std::size_t i = 0; i < count; ++i) {
        kept[kept_count] = lights[i];
        kept_count += (lights[i].needs & own) == 0;
    }
    visit<down>(item, done, worked, kept, kept_count);
    if constexpr (!down) take();
}

Subsets::Subsets(const Groundwork& ground) : ground_(ground) {
    std::array<std::size_t, most_items> number{};
    for (const std::size_t item : ground.topological)
        if ((ground.useful & bit(item)) != 0) items_.push_back(item);
    std::ranges::reverse(items_);
    const std::size_t n = items_.size();
    for (std::size_t i = 0; i < n; ++i)
        number[items_[i]] = i;
    for (std::size_t i = 0; i < n; ++i) {
        before_.push_back(small(ground.needs[items_[i]] & ~bit(items_[i])));
        behind_.push_back(small(ground.enables[items_[i]] & ground.useful & ~bit(items_[i])));
        effort_.push_back(ground.effort[items_[i]]);
    }
    Lights lights;
    for (const Lamp& lamp : ground.lamps)
        lights.push_back({small(lamp.needs), small(lamp.last), lamp.from, lamp.weight});
    // One more than there are: the walk writes before it knows whether it keeps.
    kept_.assign(n, Lights(lights.size() + 1));
    after_.assign(std::size_t{1} << n, 0);
    until_.assign(std::size_t{1} << n, 0);
    visit<true>(n, 0, 0, lights.data(), lights.size());
    visit<false>(n, 0, 0, lights.data(), lights.size());
}

Subsets::Small Subsets::small(ItemSet items) const {
    Small out = 0;
    for (std::size_t i = 0; i < items_.size(); ++i)
        if ((items & bit(items_[i])) != 0) out |= Small{1} << i;
    return out;
}

// What each item gains if it is the last of the set on that day.
void Subsets::add_gains(std::int32_t today, const Light* lights, std::size_t count,
                        Gains& gains) const {
    for (std::size_t i = 0; i < count; ++i) {
        const Light& light = lights[i];
        const std::int64_t value = light.weight * (ground_.horizon - std::max(today, light.from));
        for (Small last = light.last; last != 0; last &= last - 1)
            gains[static_cast<std::size_t>(std::countr_zero(last))] += value;
    }
}

void Subsets::settle_after(Small done, std::int64_t worked, const Light* lights,
                           std::size_t count) {
    Gains gains{};
    add_gains(ground_.calendar.day_of(worked), lights, count, gains);
    const std::int64_t rest = after_[done];
    for (Small left = done; left != 0; left &= left - 1) {
        const auto item = static_cast<std::size_t>(std::countr_zero(left));
        if ((behind_[item] & done) != 0) continue;
        std::int64_t& before = after_[done & ~(Small{1} << item)];
        before = std::max(before, rest + gains[item]);
    }
}

void Subsets::settle_until(Small done, std::int64_t worked, const Light* lights,
                           std::size_t count) {
    Gains gains{};
    const std::int32_t today = ground_.calendar.day_of(worked);
    if (today < ground_.horizon) add_gains(today, lights, count, gains);
    std::int64_t best = 0;
    for (Small left = done; left != 0; left &= left - 1) {
        const auto item = static_cast<std::size_t>(std::countr_zero(left));
        if ((behind_[item] & done) != 0) continue;
        best = std::max(best, until_[done & ~(Small{1} << item)] + gains[item]);
    }
    until_[done] = best;
}

Order Subsets::best() const {
    Order order;
    for (ItemSet done = 0; done != ground_.useful;) {
        std::size_t next = most_items;
        for_each_item(ground_.useful & ~done, [&](std::size_t item) {
            if (next == most_items && ground_.ready(item, done) &&
                ground_.gain(done, item) + after(done | bit(item)) == after(done))
                next = item;
        });
        order.push_back(next);
        done |= bit(next);
    }
    return order;
}

}  // namespace kommod::planner
