// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Search over an imported catalogue against a naive scan of its names:
//   bench_search FOLDER [postgresql://...] < catalogue files' names, one a line
#include "catalogue/search.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "audit/store.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "catalogue/import.h"
#include "catalogue/store.h"
#include "store/database.h"

using namespace kommod;

namespace {

// What people type; the rest of the thousand is made from the catalogue's own words.
constexpr const char* everyday[] = {
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

constexpr std::size_t query_count = 1000;

// Two neighbouring letters change places; letters of two bytes are left alone.
std::string with_typo(std::string word, std::size_t at) {
    at = 1 + at % (word.size() - 2);
    const auto plain = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (plain(word[at]) && plain(word[at + 1])) std::swap(word[at], word[at + 1]);
    return word;
}

// Everyday queries and, in turn, one word of a name, two words, a word with a typo, the beginning
// of a word. Always the same ones for the same catalogue.
std::vector<std::string> mixed_queries(const catalogue::Catalogue& catalogue) {
    std::vector<std::string> words;
    for (const auto& service : catalogue.services()) {
        const auto name = text::fold(service.name);
        for (const auto word : text::split(name, ' '))
            if (word.size() >= 5) words.emplace_back(word);
    }
    std::ranges::sort(words);  // so that both engines are asked the same
    words.erase(std::ranges::unique(words).begin(), words.end());
    std::mt19937 dice{20221201};
    const auto any = [&]() -> const std::string& { return words[dice() % words.size()]; };
    std::vector<std::string> queries(std::begin(everyday), std::end(everyday));
    while (queries.size() < query_count) {
        queries.push_back(any());
        queries.push_back(any() + " " + any());
        queries.push_back(with_typo(any(), dice()));
        queries.push_back(any().substr(0, 4));
    }
    queries.resize(query_count);
    std::ranges::shuffle(queries, dice);
    return queries;
}

struct Times {
    double p50 = 0, p99 = 0;  // microseconds
};

Times quantiles(std::vector<double> took) {
    std::ranges::sort(took);
    return {took[took.size() / 2], took[took.size() * 99 / 100]};
}

template <class Act>
double microseconds(const Act& act) {
    const auto begin = std::chrono::steady_clock::now();
    act();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin)
        .count();
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
    settings.schema_prefix = "search_";

    log::set_level(log::Level::warning);
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
    std::vector<double> ours, naive;
    std::size_t found = 0, scanned = 0;
    for (const auto& query : mixed_queries(*catalogue)) {
        ours.push_back(microseconds(
            [&] { found += search.find(store::association, query, 20).total > 0 ? 1 : 0; }));
        naive.push_back(microseconds([&] { scanned += scan(*catalogue, query) > 0 ? 1 : 0; }));
    }
    const Times own = quantiles(std::move(ours)), beside = quantiles(std::move(naive));
    std::cout << json::serialize(json::object{{"records", imported->accepted},
                                              {"services", catalogue->services().size()},
                                              {"import_seconds", import_took.count()},
                                              {"search_p50_us", own.p50},
                                              {"search_p99_us", own.p99},
                                              {"search_found", found},
                                              {"scan_p50_us", beside.p50},
                                              {"scan_p99_us", beside.p99},
                                              {"scan_found", scanned}})
              << "\n";
    return 0;
}
