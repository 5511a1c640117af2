// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/typed_text.h"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include "base/text.h"

namespace kommod::forms {
namespace {

bool is_unseen(UChar32 c) {
    return u_charType(c) == U_FORMAT_CHAR;  // zero width, marks of direction, soft hyphen
}

constexpr bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

// What is no UTF-8 counts as U+FFFD.
template <class Take>
void each_beyond_ascii(std::string_view text, Take& take) {
    const auto unicode = icu::UnicodeString::fromUTF8({text.data(), static_cast<int>(text.size())});
    for (std::int32_t at = 0; at < unicode.length(); at = unicode.moveIndex32(at, 1)) {
        std::string bytes;
        const UChar32 c = unicode.char32At(at);
        icu::UnicodeString{c}.toUTF8String(bytes);
        take(c, std::string_view{bytes});
    }
}

// Calls `take` with each code point and its bytes. Most of what is typed is ASCII.
template <class Take>
void each_character(std::string_view text, Take take) {
    while (!text.empty()) {
        if (is_ascii(text.front())) {
            take(UChar32{text.front()}, text.substr(0, 1));
            text.remove_prefix(1);
            continue;
        }
        const auto end = std::ranges::find_if(text, is_ascii);
        const auto size = static_cast<std::size_t>(end - text.begin());
        each_beyond_ascii(text.substr(0, size), take);
        text.remove_prefix(size);
    }
}

// Groups of three behind the first one.
bool well_grouped(std::string_view digits, char separator) {
    const auto groups = text::split(digits, separator);
    return !groups.front().empty() && groups.front().size() <= 3 &&
           std::all_of(groups.begin() + 1, groups.end(),
                       [](std::string_view group) { return group.size() == 3; });
}

// Which character stands before the places, 0 when there are none.
char decimal_separator(std::string_view text) {
    const auto last = text.find_last_of(".,");
    if (last == std::string_view::npos) return 0;
    const char separator = text[last];
    const bool both = text.find(separator == '.' ? ',' : '.') != std::string_view::npos;
    if (text.find(separator) != last) return 0;  // twice: thousands
    const bool could_be_thousands = separator == '.' && text.size() - last - 1 == 3;
    return both || !could_be_thousands ? separator : char{0};
}

std::string grouped(std::string whole, char separator) {
    for (int at = static_cast<int>(whole.size()) - 3; at > (whole.front() == '-' ? 1 : 0); at -= 3)
        whole.insert(static_cast<std::size_t>(at), 1, separator);
    return whole;
}

}  // namespace

std::string cleaned(std::string_view typed) {
    std::string out;
    each_character(typed, [&](UChar32 c, std::string_view bytes) {
        if (c == '\r' || is_unseen(c)) return;
        out += bytes;
    });
    return text::nfc(text::trim(out));
}

bool has_control(std::string_view text, bool lines) {
    bool found = false;
    each_character(text, [&](UChar32 c, std::string_view) {
        if (lines && (c == '\n' || c == '\t')) return;
        found = found || u_iscntrl(c) || u_charType(c) == U_UNASSIGNED;
    });
    return found;
}

std::size_t length(std::string_view text) {
    std::size_t out = 0;
    each_character(text, [&](UChar32 c, std::string_view) {
        out += u_charType(c) == U_NON_SPACING_MARK ? 0 : 1;
    });
    return out;
}

std::optional<Decimal> typed_number(std::string_view typed) {
    std::string text;
    each_character(typed, [&](UChar32 c, std::string_view bytes) {
        if (!u_isUWhiteSpace(c)) text += c == 0x2212 ? "-" : bytes;
    });
    std::string sign;
    if (text.starts_with('-')) {
        sign = "-";
        text.erase(0, 1);
    }
    if (text.empty() || text.find_first_not_of("0123456789.,") != std::string::npos)
        return std::nullopt;
    const char separator = decimal_separator(text);
    const auto comma = separator == 0 ? text.size() : text.rfind(separator);
    std::string whole = text.substr(0, comma);
    const std::string places = comma < text.size() ? text.substr(comma + 1) : "";
    const auto thousands = whole.find_first_of(".,");
    if (thousands != std::string::npos) {
        const char group = whole[thousands];
        if (!well_grouped(whole, group)) return std::nullopt;
        std::erase(whole, group);
    }
    if (whole.empty() || (comma < text.size() && places.empty())) return std::nullopt;
    return Decimal::parse(sign + whole + (places.empty() ? "" : "." + places));
}

std::string shown_number(const Decimal& number, std::string_view language) {
    const bool english = language == "en";
    const std::string plain = number.to_string();
    const auto dot = plain.find('.');
    std::string out = grouped(plain.substr(0, dot), english ? ',' : '.');
    if (dot != std::string::npos) out += (english ? "." : ",") + plain.substr(dot + 1);
    return out;
}

std::optional<std::string> not_of_a_name(std::string_view text) {
    std::optional<std::string> out;
    each_character(text, [&](UChar32 c, std::string_view bytes) {
        if (out) return;
        UErrorCode failed = U_ZERO_ERROR;
        const bool latin = u_isalpha(c) && uscript_getScript(c, &failed) == USCRIPT_LATIN;
        const bool mark = u_charType(c) == U_NON_SPACING_MARK && c >= 0x0300 && c <= 0x036F;
        const bool between = c == ' ' || c == '-' || c == '.' || c == '\'' || c == ',' ||
                             c == 0x2019 || c == 0x02BC || c == 0x02B9 || c == 0x02BA ||
                             c == 0x00B7;
        if (!latin && !mark && !between) out = std::string{bytes};
    });
    return out;
}

}  // namespace kommod::forms
