// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/database.h"

#include <atomic>
#include <thread>

#include <gmock/gmock.h>

#include "base/metrics.h"
#include "store/testing.h"

namespace kommod::store {
namespace {

using Kind = DatabaseError::Kind;

const embedded::File schema[] = {
    {"0001_things.sql",
     "CREATE TABLE kind (id BIGINT PRIMARY KEY);"
     "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT UNIQUE, size DOUBLE PRECISION,"
     " kind BIGINT REFERENCES kind (id), CHECK (id > 0));"},
    {"0002_bytes.sqlite.sql", "CREATE TABLE piece (id BIGINT PRIMARY KEY, bytes BLOB);"},
    {"0002_bytes.postgresql.sql", "CREATE TABLE piece (id BIGINT PRIMARY KEY, bytes BYTEA);"},
};
const std::vector<Migrations> rooms = {{"test", schema}};

constexpr Statement add{"test.add", "INSERT INTO thing (id, name, size) VALUES ($1, $2, $3)"};
constexpr Statement add_kinded{"test.add_kinded",
                               "INSERT INTO thing (id, name, kind) VALUES ($1, $2, $3)"};
constexpr Statement note{
    "test.note", "INSERT INTO kind (id) VALUES ($1) ON CONFLICT (id) DO NOTHING", Effect::books};
constexpr Statement count{"test.count", "SELECT COUNT(*) FROM thing"};
constexpr Statement all{"test.all", "SELECT id, name, size, kind FROM thing ORDER BY id"};

class Store : public testing::Databases {
  protected:
    Namespace& things() { return open(rooms).create("m05558012"); }
    static std::int64_t count_in(Namespace& ns) {
        return ns.read([](Session& s) { return s.query_one(count)->integer(0); });
    }
    // Tried again: a database just opened may still learn that it has missed something.
    static bool content_stays(const Namespace& ns, const std::function<void()>& work) {
        for (int tries = 0; tries < 10; ++tries) {
            const auto before = ns.content_version();
            work();
            if (ns.content_version() == before) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        }
        return false;
    }
    template <class Work>
    static std::optional<Kind> failure(Namespace& ns, Work work) {
        try {
            ns.write(work);
        } catch (const DatabaseError& error) {
            return error.kind();
        }
        return std::nullopt;
    }
};

TEST_P(Store, KeepsEveryTypeAsItWas) {
    Namespace& ns = things();
    constexpr Statement put{"test.put_piece", "INSERT INTO piece (id, bytes) VALUES ($1, $2)"};
    const Blob bytes{std::byte{0}, std::byte{255}, std::byte{39}, std::byte{92}};
    ns.write([&](WriteSession& s) {
        EXPECT_EQ(s.execute_counted(
                      add, {std::int64_t{9'007'199'254'740'993}, "Lüdinghausen 'ß' \\ $1", 0.1}),
                  1);
        EXPECT_EQ(s.execute_counted(add, {std::int64_t{2}, Value{}, Value{}}), 1);
        s.execute(put, {std::int64_t{1}, bytes});
        s.execute(put, {std::int64_t{2}, Blob{}});
        s.execute(put, {std::int64_t{3}, Value{}});
    });
    ns.read([&](Session& s) {
        const auto rows = s.query(all);
        ASSERT_EQ(rows.size(), 2U);
        EXPECT_TRUE(rows[0].is_null(1));
        EXPECT_EQ(rows[0].text_or(1, "none"), "none");
        EXPECT_EQ(rows[0].optional_text(1), std::nullopt);
        EXPECT_EQ(rows[1].integer(0), 9'007'199'254'740'993);
        EXPECT_EQ(rows[1].text(1), "Lüdinghausen 'ß' \\ $1");
        EXPECT_EQ(rows[1].real(2), 0.1);
        EXPECT_THROW(rows[1].integer(1), DatabaseError);
        EXPECT_THROW(rows[1].date(1), DatabaseError);
        const auto pieces = s.query({"test.pieces", "SELECT bytes FROM piece ORDER BY id"});
        EXPECT_EQ(pieces[0].blob(0), bytes);
        EXPECT_EQ(pieces[1].blob(0), Blob{});
        EXPECT_TRUE(pieces[2].is_null(0));
    });
}

TEST_P(Store, ExpressionsHaveTheSameTypesOnBothEngines) {
    Namespace& ns = things();
    ns.write([](WriteSession& s) {
        s.execute(add, {std::int64_t{1}, "a", 1.5});
        s.execute(add, {std::int64_t{2}, "b", 2.0});
    });
    const Row row = ns.read([](Session& s) {
        return *s.query_one({"test.expressions",
                             "SELECT COUNT(*), SUM(id), MAX(name), AVG(id), SUM(size), id > 0,"
                             " MAX(id) + $2, $1 || 'x', COALESCE(MAX(kind), -1)"
                             " FROM thing GROUP BY id > 0"},
                            {"a", std::int64_t{5}});
    });
    EXPECT_EQ(row.integer(0), 2);
    EXPECT_EQ(row.integer(1), 3);
    EXPECT_EQ(row.text(2), "b");
    EXPECT_EQ(row.real(3), 1.5);
    EXPECT_EQ(row.real(4), 3.5);
    EXPECT_TRUE(row.boolean(5));
    EXPECT_EQ(row.integer(6), 7);
    EXPECT_EQ(row.text(7), "ax");
    EXPECT_EQ(row.integer(8), -1);
}

TEST_P(Store, ParametersGoByNumberNotByPlace) {
    Namespace& ns = things();
    constexpr Statement swapped{"test.swapped",
                                "INSERT INTO thing (name, id, size) VALUES ($2, $1, $1)"};
    ns.write([&](WriteSession& s) { s.execute(swapped, {std::int64_t{7}, "seven"}); });
    const Row row = ns.read([](Session& s) { return *s.query_one(all); });
    EXPECT_EQ(row.integer(0), 7);
    EXPECT_EQ(row.text(1), "seven");
    EXPECT_EQ(row.real(2), 7.0);
}

TEST_P(Store, OneStatementTakesParametersOfChangingTypes) {
    Namespace& ns = things();
    ns.write([](WriteSession& s) {
        s.execute(add, {std::int64_t{1}, Value{}, Value{}});
        s.execute(add, {std::int64_t{2}, "b", std::int64_t{3}});
        s.execute(add, {std::int64_t{3}, "c", 0.5});
    });
    const auto rows = ns.read([](Session& s) { return s.query(all); });
    EXPECT_EQ(rows[1].real(2), 3.0);
    EXPECT_EQ(rows[2].real(2), 0.5);
}

TEST_P(Store, ViolationsAreClassified) {
    Namespace& ns = things();
    ns.write([](WriteSession& s) { s.execute(add, {std::int64_t{1}, "a", 1.0}); });
    const auto fails = [&](const Statement& st, std::vector<Value> v) {
        return failure(ns, [&](WriteSession& s) { s.execute(st, std::span<const Value>{v}); });
    };
    EXPECT_EQ(fails(add, {std::int64_t{1}, "other", 1.0}), Kind::unique);
    EXPECT_EQ(fails(add, {std::int64_t{2}, "a", 1.0}), Kind::unique);
    EXPECT_EQ(fails(add_kinded, {std::int64_t{3}, "c", std::int64_t{99}}), Kind::foreign_key);
    EXPECT_EQ(fails(add, {std::int64_t{-3}, "c", 1.0}), Kind::check);
    EXPECT_EQ(fails(add, {Value{}, "c", 1.0}),
              GetParam() == Engine::sqlite ? std::nullopt : std::optional{Kind::check});
    EXPECT_EQ(fails(add, {std::int64_t{4}, "broken \xff", 1.0}), Kind::check);
    EXPECT_EQ(fails(add, {std::int64_t{4}, std::string{"nul\0", 4}, 1.0}), Kind::check);
    EXPECT_EQ(fails({"test.nonsense", "SELECT nonsense"}, {}), Kind::other);
}

TEST_P(Store, AFailedUnitLeavesNothing) {
    Namespace& ns = things();
    const auto version = ns.version();
    EXPECT_THROW(ns.write([](WriteSession& s) {
        s.execute(add, {std::int64_t{1}, "a", 1.0});
        throw std::runtime_error("changed my mind");
    }),
                 std::runtime_error);
    EXPECT_EQ(count_in(ns), 0);
    EXPECT_EQ(ns.version(), version);
}

TEST_P(Store, ACaughtDatabaseErrorFailsTheUnitAllTheSame) {
    Namespace& ns = things();
    const auto kind = failure(ns, [](WriteSession& s) {
        s.execute(add, {std::int64_t{1}, "a", 1.0});
        try {
            s.execute(add, {std::int64_t{1}, "b", 1.0});
        } catch (const DatabaseError&) {
        }
    });
    EXPECT_EQ(kind, Kind::unique);
    EXPECT_EQ(count_in(ns), 0);
}

TEST_P(Store, ReadersCannotWrite) {
    Namespace& ns = things();
    EXPECT_THROW(ns.read([](Session& s) {
        return s.query({"test.sneak", "DELETE FROM thing RETURNING id"});
    }),
                 DatabaseError);
}

TEST_P(Store, AReadSeesOneSnapshot) {
    Namespace& ns = things();
    ns.write([](WriteSession& s) { s.execute(add, {std::int64_t{1}, "a", 1.0}); });
    ns.read([&](Session& s) {
        EXPECT_EQ(s.query_one(count)->integer(0), 1);
        std::thread{[&] {
            ns.write([](WriteSession& w) { w.execute(add, {std::int64_t{2}, "b", 1.0}); });
        }}.join();
        EXPECT_EQ(s.query_one(count)->integer(0), 1);
    });
    EXPECT_EQ(count_in(ns), 2);
}

TEST_P(Store, StatementsMayNestInTheirOwnRows) {
    Namespace& ns = things();
    ns.write([](WriteSession& s) {
        for (std::int64_t i = 1; i <= 3; ++i)
            s.execute(add, {i, std::to_string(i), 1.0});
    });
    int pairs = 0;
    ns.read([&](Session& s) {
        s.each(all, {}, [&](const Row&) { s.each(all, {}, [&](const Row&) { ++pairs; }); });
    });
    EXPECT_EQ(pairs, 9);
}

TEST_P(Store, ReturningGivesRowsAndVersionGrows) {
    Namespace& ns = things();
    const auto before = ns.version();
    const auto row = ns.write([](WriteSession& s) {
        return s.query_one(
            {"test.returning", "INSERT INTO thing (id, name) VALUES ($1, $2) RETURNING id, name"},
            {std::int64_t{4}, "d"});
    });
    EXPECT_EQ(row->integer(0), 4);
    EXPECT_GT(ns.version(), before);
}

TEST_P(Store, TheBooksLeaveTheContentVersionAlone) {
    Namespace& ns = things();
    const auto before = ns.version();
    EXPECT_TRUE(content_stays(ns, [&] {
        ns.write([](WriteSession& s) {
            EXPECT_EQ(s.query_one(count)->integer(0), 0);
            s.execute(note, {std::int64_t{1}});
            s.enqueue({"test", "key", "{}", Instant{0}});
        });
    }));
    EXPECT_GT(ns.version(), before);
    EXPECT_TRUE(content_stays(ns, [&] {
        ns.write([](WriteSession& s) {
            s.query({"test.note_returning", "DELETE FROM kind RETURNING id", Effect::books});
        });
    }));
}

TEST_P(Store, AUnitIsAsMuchAsItsMostImportantStatement) {
    Namespace& ns = things();
    auto content = ns.content_version();
    ns.write([](WriteSession& s) {
        s.execute(note, {std::int64_t{1}});
        s.execute(add, {std::int64_t{1}, "a", 1.0});
        s.execute(note, {std::int64_t{2}});
    });
    EXPECT_GT(ns.content_version(), content);
    content = ns.content_version();
    ns.write([](WriteSession& s) {
        s.query({"test.rename", "UPDATE thing SET name = 'b' WHERE id = 1 RETURNING id"});
    });
    EXPECT_GT(ns.content_version(), content) << "nobody said that this is for the books";
}

TEST_P(Store, ContentThatWasRolledBackDoesNotCountForItsNeighbours) {
    Namespace& ns = things();
    const auto one_of_the_crowd = [&](std::int64_t first) {
        for (std::int64_t id = first; id < first + 20; ++id) {
            ns.write([&](WriteSession& s) { s.execute(note, {id}); });
            EXPECT_THROW(ns.write([&](WriteSession& s) {
                s.execute(add, {id, Value{}, Value{}});
                throw std::runtime_error("changed my mind");
            }),
                         std::runtime_error);
        }
    };
    EXPECT_TRUE(content_stays(ns, [&] {
        std::vector<std::thread> crowd;
        for (std::int64_t t = 1; t <= 8; ++t)
            crowd.emplace_back(one_of_the_crowd, t * 100);
        for (std::thread& thread : crowd)
            thread.join();
    }));
    EXPECT_EQ(count_in(ns), 0);
}

TEST_P(Store, WhatIsOpenIsFoundInMemory) {
    open(rooms).create("m05558012");
    Database& again = open(rooms);
    EXPECT_EQ(again.find_open("m05558012"), nullptr);
    Namespace* found = again.find("m05558012");
    EXPECT_EQ(again.find_open("m05558012"), found);
    again.drop("m05558012");
    EXPECT_EQ(again.find_open("m05558012"), nullptr);
}

TEST_P(Store, WriteInsideOfAUnitIsRefused) {
    Namespace& ns = things();
    EXPECT_THROW(ns.write([&](WriteSession&) { ns.write([](WriteSession&) {}); }),
                 std::logic_error);
}

TEST_P(Store, NamespacesDoNotSeeEachOther) {
    Database& database = open(rooms);
    Namespace& one = database.create("m05558012");
    Namespace& two = database.create("m05558016");
    one.write([](WriteSession& s) { s.execute(add, {std::int64_t{1}, "a", 1.0}); });
    EXPECT_EQ(count_in(one), 1);
    EXPECT_EQ(count_in(two), 0);
    EXPECT_EQ(database.find("m05558099"), nullptr);
    EXPECT_EQ(database.find("../../etc/passwd"), nullptr);
    EXPECT_THROW(database.create("no such; name"), std::invalid_argument);
    EXPECT_THAT(database.namespaces(),
                ::testing::ElementsAre("association", "m05558012", "m05558016"));
    EXPECT_EQ(&database.create("m05558012"), &one);
}

TEST_P(Store, DroppedIsGoneAndItsHandleSaysSo) {
    Database& database = open(rooms);
    Namespace& ns = database.create("m05558012");
    ns.write([](WriteSession& s) { s.execute(add, {std::int64_t{1}, "a", 1.0}); });
    count_in(ns);
    database.drop("m05558012");
    EXPECT_EQ(database.find("m05558012"), nullptr);
    EXPECT_THROW(count_in(ns), DatabaseError);
    EXPECT_THROW(ns.write([](WriteSession&) {}), DatabaseError);
    EXPECT_EQ(count_in(database.create("m05558012")), 0);
}

TEST_P(Store, WhatWasWrittenIsThereAfterReopening) {
    things().write([](WriteSession& s) { s.execute(add, {std::int64_t{1}, "a", 1.0}); });
    Database& again = open(rooms);
    ASSERT_NE(again.find("m05558012"), nullptr);
    EXPECT_EQ(count_in(*again.find("m05558012")), 1);
}

TEST_P(Store, SixteenThreadsLoseNothing) {
    Namespace& ns = things();
    constexpr int threads = 16;
    constexpr int rows = 60;
    std::atomic<int> refused = 0;
    std::vector<std::thread> crowd;
    for (int t = 0; t < threads; ++t)
        crowd.emplace_back([&, t] {
            for (int i = 1; i <= rows; ++i) {
                const std::int64_t id = t * 1000 + i;
                ns.write(
                    [&](WriteSession& s) { s.execute(add, {id, std::to_string(id), Value{}}); });
                // A neighbour in the same group that fails must harm nobody.
                try {
                    ns.write([&](WriteSession& s) {
                        s.execute(add, {id, std::to_string(id), Value{}});
                    });
                } catch (const DatabaseError& error) {
                    if (error.kind() == Kind::unique) ++refused;
                }
                const bool there = ns.read([&](Session& s) {
                    return s.query_one({"test.one", "SELECT name FROM thing WHERE id = $1"}, {id})
                        .has_value();
                });
                EXPECT_TRUE(there) << "read your own write";
            }
        });
    for (std::thread& thread : crowd)
        thread.join();
    EXPECT_EQ(count_in(ns), threads * rows);
    EXPECT_EQ(refused, threads * rows);
}

TEST_P(Store, StatementsAreTimed) {
    count_in(things());
    EXPECT_THAT(
        metrics::text(),
        ::testing::HasSubstr("kommod_store_statement_seconds_count{statement=\"test.count\"}"));
}

KOMMOD_ON_BOTH_ENGINES(Store);

}  // namespace
}  // namespace kommod::store
