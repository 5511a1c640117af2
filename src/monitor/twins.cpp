// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/twins.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>

#include <fmt/format.h>

#include "monitor/drawing.h"
#include "monitor/town.h"

namespace kommod::monitor {
namespace {

struct TabEntry {
    Tab tab;
    const char* label;
    const char* path;
};
constexpr TabEntry tab_entries[] = {
    {Tab::town, html::msgid("Stadt"), ""},
    {Tab::matrix, html::msgid("Engpässe"), "/engpaesse"},
    {Tab::roadmap, html::msgid("Fahrplan"), "/fahrplan"},
    {Tab::planner, html::msgid("Bester Weg"), "/planer"},
    {Tab::changes, html::msgid("Änderungen"), "/aenderungen"},
    {Tab::deadlines, html::msgid("Fristen"), "/fristen"},
    {Tab::comparison, html::msgid("Vergleich"), "/vergleich"},
    {Tab::table, html::msgid("Tabelle"), "/tabelle"},
};

json::array tabs(const http::Request& request, const Pages& pages, const Seen& seen, Tab chosen) {
    json::array out;
    for (const TabEntry& entry : tab_entries)
        out.push_back({{"label", pages.html.translate(request.language, entry.label)},
                       {"href", link(request, seen, entry.path)},
                       {"current", entry.tab == chosen},
                       {"count", nullptr}});
    return out;
}

}  // namespace

http::Response cacheable(http::Response response) {
    response.cacheable = response.status == 200;
    return response;
}

http::Response no_picture(const http::Request& request, const Pages& pages) {
    return pages.html.page(request, "monitor/nothing",
                           pages.html.translate(request.language, "Hier gibt es keinen Monitor"),
                           {{"portal_href", std::string(request.base()) + "/"}}, 404);
}

http::Response show(const http::Request& request, const Pages& pages, const Seen& seen, Tab tab,
                    std::string_view template_name, std::string title, json::object view) {
    json::object whole = common_view(request, seen);
    // Every drawn window refers to these; a page that forgot them would show dark walls.
    whole["definitions_svg"] = draw_definitions(Measures{});
    for (auto& entry : view)
        whole[entry.key()] = std::move(entry.value());
    whole["day_form"] =
        json::object{{"action", std::string(request.base()) + std::string(request.path)},
                     {"day_iso", whole["day_iso"]},
                     {"known_iso", whole["known_iso"]},
                     {"model_id", seen.looking.model}};
    whole["tabs"] = tabs(request, pages, seen, tab);
    whole["tabs_label"] = pages.html.translate(request.language, "Ansichten des Monitors");
    return cacheable(pages.html.page(request, template_name, std::move(title), std::move(whole),
                                     seen.looking.errors.empty() ? 200 : 400));
}

std::string link(const http::Request& request, const Seen& seen, std::string_view path,
                 std::string_view more) {
    std::string out = std::string(request.base()) + "/monitor" + std::string(path);
    const std::string query = seen.looking.query();
    out += query;
    if (!more.empty()) out += fmt::format("{}{}", query.empty() ? "?" : "&", more);
    return out;
}

Words words_of(const http::Request& request, const Pages& pages) {
    return Words{[&html = pages.html, language = request.language](std::string_view german) {
        return html.translate(language, german);
    }};
}

std::string titled(const http::Request& request, const Pages& pages, const Seen& seen,
                   std::string_view german) {
    return pages.html.translate(request.language, german) + ": " + seen.municipality.name;
}

json::object first_crumb(const http::Request& request, const Pages& pages, const Seen& seen) {
    return {{"label", pages.html.translate(request.language, "Monitor")},
            {"href", link(request, seen, "")}};
}

TownOptions town_options(const http::Request& request, const Seen& seen) {
    return {seen.municipality.name, std::string(request.base()),
            seen.looking.query(),   seen.looking.block,
            seen.looking.subject,   focus(*seen.picture, seen.looking)};
}

json::array services_by_bundle(const http::Request& request, const Seen& seen,
                               const std::vector<std::uint32_t>& services) {
    const readiness::Picture& picture = *seen.picture;
    json::array out;
    for (const catalogue::Bundle& bundle : picture.catalogue->bundles()) {
        json::array members;
        for (const std::uint32_t index : bundle.services) {
            if (std::find(services.begin(), services.end(), index) == services.end()) continue;
            const auto& service = picture.catalogue->services()[index];
            const int level = picture.services[index].level;
            members.push_back(
                {{"name", service.name},
                 {"href", link(request, seen, "/leistung/" + http::url_encode(service.key))},
                 {"level", level},
                 {"level_name", picture.model->level_names[static_cast<std::size_t>(level)]},
                 {"sample_svg", draw_window(Measures{}, shade_of(level, picture.model->top()))}});
        }
        if (members.empty()) continue;
        out.push_back({{"bundle", bundle.name},
                       {"href", link(request, seen, "/buendel/" + bundle.id)},
                       {"count", members.size()},
                       {"services", std::move(members)}});
    }
    return out;
}

json::object levels_view(const readiness::MaturityModel& model, const std::vector<int>& levels) {
    Town bar;  // only what a bar of levels asks for
    bar.top = model.top();
    bar.levels = levels;
    bar.windows = std::accumulate(levels.begin(), levels.end(), 0);
    const int online = std::accumulate(levels.begin() + model.online_from, levels.end(), 0);
    json::array list;
    for (std::size_t i = 0; i < levels.size(); ++i)
        list.push_back({{"number", i}, {"name", model.level_names[i]}, {"count", levels[i]}});
    return {{"levels_svg", draw_level_bar(bar, 1000, 20)},
            {"levels", std::move(list)},
            {"lit", grouped(levels.back())},
            {"online", grouped(online)},
            {"online_number", online},
            {"windows", grouped(bar.windows)},
            {"percent", bar.windows == 0 ? 0 : online * 100 / bar.windows}};
}

json::value day_or_null(const std::optional<LocalDate>& day) {
    return day ? json::value(day->to_german()) : json::value(nullptr);
}

json::value slippage_view(const std::optional<int>& days) {
    if (!days) return nullptr;
    return json::object{{"days", std::abs(*days)}, {"later", *days > 0}, {"earlier", *days < 0}};
}

std::string fact_href(const http::Request& request, const Seen& seen, readiness::FactKind kind,
                      std::string_view id) {
    const std::string_view path = kind == readiness::FactKind::block      ? "/baustein/"
                                  : kind == readiness::FactKind::solution ? "/loesung/"
                                                                          : "/voraussetzung/";
    return link(request, seen, std::string(path) + http::url_encode(id));
}

}  // namespace kommod::monitor
