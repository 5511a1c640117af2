// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/municipality.h"

#include <algorithm>

#include "base/text.h"
#include "municipalities/state.h"

namespace kommod::municipalities {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_ags(std::string_view text) {
    return (text.size() == 8 || text.size() == 5) && all_digits(text) && !state_name(text).empty();
}

// What was probably meant by digits that are no AGS; empty when there is no telling.
std::string ags_meant(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (is_digit(c))
            digits += c;
        else if (c != ' ' && c != '-' && c != '.' && c != '\'')
            return {};
    }
    // An ARS is land 2, Regierungsbezirk 1, Kreis 2, Verband 4, Gemeinde 3.
    if (digits.size() == 12) digits = digits.substr(0, 5) + digits.substr(9);
    if (digits.size() == 7 || digits.size() == 4) digits.insert(digits.begin(), '0');
    return is_ags(digits) ? digits : std::string{};
}

// Path segments of the pages of the whole site, of files every site has, and of what an
// operator may put beside it in the proxy.
constexpr std::string_view reserved =
    " .well-known abmelden admin anmelden antraege antrag api assets barriere-melden "
    "barrierefreiheit bearbeitung bild bilder buendel dateien daten datenschutz de "
    "de-leicht docs download en favicon.ico feedback gebaerdensprache healthz hilfe "
    "impressum index index.html inhalt kiosk kommunen kontakt konto leben lebenslagen "
    "leichte-sprache leistung leistungen login logout metrics monitor oauth online "
    "openapi openapi.json postfach qr readyz robots robots.txt saml schon-online "
    "security.txt sitemap sitemap.xml sprache staff start static status suche termin "
    "termine verwaltung vorschau vorschlaege www ";

bool is_slug_shaped(std::string_view slug) {
    return !slug.empty() && slug.size() <= 80 && text::slug(slug) == slug;
}

}  // namespace

Result<Ags> Ags::parse(std::string_view text) {
    if (is_ags(text)) return Ags{std::string{text}};
    return fail({"municipalities.bad_ags", "8 digits expected, 5 for a district, state 01 to 16",
                 "ags", 0, std::string{text}, ags_meant(text)});
}

std::string spoken_name(const Municipality& municipality) {
    const std::string_view official = municipality.official_name;
    const auto comma = official.rfind(',');
    if (comma != std::string_view::npos)
        return std::string{text::trim(official.substr(comma + 1))} + " " + common_name(official);
    const auto& name = official.empty() ? municipality.name : municipality.official_name;
    return municipality.kind == Kind::district ? name : "Gemeinde " + name;
}

std::string common_name(std::string_view official_name) {
    return std::string{text::trim(official_name.substr(0, official_name.find(',')))};
}

bool is_reserved_slug(std::string_view slug) {
    return !slug.empty() && slug.find(' ') == std::string_view::npos &&
           reserved.find(" " + std::string{slug} + " ") != std::string_view::npos;
}

Result<std::string> parse_slug(std::string_view text) {
    if (!is_slug_shaped(text))
        return fail({"municipalities.bad_slug", "a-z, 0-9 and single hyphens inside expected",
                     "slug", 0, std::string{text}, text::slug(text)});
    if (is_reserved_slug(text))
        return fail({"municipalities.reserved_slug", "this path belongs to the site itself", "slug",
                     0, std::string{text}, "stadt-" + std::string{text}});
    return std::string{text};
}

std::string free_slug(const Municipality& municipality,
                      const std::function<bool(std::string_view)>& taken) {
    const auto free = [&](const std::string& slug) {
        return is_slug_shaped(slug) && !is_reserved_slug(slug) && !taken(slug);
    };
    const auto by_name = text::slug(municipality.name);
    if (free(by_name)) return by_name;
    const auto district = text::slug(common_name(municipality.district_name));
    if (!by_name.empty() && !district.empty() && free(by_name + "-" + district))
        return by_name + "-" + district;
    const auto by_key = by_name.empty() ? municipality.ags : by_name + "-" + municipality.ags;
    return free(by_key) ? by_key : "gemeinde-" + municipality.ags;
}

Result<std::string> parse_host(std::string_view text) {
    const auto host = text::lower(text::trim(text));
    const bool shaped = std::all_of(host.begin(), host.end(), [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '.';
    });
    if (shaped && host.size() <= 253 && !host.starts_with('.') && !host.ends_with('.') &&
        host.find("..") == std::string::npos)
        return host;
    return fail({"municipalities.bad_host",
                 "a host name without scheme, port and path expected",
                 "host",
                 0,
                 std::string{text},
                 {}});
}

}  // namespace kommod::municipalities
