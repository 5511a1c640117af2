// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/postgresql_connection.h"

#include <cstring>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/crypto.h"

namespace kommod::store {
namespace {

constexpr std::size_t statements_kept = 400;
// Bounds what a long unit of work has in flight before it hears of a failure.
constexpr std::size_t unanswered_limit = 500;

DatabaseError::Kind kind_of(std::string_view state) {
    using Kind = DatabaseError::Kind;
    if (state == "23505") return Kind::unique;
    if (state == "23503") return Kind::foreign_key;
    if (state == "40001" || state == "40P01" || state == "55P03") return Kind::busy;
    if (state.starts_with("23") || state == "P0001") return Kind::check;
    if (state.starts_with("08") || state.starts_with("57P") || state == "53300" || state == "25P03")
        return Kind::connection;
    return Kind::other;
}

bool succeeded(const PGresult* result) {
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

}  // namespace

std::string quoted_literal(std::string_view text) {
    std::string out = "'";
    for (const char c : text)
        out.append(c == '\'' ? 2 : 1, c);
    return out + '\'';
}

std::int64_t lock_key(std::string_view schema) {
    const std::string digest = crypto::sha256("kommod writer " + std::string{schema});
    std::int64_t key = 0;
    std::memcpy(&key, digest.data(), sizeof key);
    return key;
}

PostgresqlConnection::PostgresqlConnection(const Place& place, std::string_view name_space, Use use)
    : place_(place), name_space_(name_space), use_(use) {
    connect();
}

void PostgresqlConnection::connect() {
    // What stands before "dbname" may be overruled in the URL.
    const char* const keys[] = {
        "connect_timeout",           "keepalives_idle", "keepalives_count", "tcp_user_timeout",
        "fallback_application_name", "dbname",          "client_encoding",  nullptr};
    const char* const values[] = {"10",   "30",   "3", "30000", "kommod", place_.url.c_str(),
                                  "UTF8", nullptr};
    unanswered_.clear();
    statements_.clear();
    handle_.reset(PQconnectdbParams(keys, values, 1));
    if (!usable())
        throw DatabaseError(DatabaseError::Kind::connection,
                            fmt::format("PostgreSQL: {}", PQerrorMessage(handle_.get())));
    PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
    // Acknowledged means kept: not even a server set to "off" may lose a commit.
    std::string setup =
        "SET jit = off; SET bytea_output = hex; SET extra_float_digits = 1;"
        "SET standard_conforming_strings = on; SET idle_in_transaction_session_timeout = '5min';"
        "SELECT set_config('synchronous_commit', 'on', false)"
        " WHERE current_setting('synchronous_commit') IN ('off', 'local');";
    if (!name_space_.empty())
        setup += fmt::format("SET search_path TO {}, pg_temp;", quoted_identifier(schema()));
    checked(PQexec(handle_.get(), setup.c_str()), "session setup");
}

bool PostgresqlConnection::attach(std::string_view name_space) {
    if (name_space_ == name_space) return usable();
    name_space_ = name_space;
    if (!usable()) return false;
    const std::string sql =
        fmt::format("SET search_path TO {}, pg_temp", quoted_identifier(schema()));
    const PostgresqlResult result{PQexec(handle_.get(), sql.c_str())};
    return PQresultStatus(result.get()) == PGRES_COMMAND_OK;
}

void PostgresqlConnection::fail_with(const PGresult* result, std::string_view what) const {
    // Only the primary message: the detail holds the row's values.
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const auto kind = !usable()          ? DatabaseError::Kind::connection
                      : state == nullptr ? DatabaseError::Kind::other
                                         : kind_of(state);
    throw DatabaseError(kind, fmt::format("{}: {} (SQLSTATE {}, namespace {})", what,
                                          message != nullptr ? message : "connection lost",
                                          state != nullptr ? state : "none", name_space_));
}

PostgresqlResult PostgresqlConnection::checked(PGresult* raw, std::string_view what) const {
    PostgresqlResult result{raw};
    if (!succeeded(raw)) fail_with(raw, what);
    return result;
}

PostgresqlConnection::Prepared& PostgresqlConnection::prepared(
    const Statement& statement, const PostgresqlParameters& parameters) {
    const std::string key = fmt::format("{}\n{}", parameters.signature, statement.sql);
    if (const auto found = statements_.find(key); found != statements_.end()) return found->second;
    settle();  // libpq prepares outside of a pipeline only
    if (statements_.size() >= statements_kept) {
        checked(PQexec(handle_.get(), "DEALLOCATE ALL"), "deallocate");
        statements_.clear();
    }
    Prepared made{fmt::format("s{}", statements_.size()),
                  StatementTiming{statement.name, place_.slow}};
    checked(PQprepare(handle_.get(), made.name.c_str(), std::string{statement.sql}.c_str(),
                      parameters.count(), parameters.types.data()),
            statement.name);
    return statements_.emplace(key, std::move(made)).first->second;
}

// Puts what is pending into the pipeline. libpq sends it when much has come together, at the latest
// with answers().
void PostgresqlConnection::send_pending() {
    PGconn* pg = handle_.get();
    if (PQpipelineStatus(pg) == PQ_PIPELINE_OFF) PQenterPipelineMode(pg);
    for (const std::string& command : pending_) {
        if (PQsendQueryParams(pg, command.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 0)
            fail_with(nullptr, "transaction");
        unanswered_.push_back(nullptr);
    }
}

void PostgresqlConnection::send(const Statement& statement, const PostgresqlParameters& values) {
    const Prepared& ready = prepared(statement, values);
    send_pending();
    if (PQsendQueryPrepared(handle_.get(), ready.name.c_str(), values.count(), values.data.data(),
                            values.lengths.data(), values.formats.data(), 0) == 0)
        fail_with(nullptr, statement.name);
    unanswered_.push_back(&ready);
}

std::string_view PostgresqlConnection::name_of(const Prepared* statement) {
    return statement == nullptr ? "transaction" : std::string_view{statement->timing.statement()};
}

// Waits for the answers to all that was sent, one for each command; throws when the connection
// broke. After a failure the server skips what came next.
std::vector<PostgresqlConnection::Answer> PostgresqlConnection::collect() {
    PGconn* pg = handle_.get();
    const auto asked = std::exchange(unanswered_, {});
    const auto start = std::chrono::steady_clock::now();
    std::vector<Answer> answers;
    PostgresqlResult last;
    PQpipelineSync(pg);
    while (usable()) {
        PostgresqlResult result{PQgetResult(pg)};
        if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC || answers.size() == asked.size())
            break;
        if (result == nullptr)  // ends the answer to one command
            answers.push_back({asked[answers.size()], std::move(last)});
        else
            last = std::move(result);
    }
    PQexitPipelineMode(pg);
    record_time(std::chrono::steady_clock::now() - start, asked);
    if (!usable() || answers.size() < asked.size())
        fail_with(nullptr, asked.empty() ? "transaction" : name_of(asked.back()));
    taken_over();
    return answers;
}

// Waits, throws the first failure, and returns the last answer.
PostgresqlResult PostgresqlConnection::answers() {
    PostgresqlResult last;
    for (Answer& answer : collect())
        last = checked(answer.result.release(), name_of(answer.statement));
    return last;
}

// What was pending is on its way: from here on the transaction hangs on this connection.
void PostgresqlConnection::taken_over() {
    pending_.clear();
    sent_ = open_;
}

// Statements that were answered together share the time evenly: the server does not say more.
void PostgresqlConnection::record_time(StatementTiming::Duration taken,
                                       std::vector<const Prepared*> asked) const {
    std::erase(asked, nullptr);
    for (const Prepared* statement : asked)
        statement->timing.observe(taken / static_cast<std::int64_t>(asked.size()));
    if (asked.empty() || taken < place_.slow) return;
    std::set<std::string_view> names;
    for (const Prepared* statement : asked)
        names.insert(statement->timing.statement());
    log_slow_statement(fmt::format("{}", fmt::join(names, ", ")), taken, name_space_);
}

// Does `act`, which sends, anew on a new connection when the old one turns out to be dead before
// anything of the transaction reached the server.
template <class Act>
auto PostgresqlConnection::on_living_connection(const Act& act) {
    try {
        return act();
    } catch (const DatabaseError&) {
        if (usable() || sent_) throw;
    }
    connect();
    return act();
}

PostgresqlResult PostgresqlConnection::run(const Statement& statement,
                                           std::span<const Value> values) {
    check_texts(values);
    const PostgresqlParameters parameters{values};
    return on_living_connection([&] {
        send(statement, parameters);
        return answers();
    });
}

void PostgresqlConnection::each(const Statement& statement, std::span<const Value> parameters,
                                const std::function<void(const Row&)>& row) {
    const PostgresqlResult result = run(statement, parameters);
    for (int i = 0; i < PQntuples(result.get()); ++i)
        row(row_of(result.get(), i));
}

std::int64_t PostgresqlConnection::execute_counted(const Statement& statement,
                                                   std::span<const Value> parameters) {
    return rows_changed(run(statement, parameters).get());
}

void PostgresqlConnection::execute(const Statement& statement, std::span<const Value> values) {
    if (!open_) {  // nothing follows that would ask for the answer
        run(statement, values);
        return;
    }
    check_texts(values);
    const PostgresqlParameters parameters{values};
    on_living_connection([&] { send(statement, parameters); });
    taken_over();
    if (unanswered_.size() >= unanswered_limit) settle();
}

void PostgresqlConnection::begin_read() {
    open_ = true;
    sent_ = false;
    pending_.emplace_back("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

// The lock makes the namespace's writers of all instances take turns, as on SQLite. READ COMMITTED,
// so that what stood while it was waited for is seen.
void PostgresqlConnection::begin_write() {
    open_ = true;
    sent_ = false;
    pending_.emplace_back("BEGIN ISOLATION LEVEL READ COMMITTED");
    pending_.push_back(fmt::format("SELECT pg_advisory_xact_lock({})", lock_key(schema())));
}

void PostgresqlConnection::settle() {
    if (in_pipeline()) flush();
}

void PostgresqlConnection::flush() {
    if (pending_.empty() && !in_pipeline()) return;
    send_pending();
    answers();
}

void PostgresqlConnection::rollback_to_savepoint() {
    pending_.emplace_back("ROLLBACK TO SAVEPOINT unit");
    pending_.emplace_back("RELEASE SAVEPOINT unit");
    flush();
}

std::string PostgresqlConnection::notification(const Place& place, std::string_view schema,
                                               Effect effect) {
    return fmt::format(
        "SELECT pg_notify('kommod', {})",
        quoted_literal(fmt::format("{}{} {}", place.instance,
                                   effect == Effect::books ? books_mark : "", schema)));
}

// The notification is a transaction of its own right behind the COMMIT: inside of the other one it
// would let no second writer of the whole database commit until this one is on disk. It cannot get
// lost alone: both travel together, and listeners whose connection broke assume changes.
void PostgresqlConnection::commit(Effect effect) {
    settle();
    pending_.emplace_back("COMMIT");
    if (use_ == Use::write) pending_.push_back(notification(place_, schema(), effect));
    open_ = false;
    send_pending();
    auto answers = collect();
    PostgresqlResult notified;
    if (use_ == Use::write) {
        notified = std::move(answers.back().result);
        answers.pop_back();
    }
    PostgresqlResult committed;
    for (Answer& answer : answers)
        committed = checked(answer.result.release(), "commit");
    if (std::strcmp(PQcmdStatus(committed.get()), "COMMIT") != 0)
        throw DatabaseError(DatabaseError::Kind::other, "the commit became a rollback");
    if (use_ == Use::write && !succeeded(notified.get()))
        log::error("store.notification_failed", {{"namespace", name_space_}});
}

void PostgresqlConnection::rollback() noexcept {
    pending_.clear();
    if (in_pipeline()) drop_answers();
    if (usable() && PQtransactionStatus(handle_.get()) != PQTRANS_IDLE)
        const PostgresqlResult ignored{PQexec(handle_.get(), "ROLLBACK")};
    open_ = false;
    sent_ = false;
}

// Failures that nobody heard of yet go with the transaction.
void PostgresqlConnection::drop_answers() noexcept {
    try {
        answers();
    } catch (const std::exception&) {
    }
}

// By COPY: a statement for each row would be a round trip for each row.
void PostgresqlConnection::insert(std::string_view table, const std::vector<std::string>& columns,
                                  const std::function<bool(std::vector<Value>&)>& next) {
    flush();
    PGconn* pg = handle_.get();
    const std::string copy = fmt::format("COPY {} ({}) FROM STDIN", quoted_identifier(table),
                                         quoted_identifiers(columns));
    const PostgresqlResult started{PQexec(pg, copy.c_str())};
    if (PQresultStatus(started.get()) != PGRES_COPY_IN) fail_with(started.get(), table);
    std::vector<Value> row;
    std::string line;
    try {
        while (next(row)) {
            line.clear();
            append_copy_line(line, row);
            if (PQputCopyData(pg, line.data(), static_cast<int>(line.size())) != 1) break;
        }
    } catch (...) {
        PQputCopyEnd(pg, "no more rows");
        while (const PostgresqlResult rest{PQgetResult(pg)}) {
        }
        throw;
    }
    PQputCopyEnd(pg, nullptr);
    const PostgresqlResult done{PQgetResult(pg)};
    while (const PostgresqlResult rest{PQgetResult(pg)}) {
    }
    if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) fail_with(done.get(), table);
}

void PostgresqlConnection::script(std::string_view sql) {
    flush();
    checked(PQexec(handle_.get(), std::string{sql}.c_str()), "script");
}

}  // namespace kommod::store
