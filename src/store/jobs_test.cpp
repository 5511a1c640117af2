// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/jobs.h"

#include <atomic>
#include <thread>

#include "store/testing.h"

namespace kommod::store {
namespace {

using namespace std::chrono_literals;

Instant instant(std::string_view iso) {
    return *Instant::parse(iso);
}

struct DailyCase {
    const char* what;
    DailyAt at;
    const char* after;
    const char* due;
};

class Daily : public ::testing::TestWithParam<DailyCase> {};

TEST_P(Daily, IsByTheWallClockOfGermany) {
    const DailyCase& c = GetParam();
    EXPECT_EQ(next_turn(c.at, instant(c.after)).to_iso(), c.due) << c.what;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Daily,
    ::testing::Values(
        DailyCase{"winter", {3h, 30min}, "2022-12-01T09:00:00Z", "2022-12-02T02:30:00Z"},
        DailyCase{"summer", {3h, 30min}, "2022-07-01T09:00:00Z", "2022-07-02T01:30:00Z"},
        DailyCase{"still today", {18h, 0min}, "2022-12-01T09:00:00Z", "2022-12-01T17:00:00Z"},
        DailyCase{"not twice at the same moment",
                  {10h, 0min},
                  "2022-12-01T09:00:00Z",
                  "2022-12-02T09:00:00Z"},
        DailyCase{"clocks go forward", {4h, 0min}, "2026-03-28T12:00:00Z", "2026-03-29T02:00:00Z"},
        DailyCase{"clocks go back", {4h, 0min}, "2026-10-24T12:00:00Z", "2026-10-25T03:00:00Z"},
        DailyCase{"before the change", {1h, 0min}, "2026-03-28T12:00:00Z", "2026-03-29T00:00:00Z"},
        DailyCase{"an hour that does not exist",
                  {2h, 30min},
                  "2026-03-28T12:00:00Z",
                  "2026-03-29T01:30:00Z"},
        DailyCase{"the day after", {4h, 0min}, "2026-03-29T12:00:00Z", "2026-03-30T02:00:00Z"}));

class JobsTest : public testing::Databases {};

TEST_P(JobsTest, RunWhenTheyAreDue) {
    Jobs jobs{open({}), clock()};  // 10:00 in Germany
    int swept = 0, sent = 0;
    jobs.add({"sweep", Every{60s}, [&] { ++swept; }});
    jobs.add({"digest", DailyAt{10h, 5min}, [&] { ++sent; }});
    EXPECT_EQ(jobs.run_due(), 1);
    EXPECT_EQ(jobs.run_due(), 0);
    clock().advance(5min);
    EXPECT_EQ(jobs.run_due(), 2);
    EXPECT_EQ(jobs.run_due(), 0);
    clock().advance(24h);
    EXPECT_EQ(jobs.run_due(), 2);
    EXPECT_EQ(swept, 3) << "what was missed is made up for once";
    EXPECT_EQ(sent, 2);
}

TEST_P(JobsTest, FailuresAreTriedAgainAndShown) {
    Jobs jobs{open({}), clock()};
    bool broken = true;
    jobs.add({"digest", DailyAt{10h, 0min}, [&] {
                  if (broken) throw std::runtime_error("no mail server");
              }});
    clock().advance(24h);
    EXPECT_EQ(jobs.run_due(), 1);
    ASSERT_EQ(jobs.states().size(), 1U);
    EXPECT_EQ(jobs.states()[0].failures, 1);
    EXPECT_EQ(jobs.states()[0].last_error, "no mail server");
    clock().advance(59s);
    EXPECT_EQ(jobs.run_due(), 0);
    clock().advance(1s);
    EXPECT_EQ(jobs.run_due(), 1);
    clock().advance(119s);
    EXPECT_EQ(jobs.run_due(), 0);
    broken = false;
    clock().advance(1s);
    EXPECT_EQ(jobs.run_due(), 1);
    EXPECT_EQ(jobs.states()[0].failures, 0);
    EXPECT_EQ(jobs.states()[0].last_error, "");
    EXPECT_EQ(jobs.states()[0].due_at.to_iso(), "2022-12-03T09:00:00Z");
}

TEST_P(JobsTest, RunOnOneInstanceOnly) {
    Database& database = open({});
    std::atomic<int> runs = 0;
    std::vector<std::thread> instances;
    for (int i = 0; i < 6; ++i)
        instances.emplace_back([&] {
            Jobs jobs{database, clock()};
            jobs.add({"sweep", Every{60s}, [&] {
                          ++runs;
                          std::this_thread::sleep_for(50ms);
                      }});
            jobs.run_due();
        });
    for (std::thread& instance : instances)
        instance.join();
    EXPECT_EQ(runs, 1);
}

TEST_P(JobsTest, ADeadInstanceIsReplacedWhenItsLeaseIsOver) {
    struct Killed {};
    Database& database = open({});
    {
        Jobs dying{database, clock()};
        dying.add({"sweep", Every{60s}, [] { throw Killed{}; }, 900s});
        EXPECT_THROW(dying.run_due(), Killed);
    }
    int runs = 0;
    Jobs next{database, clock()};
    next.add({"sweep", Every{60s}, [&] { ++runs; }, 900s});
    EXPECT_EQ(next.run_due(), 0);
    EXPECT_TRUE(next.states()[0].running);
    clock().advance(900s);
    EXPECT_EQ(next.run_due(), 1);
    EXPECT_EQ(runs, 1);
}

TEST_P(JobsTest, StartedTheyRunByThemselves) {
    Jobs jobs{open({}), clock()};
    std::atomic<int> runs = 0;
    jobs.add({"sweep", Every{60s}, [&] { ++runs; }});
    jobs.start();
    for (int i = 0; i < 400 && runs == 0; ++i)
        std::this_thread::sleep_for(10ms);
    jobs.stop();
    EXPECT_EQ(runs, 1);
}

KOMMOD_ON_BOTH_ENGINES(JobsTest);

}  // namespace
}  // namespace kommod::store
