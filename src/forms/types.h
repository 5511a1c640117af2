// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Types of values, and what an expression reads: for the check before a form is published. While a
// form runs nothing is checked any more, and nothing can fail.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/expression.h"
#include "forms/problem.h"

namespace kommod::forms {

class Type;
using Names = std::map<std::string, Type, std::less<>>;

class Type {
  public:
    enum class Kind : std::uint8_t { anything, yes_no, number, money, day, text, list, record };
    Type() = default;                 // anything: nobody knows
    Type(Kind kind) : kind_(kind) {}  // NOLINT: Type::Kind is meant to be a Type
    // A text that is one of these: comparing it with something else can never hold.
    static Type one_of(std::vector<std::string> options);
    static Type list_of(Type item);
    static Type record_of(Names members);

    Kind kind() const { return kind_; }
    const Type& item() const;                         // of a list
    const Names& members() const;                     // of a record
    const std::vector<std::string>& options() const;  // of a text; empty: any
    bool operator==(const Type&) const;

  private:
    struct Details;
    bool item_equal(const Type& other) const;
    Kind kind_ = Kind::anything;
    std::shared_ptr<const Details> details_;
};
// "eine Zahl", "ein Geldbetrag", "ein Datum", "Ja oder Nein", "ein Text"
std::string german_name(const Type& type);
// "yes_no", "number", "money", "date", "text"
std::optional<Type> type_from_id(std::string_view id);

// The type of a path ("halter.name"); null when there is nothing of that name.
const Type* find_name(const Names& names, std::string_view path);
// All that can be read: "halter", "halter.name" ...
std::vector<std::string> paths_of(const Names& names);

// The type of what an expression computes, reading these names (paths resolve through records).
// Unknown names, operands of the wrong type, comparisons that never hold: each a problem with its
// place. `later` are names that exist further down; reading one of them is told as such.
Type check(const Expression& expression, const Names& names, const Names& later,
           ProblemList& problems);

}  // namespace kommod::forms
