// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/reference.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "base/text.h"

namespace kommod::cases {
namespace {

// Crockford's base 32: without I, L, O and U.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t random_characters = 7;
// The largest prime below 32: one wrong character, or two neighbours exchanged, change the sum.
constexpr std::size_t modulus = 31;

char check_character(std::string_view year_and_random) {
    std::size_t sum = 0, weight = 1;
    for (const char c : year_and_random) {
        sum = (sum + (alphabet.find(c) + 1) * weight) % modulus;
        weight = weight % (modulus - 1) + 1;
    }
    return alphabet[sum];
}

std::string spelled(std::string_view year, std::string_view eight) {
    return fmt::format("{}-{}-{}", year, eight.substr(0, 4), eight.substr(4));
}

char canonical(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') return '0';
    return c == 'I' || c == 'L' ? '1' : c;
}

}  // namespace

std::string make_reference(LocalDate today, std::string_view random) {
    std::uint64_t bits = 0;
    for (const char byte : random.substr(0, 5))
        bits = bits << 8U | static_cast<unsigned char>(byte);
    std::string year = fmt::format("{:04}", today.year());
    std::string eight;
    for (std::size_t i = 0; i < random_characters; ++i, bits >>= 5U)
        eight += alphabet[bits & 31U];
    eight += check_character(year + eight);
    return spelled(year, eight);
}

Result<std::string> parse_reference(std::string_view typed) {
    std::string kept;
    for (const char c : typed)
        if (c != ' ' && c != '-') kept += canonical(c);
    const bool known = std::ranges::all_of(
        kept, [](char c) { return alphabet.find(c) != std::string_view::npos; });
    if (kept.size() != 12 || !known ||
        check_character(std::string_view{kept}.substr(0, 11)) != kept[11])
        return fail("cases.reference", "not a reference number");
    return spelled(std::string_view{kept}.substr(0, 4), std::string_view{kept}.substr(4));
}

}  // namespace kommod::cases
