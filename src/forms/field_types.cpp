// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/field_types.h"

#include <algorithm>
#include <array>

namespace kommod::forms {
namespace {

using Words = std::vector<std::string>;

struct TypeRow {
    FieldType type;
    const char* id;
    Words settings;
    Words parts, usual_parts;
};

const std::array<TypeRow, 24>& rows() {
    static const Words address_parts{"street",   "house_number", "addition",
                                     "postcode", "place",        "country"};
    static const Words person_parts{"salutation", "title",         "given_names",    "family_name",
                                    "birth_name", "date_of_birth", "place_of_birth", "nationality"};
    static const Words organisation_parts{"name", "legal_form", "register_court",
                                          "register_number"};
    using enum FieldType;
    static const std::array<TypeRow, 24> all{{
        {text, "text", {"min", "max", "pattern", "letters"}, {}, {}},
        {long_text, "long_text", {"min", "max"}, {}, {}},
        {email, "email", {}, {}, {}},
        {phone, "phone", {}, {}, {}},
        {number, "number", {"min", "max", "places"}, {}, {}},
        {money, "money", {"min", "max"}, {}, {}},
        {date, "date", {"min", "max"}, {}, {}},
        {time, "time", {"min", "max"}, {}, {}},
        {yes_no, "yes_no", {}, {}, {}},
        {choice, "choice", {"options"}, {}, {}},
        {choices, "choices", {"options", "min", "max"}, {}, {}},
        {country, "country", {}, {}, {}},
        {file, "file", {"kinds", "max_size", "max_files", "max_total", "later"}, {}, {}},
        {postcode, "postcode", {}, {}, {}},
        {place, "place", {}, {"postcode", "place"}, {"postcode", "place"}},
        {address, "address", {"foreign"}, address_parts, address_parts},
        {iban, "iban", {}, {}, {}},
        {tax_id, "tax_id", {}, {}, {}},
        {person, "person", {"parts"}, person_parts, {"given_names", "family_name"}},
        {organisation, "organisation", {"parts"}, organisation_parts, {"name"}},
        {group, "group", {"fields", "min", "max", "item_title"}, {}, {}},
        {notice, "notice", {}, {}, {}},
        {declaration, "declaration", {}, {}, {}},
        {point,
         "point",
         {"outside"},
         {"latitude", "longitude", "description"},
         {"latitude", "longitude", "description"}},
    }};
    return all;
}

const TypeRow& row(FieldType type) {
    return rows().at(static_cast<std::size_t>(type));
}

Type part_type(std::string_view part) {
    if (part == "date_of_birth") return Type::Kind::day;
    if (part == "latitude" || part == "longitude") return Type::Kind::number;
    return Type::Kind::text;
}

Type record_type(const Words& parts) {
    Names members;
    for (const std::string& part : parts)
        members.emplace(part, part_type(part));
    return Type::record_of(std::move(members));
}

Type option_type(const Field& field) {
    std::vector<std::string> ids;
    for (const Option& option : field.settings.options)
        ids.push_back(option.id);
    return ids.empty() ? Type{Type::Kind::text} : Type::one_of(std::move(ids));
}

Type group_type(const Field& group) {
    Names members;
    for (const Field& field : group.fields)
        if (field.has_value()) members.emplace(field.key, value_type(field));
    return Type::list_of(Type::record_of(std::move(members)));
}

Type file_type() {
    Names members;
    for (const char* text : {"name", "kind", "id"})
        members.emplace(text, Type::Kind::text);
    members.emplace("size", Type::Kind::number);
    return Type::list_of(Type::record_of(std::move(members)));
}

}  // namespace

std::string_view to_id(FieldType type) {
    return row(type).id;
}

std::optional<FieldType> field_type_from_id(std::string_view id) {
    const auto found = std::ranges::find(rows(), id, &TypeRow::id);
    return found == rows().end() ? std::nullopt : std::optional{found->type};
}

const std::vector<std::string>& field_type_ids() {
    static const Words ids = [] {
        Words out;
        for (const TypeRow& each : rows())
            out.emplace_back(each.id);
        return out;
    }();
    return ids;
}

const std::vector<std::string>& settings_of(FieldType type) {
    return row(type).settings;
}
const std::vector<std::string>& parts_of(FieldType type) {
    return row(type).parts;
}
const std::vector<std::string>& usual_parts_of(FieldType type) {
    return row(type).usual_parts;
}

Type value_type(const Field& field) {
    switch (field.type) {
        case FieldType::number:
            return Type::Kind::number;
        case FieldType::money:
            return Type::Kind::money;
        case FieldType::date:
            return Type::Kind::day;
        case FieldType::yes_no:
        case FieldType::declaration:
            return Type::Kind::yes_no;
        case FieldType::choice:
            return option_type(field);
        case FieldType::choices:
            return Type::list_of(option_type(field));
        case FieldType::file:
            return file_type();
        case FieldType::group:
            return group_type(field);
        case FieldType::place:
        case FieldType::address:
        case FieldType::person:
        case FieldType::organisation:
        case FieldType::point:
            return record_type(field.settings.parts);
        default:
            return Type::Kind::text;
    }
}

const std::map<std::string, Type, std::less<>>& login_attributes() {
    static const Names all = [] {
        Names out = record_type(parts_of(FieldType::person)).members();
        out.emplace("address", record_type(parts_of(FieldType::address)));
        out.emplace("email", Type::Kind::text);
        out.emplace("trust_level", Type::one_of({"none", "low", "substantial", "high"}));
        return out;
    }();
    return all;
}

}  // namespace kommod::forms
