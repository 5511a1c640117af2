// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/form_guard.h"

#include <charconv>

#include "base/crypto.h"

namespace kommod::http {
namespace {

constexpr std::size_t token_bytes = 16;

std::string exclusive_or(std::string_view a, std::string_view b) {
    std::string out{a};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<char>(out[i] ^ b[i]);
    return out;
}

}  // namespace

FormGuard::FormGuard(std::string_view secret)
    : token_key_(crypto::hmac_sha256(secret, "csrf token")),
      stamp_key_(crypto::hmac_sha256(secret, "form stamp")) {}

std::string FormGuard::token(std::string_view visitor) const {
    const std::string mask = crypto::random_bytes(token_bytes);
    const std::string plain = crypto::hmac_sha256(token_key_, visitor).substr(0, token_bytes);
    return crypto::base64url(mask + exclusive_or(plain, mask));
}

bool FormGuard::token_is_valid(std::string_view visitor, std::string_view token) const {
    const auto bytes = crypto::unbase64url(token);
    if (!bytes || bytes->size() != 2 * token_bytes) return false;
    const std::string_view mask = std::string_view{*bytes}.substr(0, token_bytes);
    const std::string given = exclusive_or(std::string_view{*bytes}.substr(token_bytes), mask);
    const std::string expected = crypto::hmac_sha256(token_key_, visitor).substr(0, token_bytes);
    return crypto::equal(given, expected);
}

std::string FormGuard::signature(std::string_view visitor, std::string_view micros) const {
    std::string text{micros};
    text.append(" ").append(visitor);
    return crypto::base64url(crypto::hmac_sha256(stamp_key_, text).substr(0, token_bytes));
}

std::string FormGuard::stamp(std::string_view visitor, Instant now) const {
    const std::string micros = std::to_string(now.micros());
    return micros + "." + signature(visitor, micros);
}

FormGuard::Stamp FormGuard::check_stamp(std::string_view visitor, std::string_view stamp,
                                        Instant now) const {
    const auto dot = stamp.find('.');
    if (dot == std::string_view::npos) return Stamp::forged;
    const std::string_view micros = stamp.substr(0, dot);
    if (!crypto::equal(stamp.substr(dot + 1), signature(visitor, micros))) return Stamp::forged;
    std::int64_t made = 0;
    std::from_chars(micros.data(), micros.data() + micros.size(), made);
    const auto age = now - Instant{made};
    if (age < shortest) return Stamp::too_fast;
    if (age > longest) return Stamp::expired;
    return Stamp::good;
}

}  // namespace kommod::http
