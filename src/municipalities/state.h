// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The sixteen Länder.
#pragma once

#include <string_view>

namespace kommod::municipalities {

// The Land by the first two digits of an AGS or ARS, as it calls itself: "Land
// Nordrhein-Westfalen", "Saarland", "Freistaat Bayern". Empty when no Land has these digits.
std::string_view state_name(std::string_view key);

}  // namespace kommod::municipalities
