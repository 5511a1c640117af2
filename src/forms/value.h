// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What forms compute with. A field that is hidden, or that nobody answered, is absent: one meaning
// everywhere.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/money.h"

namespace kommod::forms {

class Value;
using List = std::vector<Value>;
using Record = std::vector<std::pair<std::string, Value>>;  // in the order of the form

// Lists and records are shared and never change, so a Value is cheap to copy.
class Value {
  public:
    Value() = default;  // absent
    explicit Value(bool yes) : held_(yes) {}
    explicit Value(Decimal number) : held_(number) {}
    explicit Value(Cents money) : held_(money) {}
    explicit Value(LocalDate day) : held_(day) {}
    explicit Value(std::string text) : held_(std::move(text)) {}
    explicit Value(std::string_view text) : held_(std::string(text)) {}
    explicit Value(const char* text) : held_(std::string(text)) {}
    explicit Value(List list) : held_(std::make_shared<const List>(std::move(list))) {}
    explicit Value(Record record) : held_(std::make_shared<const Record>(std::move(record))) {}
    // For who builds a record that is read while it grows; afterwards nobody may change it.
    explicit Value(std::shared_ptr<const Record> record) : held_(std::move(record)) {}

    bool is_absent() const { return std::holds_alternative<std::monostate>(held_); }
    // Null when it is something else.
    const bool* yes_no() const { return std::get_if<bool>(&held_); }
    const Decimal* number() const { return std::get_if<Decimal>(&held_); }
    const Cents* money() const { return std::get_if<Cents>(&held_); }
    const LocalDate* day() const { return std::get_if<LocalDate>(&held_); }
    const std::string* text() const { return std::get_if<std::string>(&held_); }
    const List* list() const;
    const Record* record() const;

    // Absent, no, 0, an empty text and an empty list do not hold; everything else does.
    bool holds() const;
    // "halter.name", "hunde.0.rasse"; itself for an empty path, absent where there is nothing.
    Value at(std::string_view path) const;

    // Strict: values of different kinds differ; lists and records by what they hold.
    friend bool operator==(const Value& a, const Value& b);
    // By size; nothing when they are of different kinds, or of a kind without an order.
    static std::optional<std::strong_ordering> compare(const Value& a, const Value& b);

  private:
    std::variant<std::monostate, bool, Decimal, Cents, LocalDate, std::string,
                 std::shared_ptr<const List>, std::shared_ptr<const Record>>
        held_;
};

}  // namespace kommod::forms
