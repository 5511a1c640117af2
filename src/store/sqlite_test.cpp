// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What is special to SQLite: a folder that a command and the server use side by side.
#include <chrono>
#include <fstream>
#include <functional>
#include <thread>

#include <gmock/gmock.h>

#include "store/testing.h"

namespace kommod::store {
namespace {

const embedded::File schema[] = {{"0001_note.sql", "CREATE TABLE note (id BIGINT PRIMARY KEY);"}};
const std::vector<Migrations> rooms = {{"test", schema}};
constexpr Statement add{"test.add_note", "INSERT INTO note (id) VALUES ($1)"};
constexpr Statement book{"test.book_note", "INSERT INTO note (id) VALUES ($1)", Effect::books};
constexpr Statement count{"test.count_notes", "SELECT COUNT(*) FROM note"};

class SqliteFolder : public ::testing::Test {
  protected:
    static void write_one(Namespace& ns, std::int64_t id) {
        ns.write([&](WriteSession& s) { s.execute(add, {id}); });
    }
    static std::int64_t count_in(Namespace& ns) {
        return ns.read([](Session& s) { return s.query_one(count)->integer(0); });
    }
    static bool soon(const std::function<bool()>& holds) {
        for (int i = 0; i < 300; ++i) {
            if (holds()) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        return false;
    }
    std::unique_ptr<Database> beside() {
        return Database::open(scratch.settings(), rooms, scratch.clock());
    }

    testing::Scratch scratch{Engine::sqlite};
};

TEST_F(SqliteFolder, ACommandBesideTheServerIsNoticed) {
    Namespace& here = scratch.open(rooms).create("m1");
    const auto command = beside();
    auto before = here.version();
    write_one(*command->find("m1"), 1);
    EXPECT_TRUE(soon([&] { return here.version() > before; }));
    EXPECT_EQ(count_in(here), 1);
    before = here.version();
    std::this_thread::sleep_for(std::chrono::milliseconds{1100});
    EXPECT_EQ(here.version(), before) << "nobody wrote";
}

TEST_F(SqliteFolder, ItIsNoticedWhetherTheCommandChangedContent) {
    Namespace& here = scratch.open(rooms).create("m1");
    const auto command = beside();
    Namespace& there = *command->find("m1");
    auto version = here.version();
    const auto content = here.content_version();
    there.write([](WriteSession& s) { s.execute(book, {std::int64_t{1}}); });
    EXPECT_TRUE(soon([&] { return here.version() > version; }));
    version = here.version();
    here.write([](WriteSession& s) { s.execute(book, {std::int64_t{2}}); });
    EXPECT_TRUE(soon([&] { return here.version() > version + 1; })) << "our own is seen, too";
    EXPECT_EQ(here.content_version(), content);
    write_one(there, 3);
    EXPECT_TRUE(soon([&] { return here.content_version() > content; }));
}

TEST_F(SqliteFolder, NothingIsDroppedUnderTheFeetOfAnother) {
    Database& server = scratch.open(rooms);
    write_one(server.create("m1"), 1);
    {
        const auto command = beside();
        try {
            command->drop("m1");
            FAIL() << "dropped a file in use";
        } catch (const DatabaseError& error) {
            EXPECT_EQ(error.kind(), DatabaseError::Kind::busy);
        }
        EXPECT_EQ(count_in(*command->find("m1")), 1) << "and it can still be used";
        write_one(*command->find("m1"), 2);
    }
    EXPECT_EQ(count_in(*server.find("m1")), 2);
    server.drop("m1");
    EXPECT_EQ(server.find("m1"), nullptr);
}

TEST_F(SqliteFolder, WhatARestoreLeftBehindIsClearedAway) {
    scratch.open(rooms).create("m1");
    scratch.close();
    const auto left = scratch.settings().folder / "m1.restoring.sqlite";
    std::ofstream{left} << "half";
    EXPECT_THAT(scratch.open(rooms).namespaces(), ::testing::ElementsAre("association", "m1"));
    EXPECT_FALSE(std::filesystem::exists(left));
}

TEST_F(SqliteFolder, ADamagedFileIsSaidAtStart) {
    scratch.open(rooms).create("m1");
    scratch.close();
    std::ofstream{scratch.settings().folder / "m1.sqlite"} << std::string(8192, 'x');
    try {
        scratch.open(rooms);
        FAIL() << "opened a damaged file";
    } catch (const DatabaseError& error) {
        EXPECT_EQ(error.kind(), DatabaseError::Kind::connection);
        EXPECT_THAT(error.what(), ::testing::HasSubstr("m1"));
    }
}

TEST_F(SqliteFolder, SlowStatementsAreLogged) {
    scratch.settings().slow_statement = std::chrono::milliseconds{0};
    Namespace& ns = scratch.open(rooms).create("m1");
    ::testing::internal::CaptureStderr();
    count_in(ns);
    EXPECT_THAT(::testing::internal::GetCapturedStderr(),
                ::testing::HasSubstr("\"event\":\"store.slow_statement\",\"statement\":"
                                     "\"test.count_notes\",\"namespace\":\"m1\""));
}

}  // namespace
}  // namespace kommod::store
