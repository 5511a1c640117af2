// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/meter.h"

#include <algorithm>

namespace kommod::http {
namespace {

constexpr std::array<std::string_view, 6> classes = {"none", "1xx", "2xx", "3xx", "4xx", "5xx"};

}  // namespace

Meter::Series::Series(std::string pattern)
    : pattern_(std::move(pattern)), timer_("kommod_http_request_seconds", {{"route", pattern_}}) {}

void Meter::Series::record(int status, std::chrono::steady_clock::duration took) {
    const auto index = static_cast<std::size_t>(std::clamp(status / 100, 0, 5));
    counts_[index].fetch_add(1, std::memory_order_relaxed);
    timer_.observe(std::chrono::duration<double>(took).count());
}

void Meter::Series::flush() {
    for (std::size_t i = 0; i < counts_.size(); ++i)
        if (const auto count = counts_[i].exchange(0, std::memory_order_relaxed); count > 0)
            metrics::add("kommod_http_requests_total",
                         {{"status", classes[i]}, {"route", pattern_}}, static_cast<double>(count));
}

Meter::Meter(const Router& router) : unrouted_("-"), assets_("/static") {
    for (const auto* routes : {&router.tenant_routes(), &router.site_routes()})
        for (const Route& route : *routes)
            routes_.emplace(&route, std::make_unique<Series>(route.pattern));
}

Meter::Series& Meter::of(const Route* route) {
    const auto found = routes_.find(route);
    return found == routes_.end() ? unrouted_ : *found->second;
}

void Meter::flush() {
    unrouted_.flush();
    assets_.flush();
    for (const auto& [route, series] : routes_)
        series->flush();
}

}  // namespace kommod::http
