// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "steering/overview.h"

#include <algorithm>
#include <variant>

#include "base/text.h"

namespace kommod::steering {
namespace {

using namespace readiness;
using State = Row::State;

State state_of_fact(const BlockFact& fact, LocalDate today) {
    const PointInTime at{today, today};
    if (fact.until && *fact.until <= today) return State::ended;
    switch (readiness::state_of(fact, at)) {
        case BlockState::operation:
            return State::there;
        case BlockState::test:
            return State::test;
        case BlockState::planned:
            break;
    }
    return State::planned;
}

State state_of_fact(const SolutionFact& fact, LocalDate today) {
    if (readiness::is_live(fact, {today, today})) return State::there;
    return fact.until && *fact.until <= today ? State::ended : State::planned;
}

State state_of_fact(const PreconditionFact& fact, LocalDate today) {
    switch (readiness::state_of(fact, {today, today})) {
        case PreconditionState::met:
            return State::there;
        case PreconditionState::announced:
            return State::planned;
        case PreconditionState::open:
            break;
    }
    return State::open;
}

std::string owner_of(const AnyFact& fact) {
    if (const auto* block = std::get_if<BlockFact>(&fact)) return block->responsible;
    if (const auto* solution = std::get_if<SolutionFact>(&fact)) return solution->provider;
    return std::get<PreconditionFact>(fact).owner;
}

std::optional<int> slippage_of(const std::vector<Plan>& plans,
                               const std::optional<LocalDate>& happened) {
    if (plans.empty() || !plans.front().planned_for) return std::nullopt;
    const auto last = happened ? happened : plans.back().planned_for;
    if (!last) return std::nullopt;
    return static_cast<int>((last->days() - plans.front().planned_for->days()).count());
}

Row row_of(const FactChain::Link& link, const std::vector<Plan>& plans, bool of_association,
           LocalDate today) {
    Row row;
    row.kind = link.version.kind;
    row.id = link.version.id;
    row.title = title_of(link.version);
    row.owner = owner_of(link.fact);
    row.planned = plan_of(link.version);
    row.happened = happened_on(link.version);
    row.of_association = of_association;
    row.example = link.version.example;
    const FactHead& head = readiness::head(link.fact);
    row.state = std::visit([&](const auto& fact) { return state_of_fact(fact, today); }, link.fact);
    row.slippage = slippage_of(plans, row.happened);
    row.confirmed_on = head.confirmed_on;
    const bool open = row.state != State::there && row.state != State::ended;
    row.stale = open && head.confirmed_on.plus_months(months_until_stale) < today;
    row.overdue = open && row.planned && *row.planned < today && !row.happened;
    return row;
}

Row unrecorded(std::size_t block) {
    Row row;
    row.id = building_blocks[block];
    row.title = building_block_names[block];
    return row;
}

std::optional<FactVersion> newest_of(const FactChain& chain, LocalDate today) {
    if (chain.links().empty() || chain.links().back()->version.withdrawn) return std::nullopt;
    FactVersion out = chain.links().back()->version;
    out.recorded_on = today;
    return out;
}

}  // namespace

std::vector<Row> overview(const FactLog& of_association, const FactLog& own, std::string_view ags,
                          LocalDate today) {
    std::vector<Row> blocks, others;
    for (std::size_t i = 0; i < building_blocks.size(); ++i)
        blocks.push_back(unrecorded(i));
    for (const ConcernedChain& chain : chains_for(of_association, own, ags)) {
        const FactChain::Link* link = speaking(chain, ags, today);
        if (link == nullptr) continue;
        const FactChain::Link* own_link =
            chain.of_association ? nullptr : chain.chain->known(today);
        Row row = row_of(*link, plans_behind(chain, *link, ags), link != own_link, today);
        if (row.kind == FactKind::block)
            blocks[*block_index(row.id)] = std::move(row);
        else
            others.push_back(std::move(row));
    }
    std::stable_sort(others.begin(), others.end(), [](const Row& a, const Row& b) {
        if (a.kind != b.kind) return a.kind == FactKind::precondition;
        return text::fold(a.title) < text::fold(b.title);
    });
    blocks.insert(blocks.end(), std::make_move_iterator(others.begin()),
                  std::make_move_iterator(others.end()));
    return blocks;
}

std::optional<FactVersion> without_last_change(const FactChain& chain, LocalDate today) {
    const auto& links = chain.links();
    if (links.size() < 2) return withdrawn(chain, today);
    FactVersion out = links[links.size() - 2]->version;
    out.recorded_on = today;
    return out;
}

std::optional<FactVersion> withdrawn(const FactChain& chain, LocalDate today) {
    auto out = newest_of(chain, today);
    if (out) out->withdrawn = true;
    return out;
}

std::optional<FactVersion> confirmed(const FactChain& chain, LocalDate today) {
    auto out = newest_of(chain, today);
    if (out) out->payload["confirmed"] = today.to_iso();
    return out;
}

}  // namespace kommod::steering
