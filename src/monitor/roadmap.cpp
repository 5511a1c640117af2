// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/roadmap.h"

#include <algorithm>
#include <set>

#include "monitor/twins.h"
#include "readiness/changes.h"
#include "readiness/needs.h"
#include "readiness/what_if.h"

namespace kommod::monitor {
namespace {

using readiness::BlockState;
using readiness::FactKind;
using readiness::Picture;

template <class Fact>
Stop stop_of(FactKind kind, const Fact& fact, const std::string& title,
             const std::string& responsible, const std::optional<LocalDate>& day, bool happened,
             LocalDate on) {
    Stop out;
    out.kind = kind;
    out.id = fact.id;
    out.title = title;
    out.responsible = responsible;
    out.day = day;
    out.happened = happened;
    out.overdue = !happened && day && *day <= on;
    out.example = fact.example;
    out.plans = fact.plans;
    if (!fact.plans.empty()) out.first_planned = fact.plans.front().planned_for;
    return out;
}

std::vector<Stop> stops_of(const Picture& picture) {
    std::vector<Stop> out;
    const LocalDate on = picture.at.on;
    for (const auto& block : picture.blocks) {
        out.push_back(stop_of(FactKind::block, block, block.name, block.responsible,
                              block.operation_from, block.state == BlockState::operation, on));
        out.back().confirmed_on = block.confirmed_on.value_or(LocalDate{});
    }
    for (const auto& precondition : picture.preconditions) {
        out.push_back(stop_of(FactKind::precondition, precondition, precondition.title,
                              precondition.owner, precondition.until,
                              precondition.state == readiness::PreconditionState::met, on));
        out.back().confirmed_on = precondition.confirmed_on;
    }
    for (const auto& solution : picture.solutions) {
        if (solution.until && *solution.until <= on) continue;
        out.push_back(stop_of(FactKind::solution, solution, solution.title, solution.provider,
                              solution.from, solution.live, on));
        out.back().confirmed_on = solution.confirmed_on;
    }
    return out;
}

// Index of a stop's fact in the picture.
template <class Facts>
std::size_t place_of(const Facts& facts, const std::string& id) {
    const auto found =
        std::find_if(facts.begin(), facts.end(), [&](const auto& each) { return each.id == id; });
    return static_cast<std::size_t>(found - facts.begin());
}

void apply(readiness::WhatIf& town, const Picture& picture, const Stop& stop) {
    switch (stop.kind) {
        case FactKind::block:
            town.open(place_of(picture.blocks, stop.id));
            break;
        case FactKind::precondition:
            town.meet(place_of(picture.preconditions, stop.id));
            break;
        case FactKind::solution:
            town.go_live(place_of(picture.solutions, stop.id));
            break;
    }
}

// What is still to come, one after the other: each lights what nothing after it has to complete.
void light_coming(std::vector<Stop>& stops, const Picture& picture) {
    readiness::WhatIf town(picture);
    std::vector<int> levels(picture.services.size());
    for (std::size_t i = 0; i < levels.size(); ++i)
        levels[i] = picture.services[i].level;
    for (Stop& stop : stops) {
        if (stop.happened || stop.overdue || !stop.day) continue;
        apply(town, picture, stop);
        for (const std::uint32_t service : town.touched()) {
            const int level = town.level(service);
            if (level > levels[service]) stop.lights.push_back(service);
            levels[service] = level;
        }
    }
}

// What came lately, by comparing the town before and after.
void light_past(std::vector<Stop>& stops, const Picture& picture, readiness::Store& readiness) {
    std::set<LocalDate> days;
    for (const Stop& stop : stops)
        if (stop.happened && stop.day) days.insert(*stop.day);
    for (const LocalDate day : days) {
        const auto before = readiness.picture(picture.ags, {day.plus_days(-1), picture.at.known},
                                              picture.model->id);
        const auto after =
            readiness.picture(picture.ags, {day, picture.at.known}, picture.model->id);
        const readiness::Difference change = readiness::difference(*before, *after);
        for (Stop& stop : stops) {
            if (stop.day != day || !stop.happened) continue;
            for (const auto& service : change.services)
                for (const std::uint32_t cause : service.causes)
                    if (change.causes[cause].kind == stop.kind &&
                        change.causes[cause].id == stop.id)
                        stop.lights.push_back(service.service);
        }
    }
}

bool holds_something_up(const Stop& stop, const Picture& picture,
                        const std::vector<readiness::Bottleneck>& bottlenecks) {
    using Kind = readiness::Bottleneck::Kind;
    return std::any_of(
        bottlenecks.begin(), bottlenecks.end(), [&](const readiness::Bottleneck& bottleneck) {
            if (stop.kind == FactKind::block && bottleneck.kind == Kind::block)
                return picture.blocks[bottleneck.index].id == stop.id;
            if (stop.kind == FactKind::precondition && bottleneck.kind == Kind::precondition)
                return picture.preconditions[bottleneck.index].id == stop.id;
            return false;
        });
}

json::array plans_view(const Stop& stop) {
    json::array out;
    for (const readiness::Plan& plan : stop.plans)
        out.push_back({{"recorded", plan.recorded_on.to_german()},
                       {"planned_for", day_or_null(plan.planned_for)}});
    return out;
}

json::object stop_view(const http::Request& request, const Seen& seen, const Stop& stop) {
    return {{"title", stop.title},
            {"href", fact_href(request, seen, stop.kind, stop.id)},
            {"is_block", stop.kind == FactKind::block},
            {"is_solution", stop.kind == FactKind::solution},
            {"is_precondition", stop.kind == FactKind::precondition},
            {"responsible", stop.responsible},
            {"day", day_or_null(stop.day)},
            {"first_planned", day_or_null(stop.first_planned)},
            {"happened", stop.happened},
            {"overdue", stop.overdue},
            {"slippage", slippage_view(stop.slippage())},
            {"lights", grouped(static_cast<int>(stop.lights.size()))},
            {"lights_number", stop.lights.size()},
            {"plans", plans_view(stop)}};
}

json::array stops_view(const http::Request& request, const Seen& seen,
                       const std::vector<Stop>& stops) {
    json::array out;
    for (const Stop& stop : stops)
        out.push_back(stop_view(request, seen, stop));
    return out;
}

// The stop that moved most, for the headline.
json::value latest(const http::Request& request, const Seen& seen, const Roadmap& plan) {
    const Stop* found = nullptr;
    for (const Stop& stop : plan.stops)
        if (!stop.happened && stop.slippage().value_or(0) > 0 &&
            (found == nullptr || *stop.slippage() > *found->slippage()))
            found = &stop;
    return found == nullptr ? json::value(nullptr) : json::value(stop_view(request, seen, *found));
}

}  // namespace

std::optional<int> Stop::slippage() const {
    if (!first_planned || !day) return std::nullopt;
    return static_cast<int>((day->days() - first_planned->days()).count());
}

Roadmap roadmap(const Picture& picture, LocalDate from, readiness::Store& readiness) {
    Roadmap out;
    out.at = picture.at;
    out.from = from;
    out.until = picture.at.on.plus_months(3);
    const auto bottlenecks = readiness::bottlenecks(picture, picture.model->online_from);
    for (Stop& stop : stops_of(picture)) {
        if (!stop.day) {
            if (!stop.happened && holds_something_up(stop, picture, bottlenecks))
                out.without_day.push_back(std::move(stop));
            continue;
        }
        if (*stop.day < from && !stop.overdue) continue;
        out.until = std::max(out.until, *stop.day);
        out.stops.push_back(std::move(stop));
    }
    std::stable_sort(out.stops.begin(), out.stops.end(),
                     [](const Stop& a, const Stop& b) { return *a.day < *b.day; });
    light_coming(out.stops, picture);
    light_past(out.stops, picture, readiness);
    for (const readiness::StatutoryDeadline& deadline : readiness.deadlines())
        if (deadline.day >= from) {
            out.until = std::max(out.until, deadline.day);
            out.deadlines.push_back(deadline);
        }
    out.until = out.until.plus_months(1);
    return out;
}

http::Response show_roadmap(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const readiness::Picture& picture = *seen->picture;
    const bool all = request.query.get("alles") == "1";
    const auto span = pages.readiness.span(seen->municipality.ags, picture.at.known);
    const LocalDate from =
        all && span ? std::min(span->first, picture.at.on) : picture.at.on.plus_months(-6);
    const Roadmap plan = roadmap(picture, from, pages.readiness);
    json::array deadlines;
    for (const auto& deadline : plan.deadlines)
        deadlines.push_back({{"name", deadline.name},
                             {"day", deadline.day.to_german()},
                             {"href", link(request, *seen, "/fristen") + "#" + deadline.id}});
    const auto coming = std::count_if(plan.stops.begin(), plan.stops.end(),
                                      [](const Stop& stop) { return !stop.happened; });
    json::object view{{"roadmap_svg", draw_roadmap(
                                          plan, 1184,
                                          [&](const Stop& stop) {
                                              return fact_href(request, *seen, stop.kind, stop.id);
                                          },
                                          words_of(request, pages))},
                      {"stops", stops_view(request, *seen, plan.stops)},
                      {"without_day", stops_view(request, *seen, plan.without_day)},
                      {"has_without_day", !plan.without_day.empty()},
                      {"has_deadlines", !plan.deadlines.empty()},
                      {"deadlines", std::move(deadlines)},
                      {"coming", coming},
                      {"latest", latest(request, *seen, plan)},
                      {"all", all},
                      {"other_href", link(request, *seen, "/fahrplan", all ? "" : "alles=1")}};
    return show(request, pages, *seen, Tab::roadmap, "monitor/roadmap",
                titled(request, pages, *seen, html::msgid("Fahrplan")), std::move(view));
}

}  // namespace kommod::monitor
