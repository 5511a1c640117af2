// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Conditions as people choose them: simple statements about answers, joined by "and" or "or". What
// is more than that is shown as a sentence and edited as an expression.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace kommod::authoring {

// "Anlass" "==" "anmelden". Comparisons: "==", "!=" (choices, yes or no), ">=", "<=" (numbers,
// days), ">=field" (as much or as late as another field, which is the value), "has" (one of several
// chosen), "filled", "empty".
struct Statement {
    std::string field, comparison, value;
    bool operator==(const Statement&) const = default;
};
struct Condition {
    std::vector<Statement> statements;
    bool all = true;  // else one of them is enough
    bool operator==(const Condition&) const = default;
};

// Of the field "hunde.rasse" the group "hunde": whose items an expression speaks of. There the own
// fields of an item go by their last name, in a Statement by their whole one. Empty for other
// paths.
std::string_view group_of(std::string_view path);

// Null for none.
json::value to_expression(const json::object& document, const Condition& condition,
                          std::string_view group = {});
// Nothing when it is more than a Condition can say; an empty one for null.
std::optional<Condition> from_expression(const json::object& document, const json::value& when,
                                         std::string_view group = {});

// Who reads answers: a page, a field of it (`path`), or what stands at its end, a check or a stop.
struct Reader {
    std::string_view page, path;
    bool at_end = false;
};
// Everything that can be said about the fields above: closed statements, and those that need a
// value
// (">=", "<=").
struct Offered {
    Statement statement;
    std::string words;  // „Anlass: Hund anmelden“
    bool needs_value = false;
};
std::vector<Offered> offered_statements(const json::object& document, const Reader& reader);

// Any expression as a German sentence; total.
std::string in_words(const json::object& document, const json::value& expression,
                     std::string_view group = {});

}  // namespace kommod::authoring
