// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "planner/bounded.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace kommod::planner {
namespace {

constexpr std::size_t beam_width = 64;
constexpr int most_passes = 40;     // over all neighbours; far more than were ever needed
constexpr int passes_of_first = 2;  // for the orders that begin with a given item

// A beginning of an order: the set that is done, reached in the best way that was met.
struct Beginning {
    ItemSet done = 0;
    std::int64_t value = 0;
    std::int64_t hope = 0;   // value, and every other lamp as if its items came next
    std::size_t parent = 0;  // in the level before
    std::size_t item = 0;
};

std::int64_t hope_after(const Groundwork& ground, ItemSet done) {
    std::int64_t hope = 0;
    for (const Lamp& lamp : ground.lamps) {
        if ((lamp.needs & ~done) == 0) continue;
        const std::int32_t lit = std::max(lamp.from, ground.day_of(done | lamp.needs));
        if (lit < ground.horizon) hope += lamp.weight * (ground.horizon - lit);
    }
    return hope;
}

bool more_hopeful(const Beginning& a, const Beginning& b) {
    if (a.hope != b.hope) return a.hope > b.hope;
    if (a.value != b.value) return a.value > b.value;
    return a.done < b.done;
}

std::vector<Beginning> next_level(const Groundwork& ground, const std::vector<Beginning>& level) {
    std::vector<Beginning> next;
    std::unordered_map<ItemSet, std::size_t> place;
    for (std::size_t parent = 0; parent < level.size(); ++parent) {
        const Beginning& from = level[parent];
        for_each_item(ground.useful & ~from.done, [&](std::size_t item) {
            if (!ground.ready(item, from.done)) return;
            const Beginning to{from.done | bit(item), from.value + ground.gain(from.done, item), 0,
                               parent, item};
            const auto [known, is_new] = place.emplace(to.done, next.size());
            if (is_new)
                next.push_back(to);
            else if (next[known->second].value < to.value)
                next[known->second] = to;
        });
    }
    for (Beginning& beginning : next)
        beginning.hope = beginning.value + hope_after(ground, beginning.done);
    std::ranges::sort(next, more_hopeful);
    if (next.size() > beam_width) next.resize(beam_width);
    return next;
}

Order beam_search(const Groundwork& ground) {
    std::vector<std::vector<Beginning>> levels{{Beginning{}}};
    const auto items = static_cast<std::size_t>(std::popcount(ground.useful));
    while (levels.size() <= items)
        levels.push_back(next_level(ground, levels.back()));
    Order order;
    for (std::size_t level = items, at = 0; level > 0; --level) {
        const Beginning& beginning = levels[level][at];
        order.push_back(beginning.item);
        at = beginning.parent;
    }
    std::ranges::reverse(order);
    return order;
}

// An order and what it is worth; takes what is better.
struct Found {
    const Groundwork& ground;
    Order order;
    std::int64_t value;
    bool take(const Order& other) {
        const std::int64_t its_value = ground.value_of(other);
        if (its_value <= value) return false;
        order = other;
        value = its_value;
        return true;
    }
};

bool keeps_predecessors(const Groundwork& ground, const Order& order) {
    ItemSet done = 0;
    return std::ranges::all_of(order, [&](std::size_t item) {
        const bool ready = ground.ready(item, done);
        done |= bit(item);
        return ready;
    });
}

Order moved(const Order& order, std::size_t from, std::size_t to) {
    Order out = order;
    const auto begin = out.begin();
    const auto at = [&](std::size_t i) { return begin + static_cast<std::ptrdiff_t>(i); };
    if (from < to)
        std::rotate(at(from), at(from + 1), at(to + 1));
    else
        std::rotate(at(to), at(from), at(from + 1));
    return out;
}

// All of `items` at place `to` or after what of them stands before it, else in the same order.
Order gathered(const Order& order, ItemSet items, std::size_t to) {
    Order out = order;
    std::stable_partition(out.begin() + static_cast<std::ptrdiff_t>(to), out.end(),
                          [&](std::size_t item) { return (items & bit(item)) != 0; });
    return out;
}

// One item elsewhere. The first `fixed` places stay.
bool improve_by_moving(Found& found, std::size_t fixed) {
    bool better = false;
    for (std::size_t from = fixed; from < found.order.size(); ++from)
        for (std::size_t to = fixed; to < found.order.size(); ++to) {
            if (from == to) continue;
            const Order other = moved(found.order, from, to);
            if (keeps_predecessors(found.ground, other) && found.take(other)) better = true;
        }
    return better;
}

// Everything that one lamp needs, earlier: a single item of several lights nothing yet. Needs hold
// their own predecessors, so these neighbours are always allowed.
bool improve_by_gathering(Found& found, std::size_t fixed) {
    bool better = false;
    ItemSet last = 0;
    for (const Lamp& lamp : found.ground.lamps) {
        if (lamp.needs == last || std::has_single_bit(lamp.needs)) continue;
        last = lamp.needs;
        for (std::size_t to = fixed; to < found.order.size(); ++to)
            if (found.take(gathered(found.order, lamp.needs, to))) better = true;
    }
    return better;
}

void improve(Found& found) {
    for (int pass = 0; pass < most_passes; ++pass) {
        const bool moved_one = improve_by_moving(found, 0);
        if (!improve_by_gathering(found, 0) && !moved_one) return;
    }
}

// The best order in which the item comes first, as far as a short search finds it.
Order beginning_with(const Groundwork& ground, const Order& order, std::size_t item) {
    const auto place = static_cast<std::size_t>(std::ranges::find(order, item) - order.begin());
    Order forced = moved(order, place, 0);
    const std::int64_t value = ground.value_of(forced);
    Found found{ground, std::move(forced), value};
    for (int pass = 0; pass < passes_of_first && improve_by_moving(found, 1); ++pass) {
    }
    return found.order;
}

}  // namespace

BoundedSearch search_bounded(const Groundwork& ground, const Order& start) {
    Order order = beam_search(ground);
    Found best{ground, order, ground.value_of(order)};
    improve(best);
    if (!start.empty()) {
        Found other{ground, start, ground.value_of(start)};
        improve(other);
        best.take(other.order);
    }
    BoundedSearch out{{}, std::vector<Order>(ground.effort.size())};
    const Order base = best.order;
    for_each_item(ground.useful, [&](std::size_t item) {
        if (!ground.ready(item, 0)) return;
        out.first[item] = beginning_with(ground, base, item);
        best.take(out.first[item]);
    });
    improve(best);
    out.order = lost_last(ground, std::move(best.order));
    out.first[out.order.front()] = out.order;
    return out;
}

}  // namespace kommod::planner
