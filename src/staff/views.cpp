// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/views.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "staff/errors.h"

namespace kommod::staff {
namespace {

// Elements of the forms by the field an Error names.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> field_ids{
    {{"user_name", "benutzername"},
     {"name", "name"},
     {"role", "rollen"},
     {"password", "neu"},
     {"repeated", "wiederholt"},
     {"current", "jetzt"},
     {"token", "einrichtungscode"},
     {"from", "ab"},
     {"until", "bis"},
     {"reason", "grund"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> messages{
    {{"erneut", "Die Sendung wird noch einmal zugestellt."},
     {"verworfen", "Die Sendung ist verworfen."},
     {"abgemeldet", "Sie sind abgemeldet."},
     {"passwort", "Ihr Passwort ist geändert. Ihre anderen Sitzungen sind beendet."},
     {"willkommen", "Ihr Konto ist eingerichtet. Willkommen!"},
     {"sitzung", "Die Sitzung ist beendet."},
     {"sitzungen", "Alle anderen Sitzungen sind beendet."},
     {"rollen", "Die Rollen sind geändert."},
     {"deaktiviert", "Das Konto ist deaktiviert, alle seine Sitzungen sind beendet."},
     {"aktiviert", "Das Konto ist wieder aktiv."},
     {"gegeben", "Die Berechtigung ist erteilt."},
     {"widerrufen", "Die Berechtigung ist widerrufen. Sie gilt ab sofort nicht mehr."}}};

std::string_view look_up(const auto& table, std::string_view key) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const auto& entry) { return entry.first == key; });
    return found == table.end() ? std::string_view{} : found->second;
}

}  // namespace

http::Route at_home(const SharedPages& pages, http::Method method, std::string pattern,
                    Permission permission, ConsoleHandler handler) {
    return {.method = method,
            .pattern = std::move(pattern),
            .handler =
                [pages, permission, handler](const http::Request& request) {
                    const Gate& gate = pages->desk.gate;
                    const auto present = gate.current(request);
                    if (!present) return refusal(pages->renderer, request, present.error());
                    const auto current =
                        gate.require(request, permission, ags_of(present->staff.home));
                    if (!current) return refusal(pages->renderer, request, current.error());
                    return handler(request, *pages, *current);
                },
            .access = http::Access::only(std::string{session_kind})};
}

http::Route signed_in(const SharedPages& pages, http::Method method, std::string pattern,
                      ConsoleHandler handler) {
    return {.method = method,
            .pattern = std::move(pattern),
            .handler =
                [pages, handler](const http::Request& request) {
                    const auto current = pages->desk.gate.current(request);
                    if (!current) return refusal(pages->renderer, request, current.error());
                    return handler(request, *pages, *current);
                },
            .access = http::Access::only(std::string{session_kind})};
}

http::Response show(const Pages& pages, const http::Request& request,
                    std::string_view template_name, std::string_view title, json::object view,
                    int status) {
    auto response = pages.renderer.page(request, template_name,
                                        pages.renderer.translate(request.language, title),
                                        std::move(view), status);
    response.set_header("Cache-Control", "no-store");
    return response;
}

http::Response not_found(const Pages& pages, const http::Request& request) {
    return show(pages, request, "staff/not_found", "Nicht gefunden", {}, 404);
}

void add_error(json::object& view, const Error& error) {
    const auto known = look_up(field_ids, error.field);
    const std::string id{known.empty() ? std::string_view{error.field} : known};
    const auto text = german_text(error);
    json::object entry{{"text", text}};
    if (!id.empty()) {
        entry["field"] = id;
        view["error_" + id] = text;
    }
    view["errors"] = json::array{std::move(entry)};
}

int status_of(const Error& error) {
    return error.key == "staff.wait" ? 429 : 422;
}

void add_message(json::object& view, const http::Request& request) {
    view["message"] = look_up(messages, request.query.get("meldung"));
}

json::array breadcrumb(std::initializer_list<std::pair<std::string, std::string>> steps) {
    json::array out;
    out.push_back({{"label", "Verwaltung"}, {"href", "/verwaltung"}});
    for (const auto& [label, href] : steps)
        out.push_back({{"label", label}, {"href", href}});
    return out;
}

std::string ags_of(std::string_view place) {
    return place == store::association ? std::string{} : std::string{place.substr(1)};
}

std::string place_name(const Pages& pages, std::string_view place) {
    if (place == store::association) return pages.desk.municipalities.association_name();
    const auto town = pages.desk.municipalities.by_ags(ags_of(place));
    return town ? town->name : std::string{place};
}

std::optional<Place> place_of(std::string_view wanted, const std::vector<Place>& places,
                              std::string_view home) {
    const auto found = std::find_if(places.begin(), places.end(), [&](const Place& place) {
        return wanted.empty() ? place.name_space == home : place_id(place) == wanted;
    });
    if (found != places.end()) return *found;
    if (wanted.empty() && !places.empty()) return places.front();
    return std::nullopt;
}

json::array place_options(const std::vector<Place>& places, const Place& current) {
    json::array out;
    for (const Place& place : places)
        out.push_back({{"value", place_id(place)},
                       {"label", place.name},
                       {"selected", place.name_space == current.name_space}});
    return out;
}

std::string role_names(const Staff& staff) {
    std::vector<std::string> names;
    for (const Role role : staff.roles)
        names.emplace_back(german_name(role));
    return text::join(names, ", ");
}

}  // namespace kommod::staff
