// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>
#include <variant>

#include <fmt/format.h>

#include "base/crypto.h"
#include "base/log.h"
#include "store/backup.h"
#include "store/dump.h"
#include "store/namespaces.h"

namespace kommod::store {
namespace {

struct NamespaceHead {
    std::string name;
    std::vector<Migration> migrations;
};
struct NamespaceEnd {
    BackupReport::Part part;
};
struct End {};
using Item = std::variant<NamespaceHead, TableHead, std::vector<Value>, NamespaceEnd, End>;

// An Error on its way out of callbacks that cannot return one; never leaves this file.
struct Refused {
    Error error;
};

[[noreturn]] void refuse(std::string key, std::string what, std::string value = {}) {
    throw Refused{Error{std::move(key), std::move(what), {}, 0, std::move(value), {}}};
}

template <class T>
T taken(Result<T> result) {
    if (!result) throw Refused{std::move(result.error())};
    return std::move(*result);
}

std::int64_t integer(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    if (value == nullptr || !value->is_int64())
        refuse("backup.malformed", fmt::format("{} is missing", key));
    return value->get_int64();
}

std::string text(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    if (value == nullptr || !value->is_string())
        refuse("backup.malformed", fmt::format("{} is missing", key));
    return std::string{value->get_string().c_str(), value->get_string().size()};
}

// The items of a backup, one after the other. Throws Refused.
class Reader {
  public:
    Reader(const std::filesystem::path& file, std::string_view passphrase)
        : in_(taken(crypto::SealedReader::open(file, passphrase))) {
        const json::value head = line();
        const auto* object = head.if_object();
        if (object == nullptr || text(*object, "kommod") != "backup")
            refuse("backup.malformed", "this is not a backup");
        if (integer(*object, "format") != 1)
            refuse("backup.malformed", "this backup was made by a newer Kommod");
        made_at_ = Instant{integer(*object, "made_at")};
        installation_key_ = taken(crypto::unhex(text(*object, "installation_key")));
        advance();
    }

    Instant made_at() const { return made_at_; }
    const std::string& installation_key() const { return installation_key_; }
    Item& item() { return item_; }
    template <class T>
    T* at() {
        return std::get_if<T>(&item_);
    }

    void advance() {
        const json::value value = line();
        const auto* object = value.if_object();
        if (object == nullptr) {
            item_ = taken(row_from(value));
        } else if (object->contains("namespace")) {
            item_ = NamespaceHead{text(*object, "namespace"), taken(migrations_from(*object))};
        } else if (object->contains("table")) {
            item_ = taken(table_from(*object));
        } else if (object->contains("rows")) {
            item_ = NamespaceEnd{
                {text(*object, "end"), integer(*object, "tables"), integer(*object, "rows")}};
        } else if (text(*object, "end") == "backup") {
            item_ = End{};
        }
    }

  private:
    json::value line() {
        std::string text;
        if (!taken(in_.next_line(text)))
            refuse("backup.malformed", "the backup ends before its end");
        json::error_code error;
        json::value value = json::parse(text, error);
        if (error) refuse("backup.malformed", "a line that is not JSON");
        return value;
    }

