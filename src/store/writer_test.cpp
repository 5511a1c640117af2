// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Units of work that share a group: whoever fails fails alone, wherever it stands.
#include <future>
#include <set>
#include <thread>

#include <rapidcheck.h>

#include "store/testing.h"

namespace kommod::store {
namespace {

const embedded::File schema[] = {
    {"0001_entry.sql",
     "CREATE TABLE entry (id BIGINT PRIMARY KEY, value BIGINT NOT NULL CHECK (value >= 0));"
     "CREATE TABLE late (id BIGINT PRIMARY KEY, entry BIGINT REFERENCES entry (id) DEFERRABLE"
     " INITIALLY DEFERRED);"
     "CREATE TABLE chain (number BIGINT PRIMARY KEY, unit BIGINT NOT NULL);"}};
const std::vector<Migrations> rooms = {{"test", schema}};

constexpr Statement insert{"test.insert", "INSERT INTO entry (id, value) VALUES ($1, $2)"};
constexpr Statement insert_late{"test.insert_late", "INSERT INTO late (id, entry) VALUES ($1, $2)"};
constexpr Statement last_link{"test.last_link", "SELECT COALESCE(MAX(number), 0) FROM chain"};
constexpr Statement insert_link{"test.insert_link",
                                "INSERT INTO chain (number, unit) VALUES ($1, $2)"};
constexpr Statement entries{"test.entries", "SELECT COUNT(*) FROM entry WHERE id = $1"};
constexpr Statement links{"test.links", "SELECT number, unit FROM chain ORDER BY number"};

constexpr std::int64_t taken = 1'000'000;  // an entry that is there already

// What a unit of work does beside adding an entry and a link to the chain.
enum class Act {
    nothing,
    counts,           // looks at how many rows it changed
    repeats_entry,    // fails, and nobody looks
    negative_entry,   // the same
    repeats_counted,  // fails in its own statement
    fails_unheard,    // fails, and catches what it hears of it
    fails_at_commit,  // by a deferred constraint
    changes_mind,     // throws something of its own
};
constexpr Act all_acts[] = {Act::nothing,         Act::counts,          Act::repeats_entry,
                            Act::negative_entry,  Act::repeats_counted, Act::fails_unheard,
                            Act::fails_at_commit, Act::changes_mind};

std::string expected(Act act) {
    switch (act) {
        case Act::repeats_entry:
        case Act::repeats_counted:
        case Act::fails_unheard:
            return "unique";
        case Act::negative_entry:
            return "check";
        case Act::fails_at_commit:
            return "foreign key";
        case Act::changes_mind:
            return "changed its mind";
        default:
            return "kept";
    }
}

void add_link(WriteSession& session, std::int64_t unit) {
    const std::int64_t last = session.query_one(last_link)->integer(0);
    session.execute(insert_link, {last + 1, unit});
}

void run(WriteSession& session, std::int64_t unit, Act act) {
    session.execute(insert, {unit, std::int64_t{1}});
    if (act == Act::counts && session.execute_counted(insert, {unit + 1000, std::int64_t{0}}) != 1)
        throw std::runtime_error("a row did not count");
    if (act == Act::repeats_entry) session.execute(insert, {taken, std::int64_t{0}});
    if (act == Act::negative_entry) session.execute(insert, {unit + 1000, std::int64_t{-1}});
    if (act == Act::repeats_counted) session.execute_counted(insert, {taken, std::int64_t{0}});
    if (act == Act::fails_at_commit) session.execute(insert_late, {unit, std::int64_t{-1}});
    if (act == Act::changes_mind) throw std::runtime_error("changed its mind");
    if (act != Act::fails_unheard) return add_link(session, unit);
    try {
        session.execute(insert, {taken, std::int64_t{0}});
        add_link(session, unit);
    } catch (const DatabaseError&) {
    }
}

std::string outcome(const std::function<void()>& write) {
    try {
        write();
        return "kept";
    } catch (const DatabaseError& error) {
        if (error.kind() == DatabaseError::Kind::unique) return "unique";
        if (error.kind() == DatabaseError::Kind::check) return "check";
        if (error.kind() == DatabaseError::Kind::foreign_key) return "foreign key";
        return error.what();
    } catch (const std::exception& error) {
        return error.what();
    }
}

class Groups : public testing::Databases {
  protected:
    void SetUp() override {
        testing::Databases::SetUp();
        if (IsSkipped()) return;
        ns_ = &open(rooms).create("m1");
        ns_->write([](WriteSession& s) { s.execute(insert, {taken, std::int64_t{0}}); });
    }

