// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: the words of a catalogue. Splits compounds, corrects slips, completes
// beginnings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "catalogue/terms.h"

namespace kommod::catalogue {

class Vocabulary {
  public:
    // A word of the catalogue. `part` when compounds may be made of it.
    void add(const Word& word, const std::string& stem, bool part);

    bool knows(std::string_view stem) const { return stems_.contains(std::string{stem}); }
    // How many times a stem was added.
    int frequency(std::string_view stem) const;

    // The parts of a compound, folded: "hundesteuer" -> {"hund", "steuer"}. Empty when it cannot be
    // taken apart completely.
    std::vector<std::string> split(std::string_view folded, Analyser& analyser) const;
    // The longest known word that the text begins or ends with; empty when there is none of at
    // least five letters.
    std::string longest_part(std::string_view folded) const;

    // Known words at most `distance` slips away, the nearest ones, most frequent first.
    std::vector<Word> corrections(std::string_view folded, int distance, std::size_t limit) const;
    // Known words that begin so.
    std::vector<Word> completions(std::string_view beginning, std::size_t limit) const;

  private:
    // Tells most words apart without looking at their letters: a slip changes at most two bits.
    struct Shape {
        std::uint32_t letters = 0;
        std::uint32_t length = 0;
    };
    static Shape shape_of(std::string_view folded);

    std::vector<Word> words_;
    std::vector<Shape> shapes_;
    std::vector<int> uses_;
    std::unordered_map<std::string, std::uint32_t> index_;  // by folded word
    std::unordered_map<std::string, int> stems_;
    std::unordered_set<std::string> parts_;       // folded words compounds may be made of
    std::unordered_set<std::string> part_stems_;  // and their stems
};

}  // namespace kommod::catalogue
