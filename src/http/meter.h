// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Counts and durations per route pattern. The metrics room is asked once per series and tick, not
// once per request.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

#include "base/metrics.h"
#include "http/router.h"

namespace kommod::http {

class Meter {
  public:
    explicit Meter(const Router& router);

    class Series {
      public:
        explicit Series(std::string pattern);
        void record(int status, std::chrono::steady_clock::duration took);
        void flush();

      private:
        std::string pattern_;
        metrics::Timer timer_;
        std::array<std::atomic<std::uint64_t>, 6> counts_{};  // by status class
    };
    // Of a route; of requests without one ("-"); of assets ("/static").
    Series& of(const Route* route);
    Series& assets() { return assets_; }

    // Hands the counts over to the metrics; called about once a second and at the end.
    void flush();

  private:
    Series unrouted_;
    Series assets_;
    std::unordered_map<const Route*, std::unique_ptr<Series>> routes_;
};

}  // namespace kommod::http
