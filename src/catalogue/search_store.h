// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: the search's tables. FTS5 on SQLite, a text-search vector on PostgreSQL;
// both hold the same terms, so that both name the same candidates.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "catalogue/search.h"
#include "catalogue/search_layer.h"
#include "store/database.h"

namespace kommod::catalogue {

// True when the index holds this revision of the documents, made by this program's analyser.
bool index_is_current(store::Namespace& place, std::int64_t documents);
// Writes the whole index; does nothing when another instance was quicker.
void write_index(store::Namespace& place, std::int64_t documents, const SearchLayer& layer);
// Refs of the documents that meet a condition of candidates_condition().
std::vector<std::string> candidates(store::Namespace& place, const std::string& condition);

using MissedCounts = std::map<std::pair<std::string, std::string>, std::int64_t>;  // (day, words)
void add_missed(store::Namespace& place, const MissedCounts& counts, LocalDate today,
                LocalDate delete_on);
std::vector<Search::Missed> load_missed(store::Namespace& place, std::int64_t at_least);

}  // namespace kommod::catalogue
