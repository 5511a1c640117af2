// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/backup.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "base/crypto.h"
#include "base/log.h"
#include "store/dump.h"
#include "store/files.h"

namespace kommod::store {
namespace {

constexpr int rows_at_once = 200;

constexpr Statement tables_sqlite{
    "store.backup.tables",
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'schema_migration' ORDER BY name"};
constexpr Statement tables_postgresql{
    "store.backup.tables",
    "SELECT tablename::text FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
    " AND tablename <> 'schema_migration' ORDER BY tablename::text COLLATE \"C\""};
constexpr Statement columns_sqlite{
    "store.backup.columns",
    "SELECT name FROM pragma_table_xinfo($1) WHERE hidden = 0 ORDER BY cid"};
constexpr Statement columns_postgresql{
    "store.backup.columns",
    "SELECT attname::text FROM pg_catalog.pg_attribute WHERE attrelid = quote_ident($1)::regclass"
    " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"};

// All rows of a table. PostgreSQL would hand them over at once: there a cursor gives some at a
// time.
void each_row(Session& session, const TableHead& head,
              const std::function<void(const Row&)>& each) {
    const std::string select = fmt::format("SELECT {} FROM {}", quoted_identifiers(head.columns),
                                           quoted_identifier(head.table));
    if (session.engine() == Engine::sqlite) {
        session.each({"store.backup.rows", select}, {}, each);
        return;
    }
    const std::string cursor = quoted_identifier("backup of " + head.table);
    const std::string declare = fmt::format("DECLARE {} NO SCROLL CURSOR FOR {}", cursor, select);
    const std::string fetch = fmt::format("FETCH {} FROM {}", rows_at_once, cursor);
    session.query({"store.backup.open", declare});
    for (bool more = true; more;) {
        more = false;
        session.each({"store.backup.rows", fetch}, {}, [&](const Row& row) {
            more = true;
            each(row);
        });
    }
}

BackupReport::Part dump(Namespace& name_space, crypto::SealedWriter& out) {
    return name_space.read([&](Session& session) {
        BackupReport::Part part{name_space.name(), 0, 0};
        const auto line = [&](const json::object& object) {
            out.write(json::serialize(object) += '\n');
        };
        line(to_json(name_space.name(), applied_migrations(session)));
        for (const TableHead& head : tables_of(session)) {
            line(to_json(head));
            each_row(session, head, [&](const Row& row) {
                out.write(to_line(row));
                ++part.rows;
            });
            ++part.tables;
        }
        line({{"end", part.name_space}, {"tables", part.tables}, {"rows", part.rows}});
        return part;
    });
}

}  // namespace

std::vector<TableHead> tables_of(Session& session) {
    const bool sqlite = session.engine() == Engine::sqlite;
    std::vector<TableHead> tables;
    for (const Row& table : session.query(sqlite ? tables_sqlite : tables_postgresql)) {
        TableHead head{table.text(0), {}};
        for (const Row& column :
             session.query(sqlite ? columns_sqlite : columns_postgresql, {head.table}))
            head.columns.push_back(column.text(0));
        tables.push_back(std::move(head));
    }
    return tables;
}

Result<BackupReport> backup(Database& database, const Clock& clock,
                            const std::vector<std::string>& names,
                            const std::filesystem::path& file, std::string_view passphrase,
                            std::string_view installation_key, const crypto::SealingCost& cost) {
    const auto wanted = names.empty() ? database.namespaces() : names;
    for (const std::string& name : wanted)
        if (database.find(name) == nullptr)
            return fail(
                {"backup.unknown_namespace", "there is no namespace " + name, {}, 0, name, {}});
    if (std::filesystem::exists(file))
        return fail("backup.exists", file.string() + " exists already");
    const std::filesystem::path part = std::filesystem::path{file} += ".part";
    try {
        std::filesystem::remove(part);
        BackupReport report{clock.now(), {}, std::string{installation_key}};
        {
            crypto::SealedWriter out{part, passphrase, cost};
            const json::object head{{"kommod", "backup"},
                                    {"format", 1},
                                    {"made_at", report.made_at.micros()},
                                    {"installation_key", crypto::hex(installation_key)}};
            out.write(json::serialize(head) += '\n');
            for (const std::string& name : wanted)
                if (Namespace* name_space = database.find(name))
                    report.parts.push_back(dump(*name_space, out));
            out.write("{\"end\":\"backup\"}\n");
            out.finish();
        }
        std::filesystem::rename(part, file);
        sync(std::filesystem::absolute(file).parent_path());
        log::info("store.backup", {{"namespaces", static_cast<std::int64_t>(report.parts.size())}});
        return report;
    } catch (const std::system_error& error) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        return fail("backup.unwritable", error.what());
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        throw;
    }
}

}  // namespace kommod::store
