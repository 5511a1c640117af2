// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/report.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "monitor/deadline_view.h"
#include "monitor/planner_view.h"
#include "monitor/poster.h"
#include "monitor/roadmap.h"
#include "monitor/town.h"

namespace kommod::monitor {
namespace {

using readiness::Picture;

constexpr double picture_width = 1900;  // flat enough to leave room for words
constexpr std::size_t stops_shown = 4;

int online(const Picture& picture) {
    const auto levels = picture.levels();
    return std::accumulate(levels.begin() + picture.model->online_from, levels.end(), 0);
}

int operating(const Picture& picture) {
    return static_cast<int>(std::count_if(
        picture.blocks.begin(), picture.blocks.end(), [](const readiness::BuildingBlock& block) {
            return block.state == readiness::BlockState::operation;
        }));
}

int barred(const Picture& picture) {
    return static_cast<int>(std::count_if(
        picture.services.begin(), picture.services.end(),
        [](const readiness::ServiceReadiness& service) { return !service.preconditions.empty(); }));
}

// "+12 gegenüber dem 1. Dezember 2021"
std::string change(int now, int before, LocalDate since) {
    if (now == before) return "wie am " + since.to_short_german();
    return fmt::format("{:+d} seit dem {}", now - before, since.to_short_german());
}

documents::KeyFigure figure(int now, int before, LocalDate since, std::string label) {
    return {grouped(now), std::move(label), change(now, before, since)};
}

// What lies ahead, by day, with what it lights.
documents::List next_stops(const Roadmap& plan) {
    documents::List out;
    for (const Stop& stop : plan.stops) {
        if (stop.happened || out.items.size() == stops_shown) continue;
        std::string words = stop.day->to_german();
        if (stop.overdue) words += " (überfällig)";
        if (const int late = stop.slippage().value_or(0); late > 0)
            words += fmt::format(", {} Tage später als zuerst geplant", late);
        if (!stop.lights.empty())
            words += fmt::format("; {} Leistungen werden heller",
                                 grouped(static_cast<int>(stop.lights.size())));
        out.items.push_back({{stop.title + ": ", true}, {words + "."}});
    }
    return out;
}

std::string best_next(const Picture& picture) {
    const Scenario scenario = usual_scenario(picture);
    const auto answered = answer(picture, scenario);
    if (!answered || answered->plan.next.empty()) return {};
    const planner::NextStep& next = answered->plan.next.front();
    const std::int64_t cases = planner::cases(next.gain);
    if (cases <= 0) return {};
    return fmt::format("Am meisten bringt als Nächstes „{}“: bis zum {} rund {} Fälle mehr online.",
                       answered->question.agenda.items[next.item].name,
                       scenario.horizon.to_german(), grouped(static_cast<int>(cases)));
}

}  // namespace

documents::Document report(const http::Request& request, const Pages& pages, const Seen& seen) {
    const Picture& picture = *seen.picture;
    const LocalDate since = picture.at.on.plus_months(-12);
    const auto before = pages.readiness.picture(
        seen.municipality.ags, readiness::seen_on(since, picture.at.known), picture.model->id);
    const Town shown = town(picture, town_options(request, seen));
    const int all = static_cast<int>(picture.services.size());

    documents::Document out;
    out.at_most_pages = 1;
    out.blocks.emplace_back(
        documents::Heading{1, "Digitale Verwaltung in " + seen.municipality.name});
    std::string lead =
        fmt::format("{}. In {} Fenstern geht der Antrag vollständig online. Stand: {}.",
                    headline(shown), grouped(online(picture)), picture.at.on.to_german());
    const json::value deadline = nearest_deadline(request, pages, seen);
    if (deadline.is_object()) {
        const json::object& of = deadline.get_object();
        lead += fmt::format(
            " {} (bis {}): {} von {} ({} %).", std::string(of.at("name").as_string()),
            std::string(of.at("day").as_string()), std::string(of.at("reached").as_string()),
            std::string(of.at("demanded").as_string()), of.at("percent").as_int64());
    }
    out.blocks.emplace_back(documents::Paragraph{{{lead}}, documents::Voice::lead});
    const auto lit = [](const Picture& of) { return of.levels().back(); };
    const auto dark = [](const Picture& of) { return of.levels().front(); };
    out.blocks.emplace_back(documents::KeyFigures{
        {figure(online(picture), online(*before), since,
                fmt::format("von {} online", grouped(all))),
         figure(lit(picture), lit(*before), since, "mit vollem Licht"),
         figure(dark(picture), dark(*before), since, "ohne Auskunft im Netz")}});
    out.blocks.emplace_back(documents::KeyFigures{
        {figure(operating(picture), operating(*before), since,
                fmt::format("von {} Bausteinen in Betrieb", picture.blocks.size())),
         figure(barred(picture), barred(*before), since,
                "durch Voraussetzungen anderer gebremst")}});
    documents::Figure figure;
    figure.svg = draw_standalone(shown, picture_width);
    figure.alternative = "Die Stadt, in der die Lichter angehen. " + headline(shown) + ".";
    out.blocks.emplace_back(std::move(figure));
    const Roadmap plan = roadmap(picture, picture.at.on, pages.readiness);
    documents::List stops = next_stops(plan);
    out.blocks.emplace_back(documents::Heading{2, "Was als Nächstes kommt"});
    if (stops.items.empty())
        out.blocks.emplace_back(documents::Paragraph{{{"Es ist nichts geplant."}}});
    else
        out.blocks.emplace_back(std::move(stops));
    if (const std::string best = best_next(picture); !best.empty())
        out.blocks.emplace_back(documents::Paragraph{{{best, true}}});
    std::string source = picture.model->name + ". " + picture.model->reading;
    if (picture.example_facts > 0)
        source += fmt::format(" Beispieldaten: {} der {} Tatsachen sind erfunden.",
                              picture.example_facts, picture.facts);
    out.blocks.emplace_back(documents::Paragraph{{{source}}, documents::Voice::small});
    out.footer = "Monitor Digitale Verwaltung · " + seen.municipality.name + " · " +
                 picture.at.on.to_german();
    return out;
}

}  // namespace kommod::monitor
