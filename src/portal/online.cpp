// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "portal/online.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include <qrencode.h>

#include "portal/views.h"
#include "readiness/ways.h"

namespace kommod::portal {
namespace {

json::object online_item(const http::Request& request, const Town& town,
                         const readiness::OnlineService& online) {
    json::object item = service_item(request, town, online.service);
    if (online.since) item["since"] = online.since->to_german();
    if (!online.way.url.empty()) item["url"] = online.way.url;
    item["example"] = online.way.example;
    return item;
}

json::array by_life_event(const http::Request& request, const Town& town,
                          const std::vector<readiness::OnlineService>& online) {
    std::map<std::string_view, json::array> services;  // by the id of their life event
    for (const auto& service : online) {
        const auto& bundle =
            *town.catalogue->find_bundle(town.catalogue->services()[service.service].bundle);
        services[bundle.life_event].push_back(online_item(request, town, service));
    }
    json::array out;
    // Orders of life events count within their subject only.
    for (const auto& subject : town.catalogue->subjects())
        for (const auto& event : town.catalogue->life_events()) {
            const auto found = services.find(event.id);
            if (event.subject != subject.id || found == services.end()) continue;
            out.push_back({{"name", event.name}, {"services", std::move(found->second)}});
        }
    return out;
}

http::Response show_online(const http::Request& request, const Deps& deps) {
    const Town town = town_of(request, deps);
    const auto online = readiness::online_since(*town.picture);
    constexpr std::size_t newest = 10;
    const auto title = deps.renderer.translate(request.language, "Schon online");
    auto response = deps.renderer.page(request, "portal/online", title,
                                       {{"municipality", town.municipality.name},
                                        {"count", online.size()},
                                        {"newest", online_items(request, town, newest)},
                                        {"life_events", by_life_event(request, town, online)},
                                        {"breadcrumb", breadcrumb(request, {{title, ""}})}});
    response.cacheable = true;
    return response;
}

// One path of an SVG in units of modules, with the quiet zone of four modules that ISO/IEC 18004
// asks for.
json::object qr_view(const std::string& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
        QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free};
    if (!code) return {};
    constexpr int quiet = 4;
    std::string path;
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if (code->data[y * code->width + x] & 1)
                path +=
                    "M" + std::to_string(x + quiet) + " " + std::to_string(y + quiet) + "h1v1h-1z";
    return {{"size", code->width + 2 * quiet}, {"path", std::move(path)}};
}

http::Response show_counter_sheet(const http::Request& request, const Deps& deps) {
    const Town town = town_of(request, deps);
    const std::string address = absolute(request, deps, "/online");
    constexpr std::size_t fits_on_a_page = 12;
    const auto title = deps.renderer.translate(request.language, "Aushang: Schon online");
    return deps.renderer.page(
        request, "portal/counter_sheet", title,
        {{"municipality", town.municipality.name},
         {"address", address},
         {"logo", logo_view(request.base(), deps.municipalities.logo(town.municipality.ags))},
         {"qr", qr_view(address)},
         {"newest", online_items(request, town, fits_on_a_page)}});
}

}  // namespace

json::array online_items(const http::Request& request, const Town& town, std::size_t most) {
    json::array items;
    std::set<std::string_view> shown;  // a bundle that came online as a whole is told once
    for (const auto& online : readiness::online_since(*town.picture)) {
        if (items.size() == most) break;
        if (shown.insert(town.catalogue->services()[online.service].bundle).second)
            items.push_back(online_item(request, town, online));
    }
    return items;
}

void add_online_pages(http::Router& router, const Deps& deps) {
    router.tenant(
        {.method = http::Method::get,
         .pattern = "/online",
         .handler = [&deps](const http::Request& request) { return show_online(request, deps); }});
    router.tenant({.method = http::Method::get,
                   .pattern = "/online/aushang",
                   .handler = [&deps](const http::Request& request) {
                       return show_counter_sheet(request, deps);
                   }});
}

}  // namespace kommod::portal
