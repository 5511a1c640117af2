// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Scenarios of the planner: assumptions with a name, side by side with what comes of them.
#include <algorithm>

#include "base/ids.h"
#include "base/text.h"
#include "monitor/planner_view.h"
#include "monitor/scenario_form.h"
#include "monitor/twins.h"
#include "steering/console_pages.h"
#include "steering/store.h"

namespace kommod::steering {
namespace {

using html::msgid;
using monitor::Complaints;
using readiness::Picture;

constexpr std::size_t longest_name = 80;  // bytes; more would break the table

std::shared_ptr<const Picture> picture_of(const http::Request& request, const Desk& desk,
                                          LocalDate start) {
    return desk.console.readiness.picture(desk.ags, readiness::seen_on(start, request.today()));
}

monitor::Translate translator(const http::Request& request, const Desk& desk) {
    return [&](std::string_view german) {
        return desk.console.renderer.translate(request.language, german);
    };
}

store::Namespace& records_of(const Desk& desk) {
    return *desk.console.database.find(desk.name_space);
}

std::string address_of(const Desk& desk, const std::string& id) {
    return desk.base + "/szenarien" + (id.empty() ? "/neu" : "/" + id);
}

// --- Side by side --------------------------------------------------------------------------------

// The day on which the last of all that is planned is there; nothing when something never is.
std::optional<LocalDate> complete_on(const planner::Plan& plan) {
    std::optional<LocalDate> out;
    for (const planner::Step& step : plan.steps) {
        if (!step.live) return std::nullopt;
        out = out ? std::max(*out, *step.live) : *step.live;
    }
    return out;
}

json::object compared(const http::Request& request, const Desk& desk,
                      const SavedScenario& scenario) {
    const monitor::Scenario& assumed = scenario.scenario;
    json::object out{
        {"name", scenario.name},
        {"start", assumed.start.to_short_german()},
        {"horizon", assumed.horizon.to_short_german()},
        {"capacity", monitor::grouped(static_cast<int>(assumed.capacity))},
        {"changed", assumed.effort.size() + assumed.earliest.size() + assumed.quarters.size()},
        {"saved", !scenario.id.empty()},
        {"href", scenario.id.empty() ? "" : address_of(desk, scenario.id)},
        {"plan", nullptr},
        {"complete", nullptr},
        {"error", ""}};
    const auto answered = monitor::answer(*picture_of(request, desk, assumed.start), assumed);
    if (answered) {
        out["plan"] = monitor::plan_view(*answered, translator(request, desk));
        out["complete"] = monitor::day_or_null(complete_on(answered->plan));
    } else {
        out["error"] =
            monitor::planner_error(answered.error(), monitor::Words{translator(request, desk)});
    }
    return out;
}

// Cases of different spans of time are no measure of each other.
bool same_span(const std::vector<SavedScenario>& all) {
    return std::all_of(all.begin(), all.end(), [&](const SavedScenario& each) {
        const auto &a = each.scenario, &b = all.front().scenario;
        return a.start == b.start && a.horizon == b.horizon && a.target == b.target;
    });
}

SavedScenario usual(const http::Request& request, const Desk& desk) {
    const auto picture = picture_of(request, desk, request.today());
    return {{},
            desk.console.renderer.translate(request.language, msgid("Übliche Annahmen, ab heute")),
            monitor::usual_scenario(*picture)};
}

http::Response show_comparison(const http::Request& request, const Desk& desk) {
    if (desk.ags.empty()) return not_there(request, desk);  // each town plans for itself
    std::vector<SavedScenario> all = scenarios(records_of(desk));
    const bool full = all.size() >= most_scenarios;
    all.insert(all.begin(), usual(request, desk));
    json::array rows;
    for (const SavedScenario& each : all)
        rows.push_back(compared(request, desk, each));
    return show(request, desk, "steering/console_scenarios", msgid("Szenarien vergleichen"),
                {{"scenarios", std::move(rows)},
                 {"different_spans", !same_span(all)},
                 {"full", full},
                 {"new_href", address_of(desk, {})}});
}

// --- One scenario --------------------------------------------------------------------------------

// What stands in a field: as it was typed, or as it is stored.
std::string shown(const http::Request& request, const std::string& field, std::string stored) {
    return request.form.has(field) ? std::string(request.form.get(field)) : std::move(stored);
}

std::string complaint(const Complaints& complaints, std::string_view field) {
    for (const auto& [name, sentence] : complaints)
        if (name == field) return sentence;
    return {};
}

json::object item_view(const http::Request& request, const monitor::Scenario& assumed,
                       const planner::Item& item, bool effort_known, const Complaints& complaints) {
    const std::string effort = monitor::field_of_item(monitor::effort_field, item.id);
    const std::string earliest = monitor::field_of_item(monitor::earliest_field, item.id);
    const auto days = assumed.effort.find(item.id);
    const auto day = assumed.earliest.find(item.id);
    return {{"item", item.name},
            {"recorded_effort", item.effort},
            {"effort_known", effort_known},
            {"recorded_earliest", item.earliest ? item.earliest->to_short_german() : ""},
            {"effort_field", effort},
            {"effort", shown(request, effort,
                             days == assumed.effort.end() ? "" : std::to_string(days->second))},
            {"effort_error", complaint(complaints, effort)},
            {"earliest_field", earliest},
            {"earliest",
             shown(request, earliest, day == assumed.earliest.end() ? "" : day->second.to_iso())},
            {"earliest_error", complaint(complaints, earliest)}};
}

// All that could be planned on that day, with what is recorded of it.
json::array items_view(const http::Request& request, const Picture& picture,
                       const monitor::Scenario& assumed, const Complaints& complaints) {
    monitor::Scenario as_recorded = monitor::usual_scenario(picture);
    as_recorded.target = assumed.target;
    const monitor::Question asked = monitor::question(picture, as_recorded);
    json::array out;
    for (std::size_t i = 0; i < asked.items.size(); ++i)
        out.push_back(item_view(request, assumed, asked.agenda.items[i],
                                asked.items[i].effort_known, complaints));
    return out;
}

http::Response show_scenario(const http::Request& request, const Desk& desk,
                             const SavedScenario& scenario, const Complaints& complaints) {
    const monitor::Scenario& assumed = scenario.scenario;
    const auto picture = picture_of(request, desk, assumed.start);
    json::object view{
        {"action", address_of(desk, scenario.id)},
        {"list_href", desk.base + "/szenarien"},
        {"delete_action", scenario.id.empty() ? "" : address_of(desk, scenario.id) + "/loeschen"},
        {"name", shown(request, "name", scenario.name)},
        {"start", shown(request, "beginn", assumed.start.to_iso())},
        {"horizon", shown(request, "bis", assumed.horizon.to_iso())},
        {"capacity", shown(request, "kapazitaet", std::to_string(assumed.capacity))},
        {"unknown_cases", shown(request, "faelle", std::to_string(assumed.unknown_cases))},
        {"quarters", shown(request, "vierteljahre", monitor::to_text(assumed.quarters))},
        {"targets",
         json::object{{"options", monitor::target_choices(*picture->model, assumed.target)}}},
        {"items", items_view(request, *picture, assumed, complaints)},
        {"compared", nullptr}};
    for (const auto& [field, sentence] : complaints)
        add_error(view, field, sentence);
    if (complaints.empty() && !scenario.id.empty())
        view["compared"] = compared(request, desk, scenario);
    return show(request, desk, "steering/console_scenario",
                scenario.id.empty() ? msgid("Neues Szenario") : msgid("Szenario"), std::move(view),
                complaints.empty() ? 200 : 422);
}

// A stored scenario, or for "neu" a new one with the usual assumptions.
std::optional<SavedScenario> asked_for(const http::Request& request, const Desk& desk) {
    if (desk.ags.empty()) return std::nullopt;
    const auto id = request.capture("id");
    if (id != "neu") return find_scenario(records_of(desk), id);
    SavedScenario out = usual(request, desk);
    out.name.clear();
    return out;
}

http::Response edit(const http::Request& request, const Desk& desk) {
    const auto scenario = asked_for(request, desk);
    return scenario ? show_scenario(request, desk, *scenario, {}) : not_there(request, desk);
}

http::Response keep(const http::Request& request, const Desk& desk) {
    const auto stored = asked_for(request, desk);
    if (!stored) return not_there(request, desk);
    // Whoever empties a field goes back to what is usual, not to what was stored.
    const auto picture = picture_of(request, desk, stored->scenario.start);
    const monitor::Words words{translator(request, desk)};
    Complaints complaints;
    SavedScenario typed{stored->id, std::string(text::trim(request.form.get("name"))), {}};
    if (typed.name.empty())
        complaints.emplace_back(
            "name",
            words(msgid("Geben Sie dem Szenario einen Namen, unter dem Sie es wiederfinden.")));
    else if (typed.name.size() > longest_name)
        complaints.emplace_back("name", words(msgid("Der Name ist zu lang. Höchstens 80 Zeichen "
                                                    "passen in den Vergleich.")));
    typed.scenario = monitor::read_scenario(request.form, monitor::usual_scenario(*picture),
                                            picture->model->top(), words, complaints);
    if (complaints.empty())
        if (const auto answered =
                monitor::answer(*picture_of(request, desk, typed.scenario.start), typed.scenario);
            !answered)
            complaints.emplace_back("bis", monitor::planner_error(answered.error(), words));
    if (!complaints.empty()) return show_scenario(request, desk, typed, complaints);
    const bool is_new = typed.id.empty();
    if (is_new) typed.id = new_id(request.now);
    auto told = act(desk, "scenario.keep", "scenario", typed.id);
    told.at = request.now;
    if (!keep_scenario(records_of(desk), typed, request.now, told)) {
        typed.id.clear();
        return show_scenario(request, desk, typed,
                             {{"name", words(msgid("Mehr als zehn Szenarien lassen sich nicht "
                                                   "vergleichen. Löschen Sie erst eines."))}});
    }
    return http::redirect(address_of(desk, typed.id) + "?meldung=szenario");
}

http::Response remove(const http::Request& request, const Desk& desk) {
    if (desk.ags.empty()) return not_there(request, desk);
    const std::string id{request.capture("id")};
    auto told = act(desk, "scenario.delete", "scenario", id);
    told.at = request.now;
    if (!delete_scenario(records_of(desk), id, told)) return not_there(request, desk);
    return http::redirect(desk.base + "/szenarien?meldung=szenario-weg");
}

}  // namespace

void add_scenario_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(console, Method::get, "/szenarien", &show_comparison));
    router.site(desk_route(console, Method::get, "/szenarien/{id}", &edit));
    router.site(desk_route(console, Method::post, "/szenarien/{id}", &keep));
    router.site(desk_route(console, Method::post, "/szenarien/{id}/loeschen", &remove));
}

}  // namespace kommod::steering
