// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Whether a value may stand in a field.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "forms/countries.h"
#include "forms/fields.h"
#include "forms/identifiers.h"
#include "forms/typed_text.h"

namespace kommod::forms {
namespace {

using Found = std::optional<FieldError>;

FieldError wrong(std::string key, std::vector<std::string> arguments = {}) {
    return {std::move(key), {}, std::move(arguments)};
}

constexpr int usual_most = 200, usual_most_of_long = 2000, longest_part = 120;

Found check_text(const Field& field, const std::string& held) {
    const bool lines = field.type == FieldType::long_text;
    if (has_control(held, lines)) return wrong("text.control");
    const int most = field.settings.most.value_or(lines ? usual_most_of_long : usual_most);
    const auto size = static_cast<int>(length(held));
    if (size > most) return wrong("text.too_long", {std::to_string(most)});
    if (field.settings.least && size < *field.settings.least)
        return wrong("text.too_short", {std::to_string(*field.settings.least)});
    if (field.settings.letters_of_names)
        if (const auto strange = not_of_a_name(held)) return wrong("text.letters", {*strange});
    if (!field.settings.pattern.matches(held)) return wrong("text.pattern");
    return std::nullopt;
}

Found by(const Identifier& identifier) {
    if (identifier) return std::nullopt;
    return wrong(identifier.error());
}

// What a bound is, as the sentence of the error fills it in.
std::string spelled(const Value& value) {
    if (value.day()) return value.day()->to_iso();
    if (value.number()) return value.number()->to_string();
    if (value.money()) return std::to_string(value.money()->count());
    return value.text() ? *value.text() : std::string{};
}

Found check_bounds(const Field& field, const Value& value, const Scope& scope, const char* too_low,
                   const char* too_high) {
    const auto beyond = [&](const std::optional<Expression>& bound, const char* key,
                            bool low) -> Found {
        if (!bound) return std::nullopt;
        const Value limit = bound->evaluate(scope);
        const auto order = Value::compare(value, limit);
        if (!order || (low ? *order >= 0 : *order <= 0)) return std::nullopt;
        return wrong(key, {spelled(limit)});
    };
    if (auto error = beyond(field.settings.min, too_low, true)) return error;
    return beyond(field.settings.max, too_high, false);
}

Found check_number(const Field& field, const Value& value, const Scope& scope) {
    const auto rounded = value.number()->rounded(field.settings.places);
    if (!rounded || *rounded != *value.number())
        return field.settings.places == 0
                   ? wrong("number.whole")
                   : wrong("number.places", {std::to_string(field.settings.places)});
    return check_bounds(field, value, scope, "number.too_small", "number.too_large");
}

Found check_choices(const Field& field, const List& chosen,
                    const std::vector<std::string>& offered) {
    for (const Value& each : chosen)
        if (!each.text() || std::ranges::find(offered, *each.text()) == offered.end())
            return wrong("choice.unknown");
    const auto count = static_cast<int>(chosen.size());
    if (field.settings.least && count < *field.settings.least)
        return wrong("choices.too_few", {std::to_string(*field.settings.least)});
    if (field.settings.most && count > *field.settings.most)
        return wrong("choices.too_many", {std::to_string(*field.settings.most)});
    return std::nullopt;
}

Found check_files(const Field& field, const List& files) {
    if (static_cast<int>(files.size()) > field.settings.most.value_or(1))
        return wrong("file.too_many", {std::to_string(field.settings.most.value_or(1))});
    std::uint64_t total = 0;
    constexpr std::uint64_t megabyte = 1024 * 1024;
    for (const Value& file : files) {
        const Value kind = file.at("kind"), size = file.at("size");
        if (!kind.text() || !size.number()) return wrong("file.unknown");
        if (std::ranges::find(field.settings.kinds, *kind.text()) == field.settings.kinds.end())
            return wrong("file.kind", {fmt::format("{}", fmt::join(field.settings.kinds, ", "))});
        const auto bytes = static_cast<std::uint64_t>(size.number()->whole());
        if (bytes > field.settings.max_size)
            return wrong("file.too_large", {std::to_string(field.settings.max_size / megabyte)});
        total += bytes;
    }
    if (total > field.settings.max_total)
        return wrong("file.total", {std::to_string(field.settings.max_total / megabyte)});
    return std::nullopt;
}

// Parts that a record is not complete without.
bool part_needed(const Field& field, std::string_view part, const Value& record) {
    // Words are as good as a position; one half of a position is nothing.
    if (part == "latitude") return !record.at("longitude").is_absent();
    if (part == "longitude") return !record.at("latitude").is_absent();
    if (part == "addition" || part == "title" || part == "birth_name" || part == "description" ||
        part == "salutation" || part == "country" || part.starts_with("register_") ||
        part == "legal_form")
        return false;
    const Value country = record.at("country");
    const bool abroad =
        field.type == FieldType::address && country.text() && country != Value{"DE"};
    return !(abroad && (part == "house_number" || part == "postcode"));
}

Found check_part(const Field& field, const std::string& part, const Value& value,
                 const Value& record, const Scope& scope) {
    if (part == "date_of_birth") {
        if (!value.day()) return wrong("date.invalid");
        if (*value.day() > scope.today) return wrong("date.too_late", {scope.today.to_iso()});
        if (value.day()->year() < 1880) return wrong("date.too_early", {"1880-01-01"});
        return std::nullopt;
    }
    if (part == "latitude" || part == "longitude") {
        const Decimal most{part == "latitude" ? 90 : 180};
        if (!value.number() || *value.number() > most ||
            *value.number() < Decimal::from_micros(-most.micros()))
            return wrong("point.invalid");
        return std::nullopt;
    }
    if (!value.text()) return wrong("text.control");
    const std::string& held = *value.text();
    if (has_control(held, false)) return wrong("text.control");
    if (static_cast<int>(length(held)) > longest_part)
        return wrong("text.too_long", {std::to_string(longest_part)});
    if (part == "country" || part == "nationality") {
        if (!is_country(held)) return wrong("country.unknown");
        if (part == "country" && !field.settings.foreign && held != "DE")
            return wrong("country.foreign");
        return std::nullopt;
    }
    const Value country = record.at("country");
    const bool abroad = country.text() && country != Value{"DE"};
    if (part == "postcode" && !abroad) return by(postcode(held));
    if (part == "house_number" && !abroad) return by(house_number(held));
    if (field.type == FieldType::person)
        if (const auto strange = not_of_a_name(held)) return wrong("text.letters", {*strange});
    return std::nullopt;
}

Found check_record(const Field& field, const Value& value, const Scope& scope) {
    for (const std::string& part : field.settings.parts) {
        const Value held = value.at(part);
        Found error;
        if (!held.is_absent())
            error = check_part(field, part, held, value, scope);
        else if (part_needed(field, part, value))
            error = wrong("part.required", {part});
        if (!error) continue;
        error->part = part;
        return error;
    }
    return std::nullopt;
}

bool right_kind(const Field& field, const Value& value) {
    using enum FieldType;
    switch (field.type) {
        case number:
            return value.number() != nullptr;
        case money:
            return value.money() != nullptr;
        case date:
            return value.day() != nullptr;
        case yes_no:
        case declaration:
            return value.yes_no() != nullptr;
        case choices:
        case file:
        case group:
            return value.list() != nullptr;
        case place:
        case address:
        case person:
        case organisation:
        case point:
            return value.record() != nullptr;
        case notice:
            return false;
        default:
            return value.text() != nullptr;
    }
}

}  // namespace

std::optional<FieldError> check_value(const Field& field, const Value& value, const Scope& scope,
                                      const std::vector<std::string>& offered) {
    if (value.is_absent()) return std::nullopt;
    if (!right_kind(field, value)) return wrong("value.kind");
    using enum FieldType;
    switch (field.type) {
        case text:
        case long_text:
            return check_text(field, *value.text());
        case email:
            return by(forms::email(*value.text()));
        case phone:
            return by(forms::phone(*value.text()));
        case iban:
            return by(forms::iban(*value.text()));
        case tax_id:
            return by(forms::tax_id(*value.text()));
        case postcode:
            return by(forms::postcode(*value.text()));
        case number:
            return check_number(field, value, scope);
        case money:
            return check_bounds(field, value, scope, "money.too_small", "money.too_large");
        case date:
            return check_bounds(field, value, scope, "date.too_early", "date.too_late");
        case time:
            if (auto error = by(time_of_day(*value.text()))) return error;
            return check_bounds(field, value, scope, "time.too_early", "time.too_late");
        case choice:
            return std::ranges::find(offered, *value.text()) == offered.end()
                       ? Found{wrong("choice.unknown")}
                       : std::nullopt;
        case choices:
            return check_choices(field, *value.list(), offered);
        case country:
            return is_country(*value.text()) ? std::nullopt : Found{wrong("country.unknown")};
        case file:
            return check_files(field, *value.list());
        case declaration:
            return value.holds() ? std::nullopt : Found{wrong("required")};
        case place:
        case address:
        case person:
        case organisation:
        case point:
            return check_record(field, value, scope);
        case yes_no:
        case group:
        case notice:
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace kommod::forms
