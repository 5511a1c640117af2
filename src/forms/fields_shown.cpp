// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Values and errors as people read them.
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/msgid.h"
#include "base/text.h"
#include "forms/countries.h"
#include "forms/fields.h"
#include "forms/identifiers.h"
#include "forms/typed_text.h"
#include "forms/words.h"

namespace kommod::forms {
namespace {

constexpr std::array english_months{"January",   "February", "March",    "April",
                                    "May",       "June",     "July",     "August",
                                    "September", "October",  "November", "December"};

std::string shown_day(LocalDate day, std::string_view language) {
    if (language != "en") return day.to_german();
    return fmt::format("{} {} {}", day.day(), english_months.at(day.month() - 1), day.year());
}

std::string shown_money(Cents money, std::string_view language) {
    if (language != "en") return money.to_german();
    const auto number = Decimal::from_micros(money.count() * 10'000);
    std::string out = shown_number(number, language);
    const auto dot = out.find('.');
    if (dot == std::string::npos)
        out += ".00";
    else if (out.size() - dot == 2)
        out += "0";
    return "€" + out;
}

std::string part_shown(std::string_view part, const Value& value, const Speech& speech) {
    if (value.day()) return shown_day(*value.day(), speech.language);
    if (value.number()) return shown_number(*value.number(), speech.language);
    if (!value.text()) return {};
    if (part == "country" || part == "nationality")
        return country_name(*value.text(), speech.language);
    return *value.text();
}

// As an envelope shows it: street and number together, postcode and place together.
std::string record_shown(const Field& field, const Value& record, const Speech& speech) {
    std::string out;
    std::string_view before;
    for (const std::string& part : field.settings.parts) {
        const Value value = record.at(part);
        if (value.is_absent() || (part == "country" && value == Value{"DE"})) continue;
        const bool together = (before == "street" && part == "house_number") ||
                              (before == "postcode" && part == "place") ||
                              (before == "salutation" || before == "title") ||
                              (before == "given_names" && part == "family_name");
        if (!out.empty()) out += together ? " " : ", ";
        if (part == "birth_name") out += speech.translate(msgid("geb.")) + " ";
        out += part_shown(part, value, speech);
        before = part;
    }
    return out;
}

// "vor dem Rathaus (51,9446° N, 7,1679° O)"
std::string point_shown(const Value& point, const Speech& speech) {
    const Value latitude = point.at("latitude"), longitude = point.at("longitude"),
                description = point.at("description");
    std::string place;
    if (latitude.number() && longitude.number()) {
        const auto degrees = [&](const Decimal& number, std::string_view plus,
                                 std::string_view minus) {
            const bool below = number < Decimal{};
            const auto size = below ? Decimal::from_micros(-number.micros()) : number;
            return fmt::format("{}° {}", shown_number(size, speech.language), below ? minus : plus);
        };
        place = fmt::format("{}, {}", degrees(*latitude.number(), "N", "S"),
                            degrees(*longitude.number(), speech.language == "en" ? "E" : "O", "W"));
    }
    if (!description.text()) return place;
    return place.empty() ? *description.text() : fmt::format("{} ({})", *description.text(), place);
}

std::string joined(const List& list, const std::function<std::string(const Value&)>& each) {
    std::string out;
    for (const Value& value : list)
        out += (out.empty() ? "" : ", ") + each(value);
    return out;
}

std::string unit_of(std::string_view text_path, const Speech& speech) {
    const auto unit = speech.text(fmt::format("fields.{}.unit", text_path));
    return unit.empty() ? unit : " " + unit;
}

// The arguments of an error are plain; here they get the spelling of the language.
std::string argument(std::string_view key, std::string_view plain, const Speech& speech) {
    if (key == "part.required") return speech.translate(part_label(plain));
    if (key.starts_with("date."))
        if (const auto day = LocalDate::parse(plain)) return shown_day(*day, speech.language);
    if (key == "number.too_small" || key == "number.too_large")
        if (const auto number = Decimal::parse(plain))
            return shown_number(*number, speech.language);
    if (key == "money.too_small" || key == "money.too_large") {
        std::int64_t cents = 0;
        std::from_chars(plain.data(), plain.data() + plain.size(), cents);
        return shown_money(Cents{cents}, speech.language);
    }
    return std::string{plain};
}

}  // namespace

std::string without_items(std::string_view path) {
    std::string out;
    for (const auto part : text::split(path, '.'))
        if (part.find_first_not_of("0123456789") != std::string_view::npos)
            out += (out.empty() ? "" : ".") + std::string{part};
    return out;
}

std::string shown(const Duration& duration, const Speech& speech) {
    constexpr int months_of_year = 12;
    const auto count = [&](int number, std::string_view one, std::string_view many) {
        return fmt::format("{} {}", number, speech.translate(number == 1 ? one : many));
    };
    std::vector<std::string> parts;
    if (const int years = duration.months / months_of_year; years != 0)
        parts.push_back(count(years, msgid("Jahr"), msgid("Jahre")));
    if (const int months = duration.months % months_of_year; months != 0)
        parts.push_back(count(months, msgid("Monat"), msgid("Monate")));
    if (duration.days != 0) parts.push_back(count(duration.days, msgid("Tag"), msgid("Tage")));
    return text::join(parts, ", ");
}

std::string shown(const Field& field, std::string_view path, const Value& value,
                  const Speech& speech) {
    if (value.is_absent()) return {};
    const auto key = without_items(path);
    const auto option = [&](const Value& chosen) {
        if (chosen.text() && field.settings.listed) return *chosen.text();
        return chosen.text() ? speech.text(fmt::format("fields.{}.options.{}", key, *chosen.text()))
                             : std::string{};
    };
    if (value.yes_no()) return speech.translate(*value.yes_no() ? msgid("Ja") : msgid("Nein"));
    if (value.number())
        return shown_number(*value.number(), speech.language) + unit_of(key, speech);
    if (value.money()) return shown_money(*value.money(), speech.language);
    if (value.day()) return shown_day(*value.day(), speech.language);
    if (value.record() && field.type == FieldType::point) return point_shown(value, speech);
    if (value.record()) return record_shown(field, value, speech);
    if (const List* list = value.list()) {
        if (field.type == FieldType::choices) return joined(*list, option);
        if (field.type == FieldType::file)
            return joined(*list, [](const Value& file) {
                const Value name = file.at("name");
                return name.text() ? *name.text() : std::string{};
            });
        return std::to_string(list->size());
    }
    if (field.type == FieldType::choice) return option(value);
    if (field.type == FieldType::country) return country_name(*value.text(), speech.language);
    if (field.type == FieldType::iban) return grouped_iban(*value.text());
    return *value.text();
}

std::string sentence(const FieldError& error, const Field& field, std::string_view path,
                     const Speech& speech) {
    if (error.key == "required" || error.key == "text.pattern") {
        const char* own = error.key == "required" ? "required" : "pattern";
        auto words = speech.text(fmt::format("fields.{}.{}", without_items(path), own));
        if (!words.empty()) return words;
    }
    std::string out = speech.translate(error_sentence(error.key, field.type));
    for (std::size_t i = 0; i < error.arguments.size(); ++i)
        out = text::replace_all(out, fmt::format("{{{}}}", i),
                                argument(error.key, error.arguments[i], speech));
    return out;
}

}  // namespace kommod::forms
