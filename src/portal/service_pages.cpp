// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One service and one bundle: what it is, what it costs, what to bring, and how it can be done
// today.
#include <algorithm>
#include <array>
#include <tuple>

#include "portal/portal.h"
#include "portal/views.h"
#include "readiness/ways.h"

namespace kommod::portal {
namespace {

// Modules of XZuFi in the order in which people ask. Source: FIM code list of text modules.
struct Module {
    const char* code;
    const char* heading;
};
constexpr std::array modules = {
    Module{"06", html::msgid("Worum es geht")},
    Module{"09", html::msgid("Wer es beantragen kann")},
    Module{"11", html::msgid("Wie es abläuft")},
    Module{"bearbeitungsdauer", html::msgid("Wie lange es dauert")},
    Module{"fristen", html::msgid("Welche Fristen gelten")},
    Module{"16", html::msgid("Was Sie noch wissen sollten")},
    Module{"25", html::msgid("Was Sie gegen die Entscheidung tun können")},
};

// Text of a module in the visitor's language, else in German.
std::string module_text(const catalogue::PublicService& service, const std::string& language,
                        const std::string& code) {
    for (const auto& wanted : {language, std::string{"de"}}) {
        const auto texts = service.texts.find(wanted);
        if (texts == service.texts.end()) continue;
        const auto text = texts->second.find(code);
        if (text != texts->second.end()) return text->second;
    }
    return {};
}

json::array text_list(const std::vector<std::string>& texts) {
    json::array out;
    for (const auto& text : texts)
        out.push_back(json::object{{"text", text}});
    return out;
}

json::array fee_list(const catalogue::PublicService& service, LocalDate today) {
    json::array fees;
    for (const auto& fee : service.fees) {
        if (today < fee.valid_from || (fee.valid_until && *fee.valid_until < today)) continue;
        json::object view{{"fee_name", fee.name}, {"legal_basis", fee.legal_basis}};
        if (fee.amount)
            view["amount"] = fee.amount->count() == 0 ? "kostenfrei" : fee.amount->to_german();
        else if (fee.from && fee.until)
            view["amount"] = fee.from->to_german() + " bis " + fee.until->to_german();
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

std::optional<json::object> office_view(const Deps& deps, const Town& town,
                                        const catalogue::PublicService& service) {
    const auto office = deps.municipalities.office(town.municipality.ags, service.office);
    if (!office) {
        const auto* kind = town.catalogue->find_office(service.office);
        if (!kind) return std::nullopt;
        return json::object{{"office_name", kind->name},
                            {"district", kind->level == catalogue::Level::district}};
    }
    json::object view{{"office_name", office->name}, {"district", office->district}};
    const std::pair<const char*, const std::string*> fields[] = {{"street", &office->street},
                                                                 {"postcode", &office->postcode},
                                                                 {"town", &office->town},
                                                                 {"phone", &office->phone},
                                                                 {"email", &office->email}};
    for (const auto& [key, value] : fields)
        if (!value->empty()) view[key] = *value;
    json::array hours;
    std::string_view rest = office->opening_hours;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        hours.push_back(json::object{{"line", rest.substr(0, end)}});
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    if (!hours.empty()) view["hours"] = std::move(hours);
    return view;
}

std::string trust_name(std::string_view trust) {
    if (trust == "low") return html::msgid("normal");
    if (trust == "substantial") return html::msgid("substanziell");
    if (trust == "high") return html::msgid("hoch");
    return {};
}

std::string addressee_name(std::string_view addressee) {
    if (addressee == "citizen") return html::msgid("Bürgerinnen und Bürger");
    if (addressee == "business") return html::msgid("Unternehmen");
    return html::msgid("Verwaltungen");
}

std::string responsible_name(catalogue::Level level, const municipalities::Municipality& town) {
    switch (level) {
        case catalogue::Level::federal:
            return "Bund";
        case catalogue::Level::state:
            return "Land Nordrhein-Westfalen";
        case catalogue::Level::district:
            return town.district_name;
        case catalogue::Level::municipality:
            break;
    }
    return town.name;
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
    if (!index) return not_found(request, deps, "Diese Leistung kennen wir nicht.");
    const auto& service = town.catalogue->services()[*index];
    const auto& bundle = *town.catalogue->find_bundle(service.bundle);

    json::object view = service_item(request, town, *index);
    view["municipality"] = town.municipality.name;
    view["bundle_href"] = bundle_href(request, bundle.id);
    view["monitor_href"] = monitor_href(request, bundle.id);
    add_ways(view, town, *index);
    view["responsible"] = responsible_name(service.level, town.municipality);
    view["laws"] = text_list(service.legal_basis);
    view["laws_exist"] = !service.legal_basis.empty();
    view["fees"] = fee_list(service, request.today());
    view["fees_exist"] = !view["fees"].as_array().empty();
    view["evidence"] = text_list(service.evidence);
    view["evidence_exist"] = !service.evidence.empty();
    json::array addressees;
    for (const auto& addressee : service.addressees)
        addressees.push_back(json::object{
            {"text", deps.renderer.translate(request.language, addressee_name(addressee))}});
    view["addressees_exist"] = !addressees.empty();
    view["addressees"] = std::move(addressees);
    if (const auto trust = trust_name(service.trust); !trust.empty())
        view["trust"] = deps.renderer.translate(request.language, trust);
    if (auto office = office_view(deps, town, service)) view["office"] = std::move(*office);
    if (const auto text = module_text(service, request.language, "05"); !text.empty())
        view["summary"] = text;
    json::array texts;
    for (const auto& module : modules)
        if (const auto text = module_text(service, request.language, module.code); !text.empty())
            texts.push_back({{"heading", deps.renderer.translate(request.language, module.heading)},
                             {"text", text}});
    view["modules"] = std::move(texts);
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
