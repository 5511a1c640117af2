// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A plan's reasons in words: one or two plain German sentences a step, handed out in parts so that
// a page can translate them and write days and numbers in its language.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "planner/planner.h"

namespace kommod::planner {

// What stands for a marker: a name, names in a row, a day, a number.
using PhraseValue = std::variant<std::string, std::vector<std::string>, LocalDate, std::int64_t>;

// One sentence. `text` is German with {{markers}} and a msgid of web/translations.
struct Phrase {
    std::string text;
    std::map<std::string, PhraseValue> values;
};

// Why the step stands where it stands: what it lights or prepares, then what decides its day, or
// what the runner-up would cost. `place`: index into plan.steps.
std::vector<Phrase> why(const Agenda& agenda, const Plan& plan, std::size_t place);
// What an item would mean if it came next: what it lights alone, what only in company.
std::vector<Phrase> why(const Agenda& agenda, const NextStep& next);

// "Mit „Bezahlen“ gehen am 16. Januar 2023 120 Leistungen online (4.500 Fälle im Jahr)."
std::string in_german(const Phrase& phrase);
// All of them, with spaces between.
std::string in_german(const std::vector<Phrase>& phrases);

}  // namespace kommod::planner
