// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Which municipality is meant by a name that somebody typed. Pure.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "municipalities/directory.h"

namespace kommod::municipalities {

class NameMatcher {
  public:
    explicit NameMatcher(const Directory& directory);

    // Those with exactly this name, common or official. More than one where names repeat in the
    // country.
    std::vector<const Municipality*> exact(std::string_view name) const;

    struct Guess {
        const Municipality* municipality = nullptr;
        // A slip of the pen or a shortened name; otherwise only the nearest there is.
        bool likely = false;
    };
    // The best guess; none (nullptr) where more than half of the name would have to change.
    // `elsewhere`: AGS of municipalities that the same list names correctly: of equally good
    // guesses, one that is missing in the list is the better.
    Guess guess(std::string_view name, const std::unordered_set<std::string>& elsewhere) const;

  private:
    // One way to write a municipality's name; the penalty says how much of it was left out.
    struct Spelling {
        std::string folded;
        int penalty = 0;
        const Municipality* municipality = nullptr;
    };
    std::vector<Spelling> spellings_;
    std::unordered_map<std::string, std::vector<const Municipality*>> exact_;
};

}  // namespace kommod::municipalities
