// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/changes.h"

#include <algorithm>
#include <set>

#include "readiness/what_if.h"

namespace kommod::readiness {
namespace {

using What = FactEvent::What;
using Bits = std::uint32_t;

std::optional<LocalDate> until_of(const AnyFact& fact) {
    if (const auto* block = std::get_if<BlockFact>(&fact)) return block->until;
    if (const auto* solution = std::get_if<SolutionFact>(&fact)) return solution->until;
    return std::nullopt;
}

// The payload without what only says that somebody looked at it again.
json::object substance(const FactVersion& version) {
    json::object out = version.payload;
    out.erase("confirmed");
    return out;
}

What what_happened(const FactChain::Link* before, const FactChain::Link& now) {
    if (now.version.withdrawn) return What::withdrawn;
    const auto happened = happened_on(now.version);
    if (before == nullptr || before->version.withdrawn)
        return happened ? What::happened : plan_of(now.version) ? What::planned : What::recorded;
    if (until_of(now.fact) && until_of(now.fact) != until_of(before->fact)) return What::ended;
    if (happened && happened != happened_on(before->version)) return What::happened;
    const auto plan = plan_of(now.version), old_plan = plan_of(before->version);
    if (plan && !old_plan) return What::planned;
    if (plan && old_plan && *plan != *old_plan)
        return *plan > *old_plan ? What::postponed : What::brought_forward;
    return substance(now.version) == substance(before->version) ? What::confirmed : What::changed;
}

// Somebody took back on the same day what was said there.
bool nothing_new(const FactChain::Link* before, const FactVersion& now) {
    const bool was_there = before != nullptr && !before->version.withdrawn;
    return was_there ? says_the_same(before->version, now) : now.withdrawn;
}

FactEvent event_of(const FactChain::Link* before, const FactChain::Link& now, bool of_association) {
    FactEvent out;
    out.what = what_happened(before, now);
    out.kind = now.version.kind;
    out.id = now.version.id;
    out.title = title_of(now.version);
    out.recorded_on = now.version.recorded_on;
    out.sequence = now.version.sequence;
    out.of_association = of_association;
    out.example = now.version.example;
    if (before != nullptr) out.before = plan_of(before->version);
    out.after = out.what == What::happened ? happened_on(now.version) : plan_of(now.version);
    if (out.what == What::ended) out.after = until_of(now.fact);
    return out;
}

template <class Fact>
const Fact* find(const std::vector<Fact>& facts, std::string_view id) {
    const auto found =
        std::find_if(facts.begin(), facts.end(), [&](const Fact& each) { return each.id == id; });
    return found == facts.end() ? nullptr : &*found;
}

// Collects what differs, and which services each difference concerns.
class Differences {
  public:
    Differences(const Picture& before, const Picture& after) : before_(before), after_(after) {}

    Difference run() {
        blocks();
        solutions();
        preconditions();
        services();
        return std::move(out_);
    }

  private:
    void note(FactKind kind, std::string_view id, std::string_view title, bool better,
              const std::optional<LocalDate>& day, std::vector<std::uint32_t> concerned) {
        out_.causes.push_back({kind, std::string(id), std::string(title), better, day});
        concerned_.push_back(std::move(concerned));
    }

    void blocks() {
        for (std::size_t i = 0; i < after_.blocks.size(); ++i) {
            const BuildingBlock& block = after_.blocks[i];
            const bool was = before_.blocks[i].state == BlockState::operation;
            const bool is = block.state == BlockState::operation;
            if (was == is) continue;
            std::set<std::uint32_t> users;
            for (const Solution& solution : after_.solutions)
                if ((block_bits(solution.blocks) >> i & 1U) != 0)
                    users.insert(solution.services.begin(), solution.services.end());
            note(FactKind::block, block.id, block.name, is, block.operation_from,
                 {users.begin(), users.end()});
        }
    }

    void solutions() {
        for (const Solution& solution : after_.solutions) {
            const Solution* earlier = find(before_.solutions, solution.id);
            const bool was = earlier != nullptr && earlier->live;
            const bool more =
                was && solution.live &&
                (earlier->criteria != solution.criteria || earlier->blocks != solution.blocks ||
                 earlier->services.size() != solution.services.size());
            if (was == solution.live && !more) continue;
            note(FactKind::solution, solution.id, solution.title, solution.live,
                 solution.live ? solution.from : solution.until, solution.services);
        }
        for (const Solution& solution : before_.solutions)
            if (solution.live && find(after_.solutions, solution.id) == nullptr)
                note(FactKind::solution, solution.id, solution.title, false, solution.until,
                     solution.services);
    }

