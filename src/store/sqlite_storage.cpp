// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <chrono>
#include <fstream>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "store/files.h"
#include "store/sqlite_connection.h"

namespace kommod::store {
namespace {

constexpr std::string_view suffix = ".sqlite";
constexpr auto patience = std::chrono::seconds{10};
constexpr Statement broken_keys{"store.foreign_key_check", "PRAGMA foreign_key_check"};

// A folder with one file a namespace. Several processes may read and write it (the server and a
// command beside it); taking away or replacing a file needs the folder for oneself, which the lock
// on ".lock" says.
class SqliteStorage final : public Storage {
  public:
    explicit SqliteStorage(const Settings& settings)
        : folder_(made(settings.folder)),
          slow_(settings.slow_statement),
          lock_(folder_ / ".lock", O_RDWR | O_CREAT) {
        if (::flock(lock_.get(), LOCK_SH | LOCK_NB) != 0)
            throw DatabaseError(DatabaseError::Kind::connection,
                                "another process is replacing files of " + folder_.string());
        finish_what_was_begun();
        remove_leftovers();
    }

    Engine engine() const override { return Engine::sqlite; }

    std::vector<std::string> list() override {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator{folder_}) {
            const std::filesystem::path& path = entry.path();
            if (path.extension() == suffix && path.stem().extension().empty())
                names.push_back(path.stem().string());
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    bool exists(std::string_view name) override { return std::filesystem::exists(file(name)); }

    void make(std::string_view name) override {
        {
            const Descriptor created{file(name), O_RDWR | O_CREAT};
        }
        sync(folder_);
    }

    void remove(std::string_view name) override {
        const Alone alone{*this};
        remove_files(name);
        sync(folder_);
    }

    // With the journal in its place the replacement counts as done: whoever opens the folder next
    // carries out what is left of it.
    void replace(std::span<const Replacement> all) override {
        const Alone alone{*this};
        for (const Replacement& one : all) {
            settle(one.from);
            // The old log must not be played into the new file; the old file is whole after this.
            if (exists(one.to)) settle(one.to);
        }
        write_journal(all);
        carry_out_journal();
    }

    std::unique_ptr<Connection> connect(std::string_view name, Use use) override {
        return std::make_unique<SqliteConnection>(file(name), name, use, slow_);
    }

    void build(std::string_view name, const std::function<void(Connection&)>& work) override {
        SqliteConnection connection{file(name), name, Use::build, slow_};
        connection.begin_write();
        try {
            work(connection);
            if (const auto row = connection.query_one(broken_keys))
                throw DatabaseError(DatabaseError::Kind::foreign_key,
                                    "a row of " + row->text(0) + " refers to a missing row");
            connection.commit(Effect::content);
        } catch (...) {
            connection.rollback();
            throw;
        }
    }

    // Foreign keys are not enforced on a `build` connection; build() checks them at its end.
    void load(Connection&, const std::function<void()>& fill) override { fill(); }

    void watch(Changed) override {}
    void unwatch() override {}
    std::uint64_t foreign_changes(std::string_view name) override {
        return std::max(stamp(file(name)), stamp(file(name) += "-wal"));
    }

  private:
    // The folder for this process alone, with no replacement left half done.
    class Alone {
      public:
        explicit Alone(SqliteStorage& storage) : storage_(storage) {
            if (::flock(storage_.lock_.get(), LOCK_EX | LOCK_NB) != 0) {
                ::flock(storage_.lock_.get(), LOCK_SH);
                throw DatabaseError(DatabaseError::Kind::busy,
                                    "another process uses " + storage_.folder_.string());
            }
            try {
                storage_.carry_out_journal();
            } catch (...) {
                ::flock(storage_.lock_.get(), LOCK_SH);
                throw;
            }
        }
        ~Alone() { ::flock(storage_.lock_.get(), LOCK_SH); }
        Alone(const Alone&) = delete;
        Alone& operator=(const Alone&) = delete;

      private:
        SqliteStorage& storage_;
    };

    static std::filesystem::path made(const std::filesystem::path& folder) {
        std::error_code error;
        std::filesystem::create_directories(folder, error);
        if (error)
            throw DatabaseError(
                DatabaseError::Kind::connection,
                fmt::format("cannot create {}: {}", folder.string(), error.message()));
        return folder;
    }

    // One file with its log played into it, durable.
    void settle(std::string_view name) {
        {
            SqliteConnection last{file(name), name, Use::build, slow_};
            last.script("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;");
        }
        sync(file(name));
    }

    std::filesystem::path journal() const { return folder_ / ".replacing"; }

    // A line "<from> <to>" for each.
    void write_journal(std::span<const Replacement> all) {
        const std::filesystem::path part = journal() += ".part";
        {
            std::ofstream out{part, std::ios::trunc};
            for (const Replacement& one : all)
                out << one.from << ' ' << one.to << '\n';
            if (!out.flush())
                throw DatabaseError(DatabaseError::Kind::other, "cannot write " + part.string());
        }
        sync(part);
        std::filesystem::rename(part, journal());
        sync(folder_);
    }

    // Harmless when some of it, or all, was done before. Called with the folder for oneself.
    void carry_out_journal() {
        std::ifstream in{journal()};
        if (!in) return;
        for (Replacement one; in >> one.from >> one.to;) {
            if (!exists(one.from)) continue;
            for (const char* log : {"-wal", "-shm"})
                std::filesystem::remove(file(one.to) += log);
            std::filesystem::rename(file(one.from), file(one.to));
        }
        sync(folder_);
        std::filesystem::remove(journal());
        sync(folder_);
    }

    // A process was killed while it replaced namespaces. Others may be opening the folder at this
    // moment, too; one of them does it.
    void finish_what_was_begun() {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (std::filesystem::exists(journal())) {
            try {
                const Alone alone{*this};
            } catch (const DatabaseError& error) {
                if (error.kind() != DatabaseError::Kind::busy ||
                    std::chrono::steady_clock::now() > end)
                    throw;
                std::this_thread::sleep_for(std::chrono::milliseconds{20});
            }
        }
    }

    // Half-built namespaces of a restore that was killed.
    void remove_leftovers() {
        if (::flock(lock_.get(), LOCK_EX | LOCK_NB) == 0) {
            for (const auto& entry : std::filesystem::directory_iterator{folder_})
                if (entry.path().stem().extension() == ".restoring")
                    std::filesystem::remove(entry.path());
        }
        ::flock(lock_.get(), LOCK_SH);
    }

    void remove_files(std::string_view name) {
        // The log first: a database without its log is old, a log without its database is nothing.
        for (const char* part : {"-wal", "-shm", ""})
            std::filesystem::remove(file(name) += part);
    }

    std::filesystem::path file(std::string_view name) const {
        return folder_ / (std::string{name} += suffix);
    }

    static std::uint64_t stamp(const std::filesystem::path& path) {
        struct stat status{};
        if (::stat(path.c_str(), &status) != 0) return 0;
        return static_cast<std::uint64_t>(status.st_mtim.tv_sec) * 1'000'000'000U +
               static_cast<std::uint64_t>(status.st_mtim.tv_nsec);
    }

    std::filesystem::path folder_;
    StatementTiming::Duration slow_;
    Descriptor lock_;
};

}  // namespace

std::unique_ptr<Storage> open_sqlite(const Settings& settings) {
    return std::make_unique<SqliteStorage>(settings);
}

}  // namespace kommod::store
