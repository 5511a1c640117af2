// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Text in UTF-8: what every room needs and ICU or the standard library does not say in one call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kommod::text {

bool is_utf8(std::string_view bytes);
std::string_view trim(std::string_view text);  // ASCII white space and U+00A0 at both ends
// The beginning of UTF-8 text, at most so many bytes; never ends within a code point.
std::string_view prefix(std::string_view text, std::size_t most);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string lower(std::string_view text);  // Unicode lower case, German rules
std::string nfc(
    std::string_view text);  // Unicode normalisation form C (DIN 91379 is defined on it)
// For comparing what people type: lower case, ä->ae, ö->oe, ü->ue, ß->ss, other accents removed.
std::string fold(std::string_view text);
// "Lüdinghausen" -> "luedinghausen", "Nordkirchen am See" -> "nordkirchen-am-see". Empty when
// nothing is left.
std::string slug(std::string_view text);
// Damerau-Levenshtein distance (optimal string alignment) in code points; stops counting above
// `limit` (returns limit + 1).
int edit_distance(std::string_view a, std::string_view b, int limit);
// Replaces every occurrence.
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

}  // namespace kommod::text
