// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Acknowledged means kept: after kill -9, and whatever fails beside it.
#include <array>
#include <atomic>
#include <map>
#include <set>
#include <thread>

#include <rapidcheck.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/testing.h"

namespace kommod::store {
namespace {

const embedded::File schema[] = {
    {"0001_entry.sql",
     "CREATE TABLE entry (id BIGINT PRIMARY KEY, value BIGINT NOT NULL CHECK (value >= 0));"
     "CREATE TABLE late (id BIGINT PRIMARY KEY, entry BIGINT REFERENCES entry (id) DEFERRABLE"
     " INITIALLY DEFERRED);"}};
const std::vector<Migrations> rooms = {{"test", schema}};

constexpr Statement insert{"test.insert", "INSERT INTO entry (id, value) VALUES ($1, $2)"};
constexpr Statement update{"test.update", "UPDATE entry SET value = value - $2 WHERE id = $1"};
constexpr Statement remove_entry{"test.remove", "DELETE FROM entry WHERE id = $1"};
constexpr Statement insert_late{"test.insert_late", "INSERT INTO late (id, entry) VALUES ($1, $2)"};
constexpr Statement everything{"test.everything", "SELECT id, value FROM entry"};

using Model = std::map<std::int64_t, std::int64_t>;

Model content(Namespace& ns) {
    return ns.read([](Session& s) {
        Model model;
        s.each(everything, {}, [&](const Row& row) { model[row.integer(0)] = row.integer(1); });
        return model;
    });
}

class Durability : public testing::Databases {};

// A step of a unit of work; whether it fails is the model's business too.
struct Act {
    int kind = 0;
    std::int64_t id = 0;
    std::int64_t amount = 0;
};

// False when the database would refuse it.
bool apply(Model& model, const Act& act) {
    if (act.kind == 0) return model.emplace(act.id, act.amount).second;
    if (act.kind == 1) {
        const auto found = model.find(act.id);
        if (found == model.end()) return true;
        found->second -= act.amount;
        return found->second >= 0;
    }
    if (act.kind == 2) {
        model.erase(act.id);
        return true;
    }
    return false;  // the unit changes its mind
}

void apply(WriteSession& session, const Act& act) {
    if (act.kind == 0) session.execute(insert, {act.id, act.amount});
    if (act.kind == 1) session.execute(update, {act.id, act.amount});
    if (act.kind == 2) session.execute(remove_entry, {act.id});
    if (act.kind == 3) throw std::runtime_error("changed its mind");
}

std::vector<Act> any_unit() {
    return *rc::gen::resize(
        6, rc::gen::container<std::vector<Act>>(rc::gen::map(
               rc::gen::tuple(rc::gen::weightedElement<int>({{6, 0}, {6, 1}, {3, 2}, {1, 3}}),
                              rc::gen::inRange<std::int64_t>(1, 8),
                              rc::gen::inRange<std::int64_t>(0, 4)),
               [](const std::tuple<int, std::int64_t, std::int64_t>& t) {
                   return Act{std::get<0>(t), std::get<1>(t), std::get<2>(t)};
               })));
}

TEST_P(Durability, UnitsOfWorkDoAllOrNothingLikeTheModel) {
    Namespace& ns = open(rooms).create("m1");
    Model model;
    rc::check([&] {
        const auto unit = any_unit();
        Model after = model;
        bool fits = true;
        for (const Act& act : unit)
            fits = fits && apply(after, act);
        bool done = true;
        try {
            ns.write([&](WriteSession& session) {
                for (const Act& act : unit)
                    apply(session, act);
            });
        } catch (const std::runtime_error&) {
            done = false;
        }
        RC_ASSERT(done == fits);
        if (fits) model = after;
        RC_ASSERT(content(ns) == model);
    });
}

TEST_P(Durability, ADeferredConstraintHarmsOnlyItsOwnUnit) {
    Namespace& ns = open(rooms).create("m1");
    std::atomic<int> kept = 0, refused = 0;
    std::vector<std::thread> crowd;
    for (std::int64_t t = 1; t <= 8; ++t)
        crowd.emplace_back([&, t] {
            for (std::int64_t i = 0; i < 20; ++i) {
                const std::int64_t id = t * 100 + i;
                try {
                    ns.write([&](WriteSession& s) {
                        s.execute(insert_late, {id, t % 2 == 0 ? id : -1});
                        s.execute(insert, {id, std::int64_t{0}});
                    });
                    ++kept;
                } catch (const DatabaseError& error) {
                    EXPECT_EQ(error.kind(), DatabaseError::Kind::foreign_key);
                    ++refused;
                }
            }
        });
    for (std::thread& thread : crowd)
        thread.join();
    EXPECT_EQ(kept, 80);
    EXPECT_EQ(refused, 80);
    EXPECT_EQ(content(ns).size(), 80U);
}

// What the child does until it is killed: four threads write rows and tell of each acknowledged
// one.
[[noreturn]] void write_until_killed(const Settings& settings, int pipe) {
    const SystemClock clock;
    const auto database = Database::open(settings, rooms, clock);
    Namespace& ns = *database->find("m1");
    std::vector<std::thread> crowd;
    for (std::int64_t t = 0; t < 4; ++t)
        crowd.emplace_back([&, t] {
            for (std::int64_t i = 1;; ++i) {
                const std::int64_t id = t * 1'000'000 + i;
                ns.write([&](WriteSession& s) {
                    s.execute(insert, {id, id});
                    s.execute(insert_late, {id, id});
                });
                if (::write(pipe, &id, sizeof id) != sizeof id) ::_exit(1);
            }
        });
    for (std::thread& thread : crowd)
        thread.join();
    ::_exit(1);
}

TEST_P(Durability, AcknowledgedRowsSurviveKill9) {
    open(rooms).create("m1");
    scratch().close();  // no thread and no connection is carried into the child
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        ::close(pipe[0]);
        write_until_killed(scratch().settings(), pipe[1]);
    }
    ::close(pipe[1]);
    std::set<std::int64_t> acknowledged;
    std::int64_t id = 0;
    while (acknowledged.size() < 300 && ::read(pipe[0], &id, sizeof id) == sizeof id)
        acknowledged.insert(id);
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    while (::read(pipe[0], &id, sizeof id) == sizeof id)
        acknowledged.insert(id);
    ::close(pipe[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));

    Namespace& ns = *open(rooms).find("m1");
    const Model rows = content(ns);
    EXPECT_GE(acknowledged.size(), 300U);
    for (const std::int64_t row : acknowledged)
        EXPECT_TRUE(rows.contains(row)) << row;
    // Units are whole: as many of the one as of the other.
    const auto late = ns.read([](Session& s) {
        return s.query_one({"test.late", "SELECT COUNT(*) FROM late"})->integer(0);
    });
    EXPECT_EQ(late, static_cast<std::int64_t>(rows.size()));
    ns.write([](WriteSession& s) { s.execute(insert, {std::int64_t{-1}, std::int64_t{0}}); });
}

KOMMOD_ON_BOTH_ENGINES(Durability);

}  // namespace
}  // namespace kommod::store
