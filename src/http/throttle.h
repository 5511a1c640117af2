// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Token buckets per class of route and client address.
#pragma once

#include <chrono>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "http/server.h"

namespace kommod::http {

// The table is bounded: the bucket that was not used for longest makes room. Whoever commands more
// addresses than it has places could refill that way, but has as many full buckets anyway.
class Throttle {
  public:
    explicit Throttle(std::map<std::string, Rate, std::less<>> rates, std::size_t places = 65'536);

    // Takes one token. Returns 0, or the seconds to wait. A class without a rate is like "page".
    std::chrono::seconds take(std::string_view rate_class, std::string_view remote_address,
                              Instant now);

  private:
    struct Bucket {
        std::string key;
        double tokens;
        Instant filled;
    };
    const Rate* rate_of(std::string_view rate_class) const;

    std::map<std::string, Rate, std::less<>> rates_;
    std::size_t places_;
    std::mutex mutex_;
    std::list<Bucket> buckets_;  // the last used first
    std::unordered_map<std::string_view, std::list<Bucket>::iterator> index_;  // keys of buckets_
};

}  // namespace kommod::http
