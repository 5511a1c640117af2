// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Where files of citizens lie: sealed in the database, so that they are in every backup and go when
// their owner goes. A file belongs to nobody until something durable names it; what nobody claimed
// within a day is removed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "files/kinds.h"
#include "store/database.h"

namespace kommod::files {

struct File {
    std::string id, name;
    Kind kind = Kind::pdf;
    std::uint64_t size = 0;  // bytes
    std::string key;         // as its owner keeps it
};

// A file that was put down, and the key that opens it: 32 bytes that exist nowhere else yet.
struct Deposit {
    std::string id, key;
};

// Tables of every municipality.
store::Migrations migrations();

// Durable when it returns, and nobody's.
Deposit put(store::Namespace& municipality, std::string_view name, Kind kind,
            std::string_view content, Instant now);
// What makes it somebody's; `key` as the owner keeps it. False: it is not there, or claimed.
bool claim(store::WriteSession& session, std::string_view id, std::string_view owner,
           std::string_view key);
// To another owner with the key as that one keeps it. False: it is not there.
bool hand_over(store::WriteSession& session, std::string_view id, std::string_view from,
               std::string_view to, std::string_view key);

// Only of this owner; another's is not there.
std::optional<File> find(store::Namespace& municipality, std::string_view id,
                         std::string_view owner);
std::optional<File> find(store::Session& session, std::string_view id, std::string_view owner);
// `key` opens it. Nothing when it went meanwhile; throws when the key is another's.
std::optional<std::string> content(store::Namespace& municipality, std::string_view id,
                                   std::string_view key);

void remove(store::WriteSession& session, std::string_view id, std::string_view owner);
void remove_all(store::WriteSession& session, std::string_view owner);
// What nobody claimed and what arrived before that moment. Returns how many.
std::int64_t remove_unclaimed(store::Namespace& municipality, Instant before);

}  // namespace kommod::files
