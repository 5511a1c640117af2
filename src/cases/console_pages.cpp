// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/console_pages.h"

#include <array>

namespace kommod::cases {
namespace {

using html::msgid;
using staff::Permission;

constexpr std::array<std::pair<std::string_view, const char*>, 2> sentences{
    {{"zurueckgenommen", msgid("Der Antrag ist zurückgenommen.")},
     {"schon-zurueckgenommen",
      msgid("Der Antrag war schon zurückgenommen; es wurde nichts geändert.")}}};

constexpr staff::Workshop workshop_for(Permission permission) {
    return {.path = "/verwaltung/antraege/",
            .permission = permission,
            .title = msgid("Anträge"),
            .overview = "staff/applications",
            .sentences = sentences};
}
constexpr staff::Workshop reading = workshop_for(Permission::read_cases);
constexpr staff::Workshop deciding = workshop_for(Permission::work_on_cases);

http::Response nowhere(const http::Request& request, const Console& console) {
    return console.renderer.page(
        request, "staff/not_found",
        console.renderer.translate(request.language, msgid("Nicht gefunden")), {}, 404);
}

}  // namespace

http::Route desk_route(const Console& console, Work work, http::Method method,
                       std::string_view path, DeskPage page) {
    return staff::workplace_route(
        work == Work::reading ? reading : deciding, console.gate, console.municipalities,
        console.renderer, method, path,
        [&console, page = std::move(page)](const http::Request& request, staff::Workplace place) {
            auto* records = place.ags.empty() ? nullptr : console.database.find(place.name_space);
            if (records == nullptr) return nowhere(request, console);
            auto response = page(request, Desk{std::move(place), console, *records});
            // What stands here is nobody else's business, also on a shared computer afterwards.
            response.set_header("Cache-Control", "no-store");
            return response;
        });
}

http::Response show(const http::Request& request, const Desk& desk, std::string_view template_name,
                    std::string_view title, json::object view, int status) {
    return staff::show_at(request, reading, desk, desk.console.renderer, template_name, title,
                          std::move(view), status);
}

http::Response not_there(const http::Request& request, const Desk& desk) {
    return nowhere(request, desk.console);
}

http::Response download(std::string body, const char* content_type, const std::string& file_name) {
    auto response = http::text_response(std::move(body), content_type);
    response.set_header("Content-Disposition", "attachment; filename=\"" + file_name + "\"");
    return response;
}

audit::Entry act(const http::Request& request, const Desk& desk, std::string name,
                 std::string object_kind, std::string object_id, json::object details) {
    return {.at = request.now,
            .actor = desk.current.actor(),
            .act = std::move(name),
            .object_kind = std::move(object_kind),
            .object_id = std::move(object_id),
            .details = std::move(details)};
}

std::string address_of(const Desk& desk, const Application& application) {
    return desk.base + "/vorgang/" + application.reference;
}

std::shared_ptr<const packages::ServicePackage> package_of(const Desk& desk,
                                                           const Application& application) {
    return desk.console.packages.version(desk.name_space, application.package_hash);
}

std::string service_title(const Desk& desk, const Application& application) {
    const auto package = package_of(desk, application);
    return package ? std::string{package->text("de", "service.title")} : application.title;
}

void add_console_pages(http::Router& router, const Console& console) {
    add_list_console(router, console);
    add_application_console(router, console);
}

std::vector<staff::Tile> console_tiles() {
    return {{msgid("Anträge"), msgid("Online gestellte Anträge lesen, ausgeben und zurücknehmen"),
             reading.permission, [](const staff::Place& place) {
                 return place.ags.empty() ? std::string{} : reading.address(place);
             }}};
}

}  // namespace kommod::cases
