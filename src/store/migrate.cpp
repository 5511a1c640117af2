// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/migrate.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "base/crypto.h"
#include "base/log.h"

namespace kommod::store {
namespace {

constexpr Statement has_record_sqlite{
    "store.migration.exists",
    "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'"};
constexpr Statement has_record_postgresql{
    "store.migration.exists",
    "SELECT COUNT(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = "
    "'schema_migration'"};
constexpr std::string_view create_record =
    "CREATE TABLE IF NOT EXISTS schema_migration (position BIGINT PRIMARY KEY, room TEXT NOT NULL,"
    " number BIGINT NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL,"
    " applied_at BIGINT NOT NULL, UNIQUE (room, number));";
constexpr Statement all_recorded{
    "store.migration.all",
    "SELECT room, number, name, checksum FROM schema_migration ORDER BY position"};
constexpr Statement record{
    "store.migration.record",
    "INSERT INTO schema_migration (position, room, number, name, checksum, applied_at)"
    " VALUES ((SELECT COALESCE(MAX(position), 0) + 1 FROM schema_migration), $1, $2, $3, $4, $5)"};

bool concerns(const Migrations& room, std::string_view name_space) {
    using Scope = Migrations::Scope;
    return room.scope == Scope::every_namespace ||
           (room.scope == Scope::association) == (name_space == association);
}

// "0001_name.sqlite.sql" taken apart.
struct FileName {
    std::int64_t number = 0;
    std::string name;
    std::string dialect;  // "", "sqlite" or "postgresql"
};

FileName parse(std::string_view path) {
    const std::string_view file = path.substr(path.rfind('/') + 1);
    FileName out;
    const auto [end, error] = std::from_chars(file.data(), file.data() + file.size(), out.number);
    const auto digits = static_cast<std::size_t>(end - file.data());
    const bool well_formed = error == std::errc{} && digits == 4 && file.size() > 9 &&
                             file[4] == '_' && file.ends_with(".sql");
    if (!well_formed)
        throw std::runtime_error(fmt::format("a migration is named 0001_name.sql, not {}", path));
    out.name = file.substr(5, file.size() - 9);
    if (const auto dot = out.name.find('.'); dot != std::string::npos) {
        out.dialect = out.name.substr(dot + 1);
        out.name.resize(dot);
        if (out.dialect != "sqlite" && out.dialect != "postgresql")
            throw std::runtime_error(fmt::format("migration {} is for an unknown engine", path));
    }
    return out;
}

std::vector<Step> steps_of(const Migrations& room, Engine engine) {
    const std::string_view dialect = engine == Engine::sqlite ? "sqlite" : "postgresql";
    struct Variants {
        std::string name;
        std::map<std::string, std::string_view> by_dialect;
    };
    std::map<std::int64_t, Variants> numbers;
    for (const embedded::File& file : room.files) {
        const FileName parsed = parse(file.name);
        Variants& variants = numbers[parsed.number];
        const bool first = variants.by_dialect.empty();
        if (!variants.by_dialect.emplace(parsed.dialect, file.content).second ||
            (!first && variants.name != parsed.name))
            throw std::runtime_error(
                fmt::format("two migrations {} of room {}", parsed.number, room.room));
        variants.name = parsed.name;
    }
    std::vector<Step> steps;
    for (const auto& [number, variants] : numbers) {
        std::string all;
        for (const auto& [key, sql] : variants.by_dialect)
            all.append(key).append(1, '\0').append(sql).append(1, '\0');
        auto found = variants.by_dialect.find(std::string{dialect});
        if (found == variants.by_dialect.end()) found = variants.by_dialect.find("");
        if (found == variants.by_dialect.end())
            throw std::runtime_error(fmt::format("migration {} of room {} has no file for {}",
                                                 number, room.room, dialect));
        steps.push_back(
            {{std::string{room.room}, number, variants.name, crypto::hex(crypto::sha256(all))},
             found->second});
    }
    return steps;
}

}  // namespace

std::vector<Step> plan_for(std::span<const Migrations> rooms, std::string_view name_space,
                           Engine engine) {
    std::vector<Step> plan;
    for (const Migrations& room : rooms) {
        if (!concerns(room, name_space)) continue;
        const auto steps = steps_of(room, engine);
        plan.insert(plan.end(), steps.begin(), steps.end());
    }
    return plan;
}

std::vector<Migration> applied_migrations(Session& session) {
    const bool on_sqlite = session.engine() == Engine::sqlite;
    const auto exists = session.query_one(on_sqlite ? has_record_sqlite : has_record_postgresql);
    std::vector<Migration> applied;
    if (exists->integer(0) == 0) return applied;
    session.each(all_recorded, {}, [&](const Row& row) {
        applied.push_back({row.text(0), row.integer(1), row.text(2), row.text(3)});
    });
    return applied;
}

std::vector<Step> missing_steps(const std::vector<Step>& plan,
                                const std::vector<Migration>& applied,
                                std::string_view name_space) {
    std::map<std::pair<std::string, std::int64_t>, const Migration*> recorded;
    std::map<std::string, std::int64_t> highest;
    for (const Migration& migration : applied) {
        recorded[{migration.room, migration.number}] = &migration;
        highest[migration.room] = std::max(highest[migration.room], migration.number);
    }
    std::vector<Step> missing;
    for (const Step& step : plan) {
        const Migration& known = step.migration;
        const auto found = recorded.find({known.room, known.number});
        if (found == recorded.end()) {
            if (highest.contains(known.room) && known.number < highest[known.room])
                throw MigrationRefused(fmt::format(
                    "namespace {}: migration {} of room {} comes too late, {} was applied already",
                    name_space, known.number, known.room, highest[known.room]));
            missing.push_back(step);
            continue;
        }
        if (found->second->checksum != known.checksum)
            throw MigrationRefused(
                fmt::format("namespace {}: migration {}_{} of room {} was changed after it was "
                            "applied; a landed migration is never edited",
                            name_space, known.number, known.name, known.room));
        recorded.erase(found);
    }
    if (!recorded.empty()) {
        const Migration& unknown = *recorded.begin()->second;
        throw MigrationRefused(
            fmt::format("namespace {} was made by a newer Kommod: this one does not know migration "
                        "{}_{} of room {}",
                        name_space, unknown.number, unknown.name, unknown.room));
    }
    return missing;
}

void prepare_migrations(Connection& connection) {
    connection.script(create_record);
}

void apply(Connection& connection, const Step& step, Instant now) {
    const Migration& m = step.migration;
    try {
        connection.script(step.sql);
    } catch (const DatabaseError& error) {
        throw DatabaseError(error.kind(), fmt::format("migration {}_{} of room {}: {}", m.number,
                                                      m.name, m.room, error.what()));
    }
    connection.execute(record, {m.room, m.number, m.name, m.checksum, now.micros()});
}

}  // namespace kommod::store
