// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/crypto.h"

#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

namespace kommod::crypto {
namespace {

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

void ready() {
    static const bool done = [] {
        if (sodium_init() < 0) throw std::runtime_error("libsodium could not be initialised");
        return true;
    }();
    static_cast<void>(done);
}

std::string hmac(const EVP_MD* digest, std::string_view key, std::string_view data) {
    std::string out(static_cast<std::size_t>(EVP_MD_get_size(digest)), '\0');
    unsigned int length = 0;
    if (!HMAC(digest, key.data(), static_cast<int>(key.size()), bytes(data), data.size(),
              bytes(out), &length))
        throw std::runtime_error("HMAC failed");
    return out;
}

constexpr std::string_view base32_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

}  // namespace

std::string random_bytes(std::size_t count) {
    ready();
    std::string out(count, '\0');
    randombytes_buf(out.data(), count);
    return out;
}

std::string random_token(std::size_t count) {
    return base64url(random_bytes(count));
}

std::string sha256(std::string_view data) {
    std::string out(32, '\0');
    if (EVP_Digest(data.data(), data.size(), bytes(out), nullptr, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 failed");
    return out;
}

std::string hmac_sha256(std::string_view key, std::string_view data) {
    return hmac(EVP_sha256(), key, data);
}
std::string hmac_sha1(std::string_view key, std::string_view data) {
    return hmac(EVP_sha1(), key, data);
}

std::string hex(std::string_view data) {
    std::string out(data.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes(data), data.size());
    out.pop_back();
    return out;
}

Result<std::string> unhex(std::string_view text) {
    std::string out(text.size() / 2, '\0');
    std::size_t length = 0;
    if (text.size() % 2 != 0 || sodium_hex2bin(bytes(out), out.size(), text.data(), text.size(),
                                               nullptr, &length, nullptr) != 0)
        return fail("crypto.bad_hex");
    if (length != text.size() / 2) return fail("crypto.bad_hex");
    return out;
}

std::string base64url(std::string_view data) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string out(sodium_base64_encoded_len(data.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes(data), data.size(), variant);
    out.pop_back();
    return out;
}

Result<std::string> unbase64url(std::string_view text) {
    std::string out(text.size(), '\0');
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes(out), out.size(), text.data(), text.size(), nullptr, &length, &end,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        end != text.data() + text.size())
        return fail("crypto.bad_base64");
    out.resize(length);
    return out;
}

std::string base32(std::string_view data) {
    std::string out;
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : data) {
        buffer = (buffer << 8) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5)
            out += base32_alphabet[(buffer >> (bits - 5)) & 31U];
    }
    if (bits > 0) out += base32_alphabet[(buffer << (5 - bits)) & 31U];
    return out;
}

Result<std::string> unbase32(std::string_view text) {
    std::string out;
    unsigned buffer = 0;
    int bits = 0;
    for (const char c : text) {
        const auto at = base32_alphabet.find(c);
        if (at == std::string_view::npos) return fail("crypto.bad_base32");
        buffer = (buffer << 5) | static_cast<unsigned>(at);
        if ((bits += 5) >= 8) {
            bits -= 8;
            out += static_cast<char>((buffer >> bits) & 0xFFU);
        }
    }
    return out;
}

bool equal(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string seal(std::string_view key, std::string_view plain, std::string_view context) {
    ready();
    if (key.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
        throw std::invalid_argument("a sealing key has 32 bytes");
    std::string out = random_bytes(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    const std::size_t head = out.size();
    out.resize(head + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    unsigned long long length = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(out) + head, &length, bytes(plain),
                                               plain.size(), bytes(context), context.size(),
                                               nullptr, bytes(out), bytes(key));
    return out;
}

Result<std::string> open(std::string_view key, std::string_view sealed, std::string_view context) {
    ready();
    constexpr std::size_t head = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    constexpr std::size_t tag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
    if (key.size() != crypto_aead_xchacha20poly1305_ietf_KEYBYTES)
        throw std::invalid_argument("a sealing key has 32 bytes");
    if (sealed.size() < head + tag) return fail("crypto.cannot_open");
    std::string out(sealed.size() - head - tag, '\0');
    unsigned long long length = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            bytes(out), &length, nullptr, bytes(sealed) + head, sealed.size() - head,
            bytes(context), context.size(), bytes(sealed), bytes(key)) != 0)
        return fail("crypto.cannot_open");
    return out;
}

namespace {

struct KeyPair {
    std::string open = std::string(crypto_sign_PUBLICKEYBYTES, '\0');
    std::string secret = std::string(crypto_sign_SECRETKEYBYTES, '\0');
};
KeyPair key_pair(std::string_view seed) {
    ready();
    if (seed.size() != crypto_sign_SEEDBYTES)
        throw std::invalid_argument("a signing key has 32 bytes");
    KeyPair out;
    crypto_sign_seed_keypair(bytes(out.open), bytes(out.secret), bytes(seed));
    return out;
}

}  // namespace

std::string new_signing_key() {
    return random_bytes(crypto_sign_SEEDBYTES);
}

std::string public_key_of(std::string_view signing_key) {
    return key_pair(signing_key).open;
}

std::string sign(std::string_view signing_key, std::string_view message) {
    const auto keys = key_pair(signing_key);
    std::string out(crypto_sign_BYTES, '\0');
    crypto_sign_detached(bytes(out), nullptr, bytes(message), message.size(), bytes(keys.secret));
    return out;
}

bool is_signed(std::string_view public_key, std::string_view message, std::string_view signature) {
    ready();
    return public_key.size() == crypto_sign_PUBLICKEYBYTES &&
           signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(bytes(signature), bytes(message), message.size(),
                                       bytes(public_key)) == 0;
}

}  // namespace kommod::crypto
