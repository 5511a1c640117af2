// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The inside of an expression: for its evaluation and its check, in this room only.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "forms/expression.h"

namespace kommod::forms {

enum class Operator : std::uint8_t {
    literal,
    list,
    var,
    missing,
    equal,
    unequal,
    less,
    at_most,
    more,
    at_least,
    all_hold,
    one_holds,
    negation,
    truth,
    membership,
    choice,
    plus,
    minus,
    times,
    divided,
    least,
    greatest,
    rounded,
    joined,
    every,
    any,
    none,
    count,
    sum,
    today,
    date,
    age,
    later
};

struct Expression::Node {
    Operator what = Operator::literal;
    Value literal;             // also the name of var, the names of missing
    int line = 0, column = 0;  // 0 for what was not written by anybody
    std::vector<std::shared_ptr<const Node>> operands;
};

}  // namespace kommod::forms
