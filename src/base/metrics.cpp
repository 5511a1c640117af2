// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/metrics.h"

#include <map>
#include <mutex>
#include <sstream>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace kommod::metrics {
namespace {

// One registry per process: metrics belong to the process, as its log does.
prometheus::Registry& registry() {
    static prometheus::Registry instance;
    return instance;
}

std::map<std::string, std::string> to_map(Labels labels) {
    std::map<std::string, std::string> out;
    for (const auto& [key, value] : labels)
        out.emplace(key, value);
    return out;
}

// A family may be built once only; afterwards it is looked up by name.
template <class Metric, class Build>
prometheus::Family<Metric>& family(std::string_view name, Build build) {
    static std::mutex mutex;
    static std::map<std::string, prometheus::Family<Metric>*, std::less<>> families;
    const std::lock_guard lock{mutex};
    auto found = families.find(name);
    if (found == families.end())
        found =
            families
                .emplace(std::string{name}, &build().Name(std::string{name}).Register(registry()))
                .first;
    return *found->second;
}

prometheus::Histogram& histogram(std::string_view name, Labels labels) {
    static const prometheus::Histogram::BucketBoundaries buckets = {
        1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10};
    return family<prometheus::Histogram>(name, prometheus::BuildHistogram)
        .Add(to_map(labels), buckets);
}

}  // namespace

void add(std::string_view name, Labels labels, double amount) {
    family<prometheus::Counter>(name, prometheus::BuildCounter)
        .Add(to_map(labels))
        .Increment(amount);
}

void set(std::string_view name, Labels labels, double value) {
    family<prometheus::Gauge>(name, prometheus::BuildGauge).Add(to_map(labels)).Set(value);
}

void observe(std::string_view name, Labels labels, double seconds) {
    histogram(name, labels).Observe(seconds);
}

Timer::Timer(std::string_view name, Labels labels) : histogram_(&histogram(name, labels)) {}
void Timer::observe(double seconds) const {
    static_cast<prometheus::Histogram*>(histogram_)->Observe(seconds);
}

std::string text() {
    std::ostringstream out;
    prometheus::TextSerializer{}.Serialize(out, registry().Collect());
    return out.str();
}

}  // namespace kommod::metrics
