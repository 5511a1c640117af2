// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Why this is a bound. An order's value is the sum over the days d before the horizon of the weight
// that is lit on d. Let S be the set of items whose work is done by the end of d; E(d) the whole
// person-days that can be done by then.
//
// 1. effort(S) <= E(d), because S is worked on before the rest and efforts are whole person-days.
// 2. A lamp that is lit on d has all its needs in S and d >= from. So d >= T(effort(needs)) too: it
//    is one of those that are *possible* on d, whatever the order.
// 3. Share each possible lamp's weight out among the items it needs, in any way. If the lamp is
// lit,
//    all its items are in S and their shares add up to its weight. Hence the weight that is lit is
//    at most the sum of the shares of the items in S.
// 4. That is at most what a knapsack of size E(d) holds at best when items may be cut (Dantzig
// 1957):
//    the items by falling share per person-day, the last one in part.
//
// The sum over all days of 4 is a bound for every way of sharing; nothing else is assumed, and
// everything is rounded up. How tight it is depends on the sharing: the best one levels the items'
// shares per person-day as far as their lamps allow. It is approached by handing out every lamp's
// weight in equal rounds, each to the item that has least for its effort so far.
#include "planner/upper_bound.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace kommod::planner {
namespace {

// Shares are counted in this many parts of a weight: 2^53 times 2^6 leaves room in 64 bits.
constexpr int rounds = 64;

using Shares = std::vector<std::int64_t>;  // by item

Shares share_out(const Groundwork& ground, const std::vector<const Lamp*>& possible) {
    Shares shares(ground.effort.size(), 0);
    const auto load = [&](std::size_t item) {
        return static_cast<double>(shares[item]) / static_cast<double>(ground.effort[item]);
    };
    for (int round = 0; round < rounds; ++round)
        for (const Lamp* lamp : possible) {
            auto least = static_cast<std::size_t>(std::countr_zero(lamp->needs));
            for_each_item(lamp->needs, [&](std::size_t item) {
                if (load(item) < load(least)) least = item;
            });
            shares[least] += lamp->weight;
        }
    return shares;
}

// a * part / whole, rounded up, without leaving 64 bits; part <= whole.
std::int64_t part_of(std::int64_t a, std::int64_t part, std::int64_t whole) {
    return a / whole * part + (a % whole * part + whole - 1) / whole;
}

// The days [begin, end) on which the same lamps are possible.
std::int64_t bound_between(const Groundwork& ground, const std::vector<const Lamp*>& possible,
                           std::int32_t begin, std::int32_t end) {
    const Shares shares = share_out(ground, possible);
    std::vector<std::size_t> items(shares.size());
    std::iota(items.begin(), items.end(), std::size_t{0});
    std::ranges::stable_sort(items, [&](std::size_t a, std::size_t b) {
        return static_cast<double>(shares[a]) / static_cast<double>(ground.effort[a]) >
               static_cast<double>(shares[b]) / static_cast<double>(ground.effort[b]);
    });
    std::int64_t sum = 0, packed = 0, room_taken = 0;
    std::size_t next = 0;
    for (std::int32_t day = begin; day < end; ++day) {
        const std::int64_t room = ground.calendar.done_by(day);
        for (; next < items.size() && room_taken + ground.effort[items[next]] <= room; ++next) {
            room_taken += ground.effort[items[next]];
            packed += shares[items[next]];
        }
        sum += packed;
        if (next < items.size())
            sum += part_of(shares[items[next]], room - room_taken, ground.effort[items[next]]);
    }
    return sum;
}

}  // namespace

std::int64_t upper_bound(const Groundwork& ground) {
    const auto possible_from = [&](const Lamp& lamp) {
        return std::max(lamp.from, ground.day_of(lamp.needs));
    };
    std::vector<const Lamp*> waiting, possible;
    for (const Lamp& lamp : ground.lamps)
        waiting.push_back(&lamp);
    std::ranges::stable_sort(waiting, {}, [&](const Lamp* lamp) { return possible_from(*lamp); });
    std::int64_t sum = 0;
    for (std::size_t next = 0; next < waiting.size();) {
        const std::int32_t begin = possible_from(*waiting[next]);
        while (next < waiting.size() && possible_from(*waiting[next]) == begin)
            possible.push_back(waiting[next++]);
        const std::int32_t end =
            next < waiting.size() ? possible_from(*waiting[next]) : ground.horizon;
        sum += bound_between(ground, possible, begin, end);
    }
    return sum / rounds;
}

}  // namespace kommod::planner
