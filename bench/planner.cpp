// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The best order of missing items, and beside it the dynamic programme as it stands in textbooks:
//   bench_planner ROUNDS
#include "planner/planner.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "base/json.h"

using namespace kommod;
using namespace kommod::planner;

namespace {

constexpr std::int64_t services = 1200, groups = 300;
constexpr std::size_t compared_items = 16, exact_items = 20, many_items = 40;

// 1,200 services in 300 groups, each waiting for one to five items; every third item has an
// earliest day. No predecessors: that is the most there can be to search.
Agenda town(std::size_t items) {
    std::mt19937 random(2026);
    const auto below = [&](std::size_t n) { return static_cast<std::int64_t>(random() % n); };
    Agenda out;
    out.start = LocalDate{2023, 1, 1};
    out.horizon = LocalDate{2027, 1, 1};
    out.capacity.per_quarter = 120;
    for (std::size_t i = 0; i < items; ++i) {
        Item item{std::to_string(i), "Item " + std::to_string(i), 10 + below(90), {}, {}};
        if (i % 3 == 0) item.earliest = out.start.plus_days(static_cast<int>(below(900)));
        out.items.push_back(item);
    }
    for (std::int64_t g = 0; g < groups; ++g) {
        Group group{0, 10 + below(5000), services / groups, {}};
        for (std::int64_t left = 1 + below(5); left > 0; --left)
            group.waits_for |= bit(static_cast<std::size_t>(below(items)));
        out.groups.push_back(group);
    }
    return out;
}

// Held and Karp as in a textbook: every set, every last item, every service by itself.
std::int64_t textbook(const Agenda& agenda) {
    const std::size_t n = agenda.items.size();
    const std::int64_t horizon = (agenda.horizon.days() - agenda.start.days()).count();
    struct Service {
        std::uint32_t needs;
        std::int64_t from, weight;
    };
    std::vector<Service> all;
    const auto day = [&](const std::optional<LocalDate>& date) {
        return date ? (date->days() - agenda.start.days()).count() : 0;
    };
    for (const Group& group : agenda.groups)
        for (std::int64_t i = 0; i < group.services; ++i) {
            Service service{static_cast<std::uint32_t>(group.waits_for), day(group.not_before),
                            group.weight / group.services};
            for (std::size_t item = 0; item < n; ++item)
                if ((group.waits_for & bit(item)) != 0)
                    service.from =
                        std::max<std::int64_t>(service.from, day(agenda.items[item].earliest));
            all.push_back(service);
        }
    std::int64_t effort = 0;
    for (const Item& item : agenda.items)
        effort += item.effort;
    const WorkCalendar calendar(agenda.capacity, agenda.start, effort);
    std::vector<std::int64_t> best(std::size_t{1} << n, 0);
    for (std::uint32_t done = 1; done < best.size(); ++done) {
        std::int64_t worked = 0;
        for (std::size_t i = 0; i < n; ++i)
            if ((done >> i & 1) != 0) worked += agenda.items[i].effort;
        const std::int64_t today = calendar.day_of(worked);
        for (std::size_t last = 0; last < n; ++last) {
            if ((done >> last & 1) == 0) continue;
            std::int64_t value = best[done & ~(1U << last)];
            for (const Service& service : all)
                if ((service.needs & ~done) == 0 && (service.needs >> last & 1) != 0)
                    value += service.weight *
                             std::max<std::int64_t>(0, horizon - std::max(today, service.from));
            best[done] = std::max(best[done], value);
        }
    }
    return best.back();
}

// Of processor time: one thread that waits for nothing, so others on the machine do not count.
template <class F>
double milliseconds(F f) {
    const std::clock_t begin = std::clock();
    f();
    return 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double median(std::vector<double> times) {
    std::ranges::sort(times);
    return times[times.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "bench_planner ROUNDS\n";
        return 2;
    }
    // A group's weight is that of its services, so that both sides count the same.
    Agenda compared = town(compared_items);
    for (Group& group : compared.groups)
        group.weight -= group.weight % group.services;
    const Planner small = *Planner::make(compared);
    const Planner full = *Planner::make(town(exact_items));
    const Planner many = *Planner::make(town(many_items));
    std::vector<double> ours, theirs, exact, bounded;
    double gap = 0;
    bool same = true;
    for (int round = 0; round < std::atoi(argv[1]); ++round) {
        std::int64_t value = 0, other = 0;
        ours.push_back(milliseconds([&] { value = small.best()->best.value; }));
        theirs.push_back(milliseconds([&] { other = textbook(compared); }));
        exact.push_back(milliseconds([&] { same &= full.best()->exact; }));
        bounded.push_back(milliseconds([&] { gap = many.best()->gap(); }));
        same &= value == other;
    }
    if (!same) {
        std::cerr << "the planner and the textbook disagree\n";
        return 1;
    }
    std::cout << json::serialize(json::object{{"small_ms", median(ours)},
                                              {"textbook_ms", median(theirs)},
                                              {"exact_ms", median(exact)},
                                              {"bounded_ms", median(bounded)},
                                              {"gap", gap}})
              << "\n";
    return 0;
}
