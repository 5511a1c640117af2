// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/writer.h"

#include <algorithm>
#include <chrono>

#include "base/log.h"

namespace kommod::store {
namespace {

constexpr std::size_t group_limit = 256;  // bounds how long the first of a group waits
constexpr auto idle_time = std::chrono::seconds{20};
constexpr int attempts = 5;

// The transaction is gone and with it what the neighbours of the guilty unit had done.
struct TransactionLost {};

bool may_change_rows(const Statement& statement) {
    return !statement.sql.starts_with("SELECT");
}

// What a unit of work sees. Its first failed statement decides its fate: on PostgreSQL nothing
// more could be said in this transaction, and on SQLite it shall be no different.
class UnitSession final : public WriteSession {
  public:
    explicit UnitSession(Connection& connection) : connection_(connection) {}
    Engine engine() const override { return connection_.engine(); }

    void each(const Statement& statement, std::span<const Value> parameters,
              const std::function<void(const Row&)>& row) override {
        guarded(statement, [&] { connection_.each(statement, parameters, row); });
    }
    void execute(const Statement& statement, std::span<const Value> parameters) override {
        guarded(statement, [&] { connection_.execute(statement, parameters); });
    }
    std::int64_t execute_counted(const Statement& statement,
                                 std::span<const Value> parameters) override {
        std::int64_t changed = 0;
        guarded(statement, [&] { changed = connection_.execute_counted(statement, parameters); });
        return changed;
    }
    void throw_if_failed() const {
        if (failure_) std::rethrow_exception(failure_);
    }
    Effect effect() const { return effect_; }

  private:
    template <class Act>
    void guarded(const Statement& statement, const Act& act) {
        throw_if_failed();
        if (may_change_rows(statement)) effect_ = std::max(effect_, statement.effect);
        try {
            act();
        } catch (const DatabaseError&) {
            failure_ = std::current_exception();
            throw;
        }
    }

    Connection& connection_;
    std::exception_ptr failure_;
    Effect effect_ = Effect::books;
};

// Submitting to a writer from a writer's thread would wait for itself.
thread_local bool in_writer = false;

bool worth_another_try(const DatabaseError& error) {
    return error.kind() == DatabaseError::Kind::busy ||
           error.kind() == DatabaseError::Kind::connection;
}

// What `act` failed with, if it did. What is worth another try is thrown.
template <class Act>
std::exception_ptr failure_of(const Act& act) {
    try {
        act();
        return nullptr;
    } catch (const DatabaseError& error) {
        if (worth_another_try(error)) throw;
        return std::current_exception();
    } catch (...) {
        return std::current_exception();
    }
}

}  // namespace

Writer::Writer(std::string name_space, Pool& pool, Committed committed)
    : name_space_(std::move(name_space)),
      pool_(pool),
      committed_(std::move(committed)),
      commit_timer_("kommod_store_group_seconds", {}) {}

Writer::~Writer() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
        wake_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
}

void Writer::run(const Work& work) {
    if (in_writer) throw std::logic_error("write() inside of a unit of work");
    Job job;
    job.work = &work;
    submit(job);
}

void Writer::pause(const std::function<void()>& work) {
    Job job;
    job.pause = &work;
    submit(job);
}

void Writer::submit(Job& job) {
    {
        const std::lock_guard lock{mutex_};
        if (stopping_)
            throw DatabaseError(DatabaseError::Kind::connection, "the database is being closed");
        // The thread comes first: when there cannot be one more, nothing of the job may stay here.
        if (!running_) {
            if (thread_.joinable()) thread_.join();  // it is past its last lock
            thread_ = std::thread{[this] { loop(); }};
            running_ = true;
        }
        queue_.push_back(&job);
        wake_.notify_one();
    }
    {
        std::unique_lock lock{job.mutex};
        job.finished.wait(lock, [&] { return job.done; });
    }
    if (job.failure) std::rethrow_exception(job.failure);
}

void Writer::loop() {
    in_writer = true;
    std::vector<Job*> group;
    while (take(group)) {
        process(group);
        group.clear();
    }
}

// The next group; false when the thread shall end.
bool Writer::take(std::vector<Job*>& group) {
    std::unique_lock lock{mutex_};
    wake_.wait_for(lock, idle_time, [&] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) {
        running_ = false;
        return false;
    }
    const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), group_limit));
    group.assign(queue_.begin(), queue_.begin() + count);
    queue_.erase(queue_.begin(), queue_.begin() + count);
    return true;
}

