// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: the single writer of a namespace with group commit.
//
// run() puts a unit of work into the queue and sleeps. The writer's thread takes all that waits
// into one transaction, commits once and wakes the submitters. The thread starts with the first
// unit and ends when nothing came for a while.
//
// As a rule every unit of a group succeeds, so the group first runs without savepoints and without
// waiting for statements that nobody looks at. When something fails, nothing of it stands, and the
// group runs again in a way that is slower and finds the guilty: a savepoint for each unit, or,
// when it was the commit that failed, a transaction for each.
#pragma once

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "base/metrics.h"
#include "store/pool.h"

namespace kommod::store {

class Writer {
  public:
    using Work = std::function<void(WriteSession&)>;

    // `committed` is called after each commit, before the submitters wake.
    using Committed = std::function<void(Effect)>;
    Writer(std::string name_space, Pool& pool, Committed committed);
    ~Writer();  // what waits is still written
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void run(const Work& work);
    // Runs `work` while no unit of work of this namespace runs (to replace or drop it). `work` may
    // pause other namespaces' writers.
    void pause(const std::function<void()>& work);

  private:
    struct Job {
        const Work* work = nullptr;
        const std::function<void()>* pause = nullptr;
        std::exception_ptr failure;
        std::mutex mutex;
        std::condition_variable finished;
        bool done = false;
    };
    enum class Outcome { done, unit_failed, commit_failed };

    void submit(Job& job);
    void loop();
    bool take(std::vector<Job*>& group);
    void process(std::span<Job*> group);
    void write(std::span<Job*> group);
    void write_by_any_means(std::span<Job*> group);
    Outcome write_together(std::span<Job*> group);
    Outcome write_with_savepoints(std::span<Job*> group);
    Outcome commit(Connection& connection, Effect effect, std::span<Job*> group);
    static Effect run_unit(Connection& connection, Job& job);
    static std::optional<Effect> run_in_savepoint(Connection& connection, Job& job);
    static void fail(std::span<Job*> group, const std::exception_ptr& failure);
    static void finish(std::span<Job*> group);

    std::string name_space_;
    Pool& pool_;
    Committed committed_;
    metrics::Timer commit_timer_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Job*> queue_;
    bool running_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace kommod::store
