// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "portal/elsewhere.h"

#include "html/page.h"
#include "portal/description.h"
#include "portal/views.h"

namespace kommod::portal {
namespace {

using catalogue::Level;
using html::msgid;

// Types of the federal list, where they say one thing: who makes the rules, who carries them out.
bool is_left_to_others(std::string_view type) {
    return type == "2" || type == "3" || type.starts_with("2/3");
}

// What the type says of who makes the rules; empty when it says several things.
std::string_view who_rules(std::string_view type) {
    if (type == "1") return msgid("Der Bund regelt es und führt es aus.");
    if (is_left_to_others(type))
        return msgid("Der Bund regelt es, Länder und Kommunen führen es aus.");
    if (type == "4" || type == "4a" || type == "4b") return msgid("Das Land regelt es.");
    if (type == "5") return msgid("Die Kommunen regeln es.");
    return {};
}

// Who is responsible in this municipality's stead. Nobody is named when the catalogue only says
// that it is a matter of municipalities, or of the district that the municipality is itself.
std::string responsible_elsewhere(const http::Request& request, const Deps& deps,
                                  const municipalities::Municipality& town,
                                  const catalogue::PublicService& service) {
    auto name = responsible_name(service.level, town);
    if (service.level == Level::municipality || name == town.name) return {};
    // The level of an imported bundle is a guess; the type of the service is not.
    if (service.level == Level::state && is_left_to_others(service.type))
        name += " " + deps.renderer.translate(request.language, "oder eine Kommune");
    return name;
}

// The kind of office, where it is not one that a town hall has, too.
std::string office_kind(const catalogue::Catalogue& known,
                        const catalogue::PublicService& service) {
    const auto* kind = known.find_office(service.office);
    return kind != nullptr && kind->level != Level::municipality ? kind->name : std::string{};
}

}  // namespace

json::object elsewhere_item(const http::Request& request, const Deps& deps, const Town& town,
                            const catalogue::PublicService& service) {
    return {{"kind", "service"},
            {"key", service.key},
            {"name", service.name},
            {"href", service_href(request, service.key)},
            {"responsible", responsible_elsewhere(request, deps, town.municipality, service)}};
}

std::optional<http::Response> elsewhere_page(const http::Request& request, const Deps& deps,
                                             const Town& town, std::string_view key) {
    const auto known = deps.catalogue.full(town.municipality.name_space(), request.today());
    const auto* service = known->find(key);
    if (service == nullptr) return std::nullopt;
    const auto translated = [&](std::string_view german) {
        return german.empty() ? std::string{} : deps.renderer.translate(request.language, german);
    };
    json::object view = elsewhere_item(request, deps, town, *service);
    view["municipality"] = town.municipality.name;
    view["office_kind"] = office_kind(*known, *service);
    view["rules"] = translated(who_rules(service->type));
    add_description(view, request, deps, *service);
    view["breadcrumb"] =
        breadcrumb(request, {{translated("Leistungen"), "/leistungen"}, {service->name, ""}});
    auto response = deps.renderer.page(request, "portal/elsewhere", service->name, std::move(view));
    // Search engines shall lead to those who offer it.
    response.set_header("X-Robots-Tag", "noindex");
    response.cacheable = true;
    return response;
}

}  // namespace kommod::portal
