// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/fact_log.h"

#include <algorithm>

namespace kommod::readiness {
namespace {

AnyFact read(const FactVersion& version) {
    switch (version.kind) {
        case FactKind::block:
            return to_block(version);
        case FactKind::solution:
            return to_solution(version);
        case FactKind::precondition:
            return to_precondition(version);
    }
    return BlockFact{};
}

FactHead& head(AnyFact& fact) {
    return std::visit([](auto& each) -> FactHead& { return each; }, fact);
}

void add(Facts& out, const FactChain::Link& link, std::vector<Plan> plans) {
    AnyFact fact = link.fact;
    head(fact).plans = std::move(plans);
    if (auto* block = std::get_if<BlockFact>(&fact))
        out.blocks.push_back(std::move(*block));
    else if (auto* solution = std::get_if<SolutionFact>(&fact))
        out.solutions.push_back(std::move(*solution));
    else
        out.preconditions.push_back(std::move(std::get<PreconditionFact>(fact)));
}

}  // namespace

const FactHead& head(const AnyFact& fact) {
    return std::visit([](const auto& each) -> const FactHead& { return each; }, fact);
}

void FactChain::add(FactVersion version) {
    Link link{std::move(version), {}};
    link.fact = read(link.version);
    auto& plans = head(link.fact).plans;
    if (!links_.empty()) plans = head(links_.back()->fact).plans;
    // Of a day its last word counts: what was taken back on the same day was never planned.
    while (!plans.empty() && plans.back().recorded_on == link.version.recorded_on)
        plans.pop_back();
    const auto planned = link.version.withdrawn ? std::nullopt : plan_of(link.version);
    if (planned && (plans.empty() || plans.back().planned_for != planned))
        plans.push_back({link.version.recorded_on, planned});
    links_.push_back(std::make_shared<const Link>(std::move(link)));
}

const FactChain::Link* FactChain::known(LocalDate day) const {
    const auto after = std::upper_bound(
        links_.begin(), links_.end(), day,
        [](LocalDate wanted, const auto& link) { return wanted < link->version.recorded_on; });
    return after == links_.begin() ? nullptr : std::prev(after)->get();
}

FactLog FactLog::with(std::vector<FactVersion> versions) const {
    FactLog out = *this;
    std::map<Key, FactChain> changed;
    for (FactVersion& version : versions) {
        const Key key{version.kind, version.id};
        auto place = changed.find(key);
        if (place == changed.end()) {
            const auto known = chains_.find(key);
            place =
                changed.emplace(key, known == chains_.end() ? FactChain{} : *known->second).first;
        }
        out.last_sequence_ = std::max(out.last_sequence_, version.sequence);
        out.first_recorded_ = out.first_recorded_
                                  ? std::min(*out.first_recorded_, version.recorded_on)
                                  : version.recorded_on;
        ++out.versions_;
        place->second.add(std::move(version));
    }
    for (auto& [key, chain] : changed)
        out.chains_[key] = std::make_shared<const FactChain>(std::move(chain));
    return out;
}

const FactChain* FactLog::find(FactKind kind, std::string_view id) const {
    const auto found = chains_.find(Key{kind, std::string(id)});
    return found == chains_.end() ? nullptr : found->second.get();
}

bool concerns(const FactVersion& version, std::string_view ags) {
    const auto& list = version.municipalities;
    return list.empty() || std::find(list.begin(), list.end(), ags) != list.end();
}

namespace {

const FactChain::Link* of_association(const FactChain* chain, std::string_view ags,
                                      LocalDate known) {
    const FactChain::Link* link = chain == nullptr ? nullptr : chain->known(known);
    if (link == nullptr || link->version.withdrawn || !concerns(link->version, ags)) return nullptr;
    return link;
}

}  // namespace

std::vector<ConcernedChain> chains_for(const FactLog& of_association, const FactLog& own,
                                       std::string_view ags) {
    std::map<FactLog::Key, ConcernedChain> found;
    for (const auto& [key, chain] : own.chains())
        found[key] = {chain.get(), nullptr, false};
    for (const auto& [key, chain] : of_association.chains()) {
        const bool ever =
            std::any_of(chain->links().begin(), chain->links().end(),
                        [&](const auto& link) { return concerns(link->version, ags); });
        if (!ever) continue;
        const auto own_chain = found.find(key);
        if (own_chain == found.end())
            found[key] = {chain.get(), nullptr, true};
        else
            own_chain->second.shadowed = chain.get();
    }
    std::vector<ConcernedChain> out;
    for (const auto& [key, chain] : found)
        out.push_back(chain);
    return out;
}

const FactChain::Link* speaking(const ConcernedChain& chain, std::string_view ags,
                                LocalDate known) {
    if (chain.of_association) return of_association(chain.chain, ags, known);
    const FactChain::Link* own = chain.chain->known(known);
    if (own != nullptr && !own->version.withdrawn) return own;
    return of_association(chain.shadowed, ags, known);
}

const FactChain::Link* replaced(const ConcernedChain& chain, std::string_view ags) {
    if (chain.of_association || chain.chain->links().empty()) return nullptr;
    return of_association(chain.shadowed, ags, chain.chain->links().front()->version.recorded_on);
}

std::vector<Plan> plans_behind(const ConcernedChain& chain, const FactChain::Link& speaking,
                               std::string_view ags) {
    const std::vector<Plan>& plans = head(speaking.fact).plans;
    const FactChain::Link* before = replaced(chain, ags);
    if (before == nullptr || &speaking == before) return plans;
    std::vector<Plan> out = head(before->fact).plans;
    for (const Plan& plan : plans)
        if (out.empty() || out.back().planned_for != plan.planned_for) out.push_back(plan);
    return out;
}

Facts facts_known(const FactLog& of_association, const FactLog& own, std::string_view ags,
                  LocalDate known) {
    Facts out;
    for (const ConcernedChain& chain : chains_for(of_association, own, ags))
        if (const FactChain::Link* link = speaking(chain, ags, known))
            add(out, *link, plans_behind(chain, *link, ags));
    return out;
}

}  // namespace kommod::readiness
