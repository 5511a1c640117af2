// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Facts as they are recorded: building blocks, solutions, preconditions. A fact is a sequence of
// versions that are only ever added; each carries the day on which it was recorded, and in its
// payload the days on which it holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/import_report.h"
#include "base/json.h"
#include "catalogue/catalogue.h"
#include "readiness/readiness.h"

namespace kommod::readiness {

// Which services a fact speaks of. Selectors: a key, "bundle:<id>", "act:<id>", "subject:<id>",
// "requires:<criterion>", "type:<LeiKa type>", "level:<kommune, kreis ...>", "sdg" (procedures of
// the EU's Single Digital Gateway), "*"; "a&b" where both hold; "!" in front takes away. What is
// taken away stays away, in whatever order the selectors come.
using Selectors = std::vector<std::string>;
// Errors: "facts.bad_selector".
Result<void> check_selector(std::string_view selector);
// Indexes into the catalogue, ascending.
std::vector<std::uint32_t> select(const catalogue::Catalogue& catalogue,
                                  const Selectors& selectors);

// What every fact says of itself, whatever its kind.
struct FactHead {
    std::string id;
    bool example = false;
    // The last day on which somebody said it or said that it still holds.
    LocalDate confirmed_on;
    std::vector<Plan> plans;  // gathered from the versions known, oldest first
};

struct BlockFact : FactHead {
    std::string name, responsible, note;
    std::optional<LocalDate> test_from, planned_for, operation_from, until;
    Work work;
};

struct SolutionFact : FactHead {
    std::string title, kind, url, provider;
    std::optional<LocalDate> planned_for, from, until;
    std::vector<std::string> criteria, blocks;
    Selectors services;
    Reuse reuse = Reuse::none;
};

struct PreconditionFact : FactHead {
    std::string title, kind, owner, citation, explanation;
    std::optional<LocalDate> since, announced_for, met_on;
    std::vector<std::string> criteria;
    Selectors services;
    Work work;
};

// What is known of a municipality at some time.
struct Facts {
    std::vector<BlockFact> blocks;
    std::vector<SolutionFact> solutions;
    std::vector<PreconditionFact> preconditions;
};

enum class FactKind { block, solution, precondition };
std::string_view to_id(FactKind kind);
Result<FactKind> fact_kind_from_id(std::string_view id);

// One recorded version of a fact.
struct FactVersion {
    FactKind kind = FactKind::solution;
    std::string id;
    json::object payload;    // the fields above, dates as ISO text
    LocalDate recorded_on;   // when it was learnt
    bool withdrawn = false;  // the fact was an error or is gone; the payload no longer speaks
    bool example = false;    // invented for the demonstration
    std::vector<std::string> municipalities;  // of a fact of the association: AGS; empty: all
    std::int64_t sequence = 0;                // given by the store
    bool operator==(const FactVersion&) const = default;
};

// Whenever it was recorded.
bool says_the_same(const FactVersion& a, const FactVersion& b);

// Checks a fact's fields: known names, dates, criteria, blocks, selectors; all that is wrong.
std::vector<Rejection> check_payload(FactKind kind, std::string_view id,
                                     const json::object& payload);

// The fields of a kind in the order in which people write them, and whether they hold a list.
struct FieldName {
    std::string_view name;
    bool list = false;
};
std::vector<FieldName> field_names(FactKind kind);

// The day on which the plan of a version lies: of a block and a solution `planned_for`, of a
// precondition `announced_for`.
std::optional<LocalDate> plan_of(const FactVersion& version);
// The day on which it really happened: `operation_from`, `from`, `met_on`.
std::optional<LocalDate> happened_on(const FactVersion& version);
// How people call the fact of this version.
std::string title_of(const FactVersion& version);

BlockFact to_block(const FactVersion& version);
SolutionFact to_solution(const FactVersion& version);
PreconditionFact to_precondition(const FactVersion& version);

}  // namespace kommod::readiness
