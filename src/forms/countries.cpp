// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/countries.h"

#include <algorithm>
#include <memory>

#include <unicode/coll.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace kommod::forms {
namespace {

std::string named(const char* code, const icu::Locale& locale) {
    icu::UnicodeString name;
    icu::Locale("", code).getDisplayCountry(locale, name);
    std::string out;
    return name.toUTF8String(out);
}

using Countries = std::vector<std::pair<std::string, std::string>>;

Countries listed(const icu::Locale& locale) {
    Countries out;
    for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code)
        out.emplace_back(*code, named(*code, locale));
    UErrorCode failed = U_ZERO_ERROR;
    const std::unique_ptr<icu::Collator> collator{icu::Collator::createInstance(locale, failed)};
    std::ranges::sort(out, [&](const auto& a, const auto& b) {
        if ((a.first == "DE") != (b.first == "DE")) return a.first == "DE";
        UErrorCode ignored = U_ZERO_ERROR;
        return collator->compareUTF8(a.second, b.second, ignored) == UCOL_LESS;
    });
    return out;
}

}  // namespace

const Countries& countries(std::string_view language) {
    static const Countries german = listed(icu::Locale::getGerman());
    static const Countries english = listed(icu::Locale::getUK());
    return language == "en" ? english : german;
}

bool is_country(std::string_view code) {
    return std::ranges::any_of(countries("de"),
                               [&](const auto& each) { return each.first == code; });
}

std::string country_name(std::string_view code, std::string_view language) {
    for (const auto& [known, name] : countries(language))
        if (known == code) return name;
    return std::string{code};
}

}  // namespace kommod::forms
