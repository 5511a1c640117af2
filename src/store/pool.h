// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: connections that wait for their next use, least recently used first out.
#pragma once

#include <condition_variable>
#include <list>
#include <map>
#include <mutex>

#include "store/engine.h"

namespace kommod::store {

class Pool {
  public:
    struct Limits {
        std::size_t kept;      // idle connections over all namespaces
        std::size_t open = 0;  // connections at all; who asks for more waits. 0: no limit
    };
    Pool(Storage& storage, Use use, Limits limits)
        : storage_(storage), use_(use), limits_(limits) {}

    // A connection lent to one thread; goes back to the pool at the end of its life.
    class Lease {
      public:
        Lease(Pool& pool, std::string name, std::unique_ptr<Connection> connection)
            : pool_(pool), name_(std::move(name)), connection_(std::move(connection)) {}
        ~Lease() { pool_.give_back(*this); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Connection& operator*() const { return *connection_; }
        Connection* operator->() const { return connection_.get(); }

      private:
        friend class Pool;
        Pool& pool_;
        std::string name_;
        std::unique_ptr<Connection> connection_;
    };
    Lease take(const std::string& name);

    // While this lives nobody has a connection to the namespace: whoever has one is waited for (at
    // most half a minute, then DatabaseError busy), whoever wants one waits.
    class Closure {
      public:
        Closure(Pool& pool, std::string name) : pool_(pool), name_(std::move(name)) {
            pool_.close(name_);
        }
        ~Closure() { pool_.reopen(name_); }
        Closure(const Closure&) = delete;
        Closure& operator=(const Closure&) = delete;

      private:
        Pool& pool_;
        std::string name_;
    };

  private:
    struct Idle {
        std::string name;
        std::unique_ptr<Connection> connection;
    };
    struct Traffic {
        std::size_t lent = 0;
        bool closed = false;
    };
    void close(const std::string& name);
    void reopen(const std::string& name);
    void release(const std::string& name);
    void give_back(Lease& lease) noexcept;
    std::unique_ptr<Connection> idle_for(const std::string& name);

    Storage& storage_;
    Use use_;
    Limits limits_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::size_t lent_ = 0;
    std::list<Idle> idle_;  // most recently used first
    std::map<std::string, Traffic> traffic_;
};

}  // namespace kommod::store
