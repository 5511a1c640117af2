// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>

#include "base/text.h"
#include "catalogue/catalogue.h"

namespace kommod::catalogue {
namespace {

constexpr std::string_view local_prefix = "lokal:";
constexpr std::size_t longest_local_id = 60;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_leika(std::string_view text) {
    return text.size() == 14 && text.starts_with("99") && std::ranges::all_of(text, is_digit);
}

bool is_local_id(std::string_view id) {
    return !id.empty() && id.size() <= longest_local_id && std::ranges::all_of(id, [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-';
    });
}

Error bad_key(std::string_view value, std::string reason, std::string proposal = {}) {
    return {"catalogue.bad_key", std::move(reason),  "key", 0,
            std::string{value},  std::move(proposal)};
}

// The digits of something that was meant to be a key: grouping by spaces, dots, dashes and slashes
// and the address "urn:de:fim:leika:leistung:" are what people and systems add.
std::string digits_of(std::string_view text) {
    constexpr std::string_view urn = "urn:de:fim:leika:leistung:";
    if (text.starts_with(urn)) text.remove_prefix(urn.size());
    const std::string plain = text::replace_all(text, "\xC2\xA0", "");
    std::string digits;
    for (const char c : plain) {
        if (is_digit(c))
            digits += c;
        else if (c != ' ' && c != '.' && c != '-' && c != '/' && c != '\t' && c != '\'')
            return {};
    }
    return digits;
}

Error explain_leika(std::string_view value) {
    const std::string digits = digits_of(value);
    if (is_leika(digits))
        return bad_key(value, "Der Schlüssel darf nur aus 14 Ziffern bestehen.", digits);
    if (is_leika("99" + digits))
        return bad_key(value, "Dem Schlüssel fehlt die führende 99.", "99" + digits);
    if (value.find("E+") != std::string_view::npos || value.find("e+") != std::string_view::npos)
        return bad_key(value,
                       "Die Tabellenkalkulation hat den Schlüssel als Zahl gerundet; die Spalte "
                       "muss als Text gespeichert werden.");
    if (digits.size() == 14) return bad_key(value, "Ein LeiKa-Schlüssel beginnt mit 99.");
    return bad_key(value,
                   "Ein LeiKa-Schlüssel hat 14 Ziffern und beginnt mit 99; was nicht im LeiKa "
                   "steht, heißt „lokal:<kennung>“.");
}

}  // namespace

Result<ServiceKey> ServiceKey::parse(std::string_view text) {
    const std::string_view key = text::trim(text);
    if (is_leika(key)) return ServiceKey{std::string{key}};
    if (key.empty()) return fail(bad_key(text, "Der Schlüssel fehlt."));
    if (key.starts_with(local_prefix) && is_local_id(key.substr(local_prefix.size())))
        return ServiceKey{std::string{key}};
    if (text::lower(key).starts_with(local_prefix)) {
        const auto proposal = propose_local(key.substr(local_prefix.size()));
        return fail(bad_key(text,
                            "Nach „lokal:“ stehen 1 bis 60 Kleinbuchstaben (a–z), Ziffern oder "
                            "Bindestriche.",
                            proposal ? proposal->str() : std::string{}));
    }
    return fail(explain_leika(key));
}

std::optional<ServiceKey> ServiceKey::propose_local(std::string_view name) {
    std::string id = text::slug(name).substr(0, longest_local_id);
    while (id.ends_with('-'))
        id.pop_back();
    if (!is_local_id(id)) return std::nullopt;
    return ServiceKey{std::string{local_prefix} + id};
}

std::string_view to_id(Level level) {
    constexpr std::array<std::string_view, 4> ids{"bund", "land", "kreis", "kommune"};
    return ids.at(static_cast<std::size_t>(level));
}

Result<Level> level_from_id(std::string_view id) {
    for (const Level level : {Level::federal, Level::state, Level::district, Level::municipality})
        if (to_id(level) == id) return level;
    return fail({"catalogue.bad_level",
                 "Die Ebene heißt bund, land, kreis oder kommune.",
                 "level",
                 0,
                 std::string{id},
                 {}});
}

}  // namespace kommod::catalogue
