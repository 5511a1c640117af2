// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The database: namespaces on SQLite files or PostgreSQL schemas behind one face.
//
// A namespace holds the records of one municipality, or of the association. Whoever holds no handle
// to a namespace cannot reach it. Reads run on a pooled read connection of the calling thread;
// writes are submitted to the namespace's single writer, which takes all waiting units of work into
// one transaction (one fsync for all: group commit) and wakes the submitters after the commit. What
// write() returned is durable.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/embedded.h"
#include "base/error.h"

namespace kommod::store {

enum class Engine { sqlite, postgresql };

// What a statement changes: content, which pages may show, or only the books that the house keeps
// for itself (sessions, throttles, the trail, the outbox, jobs). Rendered pages stay good while
// nothing but the books changes. A unit of work is as much as its most important statement: an
// entry of the trail beside the edit of a text is content.
enum class Effect { books, content };

// A named statement. The name is the metric's and the slow-query log's label. Parameters are $1,
// $2, ... on both engines. Declare them as constants at the top of a room's store.cpp:
//   constexpr Statement find_town{"municipalities.find", "SELECT name FROM municipality WHERE ags =
//   $1"};
struct Statement {
    std::string_view name;
    std::string_view sql;
    // Content unless its author knows better, so that nobody can forget it. What begins with SELECT
    // changes nothing.
    Effect effect = Effect::content;
};

using Blob = std::vector<std::byte>;
// NULL, INTEGER/BIGINT, REAL/DOUBLE, TEXT, BLOB/BYTEA. Booleans are integers 0/1, instants are
// integer microseconds, days are ISO text.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

Value to_value(const LocalDate& day);
Value to_value(const Instant& instant);
Value to_value(const std::optional<std::string>& text);
Value to_value(const std::optional<LocalDate>& day);

// A failed statement. Constraint violations are ordinary (a key that exists already); the rest are
// broken I/O.
class DatabaseError : public std::runtime_error {
  public:
    enum class Kind { unique, foreign_key, check, busy, connection, other };
    DatabaseError(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
    Kind kind() const { return kind_; }

  private:
    Kind kind_;
};

// One row of a result, columns by position from 0. Asking for another type than the column holds
// throws (an integer may be read as a real).
class Row {
  public:
    explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
    std::int64_t integer(std::size_t column) const;
    double real(std::size_t column) const;
    bool boolean(std::size_t column) const { return integer(column) != 0; }
    const std::string& text(std::size_t column) const;
    std::string text_or(std::size_t column, std::string_view fallback) const;  // fallback for NULL
    const Blob& blob(std::size_t column) const;
    LocalDate date(std::size_t column) const;
    Instant instant(std::size_t column) const;
    bool is_null(std::size_t column) const;
    std::optional<std::string> optional_text(std::size_t column) const;
    std::optional<LocalDate> optional_date(std::size_t column) const;
    std::size_t size() const { return values_.size(); }
    const Value& operator[](std::size_t column) const { return values_.at(column); }

  private:
    std::vector<Value> values_;
};

// What a unit of work talks to. Valid only inside the callback of read() or write().
class Session {
  public:
    virtual ~Session() = default;
    virtual Engine engine() const = 0;
    // Calls `row` for every row: streaming on SQLite, PostgreSQL hands over the whole result first.
    // Inside of `row` other statements may run. Computed columns are integers, reals or texts by
    // their value on both engines (a numeric without a decimal point is an integer).
    virtual void each(const Statement& statement, std::span<const Value> parameters,
                      const std::function<void(const Row&)>& row) = 0;

    std::vector<Row> query(const Statement& statement,
                           std::initializer_list<Value> parameters = {});
    // The first row, if there is one.
    std::optional<Row> query_one(const Statement& statement,
                                 std::initializer_list<Value> parameters = {});
};

struct OutboxMessage {
    std::string topic;  // who delivers it: "mail", "association.facts", ...
    std::string
        key;  // makes the effect exactly once: a message with a known (topic, key) is dropped
    std::string payload;  // JSON
    Instant not_before;   // delivered at this moment at the earliest
};

class WriteSession : public Session {
  public:
    // Runs a statement whose result nobody looks at. PostgreSQL gets it together with what follows
    // instead of being waited for, so a failure may come out of a later statement of the unit, or
    // of write(): a unit that must go by success asks with execute_counted().
    virtual void execute(const Statement& statement, std::span<const Value> parameters) = 0;
    void execute(const Statement& statement, std::initializer_list<Value> parameters = {}) {
        execute(statement, std::span<const Value>{parameters.begin(), parameters.size()});
    }
    // Runs a statement, waits for it and returns the number of rows changed.
    virtual std::int64_t execute_counted(const Statement& statement,
                                         std::span<const Value> parameters) = 0;
    std::int64_t execute_counted(const Statement& statement,
                                 std::initializer_list<Value> parameters = {}) {
        return execute_counted(statement,
                               std::span<const Value>{parameters.begin(), parameters.size()});
    }
    // Records an effect on the outside; it is delivered after this unit of work is durable.
    void enqueue(const OutboxMessage& message);
};

// The migrations of one room: files "0001_name.sql", with
// "0001_name.sqlite.sql"/"0001_name.postgresql.sql" where the dialects differ. They run in the
// order rooms are given, then by number. A landed migration is never edited: its checksum is
// recorded, and a different one is refused at start.
//
// One file serves both engines when it keeps to BIGINT, DOUBLE PRECISION, TEXT and BYTEA, names its
// keys NOT NULL (SQLite lets NULL into a primary key otherwise) and numbers rows by itself: by
// new_id(), or by MAX + 1, which is safe since a namespace has one writer. LIKE minds the case, and
// texts are ordered by bytes: what people read is sorted in C++.
struct Migrations {
    std::string_view room;
    std::span<const embedded::File> files;
    enum class Scope { every_namespace, association, municipality } scope = Scope::every_namespace;
};

class Database;

// One municipality's records, or the association's.
class Namespace {
  public:
    virtual ~Namespace() = default;
    virtual const std::string& name() const = 0;

