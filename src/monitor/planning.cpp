// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/planning.h"

#include <algorithm>

#include "readiness/needs.h"

namespace kommod::monitor {
namespace {

using readiness::BlockState;
using readiness::FactKind;
using readiness::Picture;
using readiness::Work;

constexpr int years_ahead = 3;

template <class Values>
auto assumed(const Values& values, const std::string& id) {
    const auto found = values.find(id);
    return found == values.end() ? std::optional<typename Values::mapped_type>{}
                                 : std::optional{found->second};
}

class Builder {
  public:
    Builder(const Picture& picture, const Scenario& scenario)
        : picture_(picture), scenario_(scenario), facts_(picture) {}

    Question build() {
        out_.agenda.start = scenario_.start;
        out_.agenda.horizon = scenario_.horizon;
        out_.agenda.capacity.per_quarter = scenario_.capacity;
        out_.agenda.capacity.otherwise = scenario_.quarters;
        items();
        predecessors();
        groups();
        return std::move(out_);
    }

  private:
    void add(PlannedItem item, const std::string& name, const Work& work, std::int64_t usual_effort,
             const std::optional<LocalDate>& earliest) {
        planner::Item planned;
        planned.id = item.id;
        planned.name = name;
        const auto effort = assumed(scenario_.effort, item.id);
        item.effort_known = effort || work.effort;
        planned.effort = effort.value_or(work.effort.value_or(static_cast<int>(usual_effort)));
        planned.earliest = earliest;
        out_.agenda.items.push_back(std::move(planned));
        out_.items.push_back(std::move(item));
    }

    void items() {
        const auto bottlenecks = readiness::bottlenecks(picture_, scenario_.target);
        for (const readiness::Bottleneck& bottleneck : bottlenecks) {
            if (out_.items.size() == planner::most_items) return;
            using Kind = readiness::Bottleneck::Kind;
            if (bottleneck.kind == Kind::block) add_block(bottleneck.index);
            if (bottleneck.kind == Kind::precondition) add_precondition(bottleneck.index);
        }
    }

    void add_block(std::uint32_t index) {
        const readiness::BuildingBlock& block = picture_.blocks[index];
        const std::string id = "block:" + block.id;
        const auto earliest = assumed(scenario_.earliest, id);
        add({FactKind::block, index, id, block.operation_from}, block.name, block.work,
            usual_block_effort, earliest ? earliest : block.work.earliest);
    }

    void add_precondition(std::uint32_t index) {
        const readiness::Precondition& precondition = picture_.preconditions[index];
        const std::string id = "precondition:" + precondition.id;
        auto earliest = assumed(scenario_.earliest, id);
        if (!earliest) earliest = precondition.work.earliest;
        if (!earliest) earliest = precondition.until;
        if (!earliest && !precondition.work.effort && !scenario_.effort.contains(id)) return;
        add({FactKind::precondition, index, id, precondition.until}, precondition.title,
            precondition.work, usual_precondition_effort, earliest);
    }

    std::optional<std::size_t> place_of(std::string_view id) const {
        for (std::size_t i = 0; i < out_.items.size(); ++i)
            if (out_.items[i].id == id) return i;
        return std::nullopt;
    }

    // What comes first and is not there yet.
    void predecessors() {
        for (std::size_t i = 0; i < out_.items.size(); ++i) {
            const PlannedItem& item = out_.items[i];
            const Work& work = item.kind == FactKind::block
                                   ? picture_.blocks[item.index].work
                                   : picture_.preconditions[item.index].work;
            for (const std::string& id : work.after)
                if (const auto place = place_of(id); place && *place != i)
                    out_.agenda.items[i].predecessors.push_back(*place);
        }
    }

    // Items that a service waits for; nothing when one of them cannot be planned.
    std::optional<planner::ItemSet> waits_for(const readiness::Needs& needs) const {
        planner::ItemSet out = 0;
        const auto note = [&](FactKind kind, std::uint32_t index) {
            for (std::size_t i = 0; i < out_.items.size(); ++i)
                if (out_.items[i].kind == kind && out_.items[i].index == index) {
                    out |= planner::bit(i);
                    return true;
                }
            return false;
        };
        for (std::uint32_t block = 0; block < picture_.blocks.size(); ++block)
            if ((needs.blocks >> block & 1U) != 0 && !note(FactKind::block, block))
                return std::nullopt;
        for (const std::uint32_t precondition : needs.preconditions)
            if (!note(FactKind::precondition, precondition)) return std::nullopt;
        return out;
    }

    void groups() {
        for (std::uint32_t service = 0; service < picture_.services.size(); ++service) {
            if (picture_.services[service].level >= scenario_.target) continue;
            const readiness::Needs needs =
                readiness::needs(picture_, facts_, service, scenario_.target);
            if (needs.no_solution) {
                ++out_.without_solution;
                continue;
            }
            const auto items = waits_for(needs);
            if (!items) {
                ++out_.without_day;
                continue;
            }
            const auto& cases = picture_.catalogue->services()[service].cases_per_year;
            ++out_.services;
            out_.counted += cases ? 1 : 0;
            planner::Group group;
            group.waits_for = *items;
            group.weight = cases.value_or(scenario_.unknown_cases);
            if (needs.solution) group.not_before = picture_.solutions[*needs.solution].from;
            out_.agenda.groups.push_back(group);
        }
    }

    const Picture& picture_;
    const Scenario& scenario_;
    const readiness::CompiledFacts facts_;
    Question out_;
};

}  // namespace

Scenario usual_scenario(const Picture& picture) {
    Scenario out;
    out.start = picture.at.on;
    out.horizon = picture.at.on.plus_months(12 * years_ahead);
    out.target = picture.model->online_from;
    return out;
}

std::vector<std::optional<LocalDate>> Question::recorded_days() const {
    std::vector<std::optional<LocalDate>> out;
    for (const PlannedItem& item : items)
        out.push_back(item.recorded);
    return out;
}

Question question(const Picture& picture, const Scenario& scenario) {
    return Builder(picture, scenario).build();
}

}  // namespace kommod::monitor
