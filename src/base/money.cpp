// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/money.h"

#include <charconv>

#include <fmt/format.h>

namespace kommod {

Result<Cents> Cents::parse_german(std::string_view text) {
    const auto malformed = [&] {
        return fail({"money.malformed",
                     "expected an amount such as 1.234,50",
                     {},
                     0,
                     std::string{text},
                     {}});
    };
    std::string_view rest = text;
    const bool negative = rest.starts_with('-');
    if (negative) rest.remove_prefix(1);
    const auto comma = rest.find(',');
    const std::string_view whole = rest.substr(0, comma);
    const std::string_view part = comma == std::string_view::npos ? "00" : rest.substr(comma + 1);
    if (whole.empty() || part.size() != 2) return malformed();
    std::string digits;
    const bool grouped = whole.find('.') != std::string_view::npos;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const std::size_t from_right = whole.size() - i;
        if (whole[i] == '.') {
            if (i == 0 || from_right % 4 != 0) return malformed();
        } else if (whole[i] < '0' || whole[i] > '9' || (grouped && from_right % 4 == 0)) {
            return malformed();
        } else {
            digits += whole[i];
        }
    }
    digits += part;
    std::int64_t cents = 0;
    const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), cents);
    if (ec != std::errc{} || end != digits.data() + digits.size()) return malformed();
    return Cents{negative ? -cents : cents};
}

std::string Cents::to_german() const {
    const bool negative = cents_ < 0;
    const auto absolute = static_cast<std::uint64_t>(negative ? -cents_ : cents_);
    std::string whole = std::to_string(absolute / 100);
    for (int at = static_cast<int>(whole.size()) - 3; at > 0; at -= 3)
        whole.insert(static_cast<std::size_t>(at), ".");
    return fmt::format("{}{},{:02} €", negative ? "-" : "", whole, absolute % 100);
}

}  // namespace kommod
