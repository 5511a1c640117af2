// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One service and one bundle: what it is, what it costs, what to bring, and how it can be done
// today.
#include <algorithm>
#include <tuple>

#include "portal/description.h"
#include "portal/elsewhere.h"
#include "portal/portal.h"
#include "portal/views.h"
#include "readiness/ways.h"

namespace kommod::portal {
namespace {

json::array fee_list(const http::Request& request, const Deps& deps,
                     const catalogue::PublicService& service) {
    const LocalDate today = request.today();
    const auto translate = [&](std::string_view german) {
        return deps.renderer.translate(request.language, german);
    };
    json::array fees;
    for (const auto& fee : service.fees) {
        if (today < fee.valid_from || (fee.valid_until && *fee.valid_until < today)) continue;
        json::object view{{"fee_name", fee.name}, {"legal_basis", fee.legal_basis}};
        if (fee.amount)
            view["amount"] =
                fee.amount->count() == 0 ? translate("kostenfrei") : fee.amount->to_german();
        else if (fee.from && fee.until)
            view["amount"] =
                fee.from->to_german() + " " + translate("bis") + " " + fee.until->to_german();
        fees.push_back(std::move(view));
    }
    return fees;
}

json::array way_list(const std::vector<readiness::Way>& ways) {
    json::array out;
    for (const auto& way : ways) {
        json::object view{
            {"title", way.title}, {"provider", way.provider}, {"example", way.example}};
        if (!way.url.empty()) view["url"] = way.url;
        if (way.since) view["since"] = way.since->to_german();
        out.push_back(std::move(view));
    }
    return out;
}

// One obstacle may stand against several criteria: it is told once, with all that it holds up.
json::object obstacle_view(const readiness::Obstacle& obstacle, std::string_view municipality) {
    json::object view{
        {"owner", obstacle.owner.empty() ? std::string{municipality} : obstacle.owner},
        {"criteria", json::array{}}};
    switch (obstacle.kind) {
        case readiness::Obstacle::Kind::no_solution:
            view["no_solution"] = true;
            break;
        case readiness::Obstacle::Kind::block:
            view["block"] = {{"block_name", obstacle.title}};
            break;
        case readiness::Obstacle::Kind::precondition:
            view["precondition"] = {{"title", obstacle.title},
                                    {"citation", obstacle.citation},
                                    {"reason", obstacle.explanation}};
            break;
    }
    if (obstacle.until) {
        view["until"] = obstacle.until->to_german();
        view["planned"] = obstacle.only_planned;
    }
    return view;
}

json::array obstacle_list(const readiness::Ways& ways, std::string_view municipality) {
    using Same =
        std::tuple<readiness::Obstacle::Kind, std::string, std::string, std::optional<LocalDate>>;
    std::vector<std::pair<Same, json::object>> groups;
    for (const auto& obstacle : ways.obstacles) {
        const Same same{obstacle.kind, obstacle.id, obstacle.owner, obstacle.until};
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const auto& g) { return g.first == same; });
        if (group == groups.end())
            group = groups.insert(groups.end(), {same, obstacle_view(obstacle, municipality)});
        group->second["criteria"].as_array().push_back(
            json::object{{"criterion", obstacle.criterion_name}});
    }
    // Law and technology first: whoever reads on finds what is only missing here.
    std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) {
        return std::get<0>(a.first) > std::get<0>(b.first);
    });
    json::array out;
    for (auto& [same, view] : groups)
        out.push_back(std::move(view));
    return out;
}

// The town's own office; else what the catalogue says of its kind.
std::optional<json::object> responsible_office(const Deps& deps, const Town& town,
                                               const catalogue::PublicService& service) {
    if (const auto office = deps.municipalities.office(town.municipality.ags, service.office))
        return office_view(*office);
    const auto* kind = town.catalogue->find_office(service.office);
    if (!kind) return std::nullopt;
    return json::object{{"office_name", kind->name},
                        {"district", kind->level == catalogue::Level::district}};
}

std::string trust_name(std::string_view trust) {
    if (trust == "low") return html::msgid("normal");
    if (trust == "substantial") return html::msgid("substanziell");
    if (trust == "high") return html::msgid("hoch");
    return {};
}