void Writer::process(std::span<Job*> group) {
    while (!group.empty()) {
        std::size_t units = 0;
        while (units < group.size() && group[units]->pause == nullptr)
            ++units;
        if (units > 0) {
            write(group.first(units));
            metrics::add("kommod_store_units_total", {}, static_cast<double>(units));
            finish(group.first(units));
        } else {
            try {
                (*group[0]->pause)();
            } catch (...) {
                group[0]->failure = std::current_exception();
            }
            units = 1;
            finish(group.first(1));
        }
        group = group.subspan(units);
    }
}

void Writer::write(std::span<Job*> group) {
    const auto start = std::chrono::steady_clock::now();
    for (int attempt = 1;; ++attempt) {
        try {
            write_by_any_means(group);
            break;
        } catch (const DatabaseError& error) {
            if (attempt == attempts || !worth_another_try(error)) {
                fail(group, std::current_exception());
                break;
            }
            metrics::add("kommod_store_retries_total");
            std::this_thread::sleep_for(std::chrono::milliseconds{5 << attempt});
        } catch (...) {
            fail(group, std::current_exception());
            break;
        }
    }
    commit_timer_.observe(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
}

void Writer::write_by_any_means(std::span<Job*> group) {
    Outcome outcome = write_together(group);
    if (outcome == Outcome::unit_failed) outcome = write_with_savepoints(group);
    if (outcome == Outcome::done) return;
    for (std::size_t i = 0; i < group.size(); ++i)
        write(group.subspan(i, 1));
}

Writer::Outcome Writer::write_together(std::span<Job*> group) {
    const Pool::Lease connection = pool_.take(name_space_);
    Effect effect = Effect::books;
    const auto failure = failure_of([&] {
        connection->begin_write();
        for (Job* job : group)
            effect = std::max(effect, run_unit(*connection, *job));
        connection->settle();
    });
    if (!failure) return commit(*connection, effect, group);
    if (group.size() > 1) return Outcome::unit_failed;
    fail(group, failure);
    return Outcome::done;
}

Writer::Outcome Writer::write_with_savepoints(std::span<Job*> group) {
    const Pool::Lease connection = pool_.take(name_space_);
    std::optional<Effect> effect;  // of the units that stand
    try {
        connection->begin_write();
        for (Job* job : group)
            effect = std::max(effect, run_in_savepoint(*connection, *job));
    } catch (const TransactionLost&) {
        return Outcome::commit_failed;
    }
    return effect ? commit(*connection, *effect, group)
                  : Outcome::done;  // else the lease rolls back
}

Writer::Outcome Writer::commit(Connection& connection, Effect effect, std::span<Job*> group) {
    try {
        connection.commit(effect);
    } catch (const DatabaseError& error) {
        if (error.kind() == DatabaseError::Kind::busy) throw;
        // A deferred constraint or a full disk: whoever is not guilty shall not suffer. When the
        // connection broke, nobody knows whether the commit took place: say so, never try twice.
        if (error.kind() != DatabaseError::Kind::connection && group.size() > 1)
            return Outcome::commit_failed;
        fail(group, std::current_exception());
        return Outcome::done;
    }
    committed_(effect);
    return Outcome::done;
}

// What the unit's work changed.
Effect Writer::run_unit(Connection& connection, Job& job) {
    job.failure = nullptr;
    UnitSession session{connection};
    (*job.work)(session);
    session.throw_if_failed();
    return session.effect();
}

// What the unit's work changed; nothing when it does not stand. A failure that concerns the whole
// transaction is thrown.
std::optional<Effect> Writer::run_in_savepoint(Connection& connection, Job& job) {
    connection.savepoint();
    Effect effect = Effect::books;
    job.failure = failure_of([&] {
        effect = run_unit(connection, job);
        connection.settle();
        connection.release_savepoint();
    });
    if (!job.failure) return effect;
    if (!connection.in_transaction()) throw TransactionLost{};
    connection.rollback_to_savepoint();
    return std::nullopt;
}

void Writer::fail(std::span<Job*> group, const std::exception_ptr& failure) {
    for (Job* job : group)
        job->failure = failure;
}

void Writer::finish(std::span<Job*> group) {
    for (Job* job : group) {
        const std::lock_guard lock{job->mutex};
        job->done = true;
        job->finished.notify_one();
    }
}

}  // namespace kommod::store
