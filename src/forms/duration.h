// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Lengths of time in days and months (ISO 8601: "P6M", "P1Y", "P14D", "P2W", "-P3M").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace kommod::forms {

struct Duration {
    int months = 0, days = 0;
    // Nothing for anything else, for times of day, or beyond a thousand years.
    static std::optional<Duration> parse(std::string_view text);
    // First the months, then the days; 31 January and a month is the last of February
    // (§ 188 Abs. 3 BGB).
    LocalDate after(LocalDate day) const;
    // "P6M", "P1Y", "P14D": whole years as years.
    std::string to_iso() const;
    bool operator==(const Duration&) const = default;
};

// Birthdays that have come (§ 187 Abs. 2 Satz 2 BGB: the day of birth counts, so a year of life is
// completed at the end of the day before the birthday). Who was born on 29 February completes the
// year on 28 February, and is older on 1 March in years without that day.
int full_years(LocalDate born, LocalDate on);

}  // namespace kommod::forms
