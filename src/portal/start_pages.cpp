// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The first page of the installation (which municipality?), of a municipality, and the life events.
#include <algorithm>

#include "portal/online.h"
#include "portal/portal.h"
#include "portal/views.h"

namespace kommod::portal {
namespace {

// A page is shown to everyone alike and may be kept until the facts change.
http::Response cached(http::Response response) {
    response.cacheable = true;
    return response;
}

http::Response show_association(const http::Request& request, const Deps& deps) {
    json::array towns;
    for (const auto& town : deps.municipalities.active())
        if (town.kind == municipalities::Kind::municipality)
            towns.push_back(
                {{"name", town.name}, {"href", "/" + town.slug + "/"}, {"example", town.example}});
    return cached(deps.renderer.page(
        request, "portal/association",
        deps.renderer.translate(request.language, "Verwaltungsleistungen online"),
        {{"association", deps.municipalities.association_name()}, {"towns", std::move(towns)}}));
}

json::array life_event_list(const http::Request& request, const Town& town) {
    json::array subjects;
    for (const auto& subject : town.catalogue->subjects()) {
        json::array events;
        for (const auto& event : town.catalogue->life_events()) {
            if (event.subject != subject.id) continue;
            const auto bundles =
                std::count_if(town.catalogue->bundles().begin(), town.catalogue->bundles().end(),
                              [&](const auto& bundle) {
                                  return bundle.offered && bundle.life_event == event.id;
                              });
            if (bundles == 0) continue;
            events.push_back({{"name", event.name},
                              {"href", std::string{request.base()} + "/lebenslagen/" + event.id},
                              {"count", bundles}});
        }
        if (!events.empty())
            subjects.push_back(
                {{"id", subject.id}, {"name", subject.name}, {"events", std::move(events)}});
    }
    return subjects;
}

http::Response show_town(const http::Request& request, const Deps& deps) {
    const Town town = town_of(request, deps);
    const auto levels = town.picture->levels();
    int offered = 0, online = 0;
    for (std::size_t level = 0; level < levels.size(); ++level) {
        offered += levels[level];
        if (static_cast<int>(level) >= online_level) online += levels[level];
    }
    constexpr std::size_t shown = 6;
    return cached(deps.renderer.page(request, "portal/start",
                                     deps.renderer.translate(request.language, "Startseite"),
                                     {{"municipality", town.municipality.name},
                                      {"offered", offered},
                                      {"online_count", online},
                                      {"online", online_items(request, town, shown)},
                                      {"subjects", life_event_list(request, town)}}));
}

http::Response show_life_events(const http::Request& request, const Deps& deps) {
    const Town town = town_of(request, deps);
    const auto title = deps.renderer.translate(request.language, "Lebenslagen");
    return cached(deps.renderer.page(request, "portal/life_events", title,
                                     {{"subjects", life_event_list(request, town)},
                                      {"breadcrumb", breadcrumb(request, {{title, ""}})}}));
}

http::Response show_life_event(const http::Request& request, const Deps& deps) {
    const Town town = town_of(request, deps);
    const auto* event = town.catalogue->find_life_event(request.capture("id"));
    if (!event) return not_found(request, deps, "Diese Lebenslage kennen wir nicht.");
    json::array bundles;
    for (const auto& bundle : town.catalogue->bundles())
        if (bundle.offered && bundle.life_event == event->id)
            bundles.push_back(bundle_item(request, town, bundle));
    const auto up = deps.renderer.translate(request.language, "Lebenslagen");
    return cached(deps.renderer.page(
        request, "portal/life_event", event->name,
        {{"name", event->name},
         {"bundles", std::move(bundles)},
         {"breadcrumb", breadcrumb(request, {{up, "/lebenslagen"}, {event->name, ""}})}}));
}

}  // namespace

void add_start_pages(http::Router& router, const Deps& deps) {
    using http::Method;
    router.site(
        {.method = Method::get, .pattern = "/", .handler = [&deps](const http::Request& request) {
             return show_association(request, deps);
         }});
    router.tenant(
        {.method = Method::get, .pattern = "/", .handler = [&deps](const http::Request& request) {
             return show_town(request, deps);
         }});
    router.tenant({.method = Method::get,
                   .pattern = "/lebenslagen",
                   .handler = [&deps](const http::Request& request) {
                       return show_life_events(request, deps);
                   }});
    router.tenant({.method = Method::get,
                   .pattern = "/lebenslagen/{id}",
                   .handler = [&deps](const http::Request& request) {
                       return show_life_event(request, deps);
                   }});
}

}  // namespace kommod::portal
