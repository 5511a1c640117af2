// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Search in everyday German over bundles and services.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "catalogue/catalogue.h"
#include "catalogue/store.h"

namespace kommod::catalogue {

struct Hit {
    enum class Kind { bundle, service } kind = Kind::service;
    std::string key;  // service key or bundle id
    std::string name;
    std::string bundle;  // id of the bundle (its own for a bundle)
    double score = 0;
    Level level = Level::municipality;
    // False: the catalogue knows it, but this municipality does not offer it. Such services are in
    // Store::full(), not in snapshot().
    bool offered = true;
};

struct SearchResult {
    std::string query;
    std::vector<Hit> hits;    // what is offered first, the best first; at most what was asked for
    std::size_t total = 0;    // found in all
    std::size_t offered = 0;  // of these, what the municipality offers
    std::string correction;   // "Meinten Sie ...?", empty when nothing was corrected
};

class Search {
  public:
    Search(store::Database& database, Store& catalogue, const Clock& clock);
    ~Search();
    // Words as people type them; an empty query finds nothing. Searches without a hit are counted
    // (folded words only, no person, no address) for the service manager.
    SearchResult find(std::string_view name_space, std::string_view query, std::size_t limit,
                      std::size_t offset = 0);
    // The same for somebody who tries out what people will find: never counted as a search.
    SearchResult try_out(std::string_view name_space, std::string_view query, std::size_t limit);
    // Up to `limit` completions of what is being typed.
    std::vector<std::string> suggest(std::string_view name_space, std::string_view typed,
                                     std::size_t limit);
    // Brings the index of a namespace up to date; find() does so itself when it has to. For the
    // start of the program and after an import.
    void refresh(std::string_view name_space);

    struct Missed {
        LocalDate day;
        std::string words;
        std::int64_t searches = 0;
    };
    // Searches without a hit in this namespace, the most frequent first; rare ones, which could
    // point at a person, are left out.
    std::vector<Missed> missed(std::string_view name_space, std::int64_t at_least = 3);
    // Writes what was counted since the last time and deletes what is older than its retention.
    // Searches count in memory, so that one that finds nothing costs no write; find() calls this
    // once a minute.
    void keep_missed();

  private:
    SearchResult look_up(std::string_view name_space, std::string_view query, std::size_t limit,
                         std::size_t offset, bool counted);

    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::catalogue