    // Runs `work(Session&)` on a read connection (one snapshot) of the calling thread and returns
    // what it returns.
    template <class Work>
    auto read(Work&& work) {
        using Out = std::invoke_result_t<Work, Session&>;
        if constexpr (std::is_void_v<Out>) {
            run_read([&](Session& session) { work(session); });
        } else {
            std::optional<Out> out;
            run_read([&](Session& session) { out.emplace(work(session)); });
            return std::move(*out);
        }
    }

    // Submits `work(WriteSession&)` to the writer and returns its result after the durable commit.
    // An exception rolls back this unit of work alone (not its neighbours in the same group) and is
    // rethrown here. Never call write() from inside a unit of work (std::logic_error). `work` may
    // run again (lost connection, a neighbour that failed), so it has no effect outside of the
    // session. A
    // statement that failed fails the unit, also when its DatabaseError was caught: use ON CONFLICT
    // for what is ordinary. Kind::connection means that nobody knows whether the commit took place.
    template <class Work>
    auto write(Work&& work) {
        using Out = std::invoke_result_t<Work, WriteSession&>;
        if constexpr (std::is_void_v<Out>) {
            run_write([&](WriteSession& session) { work(session); });
        } else {
            std::optional<Out> out;
            run_write([&](WriteSession& session) { out.emplace(work(session)); });
            return std::move(*out);
        }
    }

    // A counter that grows with every committed write of this namespace in this process (and, on
    // PostgreSQL, of other instances as soon as their notification arrives; on SQLite, of other
    // processes within a second). Both counters are read from memory.
    virtual std::uint64_t version() const = 0;
    // The same for writes that changed content. Rendered pages are cached under it.
    virtual std::uint64_t content_version() const = 0;

  protected:
    virtual void run_read(const std::function<void(Session&)>& work) = 0;
    virtual void run_write(const std::function<void(WriteSession&)>& work) = 0;
};

struct Settings {
    // "postgresql://user@host/database", or empty for SQLite files in `folder`.
    std::string database_url;
    std::filesystem::path folder;
    int read_connections_kept = 64;  // LRU over all threads and namespaces
    // PostgreSQL only. Schemas are named with this in front, so that several installations (or
    // tests) share a database; connections that write, at most.
    std::string schema_prefix;
    int write_connections = 8;
    // Statements that take longer are logged ("store.slow_statement").
    std::chrono::milliseconds slow_statement{250};
};

constexpr std::string_view association = "association";
// Name of a municipality's namespace: "m" and its AGS, "m05558012".
std::string municipality_namespace(std::string_view ags);

class Database {
  public:
    // Opens or creates the database and brings the association's namespace and all existing ones up
    // to date. Throws DatabaseError when it cannot be reached, or std::runtime_error when a
    // migration was tampered with.
    static std::unique_ptr<Database> open(const Settings& settings,
                                          std::span<const Migrations> rooms, const Clock& clock);
    virtual ~Database() = default;

    virtual Engine engine() const = 0;
    // The namespace with this name, migrated. Null when it does not exist.
    virtual Namespace* find(std::string_view name) = 0;
    // The same when this process has it open already, else null: from memory, for threads that must
    // not wait.
    virtual Namespace* find_open(std::string_view name) = 0;
    virtual Namespace& create(std::string_view name) = 0;
    Namespace& association_namespace() { return create(association); }
    virtual std::vector<std::string> namespaces() = 0;
    // Deletes everything of a namespace. There is no way back but a backup. Handles to it stay
    // valid and throw DatabaseError.
    virtual void drop(std::string_view name) = 0;
};

}  // namespace kommod::store
