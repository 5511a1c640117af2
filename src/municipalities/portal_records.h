// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A municipality's own records as its pages need them, and the rules they obey. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "municipalities/municipality.h"

namespace kommod::municipalities {

// One moment of the records; immutable once made.
struct PortalRecords {
    std::vector<Office> offices;                                       // by name
    std::map<std::pair<std::string, std::string>, std::string> texts;  // (id, language)
    std::map<std::string, std::string> theme;
    std::string banner;
    std::optional<Logo> logo;

    const Office* office(std::string_view id) const;
};

struct OfficeChange {
    Office office;
    bool created = false;
    std::vector<std::string> fields;  // that differ from what was there
};
// Puts an office into the records; nothing when it stands there already as given.
std::optional<OfficeChange> apply(PortalRecords& records, const Office& office);

// "municipalities.bad_office" with field and value: no id or name, control characters, a parent
// that does not exist or is below the office itself.
Result<void> check_office(const Office& office, const PortalRecords& records);
// "municipalities.bad_text": an id or language that is no plain word, or no UTF-8.
Result<void> check_text(std::string_view id, std::string_view language, std::string_view content);
// "municipalities.bad_theme": a theme ends up in a style sheet, so a property is "--" and a plain
// word, and a value is colours, lengths and names: nothing that could end the declaration or fetch
// something.
Result<void> check_theme(const std::map<std::string, std::string>& theme);
// "municipalities.bad_banner": one paragraph of at most 500 bytes.
Result<void> check_banner(std::string_view content);
// "municipalities.bad_logo": the description is one line of text, at most 300 bytes.
Result<void> check_logo_alt(std::string_view alt);

}  // namespace kommod::municipalities
