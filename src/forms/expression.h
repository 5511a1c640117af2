// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Conditions and computed values: a restricted, typed JsonLogic (jsonlogic.com), read from YAML or
// JSON, always with an answer. docs/forms.md lists the operators and where they deviate.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "forms/value.h"

namespace YAML {
class Node;
}

namespace kommod::forms {

// What names mean while an expression is evaluated: first those of the item of a list, then those
// of the form around it.
struct Scope {
    const Value* here = nullptr;  // a record; in a list of plain values the item itself
    const Scope* around = nullptr;
    LocalDate today;
};

enum class Operator : std::uint8_t;

class Expression {
  public:
    // Errors name what is wrong, where (`line`, and the column in `field`) and what to do; keys
    // "forms.unknown_operator", "forms.operands", "forms.literal", "forms.too_deep",
    // "forms.too_long".
    static Result<Expression> parse(const YAML::Node& source);
    // Of a constant.
    explicit Expression(Value value);

    // Total: what cannot be computed (a division by zero, a sum of texts) is absent.
    Value evaluate(const Scope& scope) const;
    // Whether a condition holds.
    bool holds(const Scope& scope) const { return evaluate(scope).holds(); }

    // The names that it reads, in their order, each once; inside of a list also those of its items.
    std::vector<std::string> reads() const;

  private:
    friend class Parser;
    friend class Computation;
    friend class TypeCheck;
    struct Node;
    explicit Expression(std::shared_ptr<const Node> root);
    std::shared_ptr<const Node> root_;
};

}  // namespace kommod::forms
