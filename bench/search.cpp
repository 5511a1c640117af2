// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Search over an imported catalogue against a naive scan of its names:
//   bench_search FOLDER [postgresql://...] < catalogue files' names, one a line
#include "catalogue/search.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "audit/store.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "catalogue/import.h"
#include "catalogue/store.h"
#include "store/database.h"

using namespace kommod;

namespace {

constexpr const char* queries[] = {
    "hund anmelden",   "perso verloren",      "heiraten",         "sperrmüll",
    "umziehen",        "geburtsurkunde",      "auto anmelden",    "führerschein verlängern",
    "wohngeld",        "kita platz",          "gewerbe anmelden", "baugenehmigung",
    "reisepass",       "personalausweis",     "parkausweis",      "hundesteuer",
    "elterngeld",      "schwerbehindert",     "sterbeurkunde",    "fundbüro",
    "strassenlaterne", "baum fällen",         "vhs kurs",         "anglerschein",
    "waffe",           "gaststätte eröffnen", "müllabfuhr",       "einbürgerung",
    "namensänderung",  "unterhaltsvorschuss", "grundsicherung",   "wahlschein",
    "fürungszeugnis",  "personalauswies",     "kindergarten",     "meldebescheinigung",
};

struct Times {
    double p50 = 0, p99 = 0;  // microseconds
};

Times measure(int rounds, const std::function<void(std::string_view)>& search) {
    std::vector<double> took;
    for (int round = 0; round < rounds; ++round)
        for (const auto* query : queries) {
            const auto begin = std::chrono::steady_clock::now();
            search(query);
            took.push_back(
                std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin)
                    .count());
        }
    std::sort(took.begin(), took.end());
    return {took[took.size() / 2], took[took.size() * 99 / 100]};
}

// What one would write in an afternoon: every word of the query must stand somewhere in the name.
std::size_t scan(const catalogue::Catalogue& catalogue, std::string_view query) {
    std::vector<std::string> words;
    for (const auto word : text::split(query, ' '))
        words.push_back(text::fold(word));
    std::size_t found = 0;
    for (const auto& service : catalogue.services()) {
        const auto name = text::fold(service.name);
        found += std::all_of(words.begin(), words.end(), [&](const std::string& word) {
            return name.find(word) != std::string::npos;
        });
    }
    return found;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "bench_search FOLDER [postgresql://...] < names of catalogue files\n";
        return 2;
    }
    store::Settings settings;
    settings.folder = argv[1];
    if (argc > 2) settings.database_url = argv[2];
    settings.schema_prefix = "bench_search_";

    const SystemClock clock;
    const std::vector<store::Migrations> rooms{audit::migrations(), catalogue::Store::migrations()};
    const auto database = store::Database::open(settings, rooms, clock);
    catalogue::Store store{*database, clock};
    std::vector<catalogue::Input> files;
    for (std::string name; std::getline(std::cin, name);)
        files.push_back(catalogue::Input::file(name));
    const auto begin = std::chrono::steady_clock::now();
    const auto imported = catalogue::import_catalogue(store, files, {});
    const std::chrono::duration<double> import_took = std::chrono::steady_clock::now() - begin;
    if (!imported) {
        std::cerr << imported.error().what << "\n";
        return 1;
    }

    catalogue::Search search{*database, store, clock};
    search.refresh(store::association);
    const auto catalogue = store.full(store::association, clock.today());
    const auto own = measure(20, [&](auto query) { search.find(store::association, query, 200); });
    std::size_t sink = 0;
    const auto naive = measure(3, [&](auto query) { sink += scan(*catalogue, query); });
    std::cout << json::serialize(json::object{{"records", imported->accepted},
                                              {"services", catalogue->services().size()},
                                              {"import_seconds", import_took.count()},
                                              {"search_p50_us", own.p50},
                                              {"search_p99_us", own.p99},
                                              {"scan_p50_us", naive.p50},
                                              {"scan_p99_us", naive.p99},
                                              {"scan_found", sink}})
              << "\n";
    return 0;
}
