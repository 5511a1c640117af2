// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: what a person means by the words typed, as terms to look for.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/record.h"
#include "catalogue/search_layer.h"
#include "store/database.h"

namespace kommod::catalogue {

// One word wanted: any of these terms, each with how surely it is meant.
struct WantedWord {
    struct Term {
        std::string stem;
        std::uint64_t hash = 0;
        float sure = 1;
    };
    std::vector<Term> any;
};

// One reading of a part of the query: all of these words.
struct Reading {
    std::vector<WantedWord> all;
    float sure = 1;
};

// A part of the query and its readings: the words themselves and what they are synonyms for.
struct Part {
    std::vector<Reading> readings;
    float rarity = 1;  // rare words say more
};

struct Query {
    std::vector<Part> parts;  // a document should answer every one
    std::string correction;   // the query as it was corrected; empty when it was not
    bool empty() const { return parts.empty(); }
};

// Synonyms, ready to be found in a query: each by the stems of its words.
class Thesaurus {
  public:
    Thesaurus(const std::vector<Synonym>& synonyms, Analyser& analyser);

    struct Entry {
        std::vector<std::string> stems;               // of the term, sorted
        std::vector<std::vector<std::string>> means;  // stems of each meaning
    };
    // The entry with the most words all of which are in `stems`; the rarest first. Null: none.
    const Entry* find(const std::vector<std::string>& stems) const;

  private:
    std::vector<Entry> entries_;                                           // longest first
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_stem_;  // any of its stems
};

Query understand(std::string_view text, const Vocabulary& vocabulary, const Thesaurus& thesaurus,
                 Analyser& analyser);

// The condition for candidates in the engine's own language; `every`: all parts, else any of them.
std::string candidates_condition(const Query& query, store::Engine engine, bool every);

// How well a document answers; 0 when it answers nothing of it.
double score(const SearchDocument& document, const Query& query);

}  // namespace kommod::catalogue
