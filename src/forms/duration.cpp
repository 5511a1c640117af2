// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/duration.h"

#include <charconv>

namespace kommod::forms {

std::optional<Duration> Duration::parse(std::string_view text) {
    constexpr int most = 366 * 1000;
    const int sign = text.starts_with('-') ? -1 : 1;
    if (sign < 0) text.remove_prefix(1);
    if (!text.starts_with('P') || text.size() < 3) return std::nullopt;
    text.remove_prefix(1);
    Duration out;
    std::string_view units = "YMWD";  // each at most once, in this order
    while (!text.empty()) {
        int count = 0;
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
        const auto digits = static_cast<std::size_t>(end - text.data());
        if (failure != std::errc{} || count < 0 || count > most || digits == text.size())
            return std::nullopt;
        const auto unit = units.find(text[digits]);
        if (unit == std::string_view::npos) return std::nullopt;
        switch (units[unit]) {
            case 'Y':
                out.months += 12 * count;
                break;
            case 'M':
                out.months += count;
                break;
            case 'W':
                out.days += 7 * count;
                break;
            default:
                out.days += count;
        }
        units.remove_prefix(unit + 1);
        text.remove_prefix(digits + 1);
    }
    if (out.months > 12 * 1000 || out.days > most) return std::nullopt;
    return Duration{sign * out.months, sign * out.days};
}

std::string Duration::to_iso() const {
    constexpr int months_of_year = 12;
    std::string out = "P";
    if (months != 0 && months % months_of_year == 0)
        out += std::to_string(months / months_of_year) + "Y";
    else if (months != 0)
        out += std::to_string(months) + "M";
    if (days != 0 || months == 0) out += std::to_string(days) + "D";
    return out;
}

LocalDate Duration::after(LocalDate day) const {
    return day.plus_months(months).plus_days(days);
}

int full_years(LocalDate born, LocalDate on) {
    const bool before =
        on.month() < born.month() || (on.month() == born.month() && on.day() < born.day());
    return on.year() - born.year() - (before ? 1 : 0);
}

}  // namespace kommod::forms
