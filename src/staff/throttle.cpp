// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/throttle.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/crypto.h"
#include "base/text.h"
#include "http/client.h"

namespace kommod::staff {
namespace {

constexpr std::int64_t free_attempts = 4;
constexpr std::chrono::seconds first_delay{5};
constexpr std::chrono::seconds longest_delay{15 * 60};
constexpr std::chrono::hours memory{24};

std::string device_proof(std::string_view key, std::string_view account_id, Instant credentials_set,
                         const Device& device) {
    return crypto::base64url(crypto::hmac_sha256(
        key, fmt::format("staff.device|{}|{}|{}|{}", account_id, credentials_set.micros(),
                         device.id, device.until.micros())));
}

}  // namespace

std::chrono::seconds delay_after(std::int64_t failures) {
    if (failures <= free_attempts) return std::chrono::seconds{0};
    const auto doublings = std::min<std::int64_t>(failures - free_attempts - 1, 10);
    return std::min(longest_delay, first_delay * (std::int64_t{1} << doublings));
}

Bucket after_attempt(const std::optional<Bucket>& bucket, Instant now) {
    Bucket next = bucket.value_or(Bucket{});
    if (now - next.last_failure > memory) next = Bucket{};
    ++next.failures;
    next.last_failure = now;
    next.blocked_until = now.plus(delay_after(next.failures));
    return next;
}

std::chrono::seconds wait_before(const std::optional<Bucket>& bucket, Instant now) {
    if (!bucket || bucket->blocked_until <= now) return std::chrono::seconds{0};
    return std::chrono::ceil<std::chrono::seconds>(bucket->blocked_until - now);
}

std::string password_bucket(std::string_view key, std::string_view user_name,
                            std::string_view address, std::string_view known_device) {
    const auto origin = known_device.empty() ? "address|" + http::throttle_key(address)
                                             : fmt::format("device|{}", known_device);
    return crypto::hex(crypto::hmac_sha256(
        key, fmt::format("staff.password|{}|{}", text::fold(user_name), origin)));
}

std::string factor_bucket(std::string_view key, std::string_view account_id,
                          std::string_view known_device) {
    return crypto::hex(
        crypto::hmac_sha256(key, fmt::format("staff.factor|{}|{}", account_id, known_device)));
}

std::string device_cookie_name(std::string_view account_id) {
    return "kommod_geraet_" + crypto::hex(crypto::sha256(account_id)).substr(0, 12);
}

std::string sign_device(std::string_view key, std::string_view account_id, Instant credentials_set,
                        const Device& device) {
    return fmt::format("{}.{}.{}", device.id, device.until.micros(),
                       device_proof(key, account_id, credentials_set, device));
}

std::optional<Device> known_device(std::string_view key, std::string_view account_id,
                                   Instant credentials_set, std::string_view cookie, Instant now) {
    const auto parts = text::split(cookie, '.');
    if (parts.size() != 3 || parts[0].empty()) return std::nullopt;
    std::int64_t until = 0;
    const auto* end = parts[1].data() + parts[1].size();
    if (std::from_chars(parts[1].data(), end, until).ptr != end) return std::nullopt;
    Device device{std::string{parts[0]}, Instant{until}};
    if (!crypto::equal(device_proof(key, account_id, credentials_set, device), parts[2]) ||
        device.until <= now)
        return std::nullopt;
    return device;
}

}  // namespace kommod::staff
