// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// From what was typed to a value.
#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "forms/fields.h"
#include "forms/identifiers.h"
#include "forms/typed_text.h"

namespace kommod::forms {
namespace {

constexpr std::size_t longest_typed = 60'000;  // bytes; every field's own limit is lower

FieldError wrong(std::string key, std::string part = {}, std::vector<std::string> arguments = {}) {
    return {std::move(key), std::move(part), std::move(arguments)};
}

std::string first(const RawInput& raw, std::string_view name) {
    const auto all = raw(name);
    return all.empty() ? std::string{} : cleaned(text::prefix(all.front(), longest_typed));
}

ReadField as_read(const Identifier& identifier) {
    if (identifier) return {Value{*identifier}, std::nullopt};
    return {{}, wrong(identifier.error())};
}

ReadField read_number(const std::string& typed, bool money) {
    std::string bare = typed;
    if (money) bare = text::replace_all(text::replace_all(bare, "€", ""), "EUR", "");
    const auto number = typed_number(bare);
    if (!number) return {{}, wrong(money ? "money.invalid" : "number.invalid")};
    if (!money) return {Value{*number}, std::nullopt};
    const auto cents = Decimal::product(*number, Decimal(100));
    if (!cents) return {{}, wrong("money.invalid")};
    if (!cents->is_whole()) return {{}, wrong("money.places")};
    return {Value{Cents{cents->whole()}}, std::nullopt};
}

int whole_number(std::string_view typed) {
    int out = 0;
    const auto [end, failure] = std::from_chars(typed.data(), typed.data() + typed.size(), out);
    return failure == std::errc{} && end == typed.data() + typed.size() ? out : 0;
}

// "3", "03", "März", "Mrz."
unsigned month_of(std::string_view typed) {
    static constexpr std::array<std::string_view, 12> names{
        "januar", "februar", "maerz",     "april",   "mai",      "juni",
        "juli",   "august",  "september", "oktober", "november", "dezember"};
    const int number = whole_number(typed);
    if (number > 0) return static_cast<unsigned>(number);
    if (typed.size() < 3) return 0;
    auto folded = text::fold(typed);
    if (folded.ends_with('.')) folded.pop_back();
    if (folded == "mrz") return 3;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i].starts_with(folded)) return static_cast<unsigned>(i + 1);
    return 0;
}

// Three inputs, or a day written in one.
ReadField read_day(std::string_view path, const RawInput& raw) {
    const std::string base{path};
    if (const auto typed = first(raw, base); !typed.empty()) {
        const auto day = LocalDate::parse_german(typed);
        return day ? ReadField{Value{*day}, std::nullopt} : ReadField{{}, wrong("date.invalid")};
    }
    const auto day = first(raw, base + ".day"), month = first(raw, base + ".month"),
               year = first(raw, base + ".year");
    if (day.empty() && month.empty() && year.empty()) return {};
    if (day.empty()) return {{}, wrong("date.no_day")};
    if (month.empty()) return {{}, wrong("date.no_month")};
    if (year.empty()) return {{}, wrong("date.no_year")};
    if (year.size() != 4) return {{}, wrong("date.short_year")};
    const auto read = LocalDate::parse(
        fmt::format("{:04}-{:02}-{:02}", whole_number(year), month_of(month), whole_number(day)));
    if (!read) return {{}, wrong("date.impossible")};
    return {Value{*read}, std::nullopt};
}

Value read_choices(const Field& field, std::string_view path, const RawInput& raw) {
    List out;
    const auto all = raw(path);
    // In the order of the form, each once, whatever was sent.
    for (const Option& option : field.settings.options)
        if (std::ranges::find(all, option.id) != all.end()) out.emplace_back(option.id);
    return out.empty() ? Value{} : Value{std::move(out)};
}

ReadField read_part(std::string_view part, const std::string& path, const RawInput& raw) {
    if (part == "date_of_birth") return read_day(path, raw);
    const auto typed = first(raw, path);
    if (typed.empty()) return {};
    if (part == "latitude" || part == "longitude") return read_number(typed, false);
    return {Value{typed}, std::nullopt};
}

ReadField read_record(const Field& field, std::string_view path, const RawInput& raw) {
    Record out;
    std::optional<FieldError> error;
    for (const std::string& part : field.settings.parts) {
        const auto read = read_part(part, fmt::format("{}.{}", path, part), raw);
        if (read.error && !error) {
            error = read.error;
            error->part = part;
        }
        if (!read.value.is_absent()) out.emplace_back(part, read.value);
    }
    // A country alone is only what stood in the form before anybody typed.
    const bool only_country = out.size() == 1 && out.front().first == "country";
    if (out.empty() || only_country) return {{}, error};
    return {Value{std::move(out)}, error};
}

ReadField read_yes_no(const std::string& typed) {
    if (typed == "ja" || typed == "true" || typed == "on") return {Value{true}, std::nullopt};
    if (typed == "nein" || typed == "false") return {Value{false}, std::nullopt};
    return {};
}

}  // namespace

ReadField read_typed(const Field& field, std::string_view path, const RawInput& raw) {
    using enum FieldType;
    switch (field.type) {
        case date:
            return read_day(path, raw);
        case choices:
            return {read_choices(field, path, raw), std::nullopt};
        case place:
        case address:
        case person:
        case organisation:
        case point:
            return read_record(field, path, raw);
        case file:
        case group:
        case notice:
            return {};
        default:
            break;
    }
    const auto typed = first(raw, path);
    if (field.type == declaration) {
        const auto read = read_yes_no(typed);
        return {read.value.holds() ? read.value : Value{}, std::nullopt};
    }
    if (typed.empty()) return {};
    switch (field.type) {
        case number:
            return read_number(typed, false);
        case money:
            return read_number(typed, true);
        case yes_no:
            return read_yes_no(typed);
        case iban:
            return as_read(forms::iban(typed));
        case tax_id:
            return as_read(forms::tax_id(typed));
        case postcode:
            return as_read(forms::postcode(typed));
        case phone:
            return as_read(forms::phone(typed));
        case email:
            return as_read(forms::email(typed));
        case time:
            return as_read(time_of_day(typed));
        default:
            return {Value{typed}, std::nullopt};
    }
}

}  // namespace kommod::forms
