// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/dump.h"

#include <charconv>

#include <fmt/format.h>

#include "base/crypto.h"

namespace kommod::store {
namespace {

// Boost.JSON's own doubles may lose the last bit; infinity and NaN have no JSON at all.
json::value real_to_json(double number) {
    return json::object{{"d", fmt::format("{}", number)}};
}

json::value to_json(const Value& value) {
    return std::visit(
        [](const auto& v) -> json::value {
            using T = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<T, std::monostate>)
                return nullptr;
            else if constexpr (std::is_same_v<T, double>)
                return real_to_json(v);
            else if constexpr (std::is_same_v<T, Blob>)
                return json::object{{"b", crypto::base64url(std::string_view{
                                              reinterpret_cast<const char*>(v.data()), v.size()})}};
            else
                return json::value(v);
        },
        value);
}

tl::unexpected<Error> malformed(std::string what) {
    return fail("backup.malformed", std::move(what));
}

Result<Value> real_from(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        return malformed("a real that is none");
    return number;
}

Result<Value> blob_from(std::string_view text) {
    const auto bytes = crypto::unbase64url(text);
    if (!bytes) return malformed("bytes that are none");
    const auto* data = reinterpret_cast<const std::byte*>(bytes->data());
    return Blob(data, data + bytes->size());
}

Result<Value> value_from(const json::value& value) {
    if (value.is_null()) return Value{};
    if (const auto* number = value.if_int64()) return Value{std::int64_t{*number}};
    if (const auto* text = value.if_string()) return Value{std::string{text->data(), text->size()}};
    const auto* object = value.if_object();
    if (object == nullptr || object->size() != 1) return malformed("an unknown kind of value");
    const auto* inner = object->begin()->value().if_string();
    if (inner == nullptr) return malformed("an unknown kind of value");
    const std::string_view text{inner->data(), inner->size()};
    if (object->begin()->key() == "d") return real_from(text);
    if (object->begin()->key() == "b") return blob_from(text);
    return malformed("an unknown kind of value");
}

}  // namespace

std::string to_line(const Row& row) {
    json::array values;
    values.reserve(row.size());
    for (std::size_t i = 0; i < row.size(); ++i)
        values.push_back(to_json(row[i]));
    return json::serialize(values) += '\n';
}

Result<std::vector<Value>> row_from(const json::value& line) {
    const auto* array = line.if_array();
    if (array == nullptr) return malformed("a row expected");
    std::vector<Value> values;
    values.reserve(array->size());
    for (const json::value& item : *array) {
        auto value = value_from(item);
        if (!value) return fail(value.error());
        values.push_back(std::move(*value));
    }
    return values;
}

json::object to_json(std::string_view name_space, const std::vector<Migration>& migrations) {
    json::array list;
    for (const Migration& m : migrations)
        list.push_back(json::array{m.room, m.number, m.name, m.checksum});
    return {{"namespace", name_space}, {"migrations", std::move(list)}};
}

Result<std::vector<Migration>> migrations_from(const json::object& line) {
    const auto* list = line.if_contains("migrations");
    if (list == nullptr || !list->is_array()) return malformed("no list of migrations");
    std::vector<Migration> migrations;
    for (const json::value& item : list->get_array()) {
        const auto values = row_from(item);
        if (!values) return fail(values.error());
        const auto text = [&](std::size_t i) { return std::get_if<std::string>(&values->at(i)); };
        const auto* number =
            values->size() == 4 ? std::get_if<std::int64_t>(&values->at(1)) : nullptr;
        if (number == nullptr || !text(0) || !text(2) || !text(3))
            return malformed("a migration that is none");
        migrations.push_back({*text(0), *number, *text(2), *text(3)});
    }
    return migrations;
}

json::object to_json(const TableHead& head) {
    return {{"table", head.table},
            {"columns", json::array(head.columns.begin(), head.columns.end())}};
}

Result<TableHead> table_from(const json::object& line) {
    TableHead head;
    const auto* table = line.if_contains("table");
    const auto* columns = line.if_contains("columns");
    if (table == nullptr || !table->is_string() || columns == nullptr)
        return malformed("a table without a name or columns");
    head.table = table->get_string().c_str();
    const auto names = row_from(*columns);
    if (!names) return fail(names.error());
    for (const Value& name : *names) {
        const auto* text = std::get_if<std::string>(&name);
        if (text == nullptr) return malformed("a column without a name");
        head.columns.push_back(*text);
    }
    return head;
}

}  // namespace kommod::store
