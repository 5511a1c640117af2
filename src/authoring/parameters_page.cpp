// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What a municipality says of a service itself: amounts, deadlines, contacts, its office. Kept
// apart from the provider's package, so that an update of it changes none of this.
#include <algorithm>

#include "authoring/parameter_form.h"
#include "authoring/service_page.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

json::array office_options(const Request& request, const Desk& desk, std::string_view chosen) {
    json::array out{{{"value", ""},
                     {"label", desk.translate(request.language, msgid("Bitte wählen"))},
                     {"selected", chosen.empty()}}};
    for (const auto& office : desk.console.municipalities.offices(desk.ags))
        out.push_back(
            {{"value", office.id}, {"label", office.name}, {"selected", office.id == chosen}});
    return out;
}

// The office that the package names, when the town has one called so.
std::string proposed_office(const Desk& desk, const Opened& service) {
    const auto& wanted = service.newest->process.office;
    return desk.console.municipalities.office(desk.ags, wanted) ? wanted : std::string{};
}

Response show_parameters(const Request& request, const Desk& desk, const Opened& service,
                         const ParameterReading* typed) {
    const auto office = typed                          ? std::string{request.form.get("amt")}
                        : service.offer.office.empty() ? proposed_office(desk, service)
                                                       : service.offer.office;
    json::object view{
        {"service_title", service.title()},
        {"parameters", parameter_views(request, desk, *service.newest, service.offer, typed)},
        {"office", json::object{{"options", office_options(request, desk, office)}}},
        {"from", day_view(request, desk, "gilt_ab",
                          desk.translate(request.language, msgid("Diese Angaben gelten ab")),
                          request.today(), {})},
        {"action", service_href(desk, service.id) + "/angaben"},
        {"back_href", service_href(desk, service.id)}};
    const auto& parameters = view["parameters"].as_array();
    view["some_parameters"] = !parameters.empty();
    view["some_proposed"] = std::ranges::any_of(parameters, [](const json::value& each) {
        return each.as_object().at("proposed").as_bool();
    });
    if (typed) {
        json::array errors;
        for (const auto& mistake : typed->mistakes)
            errors.push_back({{"field", mistake.field}, {"text", mistake.sentence}});
        view["errors"] = std::move(errors);
    }
    return show(request, desk, "authoring/parameters", msgid("Angaben Ihrer Kommune"),
                std::move(view), typed ? 422 : 200);
}

bool is_office(const Desk& desk, std::string_view id) {
    return !id.empty() && desk.console.municipalities.office(desk.ags, id).has_value();
}

Response keep_parameters(const Request& request, const Desk& desk, const Opened& service) {
    auto read = read_parameters(request, desk, *service.newest);
    const std::string office{request.form.get("amt")};
    if (!is_office(desk, office))
        read.mistakes.push_back(
            {"amt", desk.translate(request.language,
                                   msgid("Wählen Sie das Amt, das die Anträge bearbeitet."))});
    if (!read.mistakes.empty()) return show_parameters(request, desk, service, &read);
    json::array keys;
    for (const auto& value : read.values)
        keys.push_back(json::value_from(value.key));
    auto& packages = desk.console.packages;
    packages.set_parameters(
        desk.name_space, service.id, read.values,
        act(request, desk, "package.parameters", service.id, {{"parameters", std::move(keys)}}));
    packages.set_office(desk.name_space, service.id, office,
                        act(request, desk, "package.office", service.id, {{"office", office}}));
    return http::redirect(service_href(desk, service.id) + "?meldung=angaben");
}

}  // namespace

void add_parameter_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(service_route(console, Method::get, "/angaben", For::towns,
                              [](const auto& request, const auto& desk, const auto& service) {
                                  return show_parameters(request, desk, service, nullptr);
                              }));
    router.site(service_route(console, Method::post, "/angaben", For::towns, &keep_parameters));
}

}  // namespace kommod::authoring
