// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/password.h"

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>
#include <thread>

#include <argon2.h>
#include <fmt/format.h>

#include "base/crypto.h"
#include "base/embedded.h"
#include "base/text.h"
#include "staff/errors.h"

namespace kommod::embedded {
extern const std::span<const File> staff_data;
}

namespace kommod::staff {
namespace {

constexpr std::size_t shortest = 12;   // characters
constexpr std::size_t longest = 1024;  // bytes: nobody types more; hashing megabytes is a gift
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t hash_bytes = 32;

std::size_t characters(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

tl::unexpected<Error> refuse(std::string key, std::string what) {
    return fail_at("password", std::move(key), std::move(what));
}

std::string letters_of(std::string_view folded) {
    std::string out;
    std::copy_if(folded.begin(), folded.end(), std::back_inserter(out),
                 [](char c) { return c >= 'a' && c <= 'z'; });
    return out;
}

// "sommersommer" is "sommer"; "aaaa" is "a".
std::string_view shortest_period(std::string_view text) {
    for (std::size_t period = 1; period <= text.size() / 2; ++period)
        if (text.size() % period == 0 &&
            std::equal(text.begin() + static_cast<std::ptrdiff_t>(period), text.end(),
                       text.begin()))
            return text.substr(0, period);
    return text;
}

// Neighbours on the keyboard or in the alphabet only: "123456789012", "qwertzuiopas".
bool is_a_walk(std::string_view folded) {
    static constexpr std::array<std::string_view, 4> walks{
        "01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertzuiopasdfghjklyxcvbnm",
        "qwertyuiopasdfghjklzxcvbnm"};
    return std::any_of(walks.begin(), walks.end(), [&](std::string_view walk) {
        std::string reversed{walk.rbegin(), walk.rend()};
        return walk.find(folded) != std::string_view::npos ||
               reversed.find(folded) != std::string::npos;
    });
}

bool is_common(std::string_view stem, std::span<const std::string> words) {
    for (const std::string& word : words) {
        const auto known = letters_of(text::fold(word));
        if (known.size() >= 3 && known == stem) return true;
    }
    const auto* file = embedded::find(embedded::staff_data, "common_passwords.txt");
    for (const auto line : text::split(file->content, '\n'))
        if (!line.starts_with('#') && text::trim(line) == stem) return true;
    return false;
}

}  // namespace

Result<std::string> accept_password(std::string_view password, std::string_view user_name,
                                    std::span<const std::string> words) {
    if (!text::is_utf8(password)) return refuse("staff.password_short", "not UTF-8");
    // The same letter can be typed as one or as two code points; the hash must not depend on it.
    auto accepted = text::nfc(password);
    if (characters(accepted) < shortest)
        return refuse("staff.password_short", "at least 12 characters");
    if (accepted.size() > longest) return refuse("staff.password_long", "at most 1024 bytes");
    const auto folded = text::fold(accepted);
    const auto user = text::fold(user_name);
    if (!user.empty() && folded.find(user) != std::string::npos)
        return refuse("staff.password_user_name", "contains the user name");
    // Digits and signs around one common word are what a guesser tries first: "Sommer2026!!".
    const auto letters = letters_of(folded);
    const auto stem = shortest_period(letters);
    if (stem.size() < 2 || is_a_walk(folded) || is_a_walk(stem) || is_common(stem, words))
        return refuse("staff.password_common", "among the first that are guessed");
    return accepted;
}

std::string new_one_time_password() {
    constexpr std::string_view alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    std::string out;
    while (out.size() < 23) {
        // Bytes beyond the last whole multiple are thrown away: every letter is equally likely.
        const auto byte = static_cast<unsigned char>(crypto::random_bytes(1)[0]);
        if (byte >= 256 / alphabet.size() * alphabet.size()) continue;
        if (out.size() % 6 == 5) out += '-';
        out += alphabet[byte % alphabet.size()];
    }
    return out;
}

PasswordHasher::PasswordHasher() : PasswordHasher(Cost{}) {}

PasswordHasher::PasswordHasher(Cost cost)
    : cost_(cost), free_cores_(std::max(1U, std::thread::hardware_concurrency())) {
    nobody_ = hash(crypto::random_token());
}

std::string PasswordHasher::hash(std::string_view password) {
    const auto salt = crypto::random_bytes(salt_bytes);
    std::string encoded(argon2_encodedlen(cost_.passes, cost_.memory_kib, cost_.lanes, salt_bytes,
                                          hash_bytes, Argon2_id),
                        '\0');
    free_cores_.acquire();
    const int outcome = argon2id_hash_encoded(
        cost_.passes, cost_.memory_kib, cost_.lanes, password.data(), password.size(), salt.data(),
        salt.size(), hash_bytes, encoded.data(), encoded.size());
    free_cores_.release();
    if (outcome != ARGON2_OK) throw std::runtime_error(argon2_error_message(outcome));
    encoded.resize(encoded.find('\0'));
    return encoded;
}

bool PasswordHasher::verify(std::string_view encoded, std::string_view password) {
    const std::string terminated{encoded};
    free_cores_.acquire();
    const int outcome = argon2id_verify(terminated.c_str(), password.data(), password.size());
    free_cores_.release();
    if (outcome == ARGON2_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
    return outcome == ARGON2_OK;
}

bool PasswordHasher::verify_nobody(std::string_view password) {
    verify(nobody_, password);
    return false;
}

bool PasswordHasher::is_outdated(std::string_view encoded) const {
    const auto cost =
        fmt::format("$argon2id$v={}$m={},t={},p={}$", static_cast<int>(ARGON2_VERSION_NUMBER),
                    cost_.memory_kib, cost_.passes, cost_.lanes);
    return !encoded.starts_with(cost);
}

}  // namespace kommod::staff
