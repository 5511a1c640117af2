// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/postgresql_values.h"

#include <bit>
#include <charconv>

#include <fmt/format.h>

#include "base/crypto.h"

namespace kommod::store {
namespace {

// From the server's catalog/pg_type.dat; they never change.
enum TypeId : Oid {
    any_type = 0,
    bool_type = 16,
    bytea_type = 17,
    int8_type = 20,
    int2_type = 21,
    int4_type = 23,
    text_type = 25,
    oid_type = 26,
    float4_type = 700,
    float8_type = 701,
    numeric_type = 1700,
};

std::array<char, 8> big_endian(std::uint64_t bits) {
    std::array<char, 8> out;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<char>(bits >> (8 * (7 - i)) & 0xff);
    return out;
}

template <class Number>
Number number(std::string_view text) {
    Number out{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || end != text.data() + text.size())
        throw DatabaseError(DatabaseError::Kind::other, "a number out of range");
    return out;
}

// "\\x00ff"
Blob bytes_of(std::string_view text) {
    const auto digit = [](char c) {
        return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
    };
    Blob out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 2; i + 1 < text.size(); i += 2)
        out.push_back(static_cast<std::byte>(digit(text[i]) << 4 | digit(text[i + 1])));
    return out;
}

Value value_of(Oid type, std::string_view text) {
    switch (type) {
        case bool_type:
            return std::int64_t{text == "t"};
        case int2_type:
        case int4_type:
        case int8_type:
        case oid_type:
            return number<std::int64_t>(text);
        case float4_type:
        case float8_type:
            return number<double>(text);
        case numeric_type:
            // SUM of integers is one; SQLite says integer to what has no fraction.
            if (text.find_first_not_of("-0123456789") == std::string_view::npos && text.size() < 19)
                return number<std::int64_t>(text);
            return number<double>(text);
        case bytea_type:
            return bytes_of(text);
        default:
            return std::string{text};
    }
}

void append_copy_text(std::string& line, std::string_view text) {
    for (const char c : text) {
        if (c == '\\')
            line += "\\\\";
        else if (c == '\n')
            line += "\\n";
        else if (c == '\r')
            line += "\\r";
        else if (c == '\t')
            line += "\\t";
        else
            line += c;
    }
}

}  // namespace

PostgresqlParameters::PostgresqlParameters(std::span<const Value> values) {
    numbers_.reserve(values.size());
    for (const Value& value : values)
        std::visit([this](const auto& v) { add(v); }, value);
}

void PostgresqlParameters::add(std::monostate) {
    add(any_type, 'n', nullptr, 0, 0);
}
void PostgresqlParameters::add(std::int64_t v) {
    add_number(int8_type, 'i', static_cast<std::uint64_t>(v));
}
void PostgresqlParameters::add(double v) {
    add_number(float8_type, 'd', std::bit_cast<std::uint64_t>(v));
}
void PostgresqlParameters::add(const std::string& v) {
    add(text_type, 't', v.c_str(), v.size(), 0);
}
void PostgresqlParameters::add(const Blob& v) {
    // An empty vector has no address, and no address means NULL.
    add(bytea_type, 'b', v.empty() ? "" : reinterpret_cast<const char*>(v.data()), v.size(), 1);
}

void PostgresqlParameters::add_number(Oid type, char mark, std::uint64_t bits) {
    const auto& kept = numbers_.emplace_back(big_endian(bits));
    add(type, mark, kept.data(), kept.size(), 1);
}

void PostgresqlParameters::add(Oid type, char mark, const char* bytes, std::size_t size,
                               int format) {
    types.push_back(type);
    data.push_back(bytes);
    lengths.push_back(static_cast<int>(size));
    formats.push_back(format);
    signature.push_back(mark);
}

Row row_of(const PGresult* result, int row) {
    const int count = PQnfields(result);
    std::vector<Value> values;
    values.reserve(static_cast<std::size_t>(count));
    for (int column = 0; column < count; ++column) {
        if (PQgetisnull(result, row, column) != 0) {
            values.emplace_back();
            continue;
        }
        const std::string_view text{PQgetvalue(result, row, column),
                                    static_cast<std::size_t>(PQgetlength(result, row, column))};
        values.push_back(value_of(PQftype(result, column), text));
    }
    return Row{std::move(values)};
}

std::int64_t rows_changed(PGresult* result) {
    const std::string_view changed = PQcmdTuples(result);
    const bool selected = std::string_view{PQcmdStatus(result)}.starts_with("SELECT");
    return changed.empty() || selected ? 0 : number<std::int64_t>(changed);
}

void append_copy_line(std::string& line, const std::vector<Value>& row) {
    for (const Value& value : row) {
        std::visit(
            [&](const auto& v) {
                using T = std::decay_t<decltype(v)>;
                if constexpr (std::is_same_v<T, std::monostate>)
                    line += "\\N";
                else if constexpr (std::is_same_v<T, std::string>)
                    append_copy_text(line, v);
                else if constexpr (std::is_same_v<T, Blob>)
                    line +=
                        "\\\\x" + crypto::hex({reinterpret_cast<const char*>(v.data()), v.size()});
                else
                    line += fmt::format("{}", v);
            },
            value);
        line += '\t';
    }
    line.back() = '\n';
}

}  // namespace kommod::store
