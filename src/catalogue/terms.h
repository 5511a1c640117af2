// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: from text to search terms. Words are found by ICU, folded (base/text.h)
// and stemmed by libstemmer; the same chain for documents and for queries.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kommod::catalogue {

struct Word {
    std::string folded;  // "hundesteuer", "muell": lower case, umlauts written out
    std::string shown;   // as it was written, lower case
};

// Not for several threads at once.
class Analyser {
  public:
    Analyser();
    ~Analyser();
    Analyser(const Analyser&) = delete;
    Analyser& operator=(const Analyser&) = delete;

    std::vector<Word> words(std::string_view text);
    // Of a folded word. "haeuser" -> "haus", "anmeldung" -> "anmeld".
    std::string stem(std::string_view folded);

    // Words that say nothing about what is wanted ("ich", "moechte", "beantragen").
    static bool is_filler(std::string_view folded);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// Grows when the chain changes, so that indexes are written again.
constexpr int analyser_version = 1;

}  // namespace kommod::catalogue
