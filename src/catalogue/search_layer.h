// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: the searchable documents of one namespace (bundles and services) with
// the weight of each of their terms, and their vocabulary. Immutable once made.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalogue/catalogue.h"
#include "catalogue/record.h"
#include "catalogue/search.h"
#include "catalogue/vocabulary.h"

namespace kommod::catalogue {

// Terms are compared by their hash; documents of different layers can so be ranked together.
std::uint64_t term_hash(std::string_view term);

struct SearchDocument {
    std::string ref;  // "service:<key>", "bundle:<id>"
    Hit::Kind kind = Hit::Kind::service;
    std::string key, name, bundle;
    bool offered = true;
    Level level = Level::municipality;
    double prior = 0;                                      // what speaks for it whatever is asked
    std::vector<std::pair<std::uint64_t, float>> weights;  // by term, sorted
    std::vector<std::vector<std::uint64_t>> name_words;    // terms of each word of the name
    std::string terms;                                     // for the database, separated by spaces

    float weight(std::uint64_t term) const;
};

struct SearchLayer {
    std::vector<SearchDocument> documents;
    std::unordered_map<std::string, std::uint32_t> by_ref;
    Vocabulary vocabulary;

    const SearchDocument* find(const std::string& ref) const;
};

// The documents of a catalogue; only those in `only` when it is given (what a municipality
// overlays), by ref.
SearchLayer make_layer(const Catalogue& catalogue, const std::vector<Synonym>& synonyms,
                       const std::set<std::string>* only, Analyser& analyser);

}  // namespace kommod::catalogue