    // Submits all units while the writer is held up by another one, so that they become one group,
    // in this order but for a thread that overslept. Returns what each submitter was told.
    std::vector<std::string> write_as_group(const std::vector<Act>& acts) {
        std::promise<void> held, let_go;
        std::thread holder{[&] {
            ns_->write([&](WriteSession&) {
                held.set_value();
                let_go.get_future().wait();
            });
        }};
        held.get_future().wait();
        std::vector<std::string> told(acts.size());
        std::vector<std::thread> crowd;
        for (std::size_t i = 0; i < acts.size(); ++i) {
            const std::int64_t unit = ++units_;
            crowd.emplace_back([&, i, unit] {
                told[i] = outcome([&] {
                    ns_->write([&](WriteSession& session) { run(session, unit, acts[i]); });
                });
            });
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        let_go.set_value();
        holder.join();
        for (std::thread& thread : crowd)
            thread.join();
        return told;
    }

    // Each submitter was told the truth, and the chain has the links of those who were kept.
    void check_group(const std::vector<Act>& acts) {
        const std::int64_t before = units_;
        const auto told = write_as_group(acts);
        for (std::size_t i = 0; i < acts.size(); ++i) {
            ASSERT_EQ(told[i], expected(acts[i])) << "unit " << i;
            const std::int64_t unit = before + 1 + static_cast<std::int64_t>(i);
            const auto rows = ns_->read(
                [&](Session& session) { return session.query_one(entries, {unit})->integer(0); });
            ASSERT_EQ(rows, told[i] == "kept" ? 1 : 0) << "unit " << i;
            if (told[i] == "kept") kept_.insert(unit);
        }
        const auto rows = ns_->read([](Session& session) { return session.query(links); });
        std::set<std::int64_t> linked;
        for (const Row& row : rows) {
            linked.insert(row.integer(1));
            ASSERT_EQ(row.integer(0), static_cast<std::int64_t>(linked.size())) << "a gap";
        }
        ASSERT_EQ(linked, kept_);
    }

    Namespace* ns_ = nullptr;
    std::int64_t units_ = 0;
    std::set<std::int64_t> kept_;
};

TEST_P(Groups, AUnitThatFailsFailsAloneInEachPosition) {
    constexpr std::size_t size = 4;
    for (const Act act : all_acts)
        for (std::size_t position = 0; position < size; ++position) {
            std::vector<Act> acts(size, Act::nothing);
            acts[position] = act;
            check_group(acts);
        }
}

TEST_P(Groups, AnyMixtureOfUnitsIsToldTheTruth) {
    rc::check([this] {
        const auto acts = *rc::gen::resize(
            9, rc::gen::container<std::vector<Act>>(
                   rc::gen::elementOf(std::vector<Act>(std::begin(all_acts), std::end(all_acts)))));
        check_group(acts);
        RC_ASSERT(!HasFatalFailure());
    });
}

TEST_P(Groups, ALongUnitHearsOfItsFailureOnTheWay) {
    constexpr std::int64_t rows = 5'000;
    std::int64_t done = 0;
    const auto told = outcome([&] {
        ns_->write([&](WriteSession& session) {
            session.execute(insert, {taken, std::int64_t{0}});
            for (done = 0; done < rows; ++done)
                session.execute(insert, {done + 1, std::int64_t{0}});
        });
    });
    EXPECT_EQ(told, "unique");
    EXPECT_LT(done, rows);
    ns_->write([&](WriteSession& session) {
        for (std::int64_t id = 1; id <= rows; ++id)
            session.execute(insert, {id, std::int64_t{0}});
    });
    const auto count = ns_->read([](Session& session) {
        return session.query_one({"test.count", "SELECT COUNT(*) FROM entry"})->integer(0);
    });
    EXPECT_EQ(count, rows + 1);
}

KOMMOD_ON_BOTH_ENGINES(Groups);

}  // namespace
}  // namespace kommod::store
