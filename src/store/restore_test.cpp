// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A restore of several namespaces is all or nothing, whenever it ends.
#include <array>
#include <fstream>
#include <set>
#include <thread>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/backup.h"
#include "store/engine.h"
#include "store/testing.h"

namespace kommod::store {
namespace {

const embedded::File schema[] = {
    {"0001_age.sql", "CREATE TABLE age (id BIGINT PRIMARY KEY, value BIGINT NOT NULL);"}};
const std::vector<Migrations> rooms = {{"test", schema}};
constexpr Statement put{"test.put_age",
                        "INSERT INTO age (id, value) VALUES (1, $1)"
                        " ON CONFLICT (id) DO UPDATE SET value = excluded.value"};
constexpr Statement get{"test.age", "SELECT value FROM age"};
constexpr std::string_view towns[] = {"m1", "m2", "m3"};

class Restore : public testing::Databases {
  protected:
    ~Restore() override {
        for (const auto& file : backups_)
            std::filesystem::remove(file);
    }

    static void write_age(Database& database, std::int64_t age) {
        for (const std::string_view town : towns)
            database.create(town).write([&](WriteSession& s) { s.execute(put, {age}); });
    }
    static std::int64_t age_of(Database& database, std::string_view town) {
        return database.find(town)->read([](Session& s) { return s.query_one(get)->integer(0); });
    }
    static std::set<std::int64_t> ages(Database& database) {
        std::set<std::int64_t> out;
        for (const std::string_view town : towns)
            out.insert(age_of(database, town));
        return out;
    }
    // A backup of towns that are all of this age.
    std::filesystem::path backup_of(Database& database, std::int64_t age) {
        write_age(database, age);
        auto file = std::filesystem::temp_directory_path() /
                    ("kommod backup " + crypto::hex(crypto::random_bytes(6)));
        const auto made = backup(database, clock(), {"m1", "m2", "m3"}, file, "secret", {}, cheap);
        EXPECT_TRUE(made);
        return backups_.emplace_back(std::move(file));
    }
    std::unique_ptr<Storage> storage() {
        return GetParam() == Engine::sqlite ? open_sqlite(scratch().settings())
                                            : open_postgresql(scratch().settings());
    }

    static constexpr crypto::SealingCost cheap{1, 8192};

  private:
    std::vector<std::filesystem::path> backups_;
};

// What the child does until it is killed: the towns grow older and younger again.
[[noreturn]] void restore_until_killed(const Settings& settings,
                                       const std::vector<std::filesystem::path>& files, int pipe) {
    const SystemClock clock;
    const auto database = Database::open(settings, rooms, clock);
    for (std::size_t turn = 0;; ++turn) {
        RestoreOptions options;
        options.overwrite = true;
        const auto& file = files[turn % files.size()];
        const char done = restore(*database, file, "secret", options) ? '+' : '-';
        if (::write(pipe, &done, 1) != 1) ::_exit(1);
    }
}

TEST_P(Restore, KilledAtAnyMomentItLeavesNoMixture) {
    Database& database = open(rooms);
    const std::vector files{backup_of(database, 1), backup_of(database, 2)};
    scratch().close();  // no thread and no connection is carried into the child
    for (int round = 0; round < 8; ++round) {
        std::array<int, 2> pipe{};
        ASSERT_EQ(::pipe(pipe.data()), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            ::close(pipe[0]);
            restore_until_killed(scratch().settings(), files, pipe[1]);
        }
        ::close(pipe[1]);
        char done = 0;
        EXPECT_EQ(::read(pipe[0], &done, 1), 1);
        EXPECT_EQ(done, '+');
        std::this_thread::sleep_for(std::chrono::milliseconds{13 * round});
        ASSERT_EQ(::kill(child, SIGKILL), 0);
        ASSERT_EQ(::waitpid(child, nullptr, 0), child);
        ::close(pipe[0]);
        EXPECT_EQ(ages(open(rooms)).size(), 1U) << "all of one age";
        scratch().close();
    }
}

TEST_P(Restore, WhatCannotBeSwappedLeavesTheOthersAlone) {
    write_age(open(rooms), 1);
    scratch().close();
    {
        const auto places = storage();
        places->make("m1.restoring");
        const Replacement all[] = {{"m1.restoring", "m1"}, {"m2.restoring", "m2"}};
        EXPECT_THROW(places->replace(all), DatabaseError) << "nobody built the second";
    }
    EXPECT_EQ(ages(open(rooms)), std::set<std::int64_t>{1});
}

KOMMOD_ON_BOTH_ENGINES(Restore);

class SqliteRestore : public Restore {};

// The states in which a process can be killed after it wrote the journal: none, some or all of the
// files are in their places.
TEST_P(SqliteRestore, TheNextStartCarriesOutTheJournal) {
    const auto& folder = scratch().settings().folder;
    const auto file = [&](std::string_view name) {
        return folder / (std::string{name} + ".sqlite");
    };
    for (std::size_t moved = 0; moved <= std::size(towns); ++moved) {
        write_age(open(rooms), 2);
        scratch().close();
        for (const std::string_view town : towns)
            std::filesystem::copy_file(file(town), folder / town);
        write_age(open(rooms), 1);
        scratch().close();
        for (const std::string_view town : towns)
            std::filesystem::rename(folder / town, file(std::string{town} + ".restoring"));
        std::ofstream journal{folder / ".replacing"};
        for (const std::string_view town : towns)
            journal << town << ".restoring " << town << '\n';
        journal.close();
        for (std::size_t i = 0; i < moved; ++i)
            std::filesystem::rename(file(std::string{towns[i]} + ".restoring"), file(towns[i]));
        EXPECT_EQ(ages(open(rooms)), std::set<std::int64_t>{2}) << moved;
        EXPECT_FALSE(std::filesystem::exists(folder / ".replacing"));
    }
}

INSTANTIATE_TEST_SUITE_P(Engines, SqliteRestore, ::testing::Values(Engine::sqlite),
                         testing::engine_name);

class PostgresqlRestore : public Restore {};

TEST_P(PostgresqlRestore, TheNextStartDropsWhatWasReplaced) {
    write_age(open(rooms), 1);
    {
        const auto places = storage();
        places->make("m1.replaced");
    }
    open(rooms);
    const auto left = open(rooms).association_namespace().read([&](Session& s) {
        return s.query({"test.left", "SELECT 1 FROM pg_namespace WHERE nspname = $1"},
                       {scratch().settings().schema_prefix + "m1.replaced"});
    });
    EXPECT_TRUE(left.empty());
}

INSTANTIATE_TEST_SUITE_P(Engines, PostgresqlRestore, ::testing::Values(Engine::postgresql),
                         testing::engine_name);

}  // namespace
}  // namespace kommod::store
