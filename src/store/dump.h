// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: how a backup's lines look. Each line is a JSON value:
//   {"kommod":"backup","format":1,"made_at":1669885200000000}
//   {"namespace":"m05558012","migrations":[["store",1,"outbox_and_jobs","ab12..."]]}
//   {"table":"outbox","columns":["id","topic"]}
//   ["0190...","mail"]            a row: null, integer, text, {"d":"0.1"} or {"b":"base64url"}
//   {"end":"m05558012","tables":3,"rows":17}
//   {"end":"backup"}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "store/migrate.h"

namespace kommod::store {

struct TableHead {
    std::string table;
    std::vector<std::string> columns;
};

// What a backup takes along: all tables but the record of migrations.
std::vector<TableHead> tables_of(Session& session);

std::string to_line(const Row& row);
Result<std::vector<Value>> row_from(const json::value& line);
json::object to_json(std::string_view name_space, const std::vector<Migration>& migrations);
Result<std::vector<Migration>> migrations_from(const json::object& line);
json::object to_json(const TableHead& head);
Result<TableHead> table_from(const json::object& line);

}  // namespace kommod::store
