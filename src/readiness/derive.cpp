// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/derive.h"

#include <algorithm>

#include "readiness/what_if.h"

namespace kommod::readiness {
namespace {

using Bits = std::uint32_t;

// Has something happened by that day? What is recorded as a fact counts; a mere plan counts while
// its day lies beyond what is known, for nobody can have confirmed it yet.
bool reached(const std::optional<LocalDate>& happened, const std::optional<LocalDate>& planned,
             PointInTime at) {
    if (happened) return *happened <= at.on;
    return planned && *planned > at.known && *planned <= at.on;
}

bool ended(const std::optional<LocalDate>& until, PointInTime at) {
    return until && *until <= at.on;
}

// Neither there yet nor gone: planned, or to begin on a later day.
bool is_coming(const Solution& solution, PointInTime at) {
    return solution.from && (!solution.until || *solution.until > at.on);
}

Bits waits(Bits missing, Bits related, const std::vector<Bits>& rests_on) {
    Bits out = 0;
    for (std::size_t i = 0; i < rests_on.size(); ++i)
        if ((missing >> i & 1U) != 0) out |= rests_on[i];
    return out & related;
}

std::vector<BuildingBlock> blocks_on(const Facts& facts, PointInTime at) {
    std::vector<BuildingBlock> out;
    for (std::size_t i = 0; i < building_blocks.size(); ++i) {
        const std::string_view id = building_blocks[i];
        const auto fact = std::find_if(facts.blocks.begin(), facts.blocks.end(),
                                       [&](const BlockFact& each) { return each.id == id; });
        BuildingBlock block;
        block.id = id;
        block.name = building_block_names[i];
        if (fact != facts.blocks.end()) {
            block.name = fact->name;
            block.state = state_of(*fact, at);
            block.operation_from = fact->operation_from ? fact->operation_from : fact->planned_for;
            block.only_planned = !fact->operation_from;
            block.test_from = fact->test_from;
            block.responsible = fact->responsible;
            block.note = fact->note;
            block.plans = fact->plans;
            block.confirmed_on = fact->confirmed_on;
            block.work = fact->work;
            block.example = fact->example;
        }
        out.push_back(std::move(block));
    }
    return out;
}

std::vector<Solution> solutions_on(const Facts& facts, PointInTime at, const Choose& choose) {
    std::vector<Solution> out;
    for (const SolutionFact& fact : facts.solutions) {
        Solution solution{.id = fact.id,
                          .title = fact.title,
                          .kind = fact.kind,
                          .url = fact.url,
                          .provider = fact.provider,
                          .from = fact.from ? fact.from : fact.planned_for,
                          .until = fact.until,
                          .live = is_live(fact, at),
                          .example = fact.example,
                          .criteria = fact.criteria,
                          .blocks = fact.blocks,
                          .services = choose(fact.services),
                          .plans = fact.plans,
                          .confirmed_on = fact.confirmed_on,
                          .reuse = fact.reuse};
        out.push_back(std::move(solution));
    }
    return out;
}

std::vector<Precondition> preconditions_on(const Facts& facts, PointInTime at,
                                           const Choose& choose) {
    std::vector<Precondition> out;
    for (const PreconditionFact& fact : facts.preconditions) {
        if (fact.since && *fact.since > at.on) continue;
        out.push_back({.id = fact.id,
                       .title = fact.title,
                       .kind = fact.kind,
                       .owner = fact.owner,
                       .citation = fact.citation,
                       .explanation = fact.explanation,
                       .state = state_of(fact, at),
                       .since = fact.since,
                       .until = fact.met_on ? fact.met_on : fact.announced_for,
                       .criteria = fact.criteria,
                       .services = choose(fact.services),
                       .plans = fact.plans,
                       .confirmed_on = fact.confirmed_on,
                       .work = fact.work,
                       .example = fact.example});
    }
    return out;
}

template <class Fact>
void count_examples(Picture& picture, const std::vector<Fact>& facts) {
    picture.facts += static_cast<int>(facts.size());
    picture.example_facts += static_cast<int>(
        std::count_if(facts.begin(), facts.end(), [](const Fact& fact) { return fact.example; }));
}

}  // namespace

int level_of(const MaturityModel& model, std::uint32_t missing) {
    int level = model.top();
    for (std::size_t i = 0; i < model.criteria.size(); ++i)
        if ((missing >> i & 1U) != 0) level = std::min(level, model.criteria[i].cap);
    return level;
}

BlockState state_of(const BlockFact& fact, PointInTime at) {
    if (reached(fact.operation_from, fact.planned_for, at) && !ended(fact.until, at))
        return BlockState::operation;
    return fact.test_from && *fact.test_from <= at.on ? BlockState::test : BlockState::planned;
}

PreconditionState state_of(const PreconditionFact& fact, PointInTime at) {
    if (reached(fact.met_on, fact.announced_for, at)) return PreconditionState::met;
    return fact.announced_for || fact.met_on ? PreconditionState::announced
                                             : PreconditionState::open;
}

bool is_live(const SolutionFact& fact, PointInTime at) {
    // A solution without any day has always been there.
    const bool begun =
        (!fact.from && !fact.planned_for) || reached(fact.from, fact.planned_for, at);
    return begun && !ended(fact.until, at);
}

Picture derive(std::string ags, std::shared_ptr<const catalogue::Catalogue> catalogue,
               std::shared_ptr<const MaturityModel> model, const Facts& facts, PointInTime at) {
    const catalogue::Catalogue& records = *catalogue;
    return derive(std::move(ags), std::move(catalogue), std::move(model), facts, at,
                  [&](const Selectors& selectors) { return select(records, selectors); });
}

Picture derive(std::string ags, std::shared_ptr<const catalogue::Catalogue> catalogue,
               std::shared_ptr<const MaturityModel> model, const Facts& facts, PointInTime at,
               const Choose& choose) {
    Picture out;
    out.ags = std::move(ags);
    out.at = at;
    out.blocks = blocks_on(facts, at);
    out.solutions = solutions_on(facts, at, choose);
    out.preconditions = preconditions_on(facts, at, choose);
    out.catalogue = std::move(catalogue);
    out.model = std::move(model);
    count_examples(out, facts.blocks);
    count_examples(out, facts.solutions);
    count_examples(out, facts.preconditions);
    out.example = out.example_facts > 0;
    stand(out);
    return out;
}

void stand(Picture& picture) {
    const MaturityModel& model = *picture.model;
    const auto& services = picture.catalogue->services();
    const CompiledFacts facts(picture);
    const LevelTable levels(model);
    picture.services.assign(services.size(), {});
    std::vector<Bits> fulfilled(services.size()), barred(services.size()), related(services.size());

    for (std::uint32_t i = 0; i < picture.solutions.size(); ++i) {
        const Solution& solution = picture.solutions[i];
        if (!solution.live) {
            if (is_coming(solution, picture.at))
                for (const std::uint32_t index : solution.services)
                    picture.services[index].coming.push_back(i);
            continue;
        }
        const Bits bits = facts.effective(i, facts.operating);
        for (const std::uint32_t index : solution.services) {
            fulfilled[index] |= bits;
            related[index] |= facts.uses[i];
            picture.services[index].solutions.push_back(i);
        }
    }
    for (std::uint32_t i = 0; i < services.size(); ++i) {
        picture.services[i].required = model.required(services[i].criteria);
        related[i] |= block_bits(services[i].blocks);
    }
    for (std::uint32_t i = 0; i < picture.preconditions.size(); ++i) {
        const Precondition& precondition = picture.preconditions[i];
        if (precondition.state == PreconditionState::met) continue;
        for (const std::uint32_t index : precondition.services) {
            if ((facts.bars[i] & picture.services[index].required) == 0) continue;
            barred[index] |= facts.bars[i];
            picture.services[index].preconditions.push_back(i);
        }
    }
    for (std::uint32_t i = 0; i < services.size(); ++i) {
        ServiceReadiness& service = picture.services[i];
        service.met = (fulfilled[i] & ~barred[i]) | ~service.required;
        service.level = levels[service.missing()];
        service.waits_for = waits(service.missing(), related[i] & ~facts.operating, facts.rests_on);
    }
}

Picture with_block(Picture picture, std::size_t block) {
    picture.blocks.at(block).state = BlockState::operation;
    stand(picture);
    return picture;
}

Waiting waiting_for(const Picture& picture, std::size_t block) {
    Waiting out;
    if (picture.blocks.at(block).state == BlockState::operation) return out;
    for (std::uint32_t i = 0; i < picture.services.size(); ++i)
        if ((picture.services[i].waits_for >> block & 1U) != 0) out.services.push_back(i);
    WhatIf opened(picture);
    opened.open(block);
    for (const std::uint32_t service : opened.touched())
        if (opened.level(service) > picture.services[service].level) out.freed.push_back(service);
    return out;
}

}  // namespace kommod::readiness
