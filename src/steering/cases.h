// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// How often a service is asked for in a year: what people typed or a table holds. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/import_report.h"
#include "catalogue/catalogue.h"
#include "catalogue/record.h"

namespace kommod::steering {

constexpr std::int64_t most_cases = 10'000'000;  // beyond it a typing error is likelier

// By key; nothing: nobody counted.
using CaseNumbers = std::map<std::string, std::optional<std::int64_t>>;

// "1.250" or "1250"; an empty text is a number that nobody knows. Errors: "steering.bad_number".
Result<std::optional<std::int64_t>> read_number(std::string_view typed);

struct CaseFile {
    CaseNumbers numbers;
    std::vector<Rejection> rejected;
};
// schluessel;faelle_im_jahr. Further columns are left alone.
CaseFile read_cases(std::string_view csv_text, const catalogue::Catalogue& catalogue);
std::string write_cases(const catalogue::Catalogue& catalogue);

// The records that say these numbers, beside all that the namespace's supplements say already.
std::vector<catalogue::Record> supplements(const catalogue::Records& own,
                                           const CaseNumbers& numbers);

}  // namespace kommod::steering
