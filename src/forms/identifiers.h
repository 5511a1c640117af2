// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Numbers and addresses with rules of their own. Each takes what somebody typed and hands out its
// canonical spelling, or the stable key of what is wrong with it.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace kommod::forms {

using Identifier = tl::expected<std::string, const char*>;

// ISO 13616: length by country, check digits by ISO 7064 MOD 97-10. "DE14100205001234567890".
// Keys: iban.format, iban.country, iban.length, iban.check_digits.
Identifier iban(std::string_view typed);
// In groups of four, as it stands on cards.
std::string grouped_iban(std::string_view iban);

// Steuerliche Identifikationsnummer (§ 139b AO): eleven digits, no leading zero, one digit of the
// first ten twice or three times, check digit by ISO 7064 MOD 11,10.
// Keys: tax_id.length, tax_id.check_digit.
Identifier tax_id(std::string_view typed);

// German postcodes run from 01001 to 99998. Keys: postcode.length, postcode.invalid.
Identifier postcode(std::string_view typed);

// Lenient: digits in the spellings of DIN 5008 and E.123, 6 to 15 of them (E.164). Stays as it was
// typed. Key: phone.invalid.
Identifier phone(std::string_view typed);

// What a mail server can be asked to deliver to; lengths by RFC 5321, 4.5.3.1, and RFC 1035. Key:
// email.invalid.
Identifier email(std::string_view typed);

// "9:30", "9.30 Uhr", "09:30" -> "09:30". Key: time.invalid.
Identifier time_of_day(std::string_view typed);

// "12", "12a", "1/2", "3 - 5", "61b/61c/63". Key: house_number.invalid.
Identifier house_number(std::string_view typed);

}  // namespace kommod::forms
