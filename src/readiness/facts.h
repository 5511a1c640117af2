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
// "requires:<criterion>", "type:<LeiKa type>", "level:<kommune, kreis ...>", "*"; "a&b" where both
// hold; "!" in front takes away. What is taken away stays away, in whatever order the selectors
// come.
using Selectors = std::vector<std::string>;
// Errors: "facts.bad_selector".
Result<void> check_selector(std::string_view selector);
// Indexes into the catalogue, ascending.
std::vector<std::uint32_t> select(const catalogue::Catalogue& catalogue,
                                  const Selectors& selectors);

struct BlockFact {
    std::string id, name, responsible, note;
    std::optional<LocalDate> test_from, planned_for, operation_from, until;
    std::vector<Plan> plans;  // gathered from the versions known
    bool example = false;
};

struct SolutionFact {
    std::string id, title, kind, url, provider;
    std::optional<LocalDate> planned_for, from, until;
    std::vector<std::string> criteria, blocks;
    Selectors services;
    bool example = false;
};

struct PreconditionFact {
    std::string id, title, kind, owner, citation, explanation;
    std::optional<LocalDate> since, announced_for, met_on;
    std::vector<std::string> criteria;
    Selectors services;
    bool example = false;
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

// Checks a fact's fields: known names, dates, criteria, blocks, selectors; all that is wrong.
std::vector<Rejection> check_payload(FactKind kind, std::string_view id,
                                     const json::object& payload);

// The newest versions recorded until the end of `known`, of the association's facts that concern
// the municipality and of its own; its own replace the association's of the same kind and id.
// Versions come in the order of their recording.
Facts facts_known(const std::vector<FactVersion>& of_association,
                  const std::vector<FactVersion>& own, std::string_view ags, LocalDate known);

}  // namespace kommod::readiness
