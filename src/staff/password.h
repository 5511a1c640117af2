// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Passwords: what is accepted, and how it is kept (Argon2id).
#pragma once

#include <cstdint>
#include <semaphore>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace kommod::staff {

// Length, no user name, nothing that a guesser tries first (BSI ORP.4: long rather than
// complicated; no forced change without cause). `words` are names a guesser knows: the person's,
// the town's. Keys: "staff.password_short", "_long", "_user_name", "_common".
Result<std::string> accept_password(std::string_view password, std::string_view user_name,
                                    std::span<const std::string> words);

// A password for the first log-in: four groups of five letters and digits that cannot be confused
// when read aloud (about 97 bits).
std::string new_one_time_password();

// Hashes take tens of MiB and milliseconds each; more at once than cores would only let a flood of
// log-ins exhaust the memory. One hasher per process.
class PasswordHasher {
  public:
    struct Cost {
        std::uint32_t memory_kib = 46 * 1024;  // OWASP's first choice for Argon2id with one pass
        std::uint32_t passes = 1;
        std::uint32_t lanes = 1;
    };
    PasswordHasher();
    explicit PasswordHasher(Cost cost);

    std::string hash(std::string_view password);  // "$argon2id$v=19$m=...": salt and cost inside
    bool verify(std::string_view encoded, std::string_view password);
    // As long and as dear as verify() of an existing account, and always false.
    bool verify_nobody(std::string_view password);
    // Made with another cost than the present one: hash again at the next log-in.
    bool is_outdated(std::string_view encoded) const;

  private:
    Cost cost_;
    std::counting_semaphore<> free_cores_;
    std::string nobody_;
};

}  // namespace kommod::staff
