// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: a thread that does something again and again until it is stopped.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace kommod::store {

class Background {
  public:
    ~Background() { stop(); }

    void start(std::chrono::milliseconds pause, std::function<void()> turn) {
        if (thread_.joinable()) return;
        thread_ = std::thread{[this, pause, turn = std::move(turn)] {
            std::unique_lock lock{mutex_};
            while (!stopping_) {
                lock.unlock();
                turn();
                lock.lock();
                wake_.wait_for(lock, pause, [this] { return stopping_; });
            }
        }};
    }

    void stop() {
        {
            const std::lock_guard lock{mutex_};
            stopping_ = true;
            wake_.notify_all();
        }
        if (thread_.joinable()) thread_.join();
        const std::lock_guard lock{mutex_};
        stopping_ = false;
    }

    // For a long turn to ask whether it should end early.
    bool stopping() {
        const std::lock_guard lock{mutex_};
        return stopping_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace kommod::store
