// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One house from near: its windows, what they lack, why, and who must act.
#include <algorithm>

#include "monitor/causes.h"
#include "monitor/drawing.h"
#include "monitor/twins.h"
#include "readiness/ways.h"

namespace kommod::monitor {
namespace {

// What a service shares with others of its group.
json::object standing_view(const http::Request& request, const Seen& seen, std::uint32_t index) {
    const readiness::Ways found = readiness::ways(*seen.picture, index);
    json::array links;
    for (const readiness::Way& way : found.online)
        if (!way.url.empty()) links.push_back(json::object{{"title", way.title}, {"url", way.url}});
    json::object out{
        {"level", found.level},
        {"level_name", found.level_name},
        {"sample_svg", draw_window(Measures{}, shade_of(found.level, seen.picture->model->top()))},
        {"causes", causes_view(request, seen, found)},
        {"links", std::move(links)},
        {"must_act", must_act(seen, found)}};
    out["expected"] =
        found.expected ? json::value(found.expected->to_german()) : json::value(nullptr);
    return out;
}

json::array groups_of(const http::Request& request, const Seen& seen,
                      const catalogue::Bundle& bundle) {
    const readiness::Picture& picture = *seen.picture;
    std::vector<std::uint32_t> services = bundle.services;
    std::stable_sort(services.begin(), services.end(), [&](std::uint32_t a, std::uint32_t b) {
        return picture.services[a].level > picture.services[b].level;
    });
    std::vector<std::pair<json::object, json::array>> groups;
    for (const std::uint32_t index : services) {
        const auto& service = picture.catalogue->services()[index];
        json::object standing = standing_view(request, seen, index);
        json::object entry{
            {"name", service.name},
            {"href", link(request, seen, "/leistung/" + http::url_encode(service.key))}};
        const auto found = std::find_if(groups.begin(), groups.end(),
                                        [&](const auto& group) { return group.first == standing; });
        if (found == groups.end())
            groups.push_back({std::move(standing), json::array{std::move(entry)}});
        else
            found->second.push_back(std::move(entry));
    }
    json::array out;
    for (auto& [standing, members] : groups) {
        standing["services"] = std::move(members);
        out.push_back(std::move(standing));
    }
    return out;
}

}  // namespace

http::Response show_bundle(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const readiness::Picture& picture = *seen->picture;
    const auto* bundle = picture.catalogue->find_bundle(request.capture("id"));
    if (bundle == nullptr) return no_picture(request, pages);
    const auto* subject = picture.catalogue->find_subject(bundle->subject);
    const std::vector<int> levels = picture.levels_of(*bundle);
    json::object view{
        {"name", bundle->name},
        {"subject", subject == nullptr ? "" : subject->name},
        {"definitions_svg", draw_definitions(Measures{})},
        {"standing", levels_view(*picture.model, levels)},
        {"groups", groups_of(request, *seen, *bundle)},
        {"portal_href", std::string(request.base()) + "/buendel/" + http::url_encode(bundle->id)},
        {"breadcrumb",
         json::array{first_crumb(request, pages, *seen), json::object{{"label", bundle->name}}}}};
    return show(request, pages, *seen, Tab::none, "monitor/bundle", bundle->name, std::move(view));
}

}  // namespace kommod::monitor
