// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The row that "Barriere melden" keeps, submitted by threads to the same writer without HTTP:
//   bench_writer THREADS SECONDS FOLDER [postgresql://...]
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "portal/store.h"
#include "store/database.h"

using namespace kommod;
using Seconds = std::chrono::duration<double>;

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "bench_writer THREADS SECONDS FOLDER [postgresql://...]\n";
        return 2;
    }
    const int threads = std::atoi(argv[1]);
    const Seconds duration{std::atof(argv[2])};
    store::Settings settings;
    settings.folder = argv[3];
    if (argc > 4) settings.database_url = argv[4];
    settings.schema_prefix = "bench_";

    const SystemClock clock;
    const std::vector<store::Migrations> rooms{portal::migrations()};
    const auto database = store::Database::open(settings, rooms, clock);
    auto& town = database->create(store::municipality_namespace("05558012"));

    std::atomic<std::int64_t> rows = 0;
    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::jthread> submitters;
    for (int i = 0; i < threads; ++i)
        submitters.emplace_back([&] {
            while (std::chrono::steady_clock::now() - begin < duration) {
                portal::keep_feedback(town, {"/leistungen", "Der Knopf ist zu klein.", {}},
                                      "Coesfeld", {}, clock.now());
                ++rows;
            }
        });
    submitters.clear();
    const Seconds took = std::chrono::steady_clock::now() - begin;
    std::cout << json::serialize(json::object{
                     {"rows_per_second", static_cast<double>(rows.load()) / took.count()}})
              << "\n";
    return 0;
}
