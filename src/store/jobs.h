// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Scheduled jobs: sweeping, sending digests, computing what shows up tomorrow. Each runs at least
// once per turn and on one instance only: whoever gets the lease (a row in the association's
// namespace).
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "store/database.h"

namespace kommod::store {

// Again and again, this long after the last turn began.
struct Every {
    std::chrono::seconds interval;
};
// Once a day at this time on the wall clock of Germany, also when the clocks change.
struct DailyAt {
    std::chrono::hours hour;
    std::chrono::minutes minute{0};
};
using Schedule = std::variant<Every, DailyAt>;

// The first moment after `after` at which the schedule is due.
Instant next_turn(const Schedule& schedule, Instant after);

struct Job {
    std::string name;
    Schedule schedule;
    std::function<void()> work;  // may throw: then it is tried again after a growing pause
    // A job that takes longer than this may be started a second time by another instance.
    std::chrono::seconds lease{900};
};

// How a job fares, for the operator.
struct JobState {
    std::string name;
    Instant due_at;
    std::int64_t failures = 0;  // in a row
    std::string last_error;     // of the last turn; empty when it went well
    bool running = false;
};

class Jobs {
  public:
    Jobs(Database& database, const Clock& clock);
    ~Jobs();  // stops
    Jobs(const Jobs&) = delete;
    Jobs& operator=(const Jobs&) = delete;

    // Before start(). A job nobody knew yet is due at its next turn; `Every` at once.
    void add(Job job);
    void start();  // a thread of its own
    void stop();   // the job that runs is finished

    // Runs all that is due now, on this thread and not while it is started; returns how many ran
    // (well or not).
    int run_due();
    std::vector<JobState> states();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::store
