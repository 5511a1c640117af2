// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/jobs.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/log.h"
#include "base/metrics.h"
#include "store/background.h"

namespace kommod::store {
namespace {

using namespace std::chrono_literals;

constexpr auto look_every = 1s;
constexpr auto first_pause = 60s;
constexpr auto longest_pause = std::chrono::seconds{1h};

constexpr Statement introduce{
    "store.job.introduce",
    "INSERT INTO job (name, due_at, lease_until, lease_owner, failures, last_error)"
    " VALUES ($1, $2, 0, '', 0, '') ON CONFLICT (name) DO NOTHING",
    Effect::books};
constexpr Statement is_due{
    "store.job.is_due", "SELECT 1 FROM job WHERE name = $1 AND due_at <= $2 AND lease_until <= $2"};
constexpr Statement take_lease{
    "store.job.take_lease",
    "UPDATE job SET lease_until = $3, lease_owner = $4, started_at = $2"
    " WHERE name = $1 AND due_at <= $2 AND lease_until <= $2 RETURNING failures",
    Effect::books};
constexpr Statement finish{
    "store.job.finish",
    "UPDATE job SET due_at = $3, failures = $4, last_error = $5, finished_at = $6, lease_until = 0"
    " WHERE name = $1 AND lease_owner = $2",
    Effect::books};
constexpr Statement all_states{
    "store.job.states",
    "SELECT name, due_at, failures, last_error, lease_until FROM job ORDER BY name"};

// The moment of a wall-clock time on a day in Germany. The clocks change between two and three.
Instant at(LocalDate day, std::chrono::minutes time) {
    const Instant midnight = Instant::start_of(day);
    const auto length = Instant::start_of(day.plus_days(1)) - midnight;
    const auto shift = time >= 3h ? length - 24h : 0us;
    return midnight.plus(time + shift);
}

Instant next_daily(const DailyAt& daily, Instant after) {
    const auto time = daily.hour + daily.minute;
    for (LocalDate day = after.local_date();; day = day.plus_days(1))
        if (const Instant turn = at(day, time); turn > after) return turn;
}

}  // namespace

Instant next_turn(const Schedule& schedule, Instant after) {
    if (const auto* every = std::get_if<Every>(&schedule)) return after.plus(every->interval);
    return next_daily(std::get<DailyAt>(schedule), after);
}

struct Jobs::Impl {
    Impl(Database& d, const Clock& c) : records(d.association_namespace()), clock(c) {}

    // The number of failures so far when the lease is ours.
    std::optional<std::int64_t> lease(const Job& job);
    void run(const Job& job, std::int64_t failures);

    Namespace& records;
    const Clock& clock;
    std::string owner = crypto::random_token(12);
    std::vector<Job> jobs;
    Background thread;
};

Jobs::Jobs(Database& database, const Clock& clock)
    : impl_(std::make_unique<Impl>(database, clock)) {}
Jobs::~Jobs() = default;

void Jobs::add(Job job) {
    const Instant now = impl_->clock.now();
    const Instant due =
        std::holds_alternative<Every>(job.schedule) ? now : next_turn(job.schedule, now);
    impl_->records.write(
        [&](WriteSession& session) { session.execute(introduce, {job.name, to_value(due)}); });
    impl_->jobs.push_back(std::move(job));
}

void Jobs::start() {
    impl_->thread.start(look_every, [this] {
        try {
            run_due();
        } catch (const std::exception& error) {
            log::error("store.jobs.stuck", {{"what", std::string{error.what()}}});
        }
    });
}

void Jobs::stop() {
    impl_->thread.stop();
}

int Jobs::run_due() {
    int count = 0;
    for (const Job& job : impl_->jobs) {
        if (impl_->thread.stopping()) break;
        const auto failures = impl_->lease(job);
        if (!failures) continue;
        impl_->run(job, *failures);
        ++count;
    }
    return count;
}

std::optional<std::int64_t> Jobs::Impl::lease(const Job& job) {
    const Instant now = clock.now();
    const bool due = records.read([&](Session& session) {
        return session.query_one(is_due, {job.name, to_value(now)}).has_value();
    });
    if (!due) return std::nullopt;
    return records.write([&](WriteSession& session) -> std::optional<std::int64_t> {
        const auto row = session.query_one(
            take_lease, {job.name, to_value(now), to_value(now.plus(job.lease)), owner});
        if (!row) return std::nullopt;
        return row->integer(0);
    });
}

void Jobs::Impl::run(const Job& job, std::int64_t failures) {
    const Instant began = clock.now();
    std::string error;
    try {
        job.work();
        failures = 0;
    } catch (const std::exception& thrown) {
        error = *thrown.what() == '\0' ? "failed" : thrown.what();
        ++failures;
    }
    Instant due = next_turn(job.schedule, began);
    if (failures > 0) {
        const auto pause =
            std::min(longest_pause,
                     first_pause * (std::int64_t{1} << std::min<std::int64_t>(failures - 1, 10)));
        due = std::min(due, clock.now().plus(pause));
        log::warning("store.job.failed",
                     {{"job", job.name}, {"failures", failures}, {"what", error}});
    }
    records.write([&](WriteSession& session) {
        session.execute(finish,
                        {job.name, owner, to_value(due), failures, error, to_value(clock.now())});
    });
    metrics::add("kommod_jobs_total",
                 {{"job", job.name}, {"result", failures == 0 ? "done" : "failed"}});
}

std::vector<JobState> Jobs::states() {
    const Instant now = impl_->clock.now();
    return impl_->records.read([&](Session& session) {
        std::vector<JobState> states;
        for (const Row& row : session.query(all_states))
            states.push_back(
                {row.text(0), row.instant(1), row.integer(2), row.text(3), row.instant(4) > now});
        return states;
    });
}

}  // namespace kommod::store
