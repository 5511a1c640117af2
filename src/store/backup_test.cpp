// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/backup.h"

#include <atomic>
#include <bit>
#include <cmath>
#include <fstream>
#include <limits>
#include <random>
#include <thread>

#include "store/testing.h"

namespace kommod::store {
namespace {

const embedded::File release_1[] = {
    {"0001_office.sql",
     "CREATE TABLE office (id BIGINT PRIMARY KEY, parent BIGINT REFERENCES office (id), name TEXT,"
     " share DOUBLE PRECISION, picture BYTEA, clerk BIGINT);"
     "CREATE TABLE \"Clerk of\" (id BIGINT PRIMARY KEY, office BIGINT NOT NULL REFERENCES office "
     "(id));"}};
const embedded::File release_2[] = {release_1[0],
                                    {"0002_rank.sql",
                                     "ALTER TABLE office ADD COLUMN rank BIGINT NOT NULL DEFAULT 7;"
                                     "UPDATE office SET rank = 9 WHERE name = 'Bürgerbüro';"}};
const std::vector<Migrations> old_rooms = {{"test", release_1}};
const std::vector<Migrations> new_rooms = {{"test", release_2}};

constexpr Statement put_office{
    "test.put_office",
    "INSERT INTO office (id, parent, name, share, picture) VALUES ($1, $2, $3, $4, $5)"};
constexpr Statement put_clerk{"test.put_clerk",
                              "INSERT INTO \"Clerk of\" (id, office) VALUES ($1, $2)"};
constexpr Statement all_offices{"test.offices",
                                "SELECT id, parent, name, share, picture FROM office ORDER BY id"};
constexpr Statement count_clerks{"test.clerks", "SELECT COUNT(*) FROM \"Clerk of\""};
constexpr crypto::SealingCost cheap{1, 8U << 10};

using Rows = std::vector<std::vector<Value>>;

Rows offices(Namespace& ns) {
    return ns.read([](Session& s) {
        Rows rows;
        s.each(all_offices, {}, [&](const Row& row) {
            auto& out = rows.emplace_back();
            for (std::size_t i = 0; i < row.size(); ++i)
                out.push_back(row[i]);
        });
        return rows;
    });
}

class Backup : public testing::Databases {
  protected:
    Backup()
        : file_(std::filesystem::temp_directory_path() /
                ("kommod backup " + crypto::hex(crypto::random_bytes(6)))) {}
    ~Backup() override { std::filesystem::remove(file_); }

    static void fill(Namespace& ns) {
        ns.write([](WriteSession& s) {
            s.execute(put_office, {std::int64_t{2}, Value{}, "Bürgerbüro\t\"1\"\n\\N\\", 0.1,
                                   Blob{std::byte{0}, std::byte{92}, std::byte{255}}});
            s.execute(put_office, {std::int64_t{1}, std::int64_t{2}, "", 1e300, Blob{}});
            s.execute(put_office, {std::int64_t{3}, std::int64_t{3}, Value{}, Value{}, Value{}});
            s.execute(put_clerk, {std::int64_t{5}, std::int64_t{3}});
        });
    }
    std::string error_of(const Result<BackupReport>& result) {
        return result ? "" : result.error().key;
    }
    Result<BackupReport> save(Database& database, const std::vector<std::string>& names = {}) {
        std::filesystem::remove(file_);
        return backup(database, clock(), names, file_, "secret", "installation key", cheap);
    }

