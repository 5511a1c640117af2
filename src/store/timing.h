// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: the time each named statement takes, in the metrics and, when it is
// long, in the log.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/log.h"
#include "base/metrics.h"

namespace kommod::store {

class StatementTiming {
  public:
    using Duration = std::chrono::steady_clock::duration;

    StatementTiming(std::string_view statement, Duration slow)
        : statement_(statement),
          slow_(slow),
          timer_("kommod_store_statement_seconds", {{"statement", statement}}) {}

    void record(Duration taken, std::string_view name_space) const {
        timer_.observe(std::chrono::duration<double>(taken).count());
        if (taken < slow_) return;
        log::warning(
            "store.slow_statement",
            {{"statement", statement_},
             {"namespace", std::string{name_space}},
             {"milliseconds",
              std::int64_t{std::chrono::duration_cast<std::chrono::milliseconds>(taken).count()}}});
    }

  private:
    std::string statement_;
    Duration slow_;
    metrics::Timer timer_;
};

// Finds a std::string key by a std::string_view.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

}  // namespace kommod::store
