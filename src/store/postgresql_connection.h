// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: one PostgreSQL connection with its prepared statements.
//
// Nothing is sent by itself that nobody looks at. BEGIN, SAVEPOINT and RELEASE wait in `pending_`
// and enter libpq's pipeline with the next statement; what execute() sends stays there too, and
// only what has rows or a count to give (and settle(), commit()) waits for the answers to all of
// it. A whole group of writing units thus costs two round trips: its statements and its COMMIT.
// As long as nothing of a transaction reached the server, a connection found dead is opened anew.
#pragma once

#include <unordered_map>

#include <libpq-fe.h>

#include "store/engine.h"
#include "store/postgresql_values.h"
#include "store/timing.h"

namespace kommod::store {

std::string quoted_literal(std::string_view text);
// The advisory lock of a schema: its writer holds it from BEGIN to COMMIT.
std::int64_t lock_key(std::string_view schema);

class PostgresqlConnection final : public Connection {
  public:
    // What all connections of an installation have in common.
    struct Place {
        std::string url;
        std::string schema_prefix;
        StatementTiming::Duration slow;
        std::string instance;  // tells our own notifications from those of others
    };
    // What is said on channel "kommod" about a commit: "<instance> <schema>", and
    // "<instance>/books <schema>" when no content changed. An instance of a release that knows no
    // books takes both alike.
    static constexpr std::string_view books_mark = "/books";
    static std::string notification(const Place& place, std::string_view schema, Effect effect);
    // An empty namespace: for looking at the catalog only.
    PostgresqlConnection(const Place& place, std::string_view name_space, Use use);
    PostgresqlConnection(const PostgresqlConnection&) = delete;
    PostgresqlConnection& operator=(const PostgresqlConnection&) = delete;
    ~PostgresqlConnection() override = default;

    Engine engine() const override { return Engine::postgresql; }
    void each(const Statement& statement, std::span<const Value> parameters,
              const std::function<void(const Row&)>& row) override;
    void execute(const Statement& statement, std::span<const Value> parameters) override;
    std::int64_t execute_counted(const Statement& statement,
                                 std::span<const Value> parameters) override;
    using Connection::execute;
    using Connection::execute_counted;

    void begin_read() override;
    void begin_write() override;
    void savepoint() override { pending_.emplace_back("SAVEPOINT unit"); }
    void release_savepoint() override { pending_.emplace_back("RELEASE SAVEPOINT unit"); }
    void rollback_to_savepoint() override;
    void settle() override;
    void commit(Effect effect) override;
    void rollback() noexcept override;
    bool in_transaction() const override { return open_ && usable(); }
    bool usable() const override { return PQstatus(handle_.get()) == CONNECTION_OK; }
    void script(std::string_view sql) override;
    void insert(std::string_view table, const std::vector<std::string>& columns,
                const std::function<bool(std::vector<Value>&)>& next) override;
    std::uint64_t content_mark() override { return 0; }  // others tell
    bool attach(std::string_view name_space) override;

    // For the listener.
    PGconn* handle() const { return handle_.get(); }

  private:
    struct Finish {
        void operator()(PGconn* handle) const { PQfinish(handle); }
    };
    struct Prepared {
        std::string name;
        StatementTiming timing;
    };
    struct Answer {
        const Prepared* statement;  // null: a command
        PostgresqlResult result;
    };

    void connect();
    std::string schema() const { return place_.schema_prefix + name_space_; }
    bool in_pipeline() const { return PQpipelineStatus(handle_.get()) != PQ_PIPELINE_OFF; }
    Prepared& prepared(const Statement& statement, const PostgresqlParameters& parameters);
    PostgresqlResult run(const Statement& statement, std::span<const Value> values);
    template <class Act>
    auto on_living_connection(const Act& act);
    void send_pending();
    void send(const Statement& statement, const PostgresqlParameters& values);
    static std::string_view name_of(const Prepared* statement);
    std::vector<Answer> collect();
    PostgresqlResult answers();
    void taken_over();
    void drop_answers() noexcept;
    void flush();
    void record_time(StatementTiming::Duration taken, std::vector<const Prepared*> asked) const;
    PostgresqlResult checked(PGresult* result, std::string_view what) const;
    [[noreturn]] void fail_with(const PGresult* result, std::string_view what) const;

    const Place& place_;
    std::string name_space_;
    Use use_;
    std::unique_ptr<PGconn, Finish> handle_;
    std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> statements_;
    std::vector<std::string> pending_;
    std::vector<const Prepared*> unanswered_;  // what is in the pipeline; null: a command
    bool open_ = false;                        // between begin and commit or rollback
    bool sent_ = false;                        // something of this transaction reached the server
};

}  // namespace kommod::store
