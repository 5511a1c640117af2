// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What only PostgreSQL can do to us: several instances, connections that break.
#include <atomic>
#include <chrono>
#include <thread>

#include "store/testing.h"

namespace kommod::store {
namespace {

const embedded::File schema[] = {
    {"0001_note.sql", "CREATE TABLE note (id BIGINT PRIMARY KEY, who TEXT NOT NULL);"}};
const std::vector<Migrations> rooms = {{"test", schema}};

constexpr Statement add{"test.add_note",
                        "INSERT INTO note (id, who) VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM "
                        "note), $1) RETURNING id"};
constexpr Statement book{
    "test.book_note",
    "INSERT INTO note (id, who) VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM note), 'books')",
    Effect::books};
constexpr Statement count{"test.count_notes", "SELECT COUNT(*) FROM note"};
constexpr Statement break_others{
    "test.break_others",
    "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    " AND application_name = $1"};
constexpr Statement break_myself{"test.break_myself",
                                 "SELECT pg_terminate_backend(pg_backend_pid())"};

class Instances : public ::testing::Test {
  protected:
    void SetUp() override {
        if (postgresql().empty())
            GTEST_SKIP() << "KOMMOD_TEST_POSTGRESQL is not set; see tests/postgresql.sh";
        // A name of our own, so that only our connections are broken.
        application = "kommod-" + crypto::hex(crypto::random_bytes(4));
        scratch = std::make_unique<testing::Scratch>(Engine::postgresql);
        scratch->settings().database_url += "&application_name=" + application;
        one = &scratch->open(rooms);
        two = Database::open(scratch->settings(), rooms, scratch->clock());
    }
    static std::string postgresql() { return testing::postgresql_url(); }

    static std::int64_t write_one(Namespace& ns, std::string_view who) {
        return ns.write(
            [&](WriteSession& s) { return s.query_one(add, {std::string{who}})->integer(0); });
    }
    static std::int64_t count_in(Namespace& ns) {
        return ns.read([](Session& s) { return s.query_one(count)->integer(0); });
    }
    static bool soon(const std::function<bool()>& holds) {
        for (int i = 0; i < 500; ++i) {
            if (holds()) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        return false;
    }
    // The listener starts in its own time.
    static void until_heard(Namespace& writer, Namespace& hearer) {
        const auto before = hearer.version();
        ASSERT_TRUE(soon([&] {
            write_one(writer, "can you hear me");
            return hearer.version() > before;
        }));
    }
    // Breaks all connections but the one that asks.
    void break_connections() {
        testing::Scratch breaker{Engine::postgresql};
        breaker.open({}).association_namespace().read(
            [&](Session& s) { s.query(break_others, {application}); });
    }

    std::string application;
    std::unique_ptr<testing::Scratch> scratch;
    Database* one = nullptr;
    std::unique_ptr<Database> two;
};

TEST_F(Instances, OneHearsWhatTheOtherWrote) {
    Namespace& here = one->create("m1");
    Namespace& there = *two->find("m1");
    until_heard(here, there);
    const auto before = there.version();
    write_one(here, "one");
    EXPECT_TRUE(soon([&] { return there.version() > before; }));
}

TEST_F(Instances, OneHearsWhetherTheOtherChangedContent) {
    Namespace& here = one->create("m1");
    Namespace& there = *two->find("m1");
    until_heard(here, there);
    // The last of its notifications may still be on their way.
    write_one(here, "last");
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    const auto version = there.version();
    const auto content = there.content_version();
    here.write([](WriteSession& s) { s.execute(book); });
    EXPECT_TRUE(soon([&] { return there.version() > version; }));
    EXPECT_EQ(there.content_version(), content);
    here.write([](WriteSession& s) {
        s.execute(book);
        s.query(add, {std::string{"both"}});
    });
    EXPECT_TRUE(soon([&] { return there.content_version() > content; }));
}

TEST_F(Instances, TheirWritersTakeTurns) {
    // MAX(id) + 1 gives a number twice as soon as two units of work overlap.
    one->create("m1");
    std::vector<std::thread> crowd;
    for (int t = 0; t < 8; ++t)
        crowd.emplace_back([&, t] {
            Namespace& ns = *(t % 2 == 0 ? one : two.get())->find("m1");
            for (int i = 0; i < 40; ++i)
                write_one(ns, "crowd");
        });
    for (std::thread& thread : crowd)
        thread.join();
    EXPECT_EQ(count_in(one->create("m1")), 320);
}

TEST_F(Instances, BrokenConnectionsAreReplacedUnnoticed) {
    Namespace& ns = one->create("m1");
    write_one(ns, "before");
    EXPECT_EQ(count_in(ns), 1);
    break_connections();
    EXPECT_EQ(count_in(ns), 1);
    EXPECT_EQ(write_one(ns, "after"), 2);
    EXPECT_EQ(one->namespaces().size(), 2U);
    ASSERT_NE(one->find("m1"), nullptr);
}

TEST_F(Instances, AConnectionThatBreaksInAUnitOfWorkIsTriedAgain) {
    Namespace& ns = one->create("m1");
    int runs = 0;
    ns.write([&](WriteSession& s) {
        s.query(add, {std::string{"unit"}});
        if (++runs == 1) s.query(break_myself);
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count_in(ns), 1);
}

// Two units that wait for nothing, one that notices.
TEST_F(Instances, AConnectionThatBreaksInAGroupLosesNoUnit) {
    Namespace& ns = one->create("m1");
    std::atomic<bool> broken = false;
    std::vector<std::thread> crowd;
    for (int t = 0; t < 8; ++t)
        crowd.emplace_back([&, t] {
            for (int i = 0; i < 10; ++i)
                ns.write([&](WriteSession& s) {
                    s.execute(add, {std::string{"crowd"}});
                    if (t == 4 && i == 5 && !broken.exchange(true)) s.execute(break_myself);
                });
        });
    for (std::thread& thread : crowd)
        thread.join();
    EXPECT_TRUE(broken);
    EXPECT_EQ(count_in(ns), 80);
}

TEST_F(Instances, ABrokenConnectionIsReplacedForUnitsThatLookAtNothing) {
    Namespace& ns = one->create("m1");
    const auto write_unseen = [&] {
        ns.write([](WriteSession& s) { s.execute(add, {std::string{"unseen"}}); });
    };
    write_unseen();
    break_connections();
    write_unseen();
    EXPECT_EQ(count_in(ns), 2);
}

TEST_F(Instances, AStatementNobodyLooksAtIsNotWaitedFor) {
    using Clock = std::chrono::steady_clock;
    constexpr Statement sleep{"test.sleep", "SELECT CAST(pg_sleep(1) AS TEXT)"};
    Namespace& ns = one->create("m1");
    Clock::duration in_unit{};
    const auto start = Clock::now();
    ns.write([&](WriteSession& s) {
        s.execute(add, {std::string{"sleeper"}});
        const auto before = Clock::now();
        s.execute(sleep);
        in_unit = Clock::now() - before;
    });
    EXPECT_LT(in_unit, std::chrono::milliseconds{900});
    EXPECT_GE(Clock::now() - start, std::chrono::seconds{1});
}

TEST_F(Instances, ListeningGoesOnAfterTheConnectionBroke) {
    Namespace& here = one->create("m1");
    Namespace& there = *two->find("m1");
    until_heard(here, there);
    const auto before = there.version();
    break_connections();
    EXPECT_TRUE(soon([&] { return there.version() > before; })) << "missed ones must be assumed";
    const auto after = there.version();
    write_one(here, "one");
    EXPECT_TRUE(soon([&] { return there.version() > after; }));
}

TEST_F(Instances, OneSeesNamespacesTheOtherMade) {
    write_one(one->create("m7"), "one");
    Namespace* seen = two->find("m7");
    ASSERT_NE(seen, nullptr);
    EXPECT_EQ(count_in(*seen), 1);
}

TEST(Postgresql, AnUnreachableServerIsSaid) {
    Settings settings;
    settings.database_url = "postgresql:///none?host=%2Fnonexistent";
    const ManualClock clock{Instant{0}};
    try {
        Database::open(settings, {}, clock);
        FAIL() << "opened nothing";
    } catch (const DatabaseError& error) {
        EXPECT_EQ(error.kind(), DatabaseError::Kind::connection);
    }
}

}  // namespace
}  // namespace kommod::store