    std::filesystem::path file_;
};

TEST_P(Backup, RestoresOnEitherEngine) {
    Database& database = open(new_rooms);
    fill(database.create("m1"));
    fill(database.create("m2"));
    const Rows before = offices(*database.find("m1"));
    const auto saved = save(database);
    ASSERT_TRUE(saved) << saved.error().what;
    ASSERT_EQ(saved->parts.size(), 3U);
    EXPECT_EQ(saved->parts[1].name_space, "m1");
    EXPECT_EQ(saved->parts[1].rows, 4);

    for (const Engine engine : testing::engines()) {
        testing::Scratch other{engine};
        Database& target = other.open(new_rooms);
        const auto restored = restore(target, file_, "secret");
        ASSERT_TRUE(restored) << restored.error().what;
        EXPECT_EQ(offices(*target.find("m1")), before);
        EXPECT_EQ(offices(*target.find("m2")), before);
        // It is a living namespace, with its constraints.
        EXPECT_THROW(target.find("m1")->write([](WriteSession& s) {
            s.execute(put_clerk, {std::int64_t{6}, std::int64_t{99}});
        }),
                     DatabaseError);
        other.open(new_rooms);
    }
}

TEST_P(Backup, TakesBackWhatHappenedSince) {
    Database& database = open(new_rooms);
    Namespace& ns = database.create("m1");
    fill(ns);
    const Rows before = offices(ns);
    ASSERT_TRUE(save(database, {"m1"}));
    ns.write([](WriteSession& s) { s.execute({"test.wipe", "DELETE FROM \"Clerk of\""}); });
    const auto version = ns.version();
    EXPECT_EQ(error_of(restore(database, file_, "secret")), "restore.exists");
    RestoreOptions options;
    options.overwrite = true;
    ASSERT_TRUE(restore(database, file_, "secret", options));
    EXPECT_EQ(offices(ns), before) << "handles stay valid";
    EXPECT_EQ(ns.read([](Session& s) { return s.query_one(count_clerks)->integer(0); }), 1);
    EXPECT_GT(ns.version(), version);
    ns.write([](WriteSession& s) { s.execute(put_clerk, {std::int64_t{8}, std::int64_t{1}}); });
    Database& again = open(new_rooms);
    EXPECT_EQ(
        again.find("m1")->read([](Session& s) { return s.query_one(count_clerks)->integer(0); }),
        2);
    EXPECT_EQ(again.namespaces().size(), 2U);
}

TEST_P(Backup, OneOfSeveral) {
    Database& database = open(new_rooms);
    fill(database.create("m1"));
    fill(database.create("m2"));
    ASSERT_TRUE(save(database));
    database.drop("m1");
    database.drop("m2");
    RestoreOptions options;
    options.only = {"m2"};
    ASSERT_TRUE(restore(database, file_, "secret", options));
    EXPECT_EQ(database.find("m1"), nullptr);
    EXPECT_EQ(offices(*database.find("m2")).size(), 3U);
    options.only = {"m3"};
    EXPECT_EQ(error_of(restore(database, file_, "secret", options)), "restore.unknown_namespace");
}

TEST_P(Backup, OfAnOldReleaseIsUpgradedByTheNewOne) {
    fill(open(old_rooms).create("m1"));
    ASSERT_TRUE(save(open(old_rooms)));
    testing::Scratch other{GetParam()};
    Database& target = other.open(new_rooms);
    ASSERT_TRUE(restore(target, file_, "secret"));
    const auto ranks = target.find("m1")->read(
        [](Session& s) { return s.query({"test.ranks", "SELECT rank FROM office ORDER BY id"}); });
    ASSERT_EQ(ranks.size(), 3U);
    EXPECT_EQ(ranks[0].integer(0), 7);
}

TEST_P(Backup, OfANewerReleaseIsRefused) {
    fill(open(new_rooms).create("m1"));
    ASSERT_TRUE(save(open(new_rooms), {"m1"}));
    testing::Scratch other{GetParam()};
    Database& target = other.open(old_rooms);
    EXPECT_EQ(error_of(restore(target, file_, "secret")), "restore.newer");
    EXPECT_EQ(target.find("m1"), nullptr);
}

TEST_P(Backup, BadFilesAndPassphrasesChangeNothing) {
    Database& database = open(new_rooms);
    Namespace& ns = database.create("m1");
    fill(ns);
    ASSERT_TRUE(save(database));
    ns.write([](WriteSession& s) { s.execute({"test.wipe", "DELETE FROM \"Clerk of\""}); });
    RestoreOptions options;
    options.overwrite = true;
    EXPECT_EQ(error_of(restore(database, file_, "Secret", options)), "sealed.wrong_passphrase");
    EXPECT_EQ(error_of(restore(database, file_ / "nowhere", "secret", options)),
              "sealed.unreadable");
    std::filesystem::resize_file(file_, std::filesystem::file_size(file_) - 5);
    EXPECT_EQ(error_of(restore(database, file_, "secret", options)), "sealed.cut_off");
    std::ofstream{file_, std::ios::binary} << "This is no backup.";
    EXPECT_EQ(error_of(restore(database, file_, "secret", options)), "sealed.not_sealed");
    EXPECT_EQ(error_of(inspect_backup(file_, "secret")), "sealed.not_sealed");
    std::filesystem::remove(file_);
    {
        crypto::SealedWriter other{file_, "secret", cheap};
        other.write("{\"kommod\":\"backup\",\"format\":1,\"made_at\":0}\n");
        other.write("{\"namespace\":\"m1\",\"migrations\":[]}\n{\"table\":\"office\",\"columns\":");
        other.write(
            "[\"id\"]}\n[1]\n{\"end\":\"m1\",\"tables\":1,\"rows\":2}\n{\"end\":\"backup\"}\n");
        other.finish();
    }
    EXPECT_EQ(error_of(restore(database, file_, "secret", options)), "backup.malformed");
    EXPECT_EQ(offices(ns).size(), 3U);
    EXPECT_EQ(ns.read([](Session& s) { return s.query_one(count_clerks)->integer(0); }), 0);
}

TEST_P(Backup, RowsThatDoNotFitChangeNothing) {
    Database& database = open(new_rooms);
    fill(database.create("m1"));
    {
        // A clerk of an office that is not there.
        crypto::SealedWriter other{file_, "secret", cheap};
        std::filesystem::path real = std::filesystem::path{file_} += " real";
        ASSERT_TRUE(backup(database, clock(), {"m1"}, real, "secret", "installation key", cheap));
        auto reader = *crypto::SealedReader::open(real, "secret");
        std::string line;
        while (*reader.next_line(line))
            other.write((line == "[5,3]" ? "[5,4]" : line) + "\n");
        other.finish();
        std::filesystem::remove(real);
    }
    RestoreOptions options;
    options.overwrite = true;
    const auto refused = restore(database, file_, "secret", options);
    EXPECT_EQ(error_of(refused), "restore.does_not_fit");
    EXPECT_EQ(offices(*database.find("m1")).size(), 3U);
    EXPECT_EQ(database.namespaces().size(), 2U);
}

TEST_P(Backup, SaysWhatItCannotDo) {
    Database& database = open(new_rooms);
    EXPECT_EQ(error_of(save(database, {"m9"})), "backup.unknown_namespace");
    ASSERT_TRUE(save(database));
    EXPECT_EQ(error_of(backup(database, clock(), {}, file_, "secret", "installation key", cheap)),
              "backup.exists");
    EXPECT_EQ(error_of(backup(database, clock(), {}, "/nonexistent/x", "secret", "installation key",
                              cheap)),
              "backup.unwritable");
    const auto contents = inspect_backup(file_, "secret");
    ASSERT_TRUE(contents);
    EXPECT_EQ(contents->made_at, clock().now());
    EXPECT_EQ(contents->parts[0].name_space, "association");
}

TEST_P(Backup, IsOneSnapshotWhileOthersWrite) {
    Database& database = open(new_rooms);
    Namespace& ns = database.create("m1");
    fill(ns);
    std::atomic<bool> stop = false;
    std::thread writer{[&] {
        for (std::int64_t id = 100; !stop; ++id)
            ns.write([&](WriteSession& s) {
                s.execute(put_office, {id, Value{}, "x", Value{}, Value{}});
                s.execute(put_clerk, {id, id});
            });
    }};
    for (int round = 0; round < 3; ++round) {
        const auto saved = save(database, {"m1"});
        ASSERT_TRUE(saved);
        // 3 offices and a clerk, and then always an office with its clerk.
        EXPECT_EQ(saved->parts[0].rows % 2, 0);
    }
    stop = true;
    writer.join();
    RestoreOptions options;
    options.overwrite = true;
    EXPECT_TRUE(restore(database, file_, "secret", options));
}

TEST_P(Backup, AnyValueSurvives) {
    Database& database = open(new_rooms);
    Namespace& ns = database.create("m1");
    std::mt19937_64 chance{20221201};
    const auto characters = [&] {
        std::string text;
        for (auto left = chance() % 40; left > 0; --left)
            text += static_cast<char>(1 + chance() % 127);
        return text + "ß€🏛";
    };
    ns.write([&](WriteSession& s) {
        for (int i = 0; i < 100; ++i) {
            const auto id = static_cast<std::int64_t>(chance());
            auto number = std::bit_cast<double>(chance());
            if (std::isnan(number)) number = std::numeric_limits<double>::infinity();
            Blob blob(chance() % 40);
            for (std::byte& byte : blob)
                byte = static_cast<std::byte>(chance());
            s.execute(put_office, {id, id, characters(), number, blob});
        }
    });
    const Rows before = offices(ns);
    EXPECT_EQ(before.size(), 100U);
    ASSERT_TRUE(save(database, {"m1"}));
    RestoreOptions options;
    options.overwrite = true;
    ASSERT_TRUE(restore(database, file_, "secret", options));
    EXPECT_EQ(offices(ns), before);
}

KOMMOD_ON_BOTH_ENGINES(Backup);

}  // namespace
}  // namespace kommod::store
