// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/needs.h"

#include <algorithm>
#include <bit>
#include <map>

namespace kommod::readiness {
namespace {

using Bits = std::uint32_t;

// Criteria that are missing and keep the service below the level.
Bits missing_below(const Picture& picture, std::uint32_t service, int level) {
    const Bits missing = picture.services[service].missing();
    Bits out = 0;
    for (std::size_t i = 0; i < picture.model->criteria.size(); ++i)
        if ((missing >> i & 1U) != 0 && picture.model->criteria[i].cap < level) out |= Bits{1} << i;
    return out;
}

// Looks for the cheapest way to each missing criterion of one service.
class Search {
  public:
    Search(const Picture& picture, const CompiledFacts& facts, std::uint32_t service)
        : picture_(picture),
          facts_(facts),
          service_(service),
          standing_(picture.services[service]) {}

    Needs run(Bits missing) {
        Bits declared = 0;
        for (const std::uint32_t solution : standing_.solutions)
            declared |= facts_.declared[solution];
        each(missing & declared, [&](std::size_t criterion) { by_live_solution(criterion); });
        by_coming_solution(missing & ~declared);
        for (const std::uint32_t precondition : standing_.preconditions)
            if ((facts_.bars[precondition] & missing) != 0)
                out_.preconditions.push_back(precondition);
        return std::move(out_);
    }

  private:
    template <class Act>
    static void each(Bits bits, const Act& act) {
        for (; bits != 0; bits &= bits - 1)
            act(static_cast<std::size_t>(std::countr_zero(bits)));
    }

    // Blocks that hold up a criterion for whoever uses these blocks.
    Bits absent(std::size_t criterion, Bits uses) const {
        return facts_.rests_on[criterion] & uses & ~facts_.operating;
    }

    void by_live_solution(std::size_t criterion) {
        std::optional<Bits> fewest;
        for (const std::uint32_t solution : standing_.solutions) {
            if ((facts_.declared[solution] >> criterion & 1U) == 0) continue;
            const Bits waits = absent(criterion, facts_.uses[solution]);
            if (!fewest || std::popcount(waits) < std::popcount(*fewest)) fewest = waits;
        }
        out_.blocks |= fewest.value_or(0);
    }

    // The planned solution that brings most of what nobody offers, the earliest of equals.
    void by_coming_solution(Bits wanted) {
        if (wanted == 0) return;
        const auto brings = [&](std::uint32_t solution) {
            return std::popcount(facts_.declared[solution] & wanted);
        };
        std::optional<std::uint32_t> best;
        for (const std::uint32_t solution : standing_.coming) {
            if (brings(solution) == 0) continue;
            const auto day = [&](std::uint32_t each) { return *picture_.solutions[each].from; };
            if (!best || brings(solution) > brings(*best) ||
                (brings(solution) == brings(*best) && day(solution) < day(*best)))
                best = solution;
        }
        Bits left = wanted;
        if (best) {
            out_.solution = best;
            left &= ~facts_.declared[*best];
            each(wanted & ~left, [&](std::size_t criterion) {
                out_.blocks |= absent(criterion, facts_.uses[*best]);
            });
        }
        if (left == 0) return;
        out_.no_solution = true;
        const Bits own = block_bits(picture_.catalogue->services()[service_].blocks);
        each(left, [&](std::size_t criterion) { out_.blocks |= absent(criterion, own); });
    }

    const Picture& picture_;
    const CompiledFacts& facts_;
    std::uint32_t service_;
    const ServiceReadiness& standing_;
    Needs out_;
};

}  // namespace

int Needs::causes() const {
    return std::popcount(blocks) + static_cast<int>(preconditions.size()) + (solution ? 1 : 0) +
           (no_solution ? 1 : 0);
}

Needs needs(const Picture& picture, const CompiledFacts& facts, std::uint32_t service, int level) {
    const Bits missing = missing_below(picture, service, level);
    return missing == 0 ? Needs{} : Search(picture, facts, service).run(missing);
}

std::vector<Bottleneck> bottlenecks(const Picture& picture, int level) {
    using Kind = Bottleneck::Kind;
    std::map<std::pair<Kind, std::uint32_t>, Bottleneck> found;
    const CompiledFacts facts(picture);
    for (std::uint32_t service = 0; service < picture.services.size(); ++service) {
        const Needs missing = needs(picture, facts, service, level);
        const bool alone = missing.causes() == 1;
        const auto note = [&](Kind kind, std::uint32_t index) {
            Bottleneck& bottleneck = found[{kind, index}];
            bottleneck.kind = kind;
            bottleneck.index = index;
            bottleneck.held_up.push_back(service);
            if (alone) bottleneck.alone.push_back(service);
        };
        for (std::uint32_t block = 0; block < picture.blocks.size(); ++block)
            if ((missing.blocks >> block & 1U) != 0) note(Kind::block, block);
        for (const std::uint32_t precondition : missing.preconditions)
            note(Kind::precondition, precondition);
        if (missing.solution) note(Kind::solution, *missing.solution);
        if (missing.no_solution) note(Kind::no_solution, 0);
    }
    std::vector<Bottleneck> out;
    for (auto& [key, bottleneck] : found)
        out.push_back(std::move(bottleneck));
    return out;
}

}  // namespace kommod::readiness
