// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One picture of the demonstration town made anew for another day each time:
//   bench_monitor FOLDER DAYS
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "app/house.h"
#include "base/json.h"
#include "base/log.h"
#include "monitor/drawing.h"
#include "monitor/layout.h"
#include "monitor/town.h"

using namespace kommod;

namespace {

constexpr const char* coesfeld = "05558012";
constexpr double page_width = 1184;

double milliseconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
        .count();
}

double quantile(std::vector<double>& times, double part) {
    std::ranges::sort(times);
    return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "bench_monitor FOLDER DAYS\n";
        return 2;
    }
    log::set_level(log::Level::warning);
    app::Settings settings;
    settings.data = argv[1];
    const SystemClock clock;
    app::House house{settings, clock};
    house.load_demonstration();

    std::vector<double> derived, drawn;
    std::size_t bytes = 0;
    for (int i = 0; i < std::atoi(argv[2]); ++i) {
        const LocalDate day = LocalDate{2019, 1, 1}.plus_days(7 * i % 2900);
        const auto begin = std::chrono::steady_clock::now();
        const auto picture =
            house.readiness().picture(coesfeld, readiness::seen_on(day, clock.today()));
        derived.push_back(milliseconds_since(begin));
        const auto drawing = std::chrono::steady_clock::now();
        const auto town = monitor::town(*picture, {"Coesfeld", "/coesfeld", "", {}, ""});
        bytes += monitor::draw_streets(monitor::plan_town(town, page_width), town,
                                       monitor::Houses::drawn)
                     .size();
        drawn.push_back(milliseconds_since(drawing));
    }
    std::cout << json::serialize(json::object{{"derive_p50_ms", quantile(derived, 0.5)},
                                              {"derive_p99_ms", quantile(derived, 0.99)},
                                              {"draw_p50_ms", quantile(drawn, 0.5)},
                                              {"draw_p99_ms", quantile(drawn, 0.99)},
                                              {"drawn_bytes", bytes / drawn.size()}})
              << "\n";
    return 0;
}
