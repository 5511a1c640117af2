// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/identifiers.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>
#include <re2/re2.h>

#include "base/text.h"

namespace kommod::forms {
namespace {

tl::unexpected<const char*> refused(const char* key) {
    return tl::unexpected<const char*>{key};
}

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Letters in capitals, without the spaces and strokes that people put in for reading.
std::string compact(std::string_view typed) {
    std::string out;
    for (char c : typed) {
        if (c == ' ' || c == '-' || c == '.' || c == '/') continue;
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return out;
}

bool all_digits(std::string_view text) {
    return std::ranges::all_of(text, is_digit);
}

// SWIFT's IBAN registry: country and length.
constexpr std::string_view iban_lengths =
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24"
    "FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32"
    "LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24"
    "RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

std::size_t iban_length(std::string_view country) {
    for (std::size_t i = 0; i < iban_lengths.size(); i += 4) {
        if (iban_lengths.substr(i, 2) != country) continue;
        return static_cast<std::size_t>(iban_lengths[i + 2] - '0') * 10 +
               static_cast<std::size_t>(iban_lengths[i + 3] - '0');
    }
    return 0;
}

// Letters count as 10 to 35, and the first four characters come last.
unsigned modulo_97(std::string_view iban) {
    unsigned rest = 0;
    const auto take = [&](char c) {
        rest = is_digit(c) ? (rest * 10 + static_cast<unsigned>(c - '0')) % 97
                           : (rest * 100 + static_cast<unsigned>(c - 'A') + 10) % 97;
    };
    std::ranges::for_each(iban.substr(4), take);
    std::ranges::for_each(iban.substr(0, 4), take);
    return rest;
}

// ISO 7064 MOD 11,10 over the first ten digits.
char tax_id_check_digit(std::string_view digits) {
    unsigned product = 10;
    for (const char c : digits.substr(0, 10)) {
        unsigned sum = (static_cast<unsigned>(c - '0') + product) % 10;
        if (sum == 0) sum = 10;
        product = sum * 2 % 11;
    }
    const unsigned check = 11 - product;
    return static_cast<char>('0' + (check == 10 ? 0 : check));
}

// Exactly one digit stands there twice or three times, and never three times in a row.
bool repeats_like_a_tax_id(std::string_view digits) {
    std::array<int, 10> count{};
    for (const char c : digits.substr(0, 10))
        ++count.at(static_cast<std::size_t>(c - '0'));
    const auto repeated = std::ranges::count_if(count, [](int n) { return n > 1; });
    const int most = *std::ranges::max_element(count);
    if (repeated != 1 || most > 3) return false;
    for (std::size_t i = 0; i + 2 < 10; ++i)
        if (digits[i] == digits[i + 1] && digits[i] == digits[i + 2]) return false;
    return true;
}

// RFC 1035, 2.3.4.
bool has_short_labels(std::string_view domain) {
    constexpr std::size_t longest = 63;
    return std::ranges::all_of(text::split(domain, '.'),
                               [](std::string_view label) { return label.size() <= longest; });
}

}  // namespace

Identifier iban(std::string_view typed) {
    const std::string out = compact(typed);
    const auto good = [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); };
    if (out.size() < 5 || !std::ranges::all_of(out, good) || is_digit(out[0]) || is_digit(out[1]) ||
        !is_digit(out[2]) || !is_digit(out[3]))
        return refused("iban.format");
    const auto length = iban_length(std::string_view{out}.substr(0, 2));
    if (length == 0) return refused("iban.country");
    if (out.size() != length) return refused("iban.length");
    if (modulo_97(out) != 1) return refused("iban.check_digits");
    return out;
}

std::string grouped_iban(std::string_view iban) {
    std::string out;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        if (i > 0 && i % 4 == 0) out += ' ';
        out += iban[i];
    }
    return out;
}

Identifier tax_id(std::string_view typed) {
    std::string out = compact(typed);
    if (out.size() != 11 || !all_digits(out) || out.front() == '0') return refused("tax_id.length");
    if (!repeats_like_a_tax_id(out) || tax_id_check_digit(out) != out.back())
        return refused("tax_id.check_digit");
    return out;
}

Identifier postcode(std::string_view typed) {
    const auto out = text::trim(typed);
    if (out.size() != 5) return refused("postcode.length");
    if (!all_digits(out) || out < "01067" || out > "99998") return refused("postcode.invalid");
    return std::string{out};
}

Identifier phone(std::string_view typed) {
    static const RE2 spelling{R"(\+?[0-9(][0-9 ()/.\-]*)"};
    const auto out = text::trim(typed);
    const auto digits = std::ranges::count_if(out, is_digit);
    if (!RE2::FullMatch({out.data(), out.size()}, spelling) || digits < 6 || digits > 15)
        return refused("phone.invalid");
    return std::string{out};
}

Identifier email(std::string_view typed) {
    // Lengths are counted, not matched: a class of all letters sixty-three times over is a machine
    // of megabytes.
    static const RE2 spelling{R"([^\s@,;:<>"()\[\]\\.]+(\.[^\s@,;:<>"()\[\]\\.]+)*@)"
                              R"(([\pL\pN]+(-+[\pL\pN]+)*\.)+\pL\pL+)"};
    constexpr std::size_t longest = 254, longest_local = 64;
    const auto out = text::trim(typed);
    if (out.size() > longest || out.find('@') > longest_local ||
        !RE2::FullMatch({out.data(), out.size()}, spelling) ||
        !has_short_labels(out.substr(out.find('@') + 1)))
        return refused("email.invalid");
    return std::string{out};
}

Identifier time_of_day(std::string_view typed) {
    static const RE2 spelling{R"(([0-9]{1,2})[:.]([0-9]{2})(?: ?[Uu]hr)?)"};
    int hour = 0, minute = 0;
    const auto out = text::trim(typed);
    if (!RE2::FullMatch({out.data(), out.size()}, spelling, &hour, &minute) || hour > 23 ||
        minute > 59)
        return refused("time.invalid");
    return fmt::format("{:02}:{:02}", hour, minute);
}

Identifier house_number(std::string_view typed) {
    static const RE2 spelling{R"([0-9]{1,5}(?: ?[0-9]/[0-9]|/[0-9]{1,3})?(?: ?[A-Za-z])?)"
                              R"((?: ?[-/+] ?[0-9]{1,5}(?: ?[0-9]/[0-9])?(?: ?[A-Za-z])?)*)"};
    const auto out = text::trim(typed);
    if (!RE2::FullMatch({out.data(), out.size()}, spelling)) return refused("house_number.invalid");
    return std::string{out};
}

}  // namespace kommod::forms
