// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The second factor: time-based one-time passwords (RFC 6238: SHA-1, 6 digits, 30 seconds, what
// every authenticator app speaks) and the recovery codes for the day the phone is lost.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace kommod::staff {

constexpr std::size_t totp_secret_bytes = 20;  // RFC 4226 section 4: as long as SHA-1's output
constexpr int recovery_code_count = 10;

std::int64_t totp_step(Instant at);
// The code of a step; `digits` other than 6 only for the RFC's own test vectors.
std::string totp_code(std::string_view secret, std::int64_t step, int digits = 6);

// The step whose code this is, among the present one and its two neighbours (clocks of phones
// differ, RFC 6238 section 5.2), but only one after `last_used`: each code opens the door once.
std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code,
                                          Instant now, std::int64_t last_used);

// "123 456" or "123456" -> "123456"; empty when it is not a code at all.
std::string normalized_code(std::string_view typed);

// What the QR code says: otpauth://totp/Issuer:user?secret=...&issuer=...
std::string enrolment_uri(std::string_view secret, std::string_view user_name,
                          std::string_view issuer);
// The secret for typing: base 32 in groups of four.
std::string grouped_secret(std::string_view secret);

// Ten codes "abcde-fghjk" of about 49 bits, shown once and kept as keyed hashes.
std::vector<std::string> new_recovery_codes();
// Lower case, without hyphens and spaces; empty when it cannot be a recovery code.
std::string normalized_recovery_code(std::string_view typed);
// `key` is the installation's: a stolen table without it cannot be guessed through.
std::string recovery_code_hash(std::string_view key, std::string_view account_id,
                               std::string_view normalized);

}  // namespace kommod::staff
