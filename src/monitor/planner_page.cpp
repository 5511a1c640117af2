// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The best way: in which order the missing blocks and preconditions light most, and why.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "monitor/planner_view.h"
#include "monitor/scenario_form.h"
#include "monitor/town.h"
#include "monitor/twins.h"
#include "planner/sentences.h"

namespace kommod::monitor {
namespace {

using html::msgid;

std::string number(std::int64_t value) {
    return grouped(static_cast<int>(std::min<std::int64_t>(value, 2'000'000'000)));
}

// "+1.234 Fälle" as a number of cases with its sign.
json::object gain_view(std::int64_t case_days) {
    const std::int64_t cases = planner::cases(std::abs(case_days));
    return {{"number", number(cases)},
            {"more", case_days > 0 && cases > 0},
            {"less", case_days < 0 && cases > 0},
            {"none", cases == 0}};
}

json::object light_view(const planner::Light& light) {
    return {{"services", number(light.services)},
            {"cases", number(light.weight)},
            {"some", light.services > 0}};
}

std::string in_words(std::vector<planner::Phrase> phrases, const Translate& translate) {
    for (planner::Phrase& phrase : phrases)
        phrase.text = translate(phrase.text);
    return planner::in_german(phrases);
}

json::object step_view(const AnsweredQuestion& answered, std::size_t place,
                       const Translate& translate) {
    const planner::Step& step = answered.plan.steps[place];
    const planner::Item& item = answered.question.agenda.items[step.item];
    const PlannedItem& planned = answered.question.items[step.item];
    return {
        {"place", place + 1},
        {"id", item.id},
        {"name", item.name},
        {"is_block", planned.kind == readiness::FactKind::block},
        {"effort", item.effort},
        {"effort_known", planned.effort_known},
        {"begins", day_or_null(step.work_begins)},
        {"live", day_or_null(step.live)},
        {"recorded", day_or_null(planned.recorded)},
        {"lights", light_view(step.lights)},
        {"lights_later", light_view(step.lights_later)},
        {"value", gain_view(step.value)},
        {"lost", step.lost},
        {"why", in_words(planner::why(answered.question.agenda, answered.plan, place), translate)}};
}

json::object next_view(const AnsweredQuestion& answered, const planner::NextStep& next,
                       const Translate& translate) {
    const planner::Item& item = answered.question.agenda.items[next.item];
    return {{"id", item.id},
            {"name", item.name},
            {"gain", gain_view(next.gain)},
            {"cost", gain_view(next.cost)},
            {"best", next.cost == 0},
            {"alone", light_view(next.alone)},
            {"why", in_words(planner::why(answered.question.agenda, next), translate)}};
}

// What stands in a field of the form: as it was typed, or what is reckoned with.
std::string typed_or(const http::Request& request, std::string_view field, std::int64_t value) {
    const std::string_view typed = request.query.get(field);
    return typed.empty() ? std::to_string(value) : std::string(typed);
}

// Every step leads to the page of its block or precondition, which lists what it lights.
void add_links(json::object& plan, const http::Request& request, const Seen& seen) {
    for (const char* list : {"steps", "next"})
        for (json::value& each : plan[list].as_array()) {
            const std::string_view id = each.at("id").as_string();
            const auto colon = id.find(':');
            const auto kind = readiness::fact_kind_from_id(id.substr(0, colon));
            if (kind)
                each.as_object()["href"] = fact_href(request, seen, *kind, id.substr(colon + 1));
        }
}

}  // namespace

Result<AnsweredQuestion> answer(const readiness::Picture& picture, const Scenario& scenario) {
    Question asked = question(picture, scenario);
    auto planner = planner::Planner::make(asked.agenda);
    if (!planner) return fail(planner.error());
    const auto days = asked.recorded_days();
    const auto order = planner->order_of(days);
    if (!order) return fail(order.error());
    auto best = planner->best(*order);
    if (!best) return fail(best.error());
    auto in_order = planner->evaluate(*order);
    if (!in_order) return fail(in_order.error());
    auto on_days = planner->evaluate_days(days);
    if (!on_days) return fail(on_days.error());
    return AnsweredQuestion{std::move(asked), std::move(*best), std::move(*in_order),
                            std::move(*on_days)};
}

std::string planner_error(const Error& error, const Words& words) {
    if (error.key == "planner.cycle")
        return words(
            msgid("Bei „{{name}}“ schließt sich ein Kreis: Jedes wartet auf das andere. Nehmen "
                  "Sie einen Vorgänger weg."),
            {{"name", error.field}});
    if (error.key.starts_with("planner.horizon"))
        return words(
            msgid("Der letzte Tag muss nach dem ersten liegen, höchstens hundert Jahre später."));
    if (error.key == "planner.too_many_items")
        return words(msgid("Es fehlt zu viel auf einmal, um es zu ordnen."));
    if (error.key == "planner.too_large")
        return words(msgid("Diese Zahlen sind zu groß, um damit zu rechnen."));
    return words(msgid("Mit diesen Angaben lässt sich nicht rechnen: {{name}}"),
                 {{"name", error.field}});
}

json::object plan_view(const AnsweredQuestion& answered, const Translate& translate) {
    const planner::Plan& plan = answered.plan;
    json::array steps, next, recorded;
    for (std::size_t i = 0; i < plan.steps.size(); ++i)
        steps.push_back(step_view(answered, i, translate));
    for (const planner::NextStep& each : plan.next)
        next.push_back(next_view(answered, each, translate));
    for (const std::size_t item : answered.recorded_order.order)
        recorded.push_back({{"name", answered.question.agenda.items[item].name},
                            {"live", day_or_null(answered.recorded_order.live[item])},
                            {"recorded", day_or_null(answered.question.items[item].recorded)}});
    const Question& asked = answered.question;
    json::value first = nullptr;
    if (!next.empty() && plan.next.front().gain > 0) first = next.front();
    return {{"exact", plan.exact},
            {"gap", fmt::format("{:.1f}", std::ceil(plan.gap() * 1000) / 10)},
            {"none", plan.steps.empty()},
            {"first", std::move(first)},
            {"steps", std::move(steps)},
            {"next", std::move(next)},
            {"recorded", std::move(recorded)},
            {"cases", number(planner::cases(plan.best.value))},
            {"recorded_cases", number(planner::cases(answered.recorded_order.value))},
            {"gain", gain_view(plan.best.value - answered.recorded_order.value)},
            {"promised_cases", number(planner::cases(answered.recorded_days.value))},
            {"promises_more", answered.recorded_days.value > plan.best.value},
            {"services", number(asked.services)},
            {"counted", number(asked.counted)},
            {"without_solution", number(asked.without_solution)},
            {"without_solution_number", asked.without_solution},
            {"without_day", number(asked.without_day)},
            {"without_day_number", asked.without_day}};
}

http::Response show_planner(const http::Request& request, const Pages& pages) {
    auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const Words words = words_of(request, pages);
    Complaints wrong;
    const Scenario scenario = read_scenario(request.query, usual_scenario(*seen->picture),
                                            seen->picture->model->top(), words, wrong);
    for (const auto& [field, sentence] : wrong)
        seen->looking.errors.push_back({{"field", field}, {"text", sentence}});
    json::object view{
        {"action", std::string(request.base()) + "/monitor/planer"},
        {"capacity", typed_or(request, "kapazitaet", scenario.capacity)},
        {"unknown_cases", typed_or(request, "faelle", scenario.unknown_cases)},
        {"horizon", scenario.horizon.to_german()},
        {"horizon_iso", scenario.horizon.to_iso()},
        {"target_name",
         seen->picture->model->level_names[static_cast<std::size_t>(scenario.target)]},
        {"targets",
         json::object{{"options", target_choices(*seen->picture->model, scenario.target)}}},
        {"matrix_href", link(request, *seen, "/engpaesse")},
        {"roadmap_href", link(request, *seen, "/fahrplan")},
        {"plan", nullptr}};
    if (seen->looking.errors.empty()) {
        const auto answered = answer(*seen->picture, scenario);
        if (answered) {
            json::object plan = plan_view(*answered, [&](std::string_view german) {
                return pages.html.translate(request.language, german);
            });
            add_links(plan, request, *seen);
            view["plan"] = std::move(plan);
        } else {
            seen->looking.errors.push_back(
                {{"field", "bis"}, {"text", planner_error(answered.error(), words)}});
        }
    }
    return show(request, pages, *seen, Tab::planner, "monitor/planner",
                titled(request, pages, *seen, html::msgid("Bester Weg")), std::move(view));
}

}  // namespace kommod::monitor
