// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Counters and histograms for operators, in Prometheus' text format. Labels never hold personal
// data.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace kommod::metrics {

using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// Adds to a counter, e.g. add("kommod_http_responses_total", {{"status", "200"}}).
void add(std::string_view name, Labels labels = {}, double amount = 1);
// Sets a gauge.
void set(std::string_view name, Labels labels, double value);
// Records a duration in seconds in a histogram with buckets from 10 µs to 10 s.
void observe(std::string_view name, Labels labels, double seconds);
// A duration series kept by its owner: no name look-up per observation.
class Timer {
  public:
    Timer(std::string_view name, Labels labels);
    void observe(double seconds) const;

  private:
    void* histogram_;
};

// Everything recorded so far, in the text exposition format 0.0.4.
std::string text();

}  // namespace kommod::metrics
