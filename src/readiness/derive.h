// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The derivation: catalogue + facts + model + point in time -> picture. Pure; the same facts give
// the same picture on every machine and every day.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "readiness/facts.h"
#include "readiness/readiness.h"

namespace kommod::readiness {

// The level that a set of missing criteria leaves: the lowest cap, or the top.
int level_of(const MaturityModel& model, std::uint32_t missing);

// State of a block, a solution or a precondition on a day. A plan that still lies ahead of what is
// known counts as kept (the forecast); one whose day has passed without confirmation does not.
BlockState state_of(const BlockFact& fact, PointInTime at);
PreconditionState state_of(const PreconditionFact& fact, PointInTime at);
bool is_live(const SolutionFact& fact, PointInTime at);

Picture derive(std::string ags, std::shared_ptr<const catalogue::Catalogue> catalogue,
               std::shared_ptr<const MaturityModel> model, const Facts& facts, PointInTime at);
// The same with selections that were made before: they depend on the catalogue alone, and a town is
// often looked at on many days.
using Choose = std::function<std::vector<std::uint32_t>(const Selectors&)>;
Picture derive(std::string ags, std::shared_ptr<const catalogue::Catalogue> catalogue,
               std::shared_ptr<const MaturityModel> model, const Facts& facts, PointInTime at,
               const Choose& choose);

// Derives the services anew after blocks, solutions or preconditions of the picture were changed:
// what if a block were there tomorrow.
void stand(Picture& picture);
// The picture with this block in operation.
Picture with_block(Picture picture, std::size_t block);

// What a building block holds up on the day of the picture.
struct Waiting {
    std::vector<std::uint32_t> services;  // a missing criterion waits for it (others may, too)
    std::vector<std::uint32_t> freed;     // level rises by this block alone
};
Waiting waiting_for(const Picture& picture, std::size_t block);

}  // namespace kommod::readiness
