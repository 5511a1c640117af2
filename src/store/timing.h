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

inline void log_slow_statement(std::string_view statement,
                               std::chrono::steady_clock::duration taken,
                               std::string_view name_space) {
    log::warning(
        "store.slow_statement",
        {{"statement", std::string{statement}},
         {"namespace", std::string{name_space}},
         {"milliseconds",
          std::int64_t{std::chrono::duration_cast<std::chrono::milliseconds>(taken).count()}}});
}

class StatementTiming {
  public:
    using Duration = std::chrono::steady_clock::duration;

    StatementTiming(std::string_view statement, Duration slow)
        : statement_(statement),
          slow_(slow),
          timer_("kommod_store_statement_seconds", {{"statement", statement}}) {}

    void record(Duration taken, std::string_view name_space) const {
        observe(taken);
        if (taken >= slow_) log_slow_statement(statement_, taken, name_space);
    }
    void observe(Duration taken) const {
        timer_.observe(std::chrono::duration<double>(taken).count());
    }
    const std::string& statement() const { return statement_; }

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
