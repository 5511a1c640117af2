// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/countries.h"

#include <algorithm>
#include <memory>

#include <unicode/coll.h>
#include <unicode/locid.h>

namespace kommod::forms {
namespace {

using Countries = std::vector<std::pair<std::string, std::string>>;

Countries named_in(const icu::Locale& language) {
    std::vector<std::pair<std::string, icu::UnicodeString>> named;
    for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
        icu::UnicodeString name;
        icu::Locale{"", *code}.getDisplayCountry(language, name);
        named.emplace_back(*code, std::move(name));
    }
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Collator> order{icu::Collator::createInstance(language, status)};
    std::ranges::sort(named, [&](const auto& a, const auto& b) {
        if ((a.first == "DE") != (b.first == "DE")) return a.first == "DE";
        UErrorCode ignored = U_ZERO_ERROR;
        return order->compare(a.second, b.second, ignored) == UCOL_LESS;
    });
    Countries out;
    for (const auto& [code, name] : named)
        name.toUTF8String(out.emplace_back(code, std::string{}).second);
    return out;
}

}  // namespace

const Countries& countries(std::string_view language) {
    static const Countries german = named_in(icu::Locale::getGerman());
    static const Countries english = named_in(icu::Locale::getEnglish());
    return language == "en" ? english : german;
}

}  // namespace kommod::forms
