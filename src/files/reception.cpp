// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "files/reception.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace kommod::files {
namespace {

tl::unexpected<Error> refuse(std::string key) {
    return fail(std::move(key));
}

// Where a PDF ends (ISO 32000-2, 7.5.5); readers look for it in the last kilobyte, and so do we.
bool is_whole_pdf(std::string_view content) {
    constexpr std::size_t looked_at = 1024;
    const auto start = content.size() > looked_at ? content.size() - looked_at : 0;
    return content.substr(start).find("%%EOF") != content.npos;
}

std::string key_for(const Error& error) {
    if (error.key == "images.too_wide") return "file.too_wide";
    if (error.key == "images.busy") return "file.busy";
    return "file.broken";
}

icu::UnicodeString without_folders(const icu::UnicodeString& name) {
    const auto cut = std::max(name.lastIndexOf(u'/'), name.lastIndexOf(u'\\'));
    return {name, cut + 1};
}

// Letters, digits, punctuation and blanks; what cannot be seen or turns the line around goes.
bool is_shown(UChar32 character) {
    constexpr std::string_view reserved = "<>:\"|?*";
    const bool kept_back =
        character < 0x80 && reserved.find(static_cast<char>(character)) != reserved.npos;
    return u_isprint(character) && !kept_back;
}

std::string_view ending_of(Kind kind) {
    switch (kind) {
        case Kind::pdf:
            return ".pdf";
        case Kind::jpeg:
            return ".jpg";
        case Kind::png:
            break;
    }
    return ".png";
}

}  // namespace

Result<Accepted> Reception::receive(std::string content) const {
    if (content.empty()) return refuse("file.empty");
    const auto kind = kind_of(content);
    if (!kind) return refuse("file.unknown_kind");
    switch (scanner_.scan(content)) {
        case Scanner::Verdict::infected:
            return refuse("file.infected");
        case Scanner::Verdict::unknown:
            return refuse("file.not_scanned");
        case Scanner::Verdict::clean:
            break;
    }
    if (*kind == Kind::pdf) {
        if (!is_whole_pdf(content)) return refuse("file.broken");
        return Accepted{*kind, std::move(content)};
    }
    auto picture = images_.remake_photo(content);
    if (!picture) return refuse(key_for(picture.error()));
    return Accepted{*kind, std::move(*picture)};
}

std::string safe_name(std::string_view from_browser, Kind kind) {
    constexpr int longest = 100;
    const auto name = without_folders(icu::UnicodeString::fromUTF8(
        icu::StringPiece{from_browser.data(), static_cast<int>(from_browser.size())}));
    icu::UnicodeString kept;
    for (int at = 0; at < name.length() && kept.countChar32() < longest;
         at = name.moveIndex32(at, 1))
        if (is_shown(name.char32At(at))) kept.append(name.char32At(at));
    const auto dot = kept.lastIndexOf(u'.');
    if (dot >= 0) kept.truncate(dot);
    kept.trim();
    std::string out;
    kept.toUTF8String(out);
    return (out.empty() ? "Datei" : out) + std::string{ending_of(kind)};
}

}  // namespace kommod::files
