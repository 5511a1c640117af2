// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The only door to OpenSSL and libsodium for plain needs: digests, random numbers, encodings,
// sealed streams.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace kommod::crypto {

std::string random_bytes(std::size_t count);
std::string random_token(std::size_t bytes = 24);  // base64url of that many random bytes

std::string sha256(std::string_view data);  // 32 raw bytes
std::string hmac_sha256(std::string_view key, std::string_view data);
std::string hmac_sha1(std::string_view key, std::string_view data);  // for TOTP only (RFC 6238)

std::string hex(std::string_view bytes);
Result<std::string> unhex(std::string_view text);
std::string base64url(std::string_view bytes);  // RFC 4648 section 5, no padding
Result<std::string> unbase64url(std::string_view text);
std::string base32(std::string_view bytes);  // RFC 4648 section 6, no padding (TOTP secrets)
Result<std::string> unbase32(std::string_view text);

// Compares in a time that depends on the lengths only.
bool equal(std::string_view a, std::string_view b);

// Authenticated encryption of a short secret at rest (XChaCha20-Poly1305); `key` has 32 bytes.
// `context` is authenticated with it, so that a sealed value cannot be moved to another record.
std::string seal(std::string_view key, std::string_view plain, std::string_view context);
Result<std::string> open(std::string_view key, std::string_view sealed, std::string_view context);

// Signatures by Ed25519 (RFC 8032). A private key is its seed of 32 bytes; a public key has 32, a
// signature 64.
std::string new_signing_key();
std::string public_key_of(std::string_view signing_key);
std::string sign(std::string_view signing_key, std::string_view message);
bool is_signed(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace kommod::crypto
