// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/what_if.h"

#include <algorithm>

#include "readiness/derive.h"

namespace kommod::readiness {
namespace {

using Bits = std::uint32_t;

}  // namespace

LevelTable::LevelTable(const MaturityModel& model) {
    const auto criteria = static_cast<std::uint32_t>(model.criteria.size());
    const std::uint32_t high = criteria > low_bits ? criteria - low_bits : 0;
    low_.resize(std::size_t{1} << low_bits);
    high_.resize(std::size_t{1} << high);
    for (std::uint32_t set = 0; set < low_.size(); ++set)
        low_[set] = static_cast<std::uint8_t>(level_of(model, set));
    for (std::uint32_t set = 0; set < high_.size(); ++set)
        high_[set] = static_cast<std::uint8_t>(level_of(model, set << low_bits));
}

void derive_levels(const LevelTable& table, std::span<const Cell> cells,
                   std::span<std::uint8_t> levels) {
    for (std::size_t i = 0; i < cells.size(); ++i)
        levels[i] = table[cells[i].required & ~cells[i].met];
}

CompiledFacts::CompiledFacts(const Picture& picture) {
    const MaturityModel& model = *picture.model;
    for (const Criterion& criterion : model.criteria)
        rests_on.push_back(block_bits(criterion.blocks));
    for (const Solution& solution : picture.solutions) {
        declared.push_back(model.bits(solution.criteria));
        uses.push_back(block_bits(solution.blocks));
    }
    for (const Precondition& precondition : picture.preconditions)
        bars.push_back(model.bits(precondition.criteria));
    for (std::size_t i = 0; i < picture.blocks.size(); ++i)
        if (picture.blocks[i].state == BlockState::operation) operating |= Bits{1} << i;
}

Bits CompiledFacts::effective(std::size_t solution, Bits in_operation) const {
    const Bits absent = uses[solution] & ~in_operation;
    if (absent == 0) return declared[solution];
    Bits out = 0;
    for (std::size_t i = 0; i < rests_on.size(); ++i)
        if ((declared[solution] >> i & 1U) != 0 && (rests_on[i] & absent) == 0) out |= Bits{1} << i;
    return out;
}

WhatIf::WhatIf(const Picture& picture)
    : picture_(picture),
      facts_(picture),
      operating_(facts_.operating),
      met_(picture.preconditions.size()),
      live_(picture.solutions.size()),
      touched_(picture.services.size()) {
    for (std::size_t i = 0; i < met_.size(); ++i)
        met_[i] = picture.preconditions[i].state == PreconditionState::met;
    for (std::size_t i = 0; i < live_.size(); ++i)
        live_[i] = picture.solutions[i].live;
}

void WhatIf::open(std::size_t block) {
    const Bits bit = Bits{1} << block;
    if ((operating_ & bit) != 0) return;
    operating_ |= bit;
    for (std::size_t i = 0; i < picture_.solutions.size(); ++i)
        if ((facts_.uses[i] & bit) != 0)
            for (const std::uint32_t service : picture_.solutions[i].services)
                touched_[service] = true;
}

void WhatIf::meet(std::size_t precondition) {
    if (met_[precondition]) return;
    met_[precondition] = true;
    for (const std::uint32_t service : picture_.preconditions[precondition].services)
        touched_[service] = true;
}

void WhatIf::go_live(std::size_t solution) {
    if (live_[solution]) return;
    live_[solution] = true;
    for (const std::uint32_t service : picture_.solutions[solution].services)
        touched_[service] = true;
}

Bits WhatIf::missing(std::uint32_t service) const {
    const ServiceReadiness& standing = picture_.services[service];
    if (!touched_[service]) return standing.missing();
    Bits fulfilled = 0, barred = 0;
    for (const std::uint32_t solution : standing.solutions)
        fulfilled |= facts_.effective(solution, operating_);
    for (const std::uint32_t solution : standing.coming)
        if (live_[solution]) fulfilled |= facts_.effective(solution, operating_);
    for (const std::uint32_t precondition : standing.preconditions)
        if (!met_[precondition]) barred |= facts_.bars[precondition];
    return standing.required & ~(fulfilled & ~barred);
}

int WhatIf::level(std::uint32_t service) const {
    return touched_[service] ? level_of(*picture_.model, missing(service))
                             : picture_.services[service].level;
}

std::vector<std::uint32_t> WhatIf::touched() const {
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = 0; i < touched_.size(); ++i)
        if (touched_[i]) out.push_back(i);
    return out;
}

}  // namespace kommod::readiness
