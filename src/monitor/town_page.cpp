// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The town's page: the picture, its legend and its time slider.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "html/page.h"
#include "monitor/deadline_view.h"
#include "monitor/drawing.h"
#include "monitor/track.h"
#include "monitor/twins.h"

namespace kommod::monitor {
namespace {

using html::msgid;

constexpr double page_width = 1184;  // of the picture, unscaled, on a notebook
constexpr double phone_width = 342;  // 390 px less the margins

json::array legend(const Town& town, const readiness::MaturityModel& model,
                   const std::string& list_href) {
    json::array out;
    for (std::size_t level = 0; level < town.levels.size(); ++level) {
        const int number = static_cast<int>(level);
        out.push_back(
            {{"sample_svg", draw_window(Measures{}, shade_of(number, town.top))},
             {"number", number},
             {"name", town.level_names[level]},
             {"explanation", model.level_explanations[level]},
             {"count", grouped(town.levels[level])},
             {"href", fmt::format("{}{}ansicht=leistungen&stufe={}", list_href,
                                  list_href.find('?') == std::string::npos ? "?" : "&", number)}});
    }
    return out;
}

json::array streets_view(const Town& town) {
    json::array out;
    for (const Street& street : town.streets)
        out.push_back({{"id", street.id},
                       {"name", street.name},
                       {"lit", grouped(street.lit)},
                       {"windows", grouped(street.windows)},
                       {"href", street.href},
                       {"street_svg",
                        draw_streets(plan_street(street, phone_width), town, Houses::referenced)}});
    return out;
}

json::array lines_view(const http::Request& request, const Seen& seen, const Town& town) {
    json::array out;
    for (const Line& line : town.lines)
        out.push_back({{"name", line.name},
                       {"href", line.href},
                       {"page_href", fact_href(request, seen, readiness::FactKind::block, line.id)},
                       {"chosen", line.selected},
                       {"operating", line.state == readiness::BlockState::operation},
                       {"state", state_in_words(line, town.at.on, town.words)},
                       {"responsible", line.responsible},
                       {"houses", line.houses},
                       {"waiting", grouped(line.waiting)},
                       {"freed", grouped(line.freed)}});
    return out;
}

json::value chosen_line(const http::Request& request, const Seen& seen, const Town& town) {
    for (const Line& line : town.lines)
        if (line.selected)
            return json::object{
                {"name", line.name},
                {"note", line.note},
                {"responsible", line.responsible},
                {"state", state_in_words(line, town.at.on, town.words)},
                {"waiting", grouped(line.waiting)},
                {"freed", grouped(line.freed)},
                {"page_href", fact_href(request, seen, readiness::FactKind::block, line.id)},
                {"all_href", line.href}};
    return nullptr;
}

// What stands out, in words, and the way back to the whole town.
json::value focus_view(const http::Request& request, const Seen& seen, const Town& town) {
    const Looking& looking = seen.looking;
    const bool more =
        looking.level || looking.sdg || !looking.life_event.empty() || !looking.reuse.empty();
    if (!more) return nullptr;
    int shown = 0;
    for (const Street& street : town.streets)
        for (const House& house : street.houses)
            shown += static_cast<int>(
                std::count_if(house.windows.begin(), house.windows.end(),
                              [](const Window& window) { return !window.dimmed; }));
    const auto* event = seen.picture->catalogue->find_life_event(looking.life_event);
    return json::object{
        {"shown", grouped(shown)},
        {"level", looking.level ? json::value(*looking.level) : json::value(nullptr)},
        {"is_level", looking.level.has_value()},
        {"level_name",
         looking.level ? seen.picture->model->level_names[static_cast<std::size_t>(*looking.level)]
                       : std::string{}},
        {"life_event", event == nullptr ? "" : event->name},
        {"sdg", looking.sdg},
        {"developed", looking.reuse == "developed"},
        {"reused", looking.reuse == "reused"},
        {"list_href", std::string(request.base()) + "/monitor/tabelle" + looking.whole_query() +
                          (looking.whole_query().empty() ? "?" : "&") + "ansicht=leistungen"},
        {"all_href", link(request, seen, "")}};
}

// Ways to look at only a part of the town.
json::object filters_view(const http::Request& request, const Pages& pages, const Seen& seen) {
    const readiness::Picture& picture = *seen.picture;
    json::array events;
    for (const catalogue::LifeEvent& event : picture.catalogue->life_events())
        events.push_back(json::object{{"value", event.id},
                                      {"label", event.name},
                                      {"selected", event.id == seen.looking.life_event}});
    events.insert(events.begin(), json::object{{"value", ""},
                                               {"label", words_of(request, pages)(msgid("alle"))},
                                               {"selected", seen.looking.life_event.empty()}});
    json::array models;
    for (const auto& model : pages.readiness.models())
        models.push_back(json::object{{"value", model->id},
                                      {"label", model->name},
                                      {"selected", model->id == picture.model->id}});
    const auto sdg =
        std::count_if(picture.catalogue->services().begin(), picture.catalogue->services().end(),
                      [](const catalogue::PublicService& each) { return each.sdg; });
    return {{"action", std::string(request.base()) + "/monitor"},
            {"life_events", json::object{{"options", std::move(events)}}},
            {"models", json::object{{"options", std::move(models)}}},
            {"sdg", seen.looking.sdg},
            {"sdg_count", grouped(static_cast<int>(sdg))},
            {"reuse_developed", seen.looking.reuse == "developed"},
            {"reuse_reused", seen.looking.reuse == "reused"}};
}

// The same town in other forms.
json::object links_view(const http::Request& request, const Seen& seen) {
    return {{"csv_href", link(request, seen, "/daten.csv")},
            {"poster_href", link(request, seen, "/poster.pdf")},
            {"poster_svg_href", link(request, seen, "/poster.svg")},
            {"report_href", link(request, seen, "/bericht.pdf")},
            {"embed_href", link(request, seen, "/einbetten")},
            {"feed_href", std::string(request.base()) + "/monitor/aenderungen.atom"},
            {"models_href", link(request, seen, "/modelle")},
            {"words_href", link(request, seen, "/woerter")},
            {"matrix_href", link(request, seen, "/engpaesse")}};
}

}  // namespace

http::Response show_town(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    if (request.wants_json()) return show_data(request, pages);
    TownOptions options = town_options(request, *seen);
    options.words = words_of(request, pages);
    const Town shown = town(*seen->picture, options);
    const bool one_street = !seen->looking.subject.empty() && shown.streets.size() == 1;
    const TownPlan plan = one_street ? plan_street(shown.streets.front(), page_width / 1.6)
                                     : plan_town(shown, page_width);

    json::object view;
    view["lit"] = grouped(shown.lit);
    view["windows"] = grouped(shown.windows);
    view["online"] = grouped(shown.online);
    view["online_level"] =
        seen->picture->model
            ->level_names[static_cast<std::size_t>(seen->picture->model->online_from)];
    view["definitions_svg"] = draw_definitions(plan.measures);
    view["town_svg"] = draw_streets(plan, shown, Houses::drawn);
    view["underground_svg"] = draw_underground(plan_underground(shown, page_width), shown);
    view["levels_svg"] = draw_level_bar(shown, 1000, 20);
    view["legend"] = legend(shown, *seen->picture->model, link(request, *seen, "/tabelle"));
    view["deadline"] = nearest_deadline(request, pages, *seen);
    view["focus"] = focus_view(request, *seen, shown);
    view["filters"] = filters_view(request, pages, *seen);
    view["links"] = links_view(request, *seen);
    view["streets"] = streets_view(shown);
    view["lines"] = lines_view(request, *seen, shown);
    std::vector<std::string> line_names;
    for (const Line& line : shown.lines)
        line_names.push_back(line.name);
    view["line_names"] = text::join(line_names, ", ");
    view["chosen"] = chosen_line(request, *seen, shown);
    view["one_street"] =
        one_street ? json::value(shown.streets.front().name) : json::value(nullptr);
    view["track"] = track_view(request, *seen, pages.readiness, shown.words);
    return show(
        request, pages, *seen, Tab::town, "monitor/town",
        shown.words(msgid("Monitor: {{town}} am {{day}}"),
                    {{"town", seen->municipality.name}, {"day", seen->picture->at.on.to_german()}}),
        std::move(view));
}

}  // namespace kommod::monitor
