// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What must happen so that a service reaches a level: the missing building blocks, the unmet
// preconditions, the online service that nobody has built yet. Matrix, roadmap and planner count
// these; ways.h tells people the same in sentences.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "readiness/readiness.h"
#include "readiness/what_if.h"

namespace kommod::readiness {

struct Needs {
    std::uint32_t blocks = 0;                  // to come into operation, bits by the frozen list
    std::vector<std::uint32_t> preconditions;  // to be met, indexes into the picture
    std::optional<std::uint32_t> solution;     // planned, to go live; index into the picture
    bool no_solution = false;                  // nobody offers or plans what is missing

    int causes() const;
    bool nothing() const { return causes() == 0; }
    bool operator==(const Needs&) const = default;
};
// Empty when the service has reached the level.
Needs needs(const Picture& picture, const CompiledFacts& facts, std::uint32_t service, int level);

// One thing that is missing in a municipality, with the services it holds up.
struct Bottleneck {
    enum class Kind { block, precondition, solution, no_solution } kind = Kind::no_solution;
    std::uint32_t index = 0;  // of the block, the precondition or the solution in the picture
    std::vector<std::uint32_t> held_up;  // services below the level that need it, ascending
    std::vector<std::uint32_t> alone;    // of these, those that need nothing else
};
// All that keeps services below a level: blocks in the frozen order, preconditions, planned
// solutions, and last what nobody has built. Only those that hold something up.
std::vector<Bottleneck> bottlenecks(const Picture& picture, int level);

}  // namespace kommod::readiness
