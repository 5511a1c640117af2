// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: what an engine must provide. Everything above it (writer, pool,
// migrations, outbox, backup) is written once for both.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace kommod::store {

// One connection, used by one thread at a time. A statement that fails leaves the transaction to be
// rolled back to the savepoint, on both engines.
class Connection : public WriteSession {
  public:
    using WriteSession::execute;
    using WriteSession::execute_counted;
    virtual void begin_read() = 0;   // one snapshot, read only
    virtual void begin_write() = 0;  // the namespace's only writing transaction
    virtual void savepoint() = 0;
    virtual void release_savepoint() = 0;
    virtual void rollback_to_savepoint() = 0;
    // Waits for what execute() left under way; throws the first failure.
    virtual void settle() = 0;
    virtual void commit(Effect effect) = 0;  // durable when it returns
    virtual void rollback() noexcept = 0;    // whatever is open; harmless when nothing is
    // False when the engine rolled the transaction back by itself (disk full, connection lost).
    virtual bool in_transaction() const = 0;
    virtual bool usable() const = 0;  // false when the connection broke for good
    // Runs several statements without parameters (migrations).
    virtual void script(std::string_view sql) = 0;
    // Inserts the rows that `next` gives until it returns false. For many rows.
    virtual void insert(std::string_view table, const std::vector<std::string>& columns,
                        const std::function<bool(std::vector<Value>&)>& next) = 0;
    // A number that every commit of content changes, whichever process makes it; where others do
    // not tell of theirs.
    virtual std::uint64_t content_mark() = 0;
    // Turns to another namespace; false when this engine needs another connection for that.
    virtual bool attach(std::string_view name_space) = 0;
};

// `build` runs migrations and restores: foreign keys are not enforced until check_foreign_keys().
enum class Use { read, write, build };

// A namespace that takes the place of another.
struct Replacement {
    std::string from, to;
};

// Where the namespaces lie.
class Storage {
  public:
    virtual ~Storage() = default;
    virtual Engine engine() const = 0;
    virtual std::vector<std::string> list() = 0;
    virtual bool exists(std::string_view name) = 0;
    virtual void make(std::string_view name) = 0;    // empty; harmless when it exists
    virtual void remove(std::string_view name) = 0;  // harmless when it does not
    // Each `from` takes the place of its `to`, which may exist: all of them or none, also for who
    // opens the storage after this process was killed in the middle.
    virtual void replace(std::span<const Replacement> all) = 0;
    virtual std::unique_ptr<Connection> connect(std::string_view name, Use use) = 0;
    // Runs `work` in one transaction of a `build` connection that no other process migrates at the
    // same time; foreign keys are checked before the commit.
    virtual void build(std::string_view name, const std::function<void(Connection&)>& work) = 0;
    // Inside of build(): runs `fill`, which inserts rows in any order, whoever they refer to.
    virtual void load(Connection& connection, const std::function<void()>& fill) = 0;

    // A number that changes when somebody, also another process, wrote to the namespace; 0 where
    // others tell of it.
    virtual std::uint64_t foreign_changes(std::string_view name) = 0;
    // Where it is told: calls `changed` with the namespace's name, or an empty one for any of them,
    // on a thread of its own until unwatch().
    using Changed = std::function<void(std::string_view, Effect)>;
    virtual void watch(Changed changed) = 0;
    virtual void unwatch() = 0;
};

std::string quoted_identifier(std::string_view name);
// "\"a\", \"b\""
std::string quoted_identifiers(const std::vector<std::string>& names);
// Refuses what PostgreSQL could not keep (broken UTF-8, U+0000), so that both engines keep the
// same.
void check_texts(std::span<const Value> parameters);

std::unique_ptr<Storage> open_sqlite(const Settings& settings);
std::unique_ptr<Storage> open_postgresql(const Settings& settings);

}  // namespace kommod::store
