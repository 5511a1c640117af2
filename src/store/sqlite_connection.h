// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: one SQLite connection with its statement cache.
#pragma once

#include <filesystem>
#include <unordered_map>

#include <sqlite3.h>

#include "store/engine.h"
#include "store/timing.h"

namespace kommod::store {

class SqliteConnection final : public Connection {
  public:
    SqliteConnection(const std::filesystem::path& file, std::string_view name_space, Use use,
                     StatementTiming::Duration slow);
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    Engine engine() const override { return Engine::sqlite; }
    void each(const Statement& statement, std::span<const Value> parameters,
              const std::function<void(const Row&)>& row) override;
    void execute(const Statement& statement, std::span<const Value> parameters) override;
    std::int64_t execute_counted(const Statement& statement,
                                 std::span<const Value> parameters) override;
    using Connection::execute;

    void begin_read() override;
    void begin_write() override;
    void savepoint() override;
    void release_savepoint() override;
    void rollback_to_savepoint() override;
    void settle() override {}  // nothing is under way
    void commit(Effect effect) override;
    void rollback() noexcept override;
    bool in_transaction() const override;
    bool usable() const override { return true; }
    void script(std::string_view sql) override;
    void insert(std::string_view table, const std::vector<std::string>& columns,
                const std::function<bool(std::vector<Value>&)>& next) override;
    std::uint64_t content_mark() override;
    bool attach(std::string_view name_space) override { return name_space == name_space_; }

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    struct Prepared {
        std::unique_ptr<sqlite3_stmt, Finalize> handle;
        // parameters[i] is the number of the Value that SQLite's parameter i + 1 takes.
        std::vector<std::size_t> parameters;
        StatementTiming timing;
        bool busy = false;
    };
    struct InUse;

    Prepared prepare(const Statement& statement);
    Prepared& cached(const Statement& statement);
    void bind(Prepared& prepared, std::span<const Value> values);
    void run(const Statement& statement, std::span<const Value> parameters,
             const std::function<void(const Row&)>* row);
    void configure(Use use);
    void control(const Statement& statement) { run(statement, {}, nullptr); }
    [[noreturn]] void fail_with(std::string_view what) const;

    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    std::string name_space_;
    StatementTiming::Duration slow_;
    std::unique_ptr<sqlite3, Close> handle_;
    std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> statements_;
};

}  // namespace kommod::store
