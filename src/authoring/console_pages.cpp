// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/console_pages.h"

#include <array>

namespace kommod::authoring {
namespace {

using html::msgid;

constexpr std::array<std::pair<std::string_view, const char*>, 12> sentences{
    {{"angaben", msgid("Die Angaben sind gespeichert.")},
     {"online", msgid("Der Dienst geht an dem Tag online. Der Monitor weiß es schon.")},
     {"zurueckgezogen", msgid("Der Dienst ist zurückgezogen. Wer mittendrin ist, liest Ihren "
                              "Hinweis; Angaben gehen nicht verloren.")},
     {"wieder", msgid("Der Dienst ist wieder offen.")},
     {"endet", msgid("Das Ende ist festgehalten.")},
     {"uebernommen", msgid("Die Fassung ist veröffentlicht. Sie lässt sich jetzt online nehmen.")},
     {"belegt", msgid("Diese Versionsnummer ist hier schon mit anderem Inhalt veröffentlicht; es "
                      "wurde nichts geändert.")},
     {"feld", msgid("Das Feld ist gespeichert.")},
     {"texte", msgid("Die Texte sind gespeichert.")},
     {"daten", msgid("Recht und Fristen sind gespeichert.")},
     {"notiz", msgid("Die Antwort ist gespeichert.")},
     {"verworfen", msgid("Der Entwurf ist verworfen.")}}};

constexpr staff::Workshop workshop{.path = "/verwaltung/dienste/",
                                   .permission = staff::Permission::edit_services,
                                   .title = msgid("Online-Dienste"),
                                   .overview = "authoring/services",
                                   .sentences = sentences};

}  // namespace

http::Route desk_route(const Console& console, http::Method method, std::string_view path,
                       DeskPage page) {
    return staff::workplace_route(
        workshop, console.gate, console.municipalities, console.renderer, method, path,
        [&console, page = std::move(page)](const http::Request& request, staff::Workplace place) {
            return page(request, Desk{std::move(place), console});
        });
}

http::Response show(const http::Request& request, const Desk& desk, std::string_view template_name,
                    std::string_view title, json::object view, int status) {
    return staff::show_at(request, workshop, desk, desk.console.renderer, template_name, title,
                          std::move(view), status);
}

http::Response not_there(const http::Request& request, const Desk& desk) {
    return staff::refusal(desk.console.renderer, request, {.key = "staff.refused"});
}

void add_error(json::object& view, std::string_view field, const std::string& sentence) {
    view["error_" + std::string(field)] = sentence;
    json::value& errors = view["errors"];
    if (!errors.is_array()) errors = json::array{};
    errors.as_array().push_back({{"field", field}, {"text", sentence}});
}

audit::Entry act(const http::Request& request, const Desk& desk, std::string name,
                 std::string_view package_id, json::object details) {
    return {.at = request.now,
            .actor = desk.current.actor(),
            .act = std::move(name),
            .object_kind = "package",
            .object_id = std::string{package_id},
            .details = std::move(details)};
}

std::string service_href(const Desk& desk, std::string_view package_id) {
    return desk.base + "/dienst/" + http::url_encode(package_id);
}

std::string draft_href(const Desk& desk, std::string_view package_id) {
    return desk.base + "/entwurf/" + http::url_encode(package_id);
}

json::object state_view(const packages::Offer& offer, LocalDate today) {
    const auto* live = offer.on(today);
    const bool planned = live == nullptr && !offer.versions.empty();
    const bool retired = offer.retired_from && *offer.retired_from <= today;
    const auto day =
        offer.versions.empty() ? std::string{} : offer.versions.front().from.to_short_german();
    return {{"is_withdrawn", offer.withdrawn_at.has_value()},
            {"is_retired", !offer.withdrawn_at && retired},
            {"is_live", !offer.withdrawn_at && !retired && live != nullptr},
            {"is_planned", !offer.withdrawn_at && !retired && planned},
            {"not_online", !offer.withdrawn_at && !retired && offer.versions.empty()},
            {"day", day}};
}

void add_console_pages(http::Router& router, const Console& console) {
    add_list_console(router, console);
    add_service_console(router, console);
    add_parameter_console(router, console);
    add_comparison_console(router, console);
    add_archive_console(router, console);
    add_editor_console(router, console);
}

std::vector<staff::Tile> console_tiles() {
    return {{msgid("Online-Dienste"),
             msgid("Dienste bauen, ändern, online nehmen und im Notfall zurückziehen"),
             workshop.permission,
             [](const staff::Place& place) { return workshop.address(place); }}};
}

}  // namespace kommod::authoring
