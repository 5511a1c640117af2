// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/sqlite_connection.h"

#include <charconv>

#include <fmt/format.h>

namespace kommod::store {
namespace {

constexpr std::size_t statements_kept = 400;
constexpr int busy_timeout_ms = 10'000;

constexpr Statement begin_deferred{"store.begin_read", "BEGIN"};
constexpr Statement begin_immediate{"store.begin_write", "BEGIN IMMEDIATE"};
constexpr Statement begin_unit{"store.savepoint", "SAVEPOINT unit"};
constexpr Statement release_unit{"store.release", "RELEASE unit"};
constexpr Statement rollback_unit{"store.rollback_unit", "ROLLBACK TO unit"};
constexpr Statement commit_all{"store.commit", "COMMIT"};
constexpr Statement read_content_mark{"store.content_mark", "PRAGMA user_version"};
constexpr Statement rollback_all{"store.rollback", "ROLLBACK"};

DatabaseError::Kind kind_of(int extended_code) {
    using Kind = DatabaseError::Kind;
    switch (extended_code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
            return Kind::unique;
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return Kind::foreign_key;
        default:
            break;
    }
    switch (extended_code & 0xff) {
        case SQLITE_CONSTRAINT:
            return Kind::check;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Kind::busy;
        case SQLITE_CANTOPEN:
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return Kind::connection;
        default:
            return Kind::other;
    }
}

// "$3" -> 3
std::size_t number_of(const char* name) {
    const std::string_view text = name == nullptr ? std::string_view{} : name;
    std::size_t number = 0;
    if (text.size() > 1) std::from_chars(text.data() + 1, text.data() + text.size(), number);
    if (number == 0) throw std::logic_error("parameters are written $1, $2, ...");
    return number;
}

Value value_of(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(statement, column)};
        case SQLITE_FLOAT:
            return sqlite3_column_double(statement, column);
        case SQLITE_TEXT: {
            const auto* text =
                reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
            return std::string{text,
                               static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
        }
        case SQLITE_BLOB: {
            const auto* bytes =
                static_cast<const std::byte*>(sqlite3_column_blob(statement, column));
            return Blob(bytes, bytes + sqlite3_column_bytes(statement, column));
        }
        default:
            return std::monostate{};
    }
}

Row row_of(sqlite3_stmt* statement) {
    const int count = sqlite3_column_count(statement);
    std::vector<Value> values;
    values.reserve(static_cast<std::size_t>(count));
    for (int column = 0; column < count; ++column)
        values.push_back(value_of(statement, column));
    return Row{std::move(values)};
}

}  // namespace

// Marks a cached statement as running and leaves it reset, whatever happens.
struct SqliteConnection::InUse {
    explicit InUse(Prepared& p) : prepared(p) { prepared.busy = true; }
    ~InUse() {
        sqlite3_reset(prepared.handle.get());
        sqlite3_clear_bindings(prepared.handle.get());
        prepared.busy = false;
    }
    InUse(const InUse&) = delete;
    InUse& operator=(const InUse&) = delete;
    Prepared& prepared;
};

SqliteConnection::SqliteConnection(const std::filesystem::path& file, std::string_view name_space,
                                   Use use, StatementTiming::Duration slow)
    : name_space_(name_space), slow_(slow) {
    sqlite3* handle = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    handle_.reset(handle);
    if (code != SQLITE_OK) fail_with("cannot open " + file.string());
    configure(use);
}

SqliteConnection::~SqliteConnection() = default;

void SqliteConnection::configure(Use use) {
    sqlite3* db = handle_.get();
    sqlite3_busy_timeout(db, busy_timeout_ms);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, use == Use::build ? 0 : 1, nullptr);
    // case_sensitive_like: LIKE means the same on PostgreSQL. journal_size_limit: a long import
    // leaves no huge log behind.
    script(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA case_sensitive_like = ON;"
        "PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY;");
    if (use == Use::read) script("PRAGMA query_only = ON;");
}

void SqliteConnection::fail_with(std::string_view what) const {
    const int code = sqlite3_extended_errcode(handle_.get());
    throw DatabaseError(kind_of(code),
                        fmt::format("{}: {} (SQLite {}, namespace {})", what,
                                    sqlite3_errmsg(handle_.get()), code, name_space_));
}

SqliteConnection::Prepared SqliteConnection::prepare(const Statement& statement) {
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), statement.sql.data(),
                                        static_cast<int>(statement.sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    Prepared prepared{std::unique_ptr<sqlite3_stmt, Finalize>{handle},
                      {},
                      StatementTiming{statement.name, slow_}};
    if (code != SQLITE_OK) fail_with(statement.name);
    if (handle == nullptr) throw std::logic_error("an empty statement");
    for (int i = 1; i <= sqlite3_bind_parameter_count(handle); ++i)
        prepared.parameters.push_back(number_of(sqlite3_bind_parameter_name(handle, i)));
    return prepared;
}

SqliteConnection::Prepared& SqliteConnection::cached(const Statement& statement) {
    if (const auto found = statements_.find(statement.sql); found != statements_.end())
        return found->second;
    if (statements_.size() >= statements_kept)
        std::erase_if(statements_, [](const auto& entry) { return !entry.second.busy; });
    return statements_.emplace(std::string{statement.sql}, prepare(statement)).first->second;
}

