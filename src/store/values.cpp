// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>

#include "base/text.h"
#include "store/engine.h"

namespace kommod::store {
namespace {

constexpr std::string_view type_names[] = {"NULL", "an integer", "a real", "a text", "a blob"};

[[noreturn]] void wrong_type(std::string_view wanted, std::size_t column, const Value& value) {
    throw DatabaseError(
        DatabaseError::Kind::other,
        fmt::format("column {} holds {}, not {}", column, type_names[value.index()], wanted));
}

template <class T>
const T& get(const std::vector<Value>& values, std::size_t column, std::string_view wanted) {
    const Value& value = values.at(column);
    if (const T* found = std::get_if<T>(&value)) return *found;
    wrong_type(wanted, column, value);
}

}  // namespace

Value to_value(const LocalDate& day) {
    return day.to_iso();
}
Value to_value(const Instant& instant) {
    return instant.micros();
}
Value to_value(const std::optional<std::string>& text) {
    return text ? Value{*text} : Value{};
}
Value to_value(const std::optional<LocalDate>& day) {
    return day ? Value{day->to_iso()} : Value{};
}

std::int64_t Row::integer(std::size_t column) const {
    return get<std::int64_t>(values_, column, "an integer");
}

double Row::real(std::size_t column) const {
    if (const auto* whole = std::get_if<std::int64_t>(&values_.at(column)))
        return static_cast<double>(*whole);
    return get<double>(values_, column, "a real");
}

const std::string& Row::text(std::size_t column) const {
    return get<std::string>(values_, column, "a text");
}

std::string Row::text_or(std::size_t column, std::string_view fallback) const {
    return is_null(column) ? std::string{fallback} : text(column);
}

const Blob& Row::blob(std::size_t column) const {
    return get<Blob>(values_, column, "a blob");
}

LocalDate Row::date(std::size_t column) const {
    const auto day = LocalDate::parse(text(column));
    if (!day) wrong_type("a day", column, values_[column]);
    return *day;
}

Instant Row::instant(std::size_t column) const {
    return Instant{integer(column)};
}

bool Row::is_null(std::size_t column) const {
    return std::holds_alternative<std::monostate>(values_.at(column));
}

std::optional<std::string> Row::optional_text(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return text(column);
}

std::optional<LocalDate> Row::optional_date(std::size_t column) const {
    if (is_null(column)) return std::nullopt;
    return date(column);
}

std::vector<Row> Session::query(const Statement& statement,
                                std::initializer_list<Value> parameters) {
    std::vector<Row> rows;
    each(statement, {parameters.begin(), parameters.size()},
         [&](const Row& row) { rows.push_back(row); });
    return rows;
}

std::optional<Row> Session::query_one(const Statement& statement,
                                      std::initializer_list<Value> parameters) {
    std::optional<Row> first;
    each(statement, {parameters.begin(), parameters.size()}, [&](const Row& row) {
        if (!first) first = row;
    });
    return first;
}

std::string quoted_identifier(std::string_view name) {
    std::string out = "\"";
    for (const char c : name)
        out.append(c == '"' ? 2 : 1, c);
    return out + '"';
}

std::string quoted_identifiers(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names)
        out += (out.empty() ? "" : ", ") + quoted_identifier(name);
    return out;
}

void check_texts(std::span<const Value> parameters) {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto* value = std::get_if<std::string>(&parameters[i]);
        if (value == nullptr) continue;
        if (value->find('\0') != std::string::npos || !text::is_utf8(*value))
            throw DatabaseError(DatabaseError::Kind::check,
                                fmt::format("parameter ${} is not UTF-8 without U+0000", i + 1));
    }
}

std::string municipality_namespace(std::string_view ags) {
    return "m" + std::string{ags};
}

}  // namespace kommod::store
