// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/totp.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/crypto.h"
#include "base/text.h"
#include "http/message.h"

namespace kommod::staff {
namespace {

constexpr std::int64_t step_seconds = 30;
constexpr std::string_view recovery_alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
constexpr std::size_t recovery_length = 10;

std::string big_endian(std::int64_t number) {
    std::string out(8, '\0');
    for (int i = 7; i >= 0; --i, number >>= 8)
        out[static_cast<std::size_t>(i)] = static_cast<char>(number & 0xFF);
    return out;
}

char random_letter() {
    for (;;) {
        const auto byte = static_cast<unsigned char>(crypto::random_bytes(1)[0]);
        if (byte < 256 / recovery_alphabet.size() * recovery_alphabet.size())
            return recovery_alphabet[byte % recovery_alphabet.size()];
    }
}

std::string without_separators(std::string_view typed) {
    std::string out;
    for (const char c : text::lower(text::trim(typed)))
        if (c != ' ' && c != '-') out += c;
    return out;
}

}  // namespace

std::int64_t totp_step(Instant at) {
    return at.micros() / 1'000'000 / step_seconds;
}

// RFC 4226 section 5.3: dynamic truncation.
std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
    const auto mac = crypto::hmac_sha1(secret, big_endian(step));
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(mac[at]); };
    const std::size_t offset = byte(mac.size() - 1) & 0x0FU;
    const std::uint32_t number = (byte(offset) & 0x7FU) << 24U | byte(offset + 1) << 16U |
                                 byte(offset + 2) << 8U | byte(offset + 3);
    std::uint64_t modulus = 1;
    for (int i = 0; i < digits; ++i)
        modulus *= 10;
    return fmt::format("{:0{}}", number % modulus, digits);
}

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code,
                                          Instant now, std::int64_t last_used) {
    std::optional<std::int64_t> found;
    const auto present = totp_step(now);
    for (const auto step : {present - 1, present, present + 1})
        if (crypto::equal(totp_code(secret, step), code) && step > last_used && !found)
            found = step;
    return found;
}

std::string normalized_code(std::string_view typed) {
    auto code = without_separators(typed);
    const bool digits = code.size() == 6 && std::all_of(code.begin(), code.end(), [](char c) {
                            return c >= '0' && c <= '9';
                        });
    return digits ? code : std::string{};
}

std::string enrolment_uri(std::string_view secret, std::string_view user_name,
                          std::string_view issuer) {
    return fmt::format("otpauth://totp/{}:{}?secret={}&issuer={}&algorithm=SHA1&digits=6&period={}",
                       http::url_encode(issuer), http::url_encode(user_name),
                       crypto::base32(secret), http::url_encode(issuer), step_seconds);
}

std::string grouped_secret(std::string_view secret) {
    std::string out;
    const auto plain = crypto::base32(secret);
    for (std::size_t i = 0; i < plain.size(); ++i) {
        if (i != 0 && i % 4 == 0) out += ' ';
        out += plain[i];
    }
    return out;
}

std::vector<std::string> new_recovery_codes() {
    std::vector<std::string> codes;
    for (int i = 0; i < recovery_code_count; ++i) {
        std::string code;
        for (std::size_t at = 0; at < recovery_length; ++at) {
            if (at == recovery_length / 2) code += '-';
            code += random_letter();
        }
        codes.push_back(std::move(code));
    }
    return codes;
}

std::string normalized_recovery_code(std::string_view typed) {
    auto code = without_separators(typed);
    const bool fits = code.size() == recovery_length &&
                      code.find_first_not_of(recovery_alphabet) == std::string::npos;
    return fits ? code : std::string{};
}

std::string recovery_code_hash(std::string_view key, std::string_view account_id,
                               std::string_view normalized) {
    return crypto::hex(
        crypto::hmac_sha256(key, fmt::format("staff.recovery|{}|{}", account_id, normalized)));
}

}  // namespace kommod::staff
