// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <mutex>
#include <thread>

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/crypto.h"
#include "store/postgresql_connection.h"

namespace kommod::store {
namespace {

constexpr Statement list_schemas{
    "store.schemas",
    "SELECT substr(schemaname::text, length($1) + 1) FROM pg_catalog.pg_tables"
    " WHERE tablename = 'schema_migration' AND starts_with(schemaname::text, $1)"
    " ORDER BY schemaname::text COLLATE \"C\""};
// Behind the name of a namespace whose place another has taken; it is about to be dropped.
constexpr std::string_view replaced_suffix = ".replaced";
constexpr Statement list_replaced{
    "store.replaced_schemas",
    "SELECT substr(nspname::text, length($1) + 1) FROM pg_catalog.pg_namespace"
    " WHERE starts_with(nspname::text, $1) AND right(nspname::text, length($2)) = $2"};
constexpr Statement has_schema{
    "store.schema_exists",
    "SELECT 1 FROM pg_catalog.pg_tables WHERE tablename = 'schema_migration' AND schemaname = $1"};
constexpr Statement server_settings{
    "store.server_settings",
    "SELECT current_setting('fsync'), datcollate, pg_encoding_to_char(encoding)"
    " FROM pg_catalog.pg_database WHERE datname = current_database()"};
constexpr Statement foreign_keys{
    "store.foreign_keys",
    "SELECT conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)"
    " FROM pg_catalog.pg_constraint WHERE contype = 'f'"
    " AND connamespace = (SELECT n.oid FROM pg_catalog.pg_namespace n"
    " WHERE n.nspname = current_schema()) ORDER BY oid"};

// Hears which schemas other instances wrote to, on a connection and a thread of its own.
class Listener {
  public:
    Listener(const PostgresqlConnection::Place& place, Storage::Changed changed)
        : place_(place), changed_(std::move(changed)), stop_(::eventfd(0, EFD_CLOEXEC)) {
        thread_ = std::thread{[this] { run(); }};
    }
    ~Listener() {
        const std::uint64_t one = 1;
        if (::write(stop_, &one, sizeof one) < 0) log::error("store.listener_deaf", {});
        thread_.join();
        ::close(stop_);
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

  private:
    void run() {
        bool again = true;
        while (again) {
            try {
                PostgresqlConnection connection{place_, "", Use::read};
                connection.script("LISTEN kommod");
                changed_("", Effect::content);  // what was said while nobody listened
                again = listen(connection);
            } catch (const DatabaseError& error) {
                log::warning("store.listener_lost", {{"what", std::string{error.what()}}});
                again = !stopped_within(std::chrono::seconds{1}, -1);
            }
        }
    }

    // True when the connection was lost, false when it is time to stop.
    bool listen(PostgresqlConnection& connection) {
        PGconn* pg = connection.handle();
        while (connection.usable()) {
            if (stopped_within(std::chrono::seconds{60}, PQsocket(pg))) return false;
            if (PQconsumeInput(pg) == 0) break;
            while (PGnotify* raw = PQnotifies(pg)) {
                const std::unique_ptr<PGnotify, decltype(&PQfreemem)> notify{raw, &PQfreemem};
                heard(notify->extra);
            }
        }
        return true;
    }

    void heard(std::string_view payload) {
        const auto sender = payload.substr(0, payload.find(' '));
        if (sender.starts_with(place_.instance)) return;
        const auto schema = payload.substr(std::min(sender.size() + 1, payload.size()));
        const bool books = sender.ends_with(PostgresqlConnection::books_mark);
        if (schema.starts_with(place_.schema_prefix))
            changed_(schema.substr(place_.schema_prefix.size()),
                     books ? Effect::books : Effect::content);
    }

    // Waits for input on `socket` (or none: -1) or for the end of this object's life.
    bool stopped_within(std::chrono::milliseconds time, int socket) const {
        pollfd waiting[] = {{stop_, POLLIN, 0}, {socket, POLLIN, 0}};
        ::poll(waiting, 2, static_cast<int>(time.count()));
        return (waiting[0].revents & POLLIN) != 0;
    }

    const PostgresqlConnection::Place& place_;
    Storage::Changed changed_;
    int stop_;
    std::thread thread_;
};

class PostgresqlStorage final : public Storage {
  public:
    explicit PostgresqlStorage(const Settings& settings)
        : place_{settings.database_url, settings.schema_prefix, settings.slow_statement,
                 crypto::random_token(9)} {
        if (PQlibVersion() < 140000 || PQisthreadsafe() == 0)
            throw std::runtime_error("libpq 14 or newer with threads is needed");
        const Row row = *catalog([](Connection& c) { return c.query_one(server_settings); });
        if (row.text(2) != "UTF8")
            throw std::runtime_error("the database's encoding must be UTF8, not " + row.text(2));
        if (row.text(0) == "off") log::warning("store.fsync_is_off");
        if (!row.text(1).starts_with("C") && row.text(1) != "POSIX")
            log::warning("store.collation", {{"is", row.text(1)}, {"wanted", "C.UTF-8"}});
        remove_leftovers();
    }

