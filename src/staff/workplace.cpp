// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/workplace.h"

#include <algorithm>

namespace kommod::staff {
namespace {

const char* sentence_of(const Workshop& workshop, std::string_view name) {
    const auto found = std::ranges::find(workshop.sentences, name,
                                         [](const auto& sentence) { return sentence.first; });
    return found == workshop.sentences.end() ? nullptr : found->second;
}

}  // namespace

std::string Workshop::address(const Place& place) const {
    return std::string{path} + place_id(place);
}

http::Route workplace_route(const Workshop& workshop, const Gate& gate,
                            municipalities::Store& municipalities, const html::Renderer& renderer,
                            http::Method method, std::string_view path, WorkplacePage page) {
    return {.method = method,
            .pattern = std::string{workshop.path} + "{ort}" + std::string{path},
            .handler =
                [&workshop, &gate, &municipalities, &renderer,
                 page = std::move(page)](const http::Request& request) {
                    const std::string id{request.capture("ort")};
                    const bool association = id == place_id({});
                    const std::string ags = association ? "" : id;
                    auto current = gate.require(request, workshop.permission, ags);
                    if (!current) return refusal(renderer, request, current.error());
                    const auto town = municipalities.by_ags(ags);
                    if (!town && !association)
                        return refusal(renderer, request, {.key = "staff.refused"});
                    Place place{town ? town->name_space() : std::string{store::association}, ags,
                                town ? town->name : municipalities.association_name()};
                    std::string base = workshop.address(place);
                    return page(request, {std::move(place), std::move(*current), std::move(base)});
                },
            .access = http::Access::only("staff")};
}

http::Response show_at(const http::Request& request, const Workshop& workshop,
                       const Workplace& workplace, const html::Renderer& renderer,
                       std::string_view template_name, std::string_view title, json::object view,
                       int status) {
    const auto translate = [&](std::string_view german) {
        return renderer.translate(request.language, german);
    };
    const std::string room = translate(workshop.title) + " – " + workplace.name;
    const bool overview = template_name == workshop.overview;
    const std::string heading = overview ? room : translate(title);
    view["heading"] = heading;
    view["place"] = workplace.name;
    view["overview_href"] = workplace.base;
    if (const char* sentence = sentence_of(workshop, request.query.get("meldung")))
        view["message"] = translate(sentence);
    json::array steps{
        {{"label", translate("Verwaltung")}, {"href", "/verwaltung?ort=" + place_id(workplace)}}};
    if (!overview) steps.push_back({{"label", room}, {"href", workplace.base}});
    steps.push_back(json::object{{"label", heading}});
    view["breadcrumb"] = std::move(steps);
    return renderer.page(request, template_name,
                         overview ? heading : heading + " – " + workplace.name, std::move(view),
                         status);
}

}  // namespace kommod::staff
