// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Decimal numbers with six places: what forms compute with. Exact, never a float.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kommod {

class Decimal {
  public:
    constexpr Decimal() = default;
    constexpr explicit Decimal(std::int64_t whole) : micros_(whole * unit) {}
    static constexpr Decimal from_micros(std::int64_t micros) {
        Decimal out;
        out.micros_ = micros;
        return out;
    }
    // "12", "-0.5", "3.1416"; nothing for anything else, more than six places, or what is too
    // large.
    static std::optional<Decimal> parse(std::string_view text);

    constexpr std::int64_t micros() const { return micros_; }
    constexpr bool is_whole() const { return micros_ % unit == 0; }
    constexpr std::int64_t whole() const { return micros_ / unit; }  // towards zero
    double approximate() const { return static_cast<double>(micros_) / unit; }
    std::string to_string() const;  // "12", "-0.5"
    constexpr auto operator<=>(const Decimal&) const = default;

    // Nothing when the result is too large, or for a division by zero. Products and quotients are
    // rounded to six places, halves away from zero (DIN 1333).
    static std::optional<Decimal> sum(Decimal a, Decimal b);
    static std::optional<Decimal> difference(Decimal a, Decimal b);
    static std::optional<Decimal> product(Decimal a, Decimal b);
    static std::optional<Decimal> quotient(Decimal a, Decimal b);
    // To so many places (0 to 6), halves away from zero.
    std::optional<Decimal> rounded(int places) const;

  private:
    static constexpr std::int64_t unit = 1'000'000;
    std::int64_t micros_ = 0;
};

}  // namespace kommod
