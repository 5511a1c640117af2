// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/text.h"

#include <algorithm>

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

namespace kommod::text {
namespace {

icu::UnicodeString from_utf8(std::string_view text) {
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string to_utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
}

bool is_space(std::string_view text, std::size_t at, std::size_t& width) {
    const unsigned char c = static_cast<unsigned char>(text[at]);
    width = 1;
    if (c == ' ' || (c >= '\t' && c <= '\r')) return true;
    if (c == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) == 0xA0) {
        width = 2;
        return true;
    }
    return false;
}

std::u32string code_points(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    const auto unicode = from_utf8(text);
    for (std::int32_t i = 0; i < unicode.length(); i = unicode.moveIndex32(i, 1))
        out.push_back(static_cast<char32_t>(unicode.char32At(i)));
    return out;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t length = 0;
    u_strFromUTF8(nullptr, 0, &length, bytes.data(), static_cast<std::int32_t>(bytes.size()),
                  &status);
    return status != U_INVALID_CHAR_FOUND;
}

std::string_view prefix(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U)
        --most;
    return text.substr(0, most);
}

std::string_view trim(std::string_view text) {
    std::size_t width = 0;
    while (!text.empty() && is_space(text, 0, width))
        text.remove_prefix(width);
    while (!text.empty()) {
        if (is_space(text, text.size() - 1, width)) {
            text.remove_suffix(1);
        } else if (text.size() >= 2 && is_space(text, text.size() - 2, width) && width == 2) {
            text.remove_suffix(2);
        } else {
            break;
        }
    }
    return text;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (const auto& part : parts) {
        if (&part != &parts.front()) out += separator;
        out += part;
    }
    return out;
}

std::string lower(std::string_view text) {
    return to_utf8(from_utf8(text).toLower(icu::Locale::getGerman()));
}

std::string nfc(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFCInstance(status);
    return to_utf8(form->normalize(from_utf8(text), status));
}

std::string fold(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* composed = icu::Normalizer2::getNFCInstance(status);
    const auto* decomposed = icu::Normalizer2::getNFKDInstance(status);
    const auto lowered =
        composed->normalize(from_utf8(text), status).toLower(icu::Locale::getGerman());
    icu::UnicodeString german;
    for (std::int32_t i = 0; i < lowered.length(); i = lowered.moveIndex32(i, 1)) {
        const UChar32 c = lowered.char32At(i);
        switch (c) {
            case 0xE4:
                german.append(u"ae", 2);
                break;
            case 0xF6:
                german.append(u"oe", 2);
                break;
            case 0xFC:
                german.append(u"ue", 2);
                break;
            case 0xDF:
                german.append(u"ss", 2);
                break;
            default:
                german.append(c);
        }
    }
    const auto parts = decomposed->normalize(german, status);
    icu::UnicodeString plain;
    for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
        const UChar32 c = parts.char32At(i);
        if (u_charType(c) != U_NON_SPACING_MARK) plain.append(c);
    }
    return to_utf8(plain);
}

std::string slug(std::string_view text) {
    std::string out;
    for (const char c : fold(text)) {
        const bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (keep)
            out += c;
        else if (!out.empty() && out.back() != '-')
            out += '-';
    }
    while (!out.empty() && out.back() == '-')
        out.pop_back();
    return out;
}

int edit_distance(std::string_view left, std::string_view right, int limit) {
    const auto a = code_points(left);
    const auto b = code_points(right);
    const int n = static_cast<int>(a.size());
    const int m = static_cast<int>(b.size());
    if (std::abs(n - m) > limit) return limit + 1;
    std::vector<int> before(m + 1), last(m + 1), row(m + 1);
    for (int j = 0; j <= m; ++j)
        last[j] = j;
    for (int i = 1; i <= n; ++i) {
        row[0] = i;
        int best = row[0];
        for (int j = 1; j <= m; ++j) {
            const int change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
            best = std::min(best, row[j]);
        }
        if (best > limit) return limit + 1;
        before.swap(last);
        last.swap(row);
    }
    return std::min(last[m], limit + 1);
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
    std::string out;
    out.reserve(text.size());
    for (;;) {
        const auto at = from.empty() ? std::string_view::npos : text.find(from);
        out += text.substr(0, at);
        if (at == std::string_view::npos) return out;
        out += to;
        text.remove_prefix(at + from.size());
    }
}

}  // namespace kommod::text
