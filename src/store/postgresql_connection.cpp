// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/postgresql_connection.h"

#include <array>
#include <bit>
#include <charconv>
#include <cstring>

#include <fmt/format.h>

#include "base/crypto.h"

namespace kommod::store {
namespace {

constexpr std::size_t statements_kept = 400;

// From the server's catalog/pg_type.dat; they never change.
enum TypeId : Oid {
    any_type = 0,
    bool_type = 16,
    bytea_type = 17,
    int8_type = 20,
    int2_type = 21,
    int4_type = 23,
    text_type = 25,
    oid_type = 26,
    float4_type = 700,
    float8_type = 701,
    numeric_type = 1700,
};

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

std::array<char, 8> big_endian(std::uint64_t bits) {
    std::array<char, 8> out;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<char>(bits >> (8 * (7 - i)) & 0xff);
    return out;
}

template <class Number>
Number number(std::string_view text) {
    Number out{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || end != text.data() + text.size())
        throw DatabaseError(DatabaseError::Kind::other, "a number out of range");
    return out;
}

// "\\x00ff"
Blob bytes_of(std::string_view text) {
    const auto digit = [](char c) {
        return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
    };
    Blob out;
    out.reserve(text.size() / 2);
    for (std::size_t i = 2; i + 1 < text.size(); i += 2)
        out.push_back(static_cast<std::byte>(digit(text[i]) << 4 | digit(text[i + 1])));
    return out;
}

Value value_of(Oid type, std::string_view text) {
    switch (type) {
        case bool_type:
            return std::int64_t{text == "t"};
        case int2_type:
        case int4_type:
        case int8_type:
        case oid_type:
            return number<std::int64_t>(text);
        case float4_type:
        case float8_type:
            return number<double>(text);
        case numeric_type:
            // SUM of integers is one; SQLite says integer to what has no fraction.
            if (text.find_first_not_of("-0123456789") == std::string_view::npos && text.size() < 19)
                return number<std::int64_t>(text);
            return number<double>(text);
        case bytea_type:
            return bytes_of(text);
        default:
            return std::string{text};
    }
}

void append_copy_text(std::string& line, std::string_view text) {
    for (const char c : text) {
        if (c == '\\')
            line += "\\\\";
        else if (c == '\n')
            line += "\\n";
        else if (c == '\r')
            line += "\\r";
        else if (c == '\t')
            line += "\\t";
        else
            line += c;
    }
}

// A row in the text format of COPY.
void append_copy_line(std::string& line, const std::vector<Value>& row) {
    for (const Value& value : row) {
        std::visit(
            [&](const auto& v) {
                using T = std::decay_t<decltype(v)>;
                if constexpr (std::is_same_v<T, std::monostate>)
                    line += "\\N";
                else if constexpr (std::is_same_v<T, std::string>)
                    append_copy_text(line, v);
                else if constexpr (std::is_same_v<T, Blob>)
                    line +=
                        "\\\\x" + crypto::hex({reinterpret_cast<const char*>(v.data()), v.size()});
                else
                    line += fmt::format("{}", v);
            },
            value);
        line += '\t';
    }
    line.back() = '\n';
}

Row row_of(const PGresult* result, int row) {
    const int count = PQnfields(result);
    std::vector<Value> values;
    values.reserve(static_cast<std::size_t>(count));
    for (int column = 0; column < count; ++column) {
        if (PQgetisnull(result, row, column) != 0) {
            values.emplace_back();
            continue;
        }
        const std::string_view text{PQgetvalue(result, row, column),
                                    static_cast<std::size_t>(PQgetlength(result, row, column))};
        values.push_back(value_of(PQftype(result, column), text));
    }
    return Row{std::move(values)};
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

// The parameters as libpq wants them. Numbers and bytes travel binary, NULL takes the type the
// server finds for it.
struct PostgresqlConnection::Parameters {
    explicit Parameters(std::span<const Value> values) {
        const std::size_t count = values.size();
        numbers.reserve(count);
        for (const Value& value : values)
            std::visit([this](const auto& v) { add(v); }, value);
    }

    int count() const { return static_cast<int>(types.size()); }

    std::vector<Oid> types;
    std::vector<const char*> data;
    std::vector<int> lengths;
    std::vector<int> formats;
    std::string signature;

  private:
    void add(std::monostate) { add(any_type, 'n', nullptr, 0, 0); }
    void add(std::int64_t v) { add_number(int8_type, 'i', static_cast<std::uint64_t>(v)); }
    void add(double v) { add_number(float8_type, 'd', std::bit_cast<std::uint64_t>(v)); }
    void add(const std::string& v) { add(text_type, 't', v.c_str(), v.size(), 0); }
    void add(const Blob& v) {
        // An empty vector has no address, and no address means NULL.
        add(bytea_type, 'b', v.empty() ? "" : reinterpret_cast<const char*>(v.data()), v.size(), 1);
    }
    void add_number(Oid type, char mark, std::uint64_t bits) {
        const auto& kept = numbers.emplace_back(big_endian(bits));
        add(type, mark, kept.data(), kept.size(), 1);
    }
    void add(Oid type, char mark, const char* bytes, std::size_t size, int format) {
        types.push_back(type);
        data.push_back(bytes);
        lengths.push_back(static_cast<int>(size));
        formats.push_back(format);
        signature.push_back(mark);
    }

    std::vector<std::array<char, 8>> numbers;  // reserved: their addresses are in `data`
};

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
    const ExecStatusType status = PQresultStatus(raw);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail_with(raw, what);
    return result;
}

PostgresqlConnection::Prepared& PostgresqlConnection::prepared(const Statement& statement,
                                                               const Parameters& parameters) {
    const std::string key = fmt::format("{}\n{}", parameters.signature, statement.sql);
    if (const auto found = statements_.find(key); found != statements_.end()) return found->second;
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

// Sends what is pending and then `statement`, all in one round trip. Returns the last result.
PostgresqlResult PostgresqlConnection::exchange(const Prepared* statement,
                                                const Parameters* parameters) {
    PGconn* pg = handle_.get();
    if (pending_.empty() && statement != nullptr)
        return PostgresqlResult{PQexecPrepared(pg, statement->name.c_str(), parameters->count(),
                                               parameters->data.data(), parameters->lengths.data(),
                                               parameters->formats.data(), 0)};
    int sent = PQenterPipelineMode(pg);
    for (const std::string& command : pending_)
        sent &= PQsendQueryParams(pg, command.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0);
    if (statement != nullptr)
        sent &= PQsendQueryPrepared(pg, statement->name.c_str(), parameters->count(),
                                    parameters->data.data(), parameters->lengths.data(),
                                    parameters->formats.data(), 0);
    sent &= PQpipelineSync(pg);
    PostgresqlResult last;
    bool failed = sent == 0;
    while (sent != 0) {
        PostgresqlResult result{PQgetResult(pg)};
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC || !usable()) break;
        if (result == nullptr || failed) continue;  // the end of one command; or aborted ones
        failed = status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK;
        last = std::move(result);
    }
    PQexitPipelineMode(pg);
    if (!usable()) last.reset();
    return last;
}

PostgresqlResult PostgresqlConnection::try_to_run(const Statement& statement,
                                                  const Parameters& parameters) {
    const Prepared& ready = prepared(statement, parameters);
    const auto start = std::chrono::steady_clock::now();
    PostgresqlResult result = exchange(&ready, &parameters);
    ready.timing.record(std::chrono::steady_clock::now() - start, name_space_);
    if (!usable()) fail_with(result.get(), statement.name);
    pending_.clear();
    sent_ = open_;
    return checked(result.release(), statement.name);
}

PostgresqlResult PostgresqlConnection::run(const Statement& statement,
                                           std::span<const Value> values) {
    check_texts(values);
    const Parameters parameters{values};
    try {
        return try_to_run(statement, parameters);
    } catch (const DatabaseError&) {
        if (usable() || sent_) throw;
    }
    connect();
    return try_to_run(statement, parameters);
}

void PostgresqlConnection::each(const Statement& statement, std::span<const Value> parameters,
                                const std::function<void(const Row&)>& row) {
    const PostgresqlResult result = run(statement, parameters);
    for (int i = 0; i < PQntuples(result.get()); ++i)
        row(row_of(result.get(), i));
}

std::int64_t PostgresqlConnection::execute(const Statement& statement,
                                           std::span<const Value> parameters) {
    const PostgresqlResult result = run(statement, parameters);
    const std::string_view changed = PQcmdTuples(result.get());
    const bool selected = std::string_view{PQcmdStatus(result.get())}.starts_with("SELECT");
    return changed.empty() || selected ? 0 : number<std::int64_t>(changed);
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

void PostgresqlConnection::flush() {
    PostgresqlResult result = exchange(nullptr, nullptr);
    if (!usable()) fail_with(result.get(), "transaction");
    pending_.clear();
    sent_ = true;
    checked(result.release(), "transaction");
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

void PostgresqlConnection::commit(Effect effect) {
    if (use_ == Use::write) pending_.push_back(notification(place_, schema(), effect));
    pending_.emplace_back("COMMIT");
    PostgresqlResult result = exchange(nullptr, nullptr);
    pending_.clear();
    open_ = false;
    sent_ = false;
    if (!usable()) fail_with(nullptr, "commit");
    result = checked(result.release(), "commit");
    if (std::strcmp(PQcmdStatus(result.get()), "COMMIT") != 0)
        throw DatabaseError(DatabaseError::Kind::other, "the commit became a rollback");
}

void PostgresqlConnection::rollback() noexcept {
    pending_.clear();
    if (open_ && sent_ && usable())
        const PostgresqlResult ignored{PQexec(handle_.get(), "ROLLBACK")};
    open_ = false;
    sent_ = false;
}

// By COPY: a statement for each row would be a round trip for each row.
void PostgresqlConnection::insert(std::string_view table, const std::vector<std::string>& columns,
                                  const std::function<bool(std::vector<Value>&)>& next) {
    if (!pending_.empty()) flush();
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
    if (!pending_.empty()) flush();
    checked(PQexec(handle_.get(), std::string{sql}.c_str()), "script");
}

}  // namespace kommod::store
