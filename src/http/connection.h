// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One client's connection and the loop it lives on. Only for connection.cpp and listener.cpp: here
// are Asio's types.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/service.h"

namespace kommod::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;
constexpr auto never = SteadyClock::time_point::max();

// Bytes that arrived and were not used yet. Small while a connection idles.
class Inbox {
  public:
    std::string_view view() const { return {bytes_.data() + begin_, end_ - begin_}; }
    void consume(std::size_t count) {
        begin_ += count;
        if (begin_ == end_) begin_ = end_ = 0;
    }
    void received(std::size_t count) { end_ += count; }
    // Room for more, at least one byte; grows up to `most` waiting bytes.
    asio::mutable_buffer room(std::size_t most) {
        if (end_ == bytes_.size() && begin_ > 0) {
            std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_),
                      bytes_.begin() + static_cast<std::ptrdiff_t>(end_), bytes_.begin());
            end_ -= begin_;
            begin_ = 0;
        }
        if (end_ == bytes_.size()) bytes_.resize(std::max(end_ + 1, std::min(2 * end_, most)));
        return asio::buffer(bytes_.data() + end_, bytes_.size() - end_);
    }

  private:
    std::vector<char> bytes_ = std::vector<char>(4096);
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

struct Connection;

// The ends of every head, made anew each second.
struct Tails {
    std::string plain, close, keep_alive;
};

// One thread and the connections that live on it. Only that thread touches the rest.
struct Loop {
    std::unordered_set<Connection*> connections;  // outlives the context and what it holds
    Tails tails;
    bool draining = false;
    asio::io_context context{1};
    Timer tick{context.get_executor()};
    std::thread thread;
};

// Counts connections over all loops, and tells stop() when the last one went.
class Census {
  public:
    void enter() {
        const std::lock_guard lock{mutex_};
        ++count_;
    }
    void leave() {
        const std::lock_guard lock{mutex_};
        if (--count_ == 0) empty_.notify_all();
    }
    std::size_t count() const {
        const std::lock_guard lock{mutex_};
        return count_;
    }
    bool wait_empty(std::chrono::milliseconds most) {
        std::unique_lock lock{mutex_};
        return empty_.wait_for(lock, most, [this] { return count_ == 0; });
    }

  private:
    mutable std::mutex mutex_;
    std::condition_variable empty_;
    std::size_t count_ = 0;
};

enum class Phase { idle, reading, working, writing };

struct Connection {
    Connection(Socket accepted, Loop& home, Service& house, Census& all)
        : socket(std::move(accepted)),
          loop(home),
          service(house),
          census(all),
          wake(home.context.get_executor()) {
        census.enter();
    }
    ~Connection() {
        loop.connections.erase(this);
        census.leave();
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void enter(Phase next, SteadyClock::time_point until) {
        phase = next;
        deadline = until;
    }
    void close() {
        error_code ignored;
        socket.close(ignored);
    }
    // Called by the loop's tick. Who is read from gets an answer; who idles or does not take what
    // we send is cut off.
    void time_out() {
        if (phase == Phase::reading) {
            timed_out = true;
            error_code ignored;
            socket.cancel(ignored);
        } else {
            close();
        }
        deadline = never;
    }

    Socket socket;
    Loop& loop;
    Service& service;
    Census& census;
    Timer wake;  // expires never; cancelled when a worker is done
    bool worker_done = false;
    Peer peer;
    Inbox inbox;
    std::string tail;
    std::string scratch;
    Phase phase = Phase::idle;
    SteadyClock::time_point deadline = never;
    bool timed_out = false;
};

// Serves it on its loop until it ends.
void start_serving(const std::shared_ptr<Connection>& connection);

}  // namespace kommod::http
