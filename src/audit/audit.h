// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Who did or read what, when: the entries of the trail and the chain that makes a later change
// show. Entries hold ids and names of fields, never personal data: the trail outlives what it
// speaks of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "base/json.h"

namespace kommod::audit {

// system: jobs and start-up; command: someone at the command line; staff: a signed-in member of
// staff; account: a signed-in citizen or business.
enum class ActorKind { system, command, staff, account };
std::string_view to_id(ActorKind kind);
// How the auditor reads it: "System", "Befehlszeile", "Personal", "Konto".
std::string_view to_german(ActorKind kind);

struct Actor {
    ActorKind kind = ActorKind::system;
    std::string id{};  // of the staff member or account; of the job; of the command
};

struct Entry {
    Instant at;
    Actor actor;
    std::string act;          // "office.put", "case.read": object, dot, verb
    std::string object_kind;  // "office", "case"
    std::string object_id;
    json::object details{};  // names of changed fields, versions, counts
};

// An entry as the table holds it.
struct Record {
    std::int64_t sequence = 0;  // 1, 2, 3 ... without a gap
    std::int64_t at = 0;
    std::string actor_kind, actor_id, act, object_kind, object_id, details;
    std::string previous_hash, hash;  // hexadecimal SHA-256
};

// What stands in the first entry's previous_hash; `chain` is the random id of this trail, so that
// the trail of one namespace cannot stand in for another's.
std::string first_hash(std::string_view chain);
// The hash an honest record has: over all its columns but the hash itself, each with its length
// before it, so that nothing can move from one column to the next.
std::string hash_of(const Record& record);

// The end of a trail at some moment. Kept in another place (another namespace, the log, paper) it
// proves that everything up to it is still there.
struct Anchor {
    std::string name_space;
    std::string chain;
    std::int64_t sequence = 0;
    std::string hash;

    // "kommod-audit:m05558012:<chain>:<sequence>:<hash>"
    std::string str() const;
    static Result<Anchor> parse(std::string_view text);
    bool operator==(const Anchor&) const = default;
};

}  // namespace kommod::audit