    crypto::SealedReader in_;
    Instant made_at_;
    std::string installation_key_;
    Item item_ = End{};
};

// Reads one namespace from behind its head to behind its end; `table` reads the rows of a table.
template <class ReadTable>
BackupReport::Part read_namespace(Reader& reader, const std::string& name,
                                  const ReadTable& read_table) {
    BackupReport::Part part{name, 0, 0};
    while (auto* head = reader.at<TableHead>()) {
        const TableHead table = std::move(*head);
        reader.advance();
        read_table(table, [&](std::vector<Value>& row) {
            auto* values = reader.at<std::vector<Value>>();
            if (values == nullptr) return false;
            if (values->size() != table.columns.size())
                refuse("backup.malformed", "a row of another length than its table");
            row = std::move(*values);
            ++part.rows;
            reader.advance();
            return true;
        });
        ++part.tables;
    }
    const auto* end = reader.at<NamespaceEnd>();
    if (end == nullptr || end->part.name_space != name || end->part.rows != part.rows ||
        end->part.tables != part.tables)
        refuse("backup.malformed", "namespace " + name + " is not complete");
    reader.advance();
    return part;
}

const auto skip_rows = [](const TableHead&, const auto& next) {
    std::vector<Value> row;
    while (next(row)) {
    }
};

BackupReport read_through(const std::filesystem::path& file, std::string_view passphrase) {
    Reader reader{file, passphrase};
    BackupReport report{reader.made_at(), {}, reader.installation_key()};
    while (auto* head = reader.at<NamespaceHead>()) {
        const std::string name = head->name;
        reader.advance();
        report.parts.push_back(read_namespace(reader, name, skip_rows));
    }
    if (reader.at<End>() == nullptr) refuse("backup.malformed", "a line out of place");
    return report;
}

std::string working_name(std::string_view name) {
    return std::string{name} + ".restoring";
}

// The association's namespace is made by the first start; nobody misses it while it is empty.
bool is_empty(Namespace& name_space) {
    return name_space.read([](Session& session) {
        for (const TableHead& head : tables_of(session)) {
            if (head.table == "job") continue;
            const std::string any =
                fmt::format("SELECT 1 FROM {} LIMIT 1", quoted_identifier(head.table));
            if (session.query_one({"store.restore.is_empty", any})) return false;
        }
        return true;
    });
}

// The namespaces to restore, after all that can be refused beforehand was looked at.
std::set<std::string> chosen(Database& database, const BackupReport& contents,
                             const RestoreOptions& options) {
    std::set<std::string> names;
    for (const BackupReport::Part& part : contents.parts)
        names.insert(part.name_space);
    if (!options.only.empty()) {
        for (const std::string& name : options.only)
            if (!names.contains(name))
                refuse("restore.unknown_namespace", "the backup holds no namespace " + name, name);
        names = {options.only.begin(), options.only.end()};
    }
    for (const std::string& name : names) {
        Namespace* there = options.overwrite ? nullptr : database.find(name);
        if (there != nullptr && !(name == association && is_empty(*there)))
            refuse("restore.exists", "namespace " + name + " exists already", name);
    }
    return names;
}

// A migration may have put rows of its own into a table; the backup holds them, too.
void clear(Connection& connection, const std::string& table) {
    const std::string all = "DELETE FROM " + quoted_identifier(table);
    connection.execute({"store.restore.clear", all}, std::span<const Value>{});
}

BackupReport build_all(StoredDatabase& database, Reader& reader,
                       const std::set<std::string>& names) {
    BackupReport report{reader.made_at(), {}, reader.installation_key()};
    while (auto* found = reader.at<NamespaceHead>()) {
        const NamespaceHead head = std::move(*found);
        reader.advance();
        if (!names.contains(head.name)) {
            read_namespace(reader, head.name, skip_rows);
            continue;
        }
        database.build(working_name(head.name), head.name, head.migrations,
                       [&](Connection& connection) {
                           report.parts.push_back(read_namespace(
                               reader, head.name, [&](const TableHead& table, const auto& next) {
                                   clear(connection, table.table);
                                   connection.insert(table.table, table.columns, next);
                               }));
                       });
    }
    return report;
}

BackupReport restore_chosen(StoredDatabase& database, const std::filesystem::path& file,
                            std::string_view passphrase, const RestoreOptions& options) {
    const auto names = chosen(database, read_through(file, passphrase), options);
    Reader reader{file, passphrase};
    try {
        BackupReport report = build_all(database, reader, names);
        std::vector<Replacement> built;
        for (const std::string& name : names)
            built.push_back({working_name(name), name});
        database.swap_in(built);
        return report;
    } catch (...) {
        for (const std::string& name : names)
            database.discard(working_name(name));
        throw;
    }
}

}  // namespace

Result<BackupReport> inspect_backup(const std::filesystem::path& file,
                                    std::string_view passphrase) {
    try {
        return read_through(file, passphrase);
    } catch (const Refused& refused) {
        return fail(refused.error);
    }
}

Result<BackupReport> restore(Database& database, const std::filesystem::path& file,
                             std::string_view passphrase, const RestoreOptions& options) {
    try {
        // There is one kind of Database.
        auto& stored = dynamic_cast<StoredDatabase&>(database);
        auto report = restore_chosen(stored, file, passphrase, options);
        log::info("store.restore",
                  {{"namespaces", static_cast<std::int64_t>(report.parts.size())}});
        return report;
    } catch (const Refused& refused) {
        return fail(refused.error);
    } catch (const MigrationRefused& refused) {
        return fail("restore.newer", refused.what());
    } catch (const DatabaseError& error) {
        if (error.kind() == DatabaseError::Kind::busy) return fail("restore.in_use", error.what());
        return fail("restore.does_not_fit", error.what());
    }
}

}  // namespace kommod::store
