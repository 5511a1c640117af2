// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: brings a namespace's tables to the state this program knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/engine.h"

namespace kommod::store {

// A migration as it is recorded. The checksum covers the files of all dialects, so that it is the
// same on both engines.
struct Migration {
    std::string room;
    std::int64_t number = 0;
    std::string name;
    std::string checksum;
    auto operator<=>(const Migration&) const = default;
};

struct Step {
    Migration migration;
    std::string_view sql;  // for this engine
};

// The recorded migrations and those of this program do not go together.
class MigrationRefused : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// All migrations of a namespace in their order. Throws std::runtime_error when the files make no
// sense (a number twice, none for this engine).
std::vector<Step> plan_for(std::span<const Migrations> rooms, std::string_view name_space,
                           Engine engine);

// What was applied, in order; empty for a new namespace.
std::vector<Migration> applied_migrations(Session& session);

// The steps that are missing. Throws MigrationRefused when a recorded migration was changed, when
// the database knows one that this program does not (it is newer), or when a step would come before
// a recorded one of its room.
std::vector<Step> missing_steps(const std::vector<Step>& plan,
                                const std::vector<Migration>& applied, std::string_view name_space);

// Creates the record of migrations; harmless when it exists.
void prepare_migrations(Connection& connection);
void apply(Connection& connection, const Step& step, Instant now);

}  // namespace kommod::store
