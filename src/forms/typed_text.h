// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What people type: text without what nobody sees, numbers as Germans write them, the letters of
// names. Inside of the room.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace kommod::forms {

// In normal form C, without white space at both ends, marks of direction and characters without
// width, which come in with pasted text. Line ends are "\n".
std::string cleaned(std::string_view typed);
// A control character that has no business in text (line ends may stand in long texts).
bool has_control(std::string_view text, bool lines);
// As people count: letters with their accents, not bytes.
std::size_t length(std::string_view text);

// "1.000,5", "1000,5", "12.5", "-3"; what stands behind the last separator are places, unless it
// can only be a thousand ("1.000").
std::optional<Decimal> typed_number(std::string_view typed);
// "1234.5" -> "1.234,5" in German, "1,234.5" in English.
std::string shown_number(const Decimal& number, std::string_view language);

// The first character that is no letter of a name, as text; nothing when all are. Latin letters
// with their marks, space, hyphen, apostrophe and full stop: those of DIN 91379, datatype A, all
// lie in these blocks.
std::optional<std::string> not_of_a_name(std::string_view text);

}  // namespace kommod::forms
