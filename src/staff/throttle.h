// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Throttles for log-ins that nobody can turn against somebody else.
//
// Failures are counted per account *and* origin. An origin is a device that this person has logged
// in from before (it carries a signed cookie), or else the client's address. A stranger who guesses
// fills the bucket of his own address; the person's device, and every other address, stay free. The
// second factor has one bucket per account (and one per known device): only who knows the password
// reaches it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace kommod::staff {

struct Bucket {
    std::int64_t failures = 0;
    Instant last_failure;
    Instant blocked_until;
};

// How long to wait after the n-th failure in a row: the first four cost nothing, then 5 s, 10 s,
// 20 s ... up to 15 minutes.
std::chrono::seconds delay_after(std::int64_t failures);
// The bucket after one more attempt, counted before its outcome is known so that simultaneous
// guesses cannot slip through together; a success empties it. Failures older than a day are
// forgotten.
Bucket after_attempt(const std::optional<Bucket>& bucket, Instant now);
// Seconds still to wait; zero when an attempt is free.
std::chrono::seconds wait_before(const std::optional<Bucket>& bucket, Instant now);

// Bucket names are keyed hashes: the table holds neither addresses nor user names.
// IPv6 clients count by their /64, which is what one subscriber gets.
std::string password_bucket(std::string_view key, std::string_view user_name,
                            std::string_view address, std::string_view known_device);
std::string factor_bucket(std::string_view key, std::string_view account_id,
                          std::string_view known_device);

// The proof of a known device: signed, bound to the account and to its present credentials (a
// changed password or factor makes all devices strangers again).
struct Device {
    std::string id;
    Instant until;
};
constexpr std::chrono::hours device_lifetime{24 * 180};
// Cookies are named per account: people share a computer.
std::string device_cookie_name(std::string_view account_id);
std::string sign_device(std::string_view key, std::string_view account_id, Instant credentials_set,
                        const Device& device);
std::optional<Device> known_device(std::string_view key, std::string_view account_id,
                                   Instant credentials_set, std::string_view cookie, Instant now);

}  // namespace kommod::staff
