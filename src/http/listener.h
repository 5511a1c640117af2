// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Accepts connections and hands each to a loop.
#pragma once

#include <cstdint>
#include <memory>

#include "http/server.h"
#include "http/service.h"

namespace kommod::http {

// Threads: one per I/O loop; a connection stays on its loop for life, so nothing of it is locked.
class Listener {
  public:
    Listener(const ServerSettings& settings, Service& service);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    void start();  // throws when the address is taken
    std::uint16_t port() const;
    // No new connections; waits up to drain_time for the requests under way; then cuts. Workers
    // must still run when it is called, and be stopped before this object is destroyed.
    void stop();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::http
