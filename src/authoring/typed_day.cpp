// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/typed_day.h"

#include <fmt/format.h>

#include "base/text.h"

namespace kommod::authoring {

std::optional<LocalDate> typed_day(std::string_view typed) {
    if (auto iso = LocalDate::parse(typed)) return *iso;
    const auto parts = text::split(typed, '.');
    if (parts.size() != 3) return std::nullopt;
    constexpr auto two = [](std::string_view part) {
        return part.size() == 1 ? "0" + std::string{part} : std::string{part};
    };
    const auto read = LocalDate::parse(fmt::format(
        "{}-{}-{}", text::trim(parts[2]), two(text::trim(parts[1])), two(text::trim(parts[0]))));
    return read ? std::optional{*read} : std::nullopt;
}

}  // namespace kommod::authoring
