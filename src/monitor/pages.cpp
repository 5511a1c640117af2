// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The town's page and its data.
#include "monitor/pages.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "monitor/bundle_view.h"
#include "monitor/drawing.h"
#include "monitor/json.h"
#include "monitor/looking.h"
#include "monitor/tables.h"
#include "monitor/track.h"

namespace kommod::monitor {
namespace {

constexpr double page_width = 1184;  // of the picture, unscaled, on a notebook
constexpr double phone_width = 342;  // 390 px less the margins

http::Response cacheable(http::Response response) {
    response.cacheable = response.status == 200;
    return response;
}

http::Response no_picture(const http::Request& request, const Pages& pages) {
    return pages.html.page(request, "monitor/nothing", "Hier gibt es keinen Monitor",
                           {{"portal_href", std::string(request.base()) + "/"}}, 404);
}

TownOptions options_of(const http::Request& request, const Seen& seen) {
    return {seen.municipality.name, std::string(request.base()), seen.looking.query(),
            seen.looking.block, seen.looking.subject};
}

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

json::array lines_view(const Town& town) {
    json::array out;
    for (const Line& line : town.lines)
        out.push_back({{"name", line.name},
                       {"href", line.href},
                       {"chosen", line.selected},
                       {"operating", line.state == readiness::BlockState::operation},
                       {"state", state_in_words(line, town.at.on)},
                       {"responsible", line.responsible},
                       {"houses", line.houses},
                       {"waiting", grouped(line.waiting)},
                       {"freed", grouped(line.freed)}});
    return out;
}

json::value chosen_line(const Town& town) {
    for (const Line& line : town.lines)
        if (line.selected)
            return json::object{{"name", line.name},
                                {"note", line.note},
                                {"responsible", line.responsible},
                                {"state", state_in_words(line, town.at.on)},
                                {"waiting", grouped(line.waiting)},
                                {"freed", grouped(line.freed)},
                                {"all_href", line.href}};
    return nullptr;
}

http::Response show_town(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages.readiness, pages.municipalities);
    if (!seen) return no_picture(request, pages);
    if (request.wants_json())
        return cacheable(http::json_response(json::serialize(data(*seen->picture))));
    const Town shown = town(*seen->picture, options_of(request, *seen));
    const bool one_street = !seen->looking.subject.empty() && shown.streets.size() == 1;
    const TownPlan plan = one_street ? plan_street(shown.streets.front(), page_width / 1.6)
                                     : plan_town(shown, page_width);

    json::object view = common_view(request, *seen);
    view["headline"] = headline(shown);
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
    view["legend"] =
        legend(shown, *seen->picture->model, std::string(view["table_href"].as_string()));
    view["streets"] = streets_view(shown);
    view["lines"] = lines_view(shown);
    std::vector<std::string> line_names;
    for (const Line& line : shown.lines)
        line_names.push_back(line.name);
    view["line_names"] = text::join(line_names, ", ");
    view["chosen"] = chosen_line(shown);
    view["one_street"] =
        one_street ? json::value(shown.streets.front().name) : json::value(nullptr);
    view["track"] = track_view(request, *seen, pages.readiness);
    return cacheable(pages.html.page(
        request, "monitor/town",
        "Monitor: " + seen->municipality.name + " am " + seen->picture->at.on.to_german(),
        std::move(view), seen->looking.errors.empty() ? 200 : 400));
}

http::Response show_data(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages.readiness, pages.municipalities);
    if (!seen) return http::json_response(R"({"error":"unknown municipality or model"})", 404);
    if (!seen->looking.errors.empty())
        return http::json_response(json::serialize(json::object{{"errors", seen->looking.errors}}),
                                   400);
    return cacheable(http::json_response(json::serialize(data(*seen->picture))));
}

http::Response show_table(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages.readiness, pages.municipalities);
    if (!seen) return no_picture(request, pages);
    json::object view = common_view(request, *seen);
    const Town whole = town(*seen->picture, options_of(request, *seen));
    const TableWish wish = table_wish(request);
    add_table(view, request, *seen, whole, wish);
    return cacheable(pages.html.page(request, "monitor/table",
                                     "Monitor als Tabelle: " + seen->municipality.name,
                                     std::move(view), seen->looking.errors.empty() ? 200 : 400));
}

http::Response show_bundle(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages.readiness, pages.municipalities);
    if (!seen) return no_picture(request, pages);
    const auto* bundle = seen->picture->catalogue->find_bundle(request.capture("id"));
    if (bundle == nullptr) return no_picture(request, pages);
    json::object view = common_view(request, *seen);
    add_bundle(view, request, *seen, *bundle);
    return cacheable(pages.html.page(request, "monitor/bundle", bundle->name, std::move(view)));
}

}  // namespace

void add_pages(http::Router& router, Pages pages) {
    const auto add = [&](std::string pattern, auto handler) {
        http::Route route;
        route.method = http::Method::get;
        route.pattern = std::move(pattern);
        route.handler = [pages, handler](const http::Request& request) {
            return handler(request, pages);
        };
        router.tenant(std::move(route));
    };
    add("/monitor", show_town);
    add("/monitor/daten.json", show_data);
    add("/monitor/tabelle", show_table);
    add("/monitor/buendel/{id}", show_bundle);
}

}  // namespace kommod::monitor
