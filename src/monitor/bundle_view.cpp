// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/bundle_view.h"

#include <algorithm>

#include "base/text.h"
#include "monitor/drawing.h"
#include "readiness/ways.h"

namespace kommod::monitor {
namespace {

using readiness::Obstacle;

// One reason and all criteria it stands against.
struct Cause {
    Obstacle reason;
    std::vector<std::string> criteria;
};

// First what the law or others bar, then blocks that are not there, then what nobody has built.
int rank(Obstacle::Kind kind) {
    switch (kind) {
        case Obstacle::Kind::precondition:
            return 0;
        case Obstacle::Kind::block:
            return 1;
        case Obstacle::Kind::no_solution:
            return 2;
    }
    return 2;
}

bool same_reason(const Obstacle& a, const Obstacle& b) {
    return a.kind == b.kind && a.id == b.id && a.title == b.title;
}

std::vector<Cause> causes_of(const std::vector<Obstacle>& obstacles) {
    std::vector<Cause> out;
    for (const Obstacle& obstacle : obstacles) {
        const auto found = std::find_if(out.begin(), out.end(), [&](const Cause& cause) {
            return same_reason(cause.reason, obstacle);
        });
        if (found == out.end())
            out.push_back({obstacle, {obstacle.criterion_name}});
        else
            found->criteria.push_back(obstacle.criterion_name);
    }
    std::stable_sort(out.begin(), out.end(), [](const Cause& a, const Cause& b) {
        return rank(a.reason.kind) < rank(b.reason.kind);
    });
    return out;
}

std::string owner_of(const Obstacle& obstacle, const Seen& seen) {
    return obstacle.owner.empty() ? seen.municipality.name : obstacle.owner;
}

json::object cause_view(const Cause& cause, const Seen& seen) {
    const Obstacle& reason = cause.reason;
    json::object out{{"criteria", text::join(cause.criteria, ", ")},
                     {"owner", owner_of(reason, seen)},
                     {"title", reason.title},
                     {"citation", reason.citation},
                     {"explanation", reason.explanation},
                     {"is_precondition", reason.kind == Obstacle::Kind::precondition},
                     {"is_block", reason.kind == Obstacle::Kind::block},
                     {"no_solution", reason.kind == Obstacle::Kind::no_solution},
                     {"planned", reason.only_planned}};
    out["until"] = reason.until ? json::value(reason.until->to_german()) : json::value(nullptr);
    return out;
}

std::string must_act(const std::vector<Cause>& causes, const Seen& seen) {
    std::vector<std::string> out;
    for (const Cause& cause : causes) {
        const std::string owner = owner_of(cause.reason, seen);
        if (std::find(out.begin(), out.end(), owner) == out.end()) out.push_back(owner);
    }
    return text::join(out, ", ");
}

// What a service shares with others of its group.
json::object standing_view(const Seen& seen, std::uint32_t index) {
    const readiness::Ways found = readiness::ways(*seen.picture, index);
    const std::vector<Cause> causes = causes_of(found.obstacles);
    json::array views, links;
    for (const Cause& cause : causes)
        views.push_back(cause_view(cause, seen));
    for (const readiness::Way& way : found.online)
        if (!way.url.empty()) links.push_back(json::object{{"title", way.title}, {"url", way.url}});
    json::object out{
        {"level", found.level},
        {"level_name", found.level_name},
        {"sample_svg", draw_window(Measures{}, shade_of(found.level, seen.picture->model->top()))},
        {"causes", std::move(views)},
        {"links", std::move(links)},
        {"must_act", must_act(causes, seen)}};
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
        json::object standing = standing_view(seen, index);
        json::object entry{
            {"name", service.name},
            {"href", std::string(request.base()) + "/leistungen/" + http::url_encode(service.key)}};
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

void add_bundle(json::object& view, const http::Request& request, const Seen& seen,
                const catalogue::Bundle& bundle) {
    const readiness::Picture& picture = *seen.picture;
    Town bar;  // only what a bar of levels asks for
    bar.top = picture.model->top();
    bar.levels = picture.levels_of(bundle);
    bar.windows = static_cast<int>(bundle.services.size());
    const auto* subject = picture.catalogue->find_subject(bundle.subject);
    view["name"] = bundle.name;
    view["subject"] = subject == nullptr ? "" : subject->name;
    view["definitions_svg"] = draw_definitions(Measures{});
    view["levels_svg"] = draw_level_bar(bar, 1000, 20);
    view["lit"] = bar.levels.back();
    view["windows"] = bar.windows;
    view["groups"] = groups_of(request, seen, bundle);
    view["portal_href"] = std::string(request.base()) + "/buendel/" + http::url_encode(bundle.id);
    view["breadcrumb"] =
        json::array{json::object{{"label", "Monitor"}, {"href", view["town_href"]}},
                    json::object{{"label", bundle.name}}};
}

}  // namespace kommod::monitor
