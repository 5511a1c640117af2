// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The number on a receipt: "2026-7K3F-9QXM". Short enough for the phone, without letters that are
// mistaken for others, with a check character, and nobody finds a neighbour's by counting.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"

namespace kommod::cases {

// The year of `today` and eight characters of Crockford's alphabet, the last of which checks the
// others (ISO 7064, MOD 31 over the alphabet without I L O U and 0 and 1's doubles).
// `random` are at least five bytes.
std::string make_reference(LocalDate today, std::string_view random);
// The reference as it is kept, from what somebody typed: lower case, spaces, O for 0, I and L
// for 1. Key "cases.reference" when it is none.
Result<std::string> parse_reference(std::string_view typed);

}  // namespace kommod::cases
