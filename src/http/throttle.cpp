// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/throttle.h"

#include <algorithm>
#include <cmath>

#include "http/client.h"

namespace kommod::http {

Throttle::Throttle(std::map<std::string, Rate, std::less<>> rates, std::size_t places)
    : rates_(std::move(rates)), places_(std::max<std::size_t>(places, 1)) {}

const Rate* Throttle::rate_of(std::string_view rate_class) const {
    auto found = rates_.find(rate_class);
    if (found == rates_.end()) found = rates_.find(std::string_view{"page"});
    return found == rates_.end() || found->second.per_second <= 0 ? nullptr : &found->second;
}

std::chrono::seconds Throttle::take(std::string_view rate_class, std::string_view remote_address,
                                    Instant now) {
    const Rate* rate = rate_of(rate_class);
    if (!rate) return {};
    std::string key{rate_class};
    key.append(1, ' ').append(throttle_key(remote_address));

    const std::lock_guard lock{mutex_};
    const auto found = index_.find(key);
    if (found != index_.end()) {
        buckets_.splice(buckets_.begin(), buckets_, found->second);
    } else {
        if (buckets_.size() >= places_) {
            index_.erase(buckets_.back().key);
            buckets_.pop_back();
        }
        buckets_.push_front({std::move(key), rate->burst, now});
        index_.emplace(buckets_.front().key, buckets_.begin());
    }
    Bucket& bucket = buckets_.front();
    const double elapsed =
        std::max(0.0, std::chrono::duration<double>(now - bucket.filled).count());
    bucket.tokens = std::min(rate->burst, bucket.tokens + elapsed * rate->per_second);
    bucket.filled = now;
    if (bucket.tokens < 1) {
        const double wait = std::ceil((1 - bucket.tokens) / rate->per_second);
        return std::chrono::seconds{std::max<std::int64_t>(1, std::llround(wait))};
    }
    bucket.tokens -= 1;
    return {};
}

}  // namespace kommod::http
