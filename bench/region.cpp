// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Levels of all of Germany on one core, beside a memory copy of the same bytes:
//   bench_region ROUNDS
// 10,950 municipalities x 1,200 services with synthetic facts: 8 bytes read and 1 byte written a
// cell. And what ten years of records cost: 50,000 versions of 500 facts.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <random>
#include <vector>

#include <fmt/format.h>

#include "base/json.h"
#include "readiness/fact_log.h"
#include "readiness/models.h"
#include "readiness/what_if.h"

using namespace kommod;

namespace {

constexpr std::size_t municipalities = 10'950, services = 1'200;
constexpr std::size_t cells = municipalities * services;
constexpr int facts = 500, versions_a_fact = 100;

template <class Act>
double milliseconds(const Act& act) {
    const auto begin = std::chrono::steady_clock::now();
    act();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
        .count();
}

double median(std::vector<double> times) {
    std::ranges::sort(times);
    return times[times.size() / 2];
}

std::vector<readiness::Cell> any_cells(std::uint32_t criteria) {
    std::mt19937 chance(20221201);
    const std::uint32_t all = (1U << criteria) - 1;
    std::vector<readiness::Cell> out(cells);
    for (readiness::Cell& cell : out)
        cell = {static_cast<std::uint32_t>(chance()) & all,
                static_cast<std::uint32_t>(chance()) & all};
    return out;
}

std::vector<readiness::FactVersion> ten_years() {
    std::vector<readiness::FactVersion> out;
    for (int version = 0; version < versions_a_fact; ++version)
        for (int fact = 0; fact < facts; ++fact) {
            readiness::FactVersion each;
            each.kind = readiness::FactKind::solution;
            each.id = fmt::format("dienst-{}", fact);
            each.recorded_on = LocalDate{2013, 1, 1}.plus_days(version * 36);
            each.sequence = version * facts + fact + 1;
            each.payload = {{"title", each.id},
                            {"kind", "external"},
                            {"planned_for", each.recorded_on.plus_days(90).to_iso()},
                            {"criteria", json::array{"information", "form", "submission"}},
                            {"services", json::array{fmt::format("bundle:{}", 10'000 + fact)}}};
            out.push_back(std::move(each));
        }
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 3;
    const auto models = readiness::load_models();
    const readiness::LevelTable table(*models.back());
    const auto facts_of_all = any_cells(static_cast<std::uint32_t>(models.back()->criteria.size()));
    std::vector<std::uint8_t> levels(cells), copied(cells * (sizeof(readiness::Cell) + 1));
    const std::vector<std::uint8_t> source(cells, 1);

    std::vector<double> derived, copies;
    for (int round = 0; round < rounds * 3; ++round) {
        derived.push_back(
            milliseconds([&] { readiness::derive_levels(table, facts_of_all, levels); }));
        copies.push_back(milliseconds([&] {
            std::memcpy(copied.data(), facts_of_all.data(), cells * sizeof(readiness::Cell));
            std::memcpy(copied.data() + cells * sizeof(readiness::Cell), source.data(), cells);
        }));
    }
    std::size_t sum = copied[cells / 2];
    for (const std::uint8_t level : levels)
        sum += level;

    const auto versions = ten_years();
    readiness::FactLog log;
    const double reading = milliseconds([&] { log = log.with(versions); });
    std::vector<double> known;
    std::size_t found = 0;
    for (int round = 0; round < rounds * 10; ++round) {
        const LocalDate day = LocalDate{2014, 1, 1}.plus_days(100 * round);
        known.push_back(milliseconds(
            [&] { found += readiness::facts_known({}, log, "05558012", day).solutions.size(); }));
    }
    std::cout << json::serialize(json::object{{"derive_ms", median(derived)},
                                              {"copy_ms", median(copies)},
                                              {"read_ms", reading},
                                              {"known_ms", median(known)},
                                              {"check", sum + found}})
              << "\n";
    return 0;
}
