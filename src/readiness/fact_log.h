// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// All that was ever recorded in a namespace, read once: each fact is a chain of versions, found by
// the day on which it was known. Ten years of records cost no more than one day's.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "readiness/facts.h"

namespace kommod::readiness {

using AnyFact = std::variant<BlockFact, SolutionFact, PreconditionFact>;
const FactHead& head(const AnyFact& fact);

// The versions of one fact in the order of their recording.
class FactChain {
  public:
    struct Link {
        FactVersion version;
        AnyFact fact;  // what the version says, with the plans known until then
    };
    void add(FactVersion version);
    const std::vector<std::shared_ptr<const Link>>& links() const { return links_; }
    // The newest version recorded until the end of that day; null before the first.
    const Link* known(LocalDate day) const;

  private:
    std::vector<std::shared_ptr<const Link>> links_;  // shared between a log and its successors
};

// An immutable log. A log with more versions shares the chains that did not change.
class FactLog {
  public:
    using Key = std::pair<FactKind, std::string>;
    using Chains = std::map<Key, std::shared_ptr<const FactChain>>;

    FactLog() = default;
    FactLog with(std::vector<FactVersion> versions) const;

    const Chains& chains() const { return chains_; }
    const FactChain* find(FactKind kind, std::string_view id) const;
    // Number of the newest version, 0 when there is none.
    std::int64_t last_sequence() const { return last_sequence_; }
    std::size_t versions() const { return versions_; }
    // The day of the first record; nothing when there is none.
    std::optional<LocalDate> first_recorded() const { return first_recorded_; }

  private:
    Chains chains_;
    std::int64_t last_sequence_ = 0;
    std::size_t versions_ = 0;
    std::optional<LocalDate> first_recorded_;
};

// Does a version of the association speak for this municipality?
bool concerns(const FactVersion& version, std::string_view ags);

// One chain of a municipality, and whether it is the association's.
struct ConcernedChain {
    const FactChain* chain = nullptr;
    const FactChain* shadowed = nullptr;  // the association's of the same kind and id
    bool of_association = false;
};
// All chains that ever spoke for a municipality, its own and those of the association, by kind and
// id: pictures are the same whoever recorded what.
std::vector<ConcernedChain> chains_for(const FactLog& of_association, const FactLog& own,
                                       std::string_view ags);
// What speaks of such a chain on a day of knowledge; null when nothing does. Withdrawing an own
// fact lets the association's speak again.
const FactChain::Link* speaking(const ConcernedChain& chain, std::string_view ags, LocalDate known);

// What the association said when the municipality first spoke for itself; null for its own matters.
const FactChain::Link* replaced(const ConcernedChain& chain, std::string_view ags);
// The plans behind what speaks, oldest first: a municipality that replaces the association's fact
// does not start its history anew.
std::vector<Plan> plans_behind(const ConcernedChain& chain, const FactChain::Link& speaking,
                               std::string_view ags);

// What is known of a municipality at the end of `known`: the newest versions of the association's
// facts that concern it and of its own, which replace the association's of the same kind and id.
Facts facts_known(const FactLog& of_association, const FactLog& own, std::string_view ags,
                  LocalDate known);

}  // namespace kommod::readiness
