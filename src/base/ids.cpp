// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/ids.h"

#include "base/crypto.h"

namespace kommod {

std::string new_id(Instant now) {
    std::string raw = crypto::random_bytes(16);
    auto millis = static_cast<std::uint64_t>(now.micros() / 1000);
    for (int i = 5; i >= 0; --i, millis >>= 8)
        raw[static_cast<std::size_t>(i)] = static_cast<char>(millis & 0xFF);
    raw[6] = static_cast<char>((raw[6] & 0x0F) | 0x70);
    raw[8] = static_cast<char>((raw[8] & 0x3F) | 0x80);
    const std::string digits = crypto::hex(raw);
    return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-" + digits.substr(12, 4) + "-" +
           digits.substr(16, 4) + "-" + digits.substr(20);
}

}  // namespace kommod