    void preconditions() {
        const auto barring = [](const Precondition* precondition) {
            return precondition != nullptr && precondition->state != PreconditionState::met;
        };
        for (const Precondition& precondition : after_.preconditions) {
            const bool was = barring(find(before_.preconditions, precondition.id));
            const bool is = barring(&precondition);
            if (was != is)
                note(FactKind::precondition, precondition.id, precondition.title, !is,
                     is ? precondition.since : precondition.until, precondition.services);
        }
        for (const Precondition& precondition : before_.preconditions)
            if (barring(&precondition) && find(after_.preconditions, precondition.id) == nullptr)
                note(FactKind::precondition, precondition.id, precondition.title, true,
                     std::nullopt, precondition.services);
    }

    void services() {
        const auto& now = after_.catalogue->services();
        const auto& then = before_.catalogue->services();
        for (std::uint32_t i = 0; i < now.size(); ++i) {
            // Mostly both days see the same catalogue, and nothing has to be searched.
            const auto* old = i < then.size() && then[i].key == now[i].key
                                  ? &then[i]
                                  : before_.catalogue->find(now[i].key);
            if (old == nullptr) continue;
            const int before = before_.services[static_cast<std::size_t>(old - then.data())].level;
            if (before == after_.services[i].level) continue;
            LevelChange change{i, before, after_.services[i].level, {}};
            for (std::uint32_t cause = 0; cause < concerned_.size(); ++cause)
                if (out_.causes[cause].better == (change.after > change.before) &&
                    std::binary_search(concerned_[cause].begin(), concerned_[cause].end(), i))
                    change.causes.push_back(cause);
            out_.services.push_back(std::move(change));
        }
    }

    const Picture& before_;
    const Picture& after_;
    std::vector<std::vector<std::uint32_t>> concerned_;  // services, by cause
    Difference out_;
};

}  // namespace

std::string_view to_id(What what) {
    switch (what) {
        case What::recorded:
            return "recorded";
        case What::planned:
            return "planned";
        case What::postponed:
            return "postponed";
        case What::brought_forward:
            return "brought_forward";
        case What::happened:
            return "happened";
        case What::ended:
            return "ended";
        case What::confirmed:
            return "confirmed";
        case What::changed:
            return "changed";
        case What::withdrawn:
            return "withdrawn";
    }
    return "changed";
}

std::optional<int> FactEvent::slippage() const {
    if (!before || !after) return std::nullopt;
    return static_cast<int>((after->days() - before->days()).count());
}

std::vector<FactEvent> events(const FactLog& of_association, const FactLog& own,
                              std::string_view ags, LocalDate from, LocalDate until) {
    std::vector<FactEvent> out;
    for (const ConcernedChain& concerned : chains_for(of_association, own, ags)) {
        const FactChain::Link* before = replaced(concerned, ags);
        const auto& links = concerned.chain->links();
        for (std::size_t i = 0; i < links.size(); ++i) {
            const auto& link = links[i];
            const LocalDate day = link->version.recorded_on;
            if (day > until) break;
            if (i + 1 < links.size() && links[i + 1]->version.recorded_on == day) continue;
            const bool speaks = !concerned.of_association || concerns(link->version, ags);
            if (speaks && day >= from && !nothing_new(before, link->version))
                out.push_back(event_of(before, *link, concerned.of_association));
            before = speaks ? link.get() : nullptr;
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const FactEvent& a, const FactEvent& b) {
        return a.recorded_on > b.recorded_on;
    });
    return out;
}

int Difference::brighter() const {
    return static_cast<int>(
        std::count_if(services.begin(), services.end(),
                      [](const LevelChange& change) { return change.after > change.before; }));
}

int Difference::darker() const {
    return static_cast<int>(services.size()) - brighter();
}

Difference difference(const Picture& before, const Picture& after) {
    return Differences(before, after).run();
}

std::vector<LocalDate> turning_days(const FactLog& of_association, const FactLog& own,
                                    std::string_view ags, LocalDate known) {
    std::set<LocalDate> out;
    std::optional<LocalDate> first;
    const auto see = [&](const std::optional<LocalDate>& day) {
        if (day) out.insert(*day);
    };
    for (const ConcernedChain& concerned : chains_for(of_association, own, ags))
        for (const auto& link : concerned.chain->links()) {
            if (link->version.recorded_on > known) break;
            if (concerned.of_association && !concerns(link->version, ags)) continue;
            see(link->version.recorded_on);
            see(plan_of(link->version));
            see(happened_on(link->version));
            see(until_of(link->fact));
            if (const auto* block = std::get_if<BlockFact>(&link->fact)) see(block->test_from);
            if (const auto* bar = std::get_if<PreconditionFact>(&link->fact)) see(bar->since);
        }
    // A law of 1977 was in nobody's way before anything else was known.
    for (const auto& log : {of_association.first_recorded(), own.first_recorded()})
        if (log) first = first ? std::min(*first, *log) : log;
    if (first) out.erase(out.begin(), out.lower_bound(*first));
    return {out.begin(), out.end()};
}

}  // namespace kommod::readiness
