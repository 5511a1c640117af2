// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: values on their way to PostgreSQL and back.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <libpq-fe.h>

#include "store/database.h"

namespace kommod::store {

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresqlResult = std::unique_ptr<PGresult, ClearResult>;

// The parameters as libpq wants them; the values they were made of must outlive them. Numbers and
// bytes travel binary, NULL takes the type the server finds for it.
struct PostgresqlParameters {
    explicit PostgresqlParameters(std::span<const Value> values);

    int count() const { return static_cast<int>(types.size()); }

    std::vector<Oid> types;
    std::vector<const char*> data;
    std::vector<int> lengths;
    std::vector<int> formats;
    std::string signature;

  private:
    void add(std::monostate);
    void add(std::int64_t v);
    void add(double v);
    void add(const std::string& v);
    void add(const Blob& v);
    void add_number(Oid type, char mark, std::uint64_t bits);
    void add(Oid type, char mark, const char* bytes, std::size_t size, int format);

    std::vector<std::array<char, 8>> numbers_;  // reserved: their addresses are in `data`
};

Row row_of(const PGresult* result, int row);
std::int64_t rows_changed(PGresult* result);
// A row in the text format of COPY.
void append_copy_line(std::string& line, const std::vector<Value>& row);

}  // namespace kommod::store