    Engine engine() const override { return Engine::postgresql; }

    std::vector<std::string> list() override {
        return catalog([this](Connection& c) {
            std::vector<std::string> names;
            for (const Row& row : c.query(list_schemas, {place_.schema_prefix}))
                names.push_back(row.text(0));
            return names;
        });
    }

    bool exists(std::string_view name) override {
        return catalog(
            [&](Connection& c) { return c.query_one(has_schema, {schema(name)}).has_value(); });
    }

    void make(std::string_view name) override {
        in_transaction(
            fmt::format("SELECT pg_advisory_xact_lock({}); CREATE SCHEMA IF NOT EXISTS {}",
                        lock_key(schema(name)), quoted(name)));
    }

    void remove(std::string_view name) override {
        in_transaction(
            fmt::format("SELECT pg_advisory_xact_lock({}); DROP SCHEMA IF EXISTS {} CASCADE",
                        lock_key(schema(name)), quoted(name)));
    }

    // One transaction for all. What is replaced is only renamed in it: to drop many schemas at once
    // takes more locks than a server has.
    void replace(std::span<const Replacement> all) override {
        std::vector<std::string> replaced;
        std::string locks, renames, told;
        for (const Replacement& one : all) {
            const std::string old = one.to + std::string{replaced_suffix};
            locks += fmt::format("SELECT pg_advisory_xact_lock({});", lock_key(schema(one.to)));
            if (exists(one.to)) {
                remove(old);
                renames +=
                    fmt::format("ALTER SCHEMA {} RENAME TO {};", quoted(one.to), quoted(old));
                replaced.push_back(old);
            } else {
                renames += fmt::format("DROP SCHEMA IF EXISTS {} CASCADE;", quoted(one.to));
            }
            renames +=
                fmt::format("ALTER SCHEMA {} RENAME TO {};", quoted(one.from), quoted(one.to));
            told +=
                PostgresqlConnection::notification(place_, schema(one.to), Effect::content) + ";";
        }
        in_transaction(locks + renames + told);
        for (const std::string& old : replaced)
            remove_leftover(old);
    }

    std::unique_ptr<Connection> connect(std::string_view name, Use use) override {
        return std::make_unique<PostgresqlConnection>(place_, name, use);
    }

    void build(std::string_view name, const std::function<void(Connection&)>& work) override {
        PostgresqlConnection connection{place_, name, Use::build};
        connection.begin_write();
        try {
            work(connection);
            connection.commit(Effect::content);
        } catch (...) {
            connection.rollback();
            throw;
        }
    }

    void load(Connection& connection, const std::function<void()>& fill) override {
        const auto keys = connection.query(foreign_keys);
        for (const Row& key : keys)
            connection.script(fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", key.text(0),
                                          quoted_identifier(key.text(1))));
        fill();
        for (const Row& key : keys)
            connection.script(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", key.text(0),
                                          quoted_identifier(key.text(1)), key.text(2)));
    }

    std::uint64_t foreign_changes(std::string_view) override { return 0; }
    void watch(Changed changed) override {
        listener_ = std::make_unique<Listener>(place_, std::move(changed));
    }
    void unwatch() override { listener_.reset(); }

  private:
    std::string schema(std::string_view name) const {
        return place_.schema_prefix + std::string{name};
    }
    std::string quoted(std::string_view name) const { return quoted_identifier(schema(name)); }

    // What a restore replaced and could not drop any more: its records must not lie about.
    void remove_leftovers() {
        const auto left = catalog([this](Connection& c) {
            return c.query(list_replaced, {place_.schema_prefix, std::string{replaced_suffix}});
        });
        for (const Row& row : left)
            remove_leftover(row.text(0));
    }

    void remove_leftover(std::string_view name) {
        try {
            remove(name);
        } catch (const DatabaseError& error) {
            log::warning("store.leftover",
                         {{"namespace", std::string{name}}, {"what", std::string{error.what()}}});
        }
    }

    // Runs `work` on the one connection that looks at the catalog.
    template <class Work>
    auto catalog(const Work& work) -> std::invoke_result_t<const Work&, Connection&> {
        const std::lock_guard lock{mutex_};
        if (catalog_ == nullptr)
            catalog_ = std::make_unique<PostgresqlConnection>(place_, "", Use::read);
        return work(*catalog_);
    }

    void in_transaction(const std::string& sql) {
        catalog([&](Connection& c) {
            try {
                c.script("BEGIN;" + sql + ";COMMIT");
            } catch (...) {
                catalog_.reset();  // it may be in the middle of something
                throw;
            }
        });
    }

    PostgresqlConnection::Place place_;
    std::mutex mutex_;
    std::unique_ptr<PostgresqlConnection> catalog_;
    std::unique_ptr<Listener> listener_;
};

}  // namespace

std::unique_ptr<Storage> open_postgresql(const Settings& settings) {
    return std::make_unique<PostgresqlStorage>(settings);
}

}  // namespace kommod::store
