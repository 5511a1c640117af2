// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "steering/cases.h"

#include <algorithm>
#include <charconv>

#include "base/csv.h"
#include "base/text.h"

namespace kommod::steering {
namespace {

constexpr std::string_view key_column = "schluessel", number_column = "faelle_im_jahr";

std::optional<std::size_t> column(const csv::Record& head, std::string_view name) {
    const auto found = std::find(head.fields.begin(), head.fields.end(), name);
    if (found == head.fields.end()) return std::nullopt;
    return static_cast<std::size_t>(found - head.fields.begin());
}

// A comma or point counts as a separator of thousands only before three digits.
bool is_grouped(std::string_view typed) {
    const auto parts = text::split(typed, '.');
    return std::all_of(parts.begin() + 1, parts.end(),
                       [](std::string_view part) { return part.size() == 3; });
}

}  // namespace

Result<std::optional<std::int64_t>> read_number(std::string_view typed) {
    const std::string_view trimmed = text::trim(typed);
    if (trimmed.empty()) return std::optional<std::int64_t>{};
    const std::string digits = text::replace_all(trimmed, ".", "");
    std::int64_t out = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (failure != std::errc{} || end != digits.data() + digits.size() || out < 0 ||
        out > most_cases || !is_grouped(trimmed))
        return fail("steering.bad_number", "Fälle im Jahr sind eine ganze Zahl.");
    return std::optional{out};
}

CaseFile read_cases(std::string_view csv_text, const catalogue::Catalogue& catalogue) {
    CaseFile out;
    csv::Reader reader{csv_text};
    csv::Record record;
    std::optional<std::size_t> key, number;
    const auto reject = [&](std::string_view field, std::string_view value, std::string reason) {
        out.rejected.push_back(
            {record.line, std::string(field), std::string(value), std::move(reason), {}});
    };
    for (;;) {
        const auto more = reader.next(record);
        if (!more) {
            reject({}, {}, "Diese Zeile ist keine gültige CSV-Zeile.");
            continue;
        }
        if (!*more) break;
        if (!key) {
            key = column(record, key_column);
            number = column(record, number_column);
            if (key && number) continue;
            reject({}, {}, "Die erste Zeile nennt die Spalten schluessel und faelle_im_jahr.");
            return out;
        }
        if (record.fields.size() <= std::max(*key, *number)) {
            reject({}, {}, "In dieser Zeile fehlen Spalten.");
            continue;
        }
        const std::string name{text::trim(record.fields[*key])};
        const auto cases = read_number(record.fields[*number]);
        if (catalogue.find(name) == nullptr)
            reject(key_column, name, "Diese Leistung gibt es hier nicht.");
        else if (!cases)
            reject(number_column, record.fields[*number], cases.error().what);
        else
            out.numbers[name] = *cases;
    }
    return out;
}

std::string write_cases(const catalogue::Catalogue& catalogue) {
    std::string out;
    csv::write(out, {std::string(key_column), std::string(number_column), "leistung", "buendel"},
               ';');
    for (const auto& service : catalogue.services())
        csv::write(
            out,
            {service.key, service.cases_per_year ? std::to_string(*service.cases_per_year) : "",
             service.name, catalogue.bundles()[service.bundle_index].name},
            ';');
    return out;
}

std::vector<catalogue::Record> supplements(const catalogue::Records& own,
                                           const CaseNumbers& numbers) {
    std::vector<catalogue::Record> out;
    for (const auto& [key, cases] : numbers) {
        const auto known = own.supplements.find(key);
        catalogue::Supplement supplement{key, {}};
        if (known != own.supplements.end()) supplement = known->second;
        if (supplement.details.cases_per_year == cases) continue;
        supplement.details.cases_per_year = cases;
        out.emplace_back(std::move(supplement));
    }
    return out;
}

}  // namespace kommod::steering