void SqliteConnection::bind(Prepared& prepared, std::span<const Value> values) {
    sqlite3_stmt* statement = prepared.handle.get();
    for (std::size_t i = 0; i < prepared.parameters.size(); ++i) {
        const std::size_t number = prepared.parameters[i];
        if (number > values.size())
            throw std::logic_error(fmt::format("parameter ${} is missing", number));
        const int at = static_cast<int>(i + 1);
        // The values outlive the run (see InUse), so SQLite need not copy them: a null destructor.
        const int code = std::visit(
            [&](const auto& value) {
                using T = std::decay_t<decltype(value)>;
                if constexpr (std::is_same_v<T, std::int64_t>)
                    return sqlite3_bind_int64(statement, at, value);
                else if constexpr (std::is_same_v<T, double>)
                    return sqlite3_bind_double(statement, at, value);
                else if constexpr (std::is_same_v<T, std::string>)
                    return sqlite3_bind_text64(statement, at, value.data(), value.size(), nullptr,
                                               SQLITE_UTF8);
                else if constexpr (std::is_same_v<T, Blob>)
                    return value.empty() ? sqlite3_bind_zeroblob(statement, at, 0)
                                         : sqlite3_bind_blob64(statement, at, value.data(),
                                                               value.size(), nullptr);
                else
                    return sqlite3_bind_null(statement, at);
            },
            values[number - 1]);
        if (code != SQLITE_OK) fail_with("cannot bind a parameter");
    }
}

void SqliteConnection::run(const Statement& statement, std::span<const Value> parameters,
                           const std::function<void(const Row&)>* row) {
    check_texts(parameters);
    Prepared* prepared = &cached(statement);
    std::optional<Prepared> second;  // the same statement once more inside its own row callback
    if (prepared->busy) prepared = &second.emplace(prepare(statement));
    const InUse in_use{*prepared};
    bind(*prepared, parameters);
    StatementTiming::Duration taken{};
    for (;;) {
        const auto start = std::chrono::steady_clock::now();
        const int code = sqlite3_step(prepared->handle.get());
        taken += std::chrono::steady_clock::now() - start;
        if (code == SQLITE_DONE) break;
        if (code != SQLITE_ROW) fail_with(statement.name);
        if (row != nullptr) (*row)(row_of(prepared->handle.get()));
    }
    prepared->timing.record(taken, name_space_);
}

void SqliteConnection::each(const Statement& statement, std::span<const Value> parameters,
                            const std::function<void(const Row&)>& row) {
    run(statement, parameters, &row);
}

void SqliteConnection::execute(const Statement& statement, std::span<const Value> parameters) {
    run(statement, parameters, nullptr);
}

std::int64_t SqliteConnection::execute_counted(const Statement& statement,
                                               std::span<const Value> parameters) {
    const auto before = sqlite3_total_changes64(handle_.get());
    run(statement, parameters, nullptr);
    // What does not change rows leaves the last count standing.
    if (sqlite3_total_changes64(handle_.get()) == before) return 0;
    return sqlite3_changes64(handle_.get());
}

void SqliteConnection::begin_read() {
    control(begin_deferred);
}
void SqliteConnection::begin_write() {
    control(begin_immediate);
}
void SqliteConnection::savepoint() {
    control(begin_unit);
}
void SqliteConnection::release_savepoint() {
    control(release_unit);
}
void SqliteConnection::rollback_to_savepoint() {
    control(rollback_unit);
    control(release_unit);
}
// Other processes see by the mark, which is part of the file, whether content changed.
void SqliteConnection::commit(Effect effect) {
    if (effect == Effect::content) {
        const std::uint64_t next = (content_mark() + 1) & 0x7fffffff;
        script(fmt::format("PRAGMA user_version = {}", next));
    }
    control(commit_all);
}

std::uint64_t SqliteConnection::content_mark() {
    return static_cast<std::uint64_t>(query_one(read_content_mark)->integer(0));
}

void SqliteConnection::rollback() noexcept {
    if (!in_transaction()) return;
    try {
        control(rollback_all);
    } catch (const std::exception& error) {
        log::error("store.rollback_failed", {{"what", std::string{error.what()}}});
    }
}

bool SqliteConnection::in_transaction() const {
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

void SqliteConnection::insert(std::string_view table, const std::vector<std::string>& columns,
                              const std::function<bool(std::vector<Value>&)>& next) {
    std::string sql = fmt::format("INSERT INTO {} ({}) VALUES (", quoted_identifier(table),
                                  quoted_identifiers(columns));
    for (std::size_t i = 1; i <= columns.size(); ++i)
        sql += fmt::format("{}${}", i == 1 ? "" : ", ", i);
    const Statement statement{"store.insert", sql += ')'};
    std::vector<Value> row;
    while (next(row))
        run(statement, row, nullptr);
}

void SqliteConnection::script(std::string_view sql) {
    if (sqlite3_exec(handle_.get(), std::string{sql}.c_str(), nullptr, nullptr, nullptr) !=
        SQLITE_OK)
        fail_with("script");
}

}  // namespace kommod::store
