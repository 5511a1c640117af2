// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Money is integer cents; arithmetic never goes through a float.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace kommod {

class Cents {
  public:
    constexpr Cents() = default;
    constexpr explicit Cents(std::int64_t cents) : cents_(cents) {}
    // "37", "37,00", "1.234,50"; key "money.malformed" otherwise.
    static Result<Cents> parse_german(std::string_view text);
    constexpr std::int64_t count() const { return cents_; }
    std::string to_german() const;  // "1.234,50 €"
    constexpr auto operator<=>(const Cents&) const = default;

  private:
    std::int64_t cents_ = 0;
};

}  // namespace kommod
