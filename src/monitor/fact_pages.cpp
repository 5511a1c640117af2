// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One building block, one precondition, one online service from near: who owes it, since when, what
// waits for it, and what the town would be if it were there tomorrow.
#include <algorithm>
#include <numeric>

#include "monitor/town.h"
#include "monitor/twins.h"
#include "readiness/derive.h"
#include "readiness/needs.h"
#include "readiness/what_if.h"

namespace kommod::monitor {
namespace {

using readiness::Picture;
using readiness::WhatIf;
using Services = std::vector<std::uint32_t>;

// Levels of the town if something were there, and the services that it makes brighter.
struct Tomorrow {
    std::vector<int> levels;
    Services brighter;
};

Tomorrow tomorrow(const Picture& picture, const WhatIf& changed) {
    Tomorrow out;
    out.levels = picture.levels();
    for (const std::uint32_t service : changed.touched()) {
        const int before = picture.services[service].level, after = changed.level(service);
        if (after == before) continue;
        --out.levels[static_cast<std::size_t>(before)];
        ++out.levels[static_cast<std::size_t>(after)];
        if (after > before) out.brighter.push_back(service);
    }
    return out;
}

void add_what_if(json::object& view, const http::Request& request, const Seen& seen,
                 const WhatIf& changed) {
    const Picture& picture = *seen.picture;
    const Tomorrow then = tomorrow(picture, changed);
    const auto now_lit = picture.levels();
    const auto online = [&](const std::vector<int>& levels) {
        return std::accumulate(levels.begin() + picture.model->online_from, levels.end(), 0);
    };
    view["before"] = levels_view(*picture.model, now_lit);
    view["after"] = levels_view(*picture.model, then.levels);
    view["more_online"] = grouped(online(then.levels) - online(now_lit));
    view["brighter"] = grouped(static_cast<int>(then.brighter.size()));
    view["brighter_number"] = then.brighter.size();
    view["brighter_services"] = services_by_bundle(request, seen, then.brighter);
}

// What else the waiting services lack, most first: the block alone helps none of them.
json::array also_missing(const http::Request& request, const Seen& seen, const Services& waiting,
                         readiness::Bottleneck::Kind kind, std::uint32_t own) {
    using Kind = readiness::Bottleneck::Kind;
    const Picture& picture = *seen.picture;
    struct Other {
        const readiness::Bottleneck* bottleneck;
        std::size_t count;
    };
    const auto all = readiness::bottlenecks(picture, picture.model->online_from);
    std::vector<Other> others;
    for (const readiness::Bottleneck& each : all) {
        if (each.kind == kind && each.index == own) continue;
        Services both;
        std::set_intersection(each.held_up.begin(), each.held_up.end(), waiting.begin(),
                              waiting.end(), std::back_inserter(both));
        if (!both.empty()) others.push_back({&each, both.size()});
    }
    std::stable_sort(others.begin(), others.end(),
                     [](const Other& a, const Other& b) { return a.count > b.count; });
    json::array out;
    for (const Other& other : others) {
        json::object line{{"count", grouped(static_cast<int>(other.count))},
                          {"no_solution", other.bottleneck->kind == Kind::no_solution},
                          {"name", ""},
                          {"href", ""}};
        const std::uint32_t index = other.bottleneck->index;
        const auto name = [&](const std::string& title, readiness::FactKind of,
                              const std::string& id) {
            line["name"] = title;
            line["href"] = fact_href(request, seen, of, id);
        };
        if (other.bottleneck->kind == Kind::block)
            name(picture.blocks[index].name, readiness::FactKind::block, picture.blocks[index].id);
        if (other.bottleneck->kind == Kind::precondition)
            name(picture.preconditions[index].title, readiness::FactKind::precondition,
                 picture.preconditions[index].id);
        if (other.bottleneck->kind == Kind::solution)
            name(picture.solutions[index].title, readiness::FactKind::solution,
                 picture.solutions[index].id);
        out.push_back(std::move(line));
    }
    return out;
}

json::array plans_view(const std::vector<readiness::Plan>& plans) {
    json::array out;
    std::optional<LocalDate> before;
    for (const readiness::Plan& plan : plans) {
        std::optional<int> moved;
        if (before && plan.planned_for)
            moved = static_cast<int>((plan.planned_for->days() - before->days()).count());
        out.push_back({{"recorded", plan.recorded_on.to_german()},
                       {"planned_for", day_or_null(plan.planned_for)},
                       {"slippage", slippage_view(moved)}});
        before = plan.planned_for;
    }
    return out;
}

void add_plans(json::object& view, const std::vector<readiness::Plan>& plans) {
    view["has_plans"] = !plans.empty();
    view["plans"] = plans_view(plans);
}

void add_also_missing(json::object& view, json::array others) {
    view["has_also_missing"] = !others.empty();
    view["also_missing"] = std::move(others);
}

json::array trail(const http::Request& request, const Pages& pages, const Seen& seen,
                  const std::string& name) {
    return {first_crumb(request, pages, seen), json::object{{"label", name}}};
}

template <class Fact>
const Fact* find(const std::vector<Fact>& facts, std::string_view id) {
    const auto found =
        std::find_if(facts.begin(), facts.end(), [&](const Fact& each) { return each.id == id; });
    return found == facts.end() ? nullptr : &*found;
}

json::array criteria_view(const Picture& picture, const std::vector<std::string>& ids) {
    json::array out;
    for (const readiness::Criterion* criterion : picture.model->of(picture.model->bits(ids)))
        out.push_back({{"name", criterion->name}, {"explanation", criterion->explanation}});
    return out;
}

json::array blocks_view(const http::Request& request, const Seen& seen,
                        const std::vector<std::string>& ids) {
    json::array out;
    for (const std::string& id : ids)
        if (const auto index = readiness::block_index(id)) {
            const readiness::BuildingBlock& block = seen.picture->blocks[*index];
            out.push_back({{"name", block.name},
                           {"operating", block.state == readiness::BlockState::operation},
                           {"href", fact_href(request, seen, readiness::FactKind::block, id)}});
        }
    return out;
}

// The same solution elsewhere in the association: whom one may ask.
json::array neighbours_with(const Seen& seen, const Pages& pages, std::string_view solution) {
    json::array out;
    for (const auto& town : pages.municipalities.active()) {
        if (town.ags == seen.municipality.ags || town.ags.size() != 8) continue;
        const auto picture =
            pages.readiness.picture(town.ags, seen.picture->at, seen.picture->model->id);
        const auto* there = find(picture->solutions, solution);
        if (there != nullptr && there->live)
            out.push_back({{"name", town.name}, {"since", day_or_null(there->from)}});
    }
    return out;
}

}  // namespace

http::Response show_block(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    const auto index = readiness::block_index(request.capture("id"));
    if (!seen || !index) return no_picture(request, pages);
    const Picture& picture = *seen->picture;
    const readiness::BuildingBlock& block = picture.blocks[*index];
    const readiness::Waiting waiting = readiness::waiting_for(picture, *index);
    WhatIf opened(picture);
    opened.open(*index);
    const auto users =
        std::count_if(picture.catalogue->services().begin(), picture.catalogue->services().end(),
                      [&](const catalogue::PublicService& service) {
                          return (readiness::block_bits(service.blocks) >> *index & 1U) != 0;
                      });
    json::object view{
        {"name", block.name},
        {"operating", block.state == readiness::BlockState::operation},
        {"testing", block.state == readiness::BlockState::test},
        {"opens", day_or_null(block.operation_from)},
        {"overdue", block.state != readiness::BlockState::operation && block.operation_from &&
                        *block.operation_from <= picture.at.on},
        {"test_from", day_or_null(block.test_from)},
        {"responsible", block.responsible},
        {"note", block.note},
        {"confirmed", day_or_null(block.confirmed_on)},
        {"users", grouped(static_cast<int>(users))},
        {"waiting", grouped(static_cast<int>(waiting.services.size()))},
        {"waiting_services", services_by_bundle(request, *seen, waiting.services)},
        {"town_href", link(request, *seen, "", "baustein=" + block.id)},
        {"breadcrumb", trail(request, pages, *seen, block.name)}};
    add_plans(view, block.plans);
    add_also_missing(
        view, also_missing(request, *seen, waiting.services, readiness::Bottleneck::Kind::block,
                           static_cast<std::uint32_t>(*index)));
    add_what_if(view, request, *seen, opened);
    return show(request, pages, *seen, Tab::none, "monitor/block",
                block.name + ": " + seen->municipality.name, std::move(view));
}

http::Response show_precondition(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const Picture& picture = *seen->picture;
    const auto* precondition = picture.find_precondition(request.capture("id"));
    if (precondition == nullptr) return no_picture(request, pages);
    const auto index = static_cast<std::uint32_t>(precondition - picture.preconditions.data());
    WhatIf met(picture);
    met.meet(index);
    Services barred;
    for (const std::uint32_t service : precondition->services) {
        const auto& bars = picture.services[service].preconditions;
        if (std::find(bars.begin(), bars.end(), index) != bars.end()) barred.push_back(service);
    }
    std::int64_t cases = 0;
    for (const std::uint32_t service : barred)
        cases += picture.catalogue->services()[service].cases_per_year.value_or(0);
    json::object view{{"name", precondition->title},
                      {"legal", precondition->kind == "legal"},
                      {"technical", precondition->kind == "technical"},
                      {"organisational", precondition->kind == "organisational"},
                      {"owner", precondition->owner},
                      {"citation", precondition->citation},
                      {"explanation", precondition->explanation},
                      {"met", precondition->state == readiness::PreconditionState::met},
                      {"announced", precondition->state == readiness::PreconditionState::announced},
                      {"since", day_or_null(precondition->since)},
                      {"until", day_or_null(precondition->until)},
                      {"confirmed", precondition->confirmed_on.to_german()},
                      {"criteria", criteria_view(picture, precondition->criteria)},
                      {"barred", grouped(static_cast<int>(barred.size()))},
                      {"barred_number", barred.size()},
                      {"barred_services", services_by_bundle(request, *seen, barred)},
                      {"cases", cases == 0 ? json::value(nullptr)
                                           : json::value(grouped(static_cast<int>(cases)))},
                      {"breadcrumb", trail(request, pages, *seen, precondition->title)}};
    add_plans(view, precondition->plans);
    add_also_missing(view, also_missing(request, *seen, barred,
                                        readiness::Bottleneck::Kind::precondition, index));
    add_what_if(view, request, *seen, met);
    return show(request, pages, *seen, Tab::none, "monitor/precondition",
                precondition->title + ": " + seen->municipality.name, std::move(view));
}

http::Response show_solution(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const Picture& picture = *seen->picture;
    const auto* solution = find(picture.solutions, request.capture("id"));
    if (solution == nullptr) return no_picture(request, pages);
    WhatIf live(picture);
    live.go_live(static_cast<std::size_t>(solution - picture.solutions.data()));
    json::object view{{"name", solution->title},
                      {"live", solution->live},
                      {"from", day_or_null(solution->from)},
                      {"until", day_or_null(solution->until)},
                      {"provider", solution->provider},
                      {"url", solution->url},
                      {"package", solution->kind == "package"},
                      {"developed", solution->reuse == readiness::Reuse::developed},
                      {"reused", solution->reuse == readiness::Reuse::reused},
                      {"confirmed", solution->confirmed_on.to_german()},
                      {"criteria", criteria_view(picture, solution->criteria)},
                      {"blocks", blocks_view(request, *seen, solution->blocks)},
                      {"covered", grouped(static_cast<int>(solution->services.size()))},
                      {"covered_services", services_by_bundle(request, *seen, solution->services)},
                      {"breadcrumb", trail(request, pages, *seen, solution->title)}};
    view["has_blocks"] = !solution->blocks.empty();
    json::array neighbours = neighbours_with(*seen, pages, solution->id);
    view["has_neighbours"] = !neighbours.empty();
    view["neighbours"] = std::move(neighbours);
    add_plans(view, solution->plans);
    add_what_if(view, request, *seen, live);
    return show(request, pages, *seen, Tab::none, "monitor/solution",
                solution->title + ": " + seen->municipality.name, std::move(view));
}

}  // namespace kommod::monitor
