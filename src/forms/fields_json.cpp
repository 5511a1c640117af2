// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Values as JSON and back, without loss: by the type of the field a text is money, a day or a text.
#include <cstdlib>

#include <fmt/format.h>

#include "forms/fields.h"

namespace kommod::forms {
namespace {

std::string euros(Cents money) {
    const auto count = money.count();
    return fmt::format("{}{}.{:02}", count < 0 ? "-" : "", std::abs(count / 100),
                       std::abs(count % 100));
}

// A number as files write it: 12, 12.5 or "12.5".
std::optional<Decimal> decimal(const json::value& json) {
    if (json.is_string()) return Decimal::parse(std::string_view{json.get_string()});
    if (json.is_int64() || json.is_uint64() || json.is_double())
        return Decimal::parse(json.is_double() ? fmt::format("{}", json.get_double())
                                               : json::serialize(json));
    return std::nullopt;
}

std::optional<Value> number_from(const json::value& json) {
    const auto number = decimal(json);
    return number ? std::optional{Value{*number}} : std::nullopt;
}

std::optional<Value> money_from(const json::value& json) {
    const auto number = decimal(json);
    const auto cents = number ? Decimal::product(*number, Decimal(100)) : std::nullopt;
    if (!cents || !cents->is_whole()) return std::nullopt;
    return Value{Cents{cents->whole()}};
}

std::optional<Value> day_from(const json::value& json) {
    if (!json.is_string()) return std::nullopt;
    const auto day = LocalDate::parse(std::string_view{json.get_string()});
    return day ? std::optional{Value{*day}} : std::nullopt;
}

std::optional<Value> text_from(const json::value& json) {
    if (json.is_string()) return Value{std::string_view{json.get_string()}};
    // 48653 in a file of cases means the postcode.
    if (json.is_int64() || json.is_uint64()) return Value{json::serialize(json)};
    return std::nullopt;
}

std::optional<Value> part_from(std::string_view part, const json::value& json) {
    if (part == "date_of_birth") return day_from(json);
    if (part == "latitude" || part == "longitude" || part == "size") return number_from(json);
    return text_from(json);
}

std::optional<Value> record_from(const json::value& json) {
    if (!json.is_object()) return std::nullopt;
    Record out;
    for (const auto& [key, value] : json.get_object()) {
        auto part = part_from(key, value);
        if (!part) return std::nullopt;
        out.emplace_back(key, std::move(*part));
    }
    return Value{std::move(out)};
}

template <class Read>
std::optional<Value> list_from(const json::value& json, Read read) {
    if (!json.is_array()) return std::nullopt;
    List out;
    for (const json::value& each : json.get_array()) {
        auto item = read(each);
        if (!item) return std::nullopt;
        out.push_back(std::move(*item));
    }
    return Value{std::move(out)};
}

Record fields_from(const std::vector<Field>& fields, const json::object& json) {
    Record out;
    for (const Field& field : fields)
        if (const json::value* held = json.if_contains(field.key))
            if (auto value = from_json(field, *held))
                out.emplace_back(field.key, std::move(*value));
    return out;
}

}  // namespace

json::value to_json(const Value& value) {
    if (value.yes_no()) return *value.yes_no();
    if (value.number()) return json::value(value.number()->to_string());
    if (value.money()) return json::value(euros(*value.money()));
    if (value.day()) return json::value(value.day()->to_iso());
    if (value.text()) return json::value(*value.text());
    if (const List* list = value.list()) {
        json::array out;
        for (const Value& each : *list)
            out.push_back(to_json(each));
        return out;
    }
    if (const Record* record = value.record()) {
        json::object out;
        for (const auto& [key, held] : *record)
            out[key] = to_json(held);
        return out;
    }
    return nullptr;
}

std::optional<Value> from_json(const Field& field, const json::value& json) {
    if (json.is_null()) return Value{};
    using enum FieldType;
    switch (field.type) {
        case number:
            return number_from(json);
        case money:
            return money_from(json);
        case date:
            return day_from(json);
        case yes_no:
        case declaration:
            return json.is_bool() ? std::optional{Value{json.get_bool()}} : std::nullopt;
        case choices:
            return list_from(json, text_from);
        case file:
            return list_from(json, record_from);
        case group:
            return list_from(json, [&](const json::value& item) -> std::optional<Value> {
                if (!item.is_object()) return std::nullopt;
                return Value{fields_from(field.fields, item.get_object())};
            });
        case place:
        case address:
        case person:
        case organisation:
        case point:
            return record_from(json);
        case notice:
            return std::nullopt;
        default:
            return text_from(json);
    }
}

Record answers_from_json(const Form& form, const json::object& json) {
    Record out;
    for (const Page& page : form.pages) {
        Record of_page = fields_from(page.fields, json);
        out.insert(out.end(), std::make_move_iterator(of_page.begin()),
                   std::make_move_iterator(of_page.end()));
    }
    return out;
}

}  // namespace kommod::forms