// How it can be done today, put into the page's view.
void add_ways(json::object& view, const Town& town, std::uint32_t index) {
    const auto ways = readiness::ways(*town.picture, index);
    view["way_online"] = way_list(ways.online);
    view["way_forms"] = way_list(ways.forms);
    view["not_online"] = !ways.fully_online;
    view["obstacles"] = obstacle_list(ways, town.municipality.name);
    if (ways.expected) view["expected"] = ways.expected->to_german();
}

std::string monitor_href(const http::Request& request, std::string_view bundle) {
    return std::string{request.base()} + "/monitor/buendel/" + http::url_encode(bundle);
}

http::Response show_service(const http::Request& request, const Deps& deps) {
    const auto key = catalogue::ServiceKey::parse(request.capture("key"));
    if (!key) return not_found(request, deps, "Diese Leistung kennen wir nicht.");
    const Town town = town_of(request, deps);
    const auto index = service_index(town, key->str());
    if (!index) {
        auto elsewhere = elsewhere_page(request, deps, town, key->str());
        if (elsewhere) return std::move(*elsewhere);
        return not_found(request, deps, "Diese Leistung kennen wir nicht.");
    }
    const auto& service = town.catalogue->services()[*index];
    const auto& bundle = *town.catalogue->find_bundle(service.bundle);

    json::object view = service_item(request, town, *index);
    view["municipality"] = town.municipality.name;
    view["bundle_href"] = bundle_href(request, bundle.id);
    view["monitor_href"] = monitor_href(request, bundle.id);
    add_ways(view, town, *index);
    view["responsible"] = responsible_name(service.level, town.municipality);
    add_description(view, request, deps, service);
    view["fees"] = fee_list(request, deps, service);
    view["fees_exist"] = !view["fees"].as_array().empty();
    view["evidence"] = text_list(service.evidence);
    view["evidence_exist"] = !service.evidence.empty();
    if (const auto trust = trust_name(service.trust); !trust.empty())
        view["trust"] = deps.renderer.translate(request.language, trust);
    if (auto office = responsible_office(deps, town, service)) view["office"] = std::move(*office);
    view["breadcrumb"] = breadcrumb(
        request, {{deps.renderer.translate(request.language, "Leistungen"), "/leistungen"},
                  {bundle.name, "/buendel/" + bundle.id},
                  {service.name, ""}});
    auto response = deps.renderer.page(request, "portal/service", service.name, std::move(view));
    response.cacheable = true;
    return response;
}

http::Response show_bundle(const http::Request& request, const Deps& deps) {
    const Town town = town_of(request, deps);
    const auto* bundle = town.catalogue->find_bundle(request.capture("id"));
    if (!bundle) return not_found(request, deps, "Dieses Leistungsbündel kennen wir nicht.");
    json::array online, others;
    for (const auto index : bundle->services) {
        auto item = service_item(request, town, index);
        (item["online"].as_bool() ? online : others).push_back(std::move(item));
    }
    json::object view = bundle_item(request, town, *bundle);
    view["online_exist"] = !online.empty();
    view["others_exist"] = !others.empty();
    view["online_services"] = std::move(online);
    view["other_services"] = std::move(others);
    view["monitor_href"] = monitor_href(request, bundle->id);
    view["breadcrumb"] = breadcrumb(
        request, {{deps.renderer.translate(request.language, "Leistungen"), "/leistungen"},
                  {bundle->name, ""}});
    auto response = deps.renderer.page(request, "portal/bundle", bundle->name, std::move(view));
    response.cacheable = true;
    return response;
}

}  // namespace

void add_service_pages(http::Router& router, const Deps& deps) {
    router.tenant(
        {.method = http::Method::get,
         .pattern = "/leistungen/{key}",
         .handler = [&deps](const http::Request& request) { return show_service(request, deps); }});
    router.tenant(
        {.method = http::Method::get,
         .pattern = "/buendel/{id}",
         .handler = [&deps](const http::Request& request) { return show_bundle(request, deps); }});
}

}  // namespace kommod::portal
