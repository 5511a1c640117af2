// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/state.h"

#include <array>

namespace kommod::municipalities {
namespace {

// Numbers of the Länder in the official keys, from 01 on. Source: Destatis, Gemeindeverzeichnis.
constexpr std::array<std::string_view, 16> states{
    "Land Schleswig-Holstein",
    "Freie und Hansestadt Hamburg",
    "Land Niedersachsen",
    "Freie Hansestadt Bremen",
    "Land Nordrhein-Westfalen",
    "Land Hessen",
    "Land Rheinland-Pfalz",
    "Land Baden-Württemberg",
    "Freistaat Bayern",
    "Saarland",
    "Land Berlin",
    "Land Brandenburg",
    "Land Mecklenburg-Vorpommern",
    "Freistaat Sachsen",
    "Land Sachsen-Anhalt",
    "Freistaat Thüringen",
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::string_view state_name(std::string_view key) {
    if (key.size() < 2 || !is_digit(key[0]) || !is_digit(key[1])) return {};
    const auto number = static_cast<std::size_t>((key[0] - '0') * 10 + (key[1] - '0'));
    return number >= 1 && number <= states.size() ? states[number - 1] : std::string_view{};
}

}  // namespace kommod::municipalities
