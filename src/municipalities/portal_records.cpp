// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/portal_records.h"

#include <algorithm>

#include "base/text.h"

namespace kommod::municipalities {
namespace {

bool has_control(std::string_view text, bool lines_allowed) {
    return std::any_of(text.begin(), text.end(), [&](char c) {
        if (c == '\n') return !lines_allowed;
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
}

bool is_word(std::string_view text) {
    return !text.empty() && text.size() <= 80 && text::slug(text) == text;
}

tl::unexpected<Error> bad(const char* key, const char* what, std::string_view field,
                          std::string_view value) {
    return fail({key, what, std::string{field}, 0, std::string{value}, {}});
}

// True when `office` would be found above itself.
bool is_circle(const Office& office, const PortalRecords& records) {
    std::string_view above = office.parent;
    for (std::size_t steps = 0; steps <= records.offices.size() && !above.empty(); ++steps) {
        if (above == office.id) return true;
        const auto* parent = records.office(above);
        above = parent ? std::string_view{parent->parent} : std::string_view{};
    }
    return false;
}

bool is_theme_value(std::string_view value) {
    constexpr std::string_view allowed = " #.,%()-+/_";
    const bool plain = std::all_of(value.begin(), value.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               allowed.find(c) != std::string_view::npos;
    });
    const auto lowered = text::lower(value);
    return plain && !value.empty() && value.size() <= 200 &&
           lowered.find("url(") == std::string::npos &&
           lowered.find("image") == std::string::npos && lowered.find("//") == std::string::npos;
}

std::vector<std::string> differing(const Office& before, const Office& after) {
    std::vector<std::string> fields;
    const std::pair<const char*, bool> compared[] = {
        {"parent", before.parent != after.parent},
        {"name", before.name != after.name},
        {"street", before.street != after.street},
        {"postcode", before.postcode != after.postcode},
        {"town", before.town != after.town},
        {"phone", before.phone != after.phone},
        {"email", before.email != after.email},
        {"url", before.url != after.url},
        {"opening_hours", before.opening_hours != after.opening_hours}};
    for (const auto& [field, differs] : compared)
        if (differs) fields.emplace_back(field);
    return fields;
}

}  // namespace

const Office* PortalRecords::office(std::string_view id) const {
    const auto found = std::find_if(offices.begin(), offices.end(),
                                    [&](const Office& office) { return office.id == id; });
    return found == offices.end() ? nullptr : &*found;
}

std::optional<OfficeChange> apply(PortalRecords& records, const Office& office) {
    const auto found = std::find_if(records.offices.begin(), records.offices.end(),
                                    [&](const Office& other) { return other.id == office.id; });
    const bool created = found == records.offices.end();
    OfficeChange change{office, created, differing(created ? Office{} : *found, office)};
    if (!created && change.fields.empty()) return std::nullopt;
    if (created)
        records.offices.push_back(office);
    else
        *found = office;
    return change;
}

Result<void> check_office(const Office& office, const PortalRecords& records) {
    constexpr auto key = "municipalities.bad_office";
    if (!is_word(office.id)) return bad(key, "a-z, 0-9 and hyphens expected", "id", office.id);
    if (text::trim(office.name).empty()) return bad(key, "a name is needed", "name", office.name);
    const std::pair<const char*, const std::string*> lines[] = {
        {"name", &office.name}, {"street", &office.street}, {"postcode", &office.postcode},
        {"town", &office.town}, {"phone", &office.phone},   {"email", &office.email},
        {"url", &office.url}};
    for (const auto& [field, value] : lines)
        if (value->size() > 300 || has_control(*value, false) || !text::is_utf8(*value))
            return bad(key, "one line of text expected", field, *value);
    if (office.opening_hours.size() > 2000 || has_control(office.opening_hours, true) ||
        !text::is_utf8(office.opening_hours))
        return bad(key, "lines of text expected", "opening_hours", office.opening_hours);
    if (!office.url.empty() && !office.url.starts_with("https://") &&
        !office.url.starts_with("http://"))
        return bad(key, "an address with https:// expected", "url", office.url);
    if (!office.parent.empty() && office.parent != office.id && !records.office(office.parent))
        return bad(key, "no such office", "parent", office.parent);
    if (is_circle(office, records))
        return bad(key, "an office cannot be above itself", "parent", office.parent);
    return {};
}

Result<void> check_text(std::string_view id, std::string_view language, std::string_view content) {
    constexpr auto key = "municipalities.bad_text";
    if (!is_word(id)) return bad(key, "a-z, 0-9 and hyphens expected", "id", id);
    if (!is_word(language)) return bad(key, "a language such as de expected", "language", language);
    if (!text::is_utf8(content)) return bad(key, "UTF-8 expected", "content", {});
    if (content.size() > 512 * 1024) return bad(key, "at most 512 kB", "content", {});
    return {};
}

Result<void> check_theme(const std::map<std::string, std::string>& theme) {
    constexpr auto key = "municipalities.bad_theme";
    for (const auto& [property, value] : theme) {
        if (!property.starts_with("--") || !is_word(std::string_view{property}.substr(2)))
            return bad(key, "a custom property such as --kommod-accent expected", "property",
                       property);
        if (!is_theme_value(value))
            return bad(key, "a plain colour, length or name expected", property, value);
    }
    return {};
}

Result<void> check_banner(std::string_view content) {
    if (content.size() <= 500 && !has_control(content, false) && text::is_utf8(content)) return {};
    return bad("municipalities.bad_banner", "one paragraph of at most 500 bytes expected", "banner",
               content);
}

Result<void> check_logo_alt(std::string_view alt) {
    if (!text::trim(alt).empty() && alt.size() <= 300 && !has_control(alt, false) &&
        text::is_utf8(alt))
        return {};
    return bad("municipalities.bad_logo", "one line of at most 300 bytes expected", "alt", alt);
}

}  // namespace kommod::municipalities
