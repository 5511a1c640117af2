// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/decimal.h"

#include <charconv>
#include <limits>

namespace kommod {
namespace {

constexpr int places = 6;
__extension__ using Wide = __int128;

std::optional<Decimal> narrow(Wide micros) {
    if (micros > std::numeric_limits<std::int64_t>::max() ||
        micros < -std::numeric_limits<std::int64_t>::max())
        return std::nullopt;
    return Decimal::from_micros(static_cast<std::int64_t>(micros));
}

// Halves away from zero; `by` is positive.
Wide divided(Wide value, Wide by) {
    const Wide half = by / 2;
    return value >= 0 ? (value + half) / by : -((-value + half) / by);
}

std::int64_t power_of_ten(int exponent) {
    std::int64_t out = 1;
    for (int i = 0; i < exponent; ++i)
        out *= 10;
    return out;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    const auto point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    std::string fraction;
    if (point != std::string_view::npos) {
        fraction = text.substr(point + 1);
        if (fraction.empty() || fraction.size() > places) return std::nullopt;
    }
    fraction.resize(places, '0');
    const std::string digits = std::string(whole) + fraction;
    if (whole.empty() || digits.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    std::int64_t micros = 0;
    const auto [end, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), micros);
    if (failure != std::errc{}) return std::nullopt;
    return from_micros(negative ? -micros : micros);
}

std::string Decimal::to_string() const {
    const bool negative = micros_ < 0;
    const std::uint64_t size =
        negative ? 0 - static_cast<std::uint64_t>(micros_) : static_cast<std::uint64_t>(micros_);
    std::string out = (negative ? "-" : "") + std::to_string(size / unit);
    std::string fraction = std::to_string(size % unit);
    fraction.insert(0, places - fraction.size(), '0');
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return fraction.empty() ? out : out + "." + fraction;
}

std::optional<Decimal> Decimal::sum(Decimal a, Decimal b) {
    return narrow(Wide{a.micros_} + b.micros_);
}

std::optional<Decimal> Decimal::difference(Decimal a, Decimal b) {
    return narrow(Wide{a.micros_} - b.micros_);
}

std::optional<Decimal> Decimal::product(Decimal a, Decimal b) {
    return narrow(divided(Wide{a.micros_} * b.micros_, unit));
}

std::optional<Decimal> Decimal::quotient(Decimal a, Decimal b) {
    if (b.micros_ == 0) return std::nullopt;
    const Wide dividend = Wide{a.micros_} * unit;
    return narrow(b.micros_ > 0 ? divided(dividend, b.micros_)
                                : divided(-dividend, -Wide{b.micros_}));
}

std::optional<Decimal> Decimal::rounded(int to) const {
    if (to >= places) return *this;
    const std::int64_t step = power_of_ten(places - (to < 0 ? 0 : to));
    return narrow(divided(micros_, step) * step);
}

}  // namespace kommod
