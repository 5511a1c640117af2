// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The start page of the console, and what surrounds all of its pages.
#include <fmt/format.h>

#include "municipalities/texts.h"
#include "staff/views.h"
#include "store/outbox.h"

namespace kommod::staff {
namespace {

using http::Request;
using http::Response;

std::string with_place(std::string_view path, const Place& place) {
    return std::string{path} + "?ort=" + place_id(place);
}

// The rooms' own tiles; those of other consoles follow.
std::vector<Tile> own_tiles() {
    return {
        {html::msgid("Personal"),
         html::msgid("Konten anlegen, Rollen vergeben, zweiten Faktor zurücksetzen"),
         Permission::manage_staff,
         [](const Place&) { return std::string{"/verwaltung/personal"}; }},
        {html::msgid("Berechtigungen"),
         html::msgid("Beschäftigten des Verbunds Zugang geben und entziehen"),
         Permission::manage_grants,
         [](const Place&) { return std::string{"/verwaltung/berechtigungen"}; }},
        {html::msgid("Protokoll"),
         html::msgid("Wer hat wann was getan oder gelesen? Mit Prüfung auf Veränderungen"),
         Permission::read_trail,
         [](const Place& place) { return with_place("/verwaltung/protokoll", place); }},
        {html::msgid("Zustellung"), html::msgid("Sendungen, die nicht zugestellt werden konnten"),
         Permission::run_installation,
         [](const Place& place) { return with_place("/verwaltung/zustellung", place); }},
    };
}

void add_tiles(json::array& out, const std::vector<Tile>& tiles, const Staff& staff,
               const Place& place, const Request& request, const Pages& pages) {
    const auto translate = [&](std::string_view german) {
        return pages.renderer.translate(request.language, german);
    };
    for (const Tile& tile : tiles) {
        if (!may(staff, tile.permission, place.name_space, request.today())) continue;
        const auto href = tile.href(place);
        if (!href.empty())
            out.push_back(
                {{"title", translate(tile.title)}, {"text", translate(tile.text)}, {"href", href}});
    }
}

void add_letter_warning(json::array& out, const Pages& pages, const Place& place) {
    auto* records = pages.desk.database.find(place.name_space);
    const auto dead = records == nullptr ? 0 : store::outbox_state(*records).dead;
    if (dead > 0)
        out.push_back({{"title", fmt::format("Nicht zugestellte Sendungen: {}", dead)},
                       {"text", "Alle Versuche sind gescheitert."},
                       {"href", with_place("/verwaltung/zustellung", place)},
                       {"label", "Ansehen"}});
}

json::array warnings_of(const Pages& pages, const Place& place, const Staff& staff,
                        LocalDate today) {
    json::array out;
    if (!place.ags.empty())
        for (const auto& text : municipalities::missing_texts(pages.desk.municipalities, place.ags))
            out.push_back({{"title", "Pflichttext fehlt: " + std::string{text.title}},
                           {"text", "Warum er nötig ist: " + std::string{text.source}},
                           {"href", ""},
                           {"label", ""}});
    if (may(staff, Permission::run_installation, place.name_space, today))
        add_letter_warning(out, pages, place);
    if (pages.warnings)
        for (const Warning& warning : pages.warnings(place, staff))
            out.push_back({{"title", warning.title},
                           {"text", warning.text},
                           {"href", warning.href},
                           {"label", warning.label}});
    return out;
}

json::array chooser(const std::vector<Place>& places, const Place& current) {
    json::array out;
    for (const Place& place : places)
        out.push_back({{"name", place.name},
                       {"href", with_place("/verwaltung", place)},
                       {"current", place.name_space == current.name_space}});
    return out;
}

Response show_start(const Request& request, const Pages& pages, const Current& current) {
    const auto today = request.today();
    const auto places = pages.desk.gate.places(current.staff, Permission::read_console, today);
    auto place = place_of(request.query.get("ort"), places, current.staff.home);
    if (!place) place = place_of({}, places, current.staff.home);
    const auto account = pages.desk.accounts.find(current.staff.id);
    json::object view{
        {"name", current.staff.name},
        {"roles", role_names(current.staff)},
        {"place", place ? place->name : std::string{}},
        {"places", json::array{}},
        {"several_places", places.size() > 1},
        {"tiles", json::array{}},
        {"warnings", json::array{}},
        {"previous_login",
         account->previous_login ? account->previous_login->to_german() : std::string{}},
        {"failures", account->failures_before_login}};
    if (place) {
        const auto present = pages.desk.gate.require(request, Permission::read_console, place->ags);
        if (!present) return refusal(pages.renderer, request, present.error());
        view["places"] = chooser(places, *place);
        auto& tiles = view["tiles"].as_array();
        add_tiles(tiles, own_tiles(), present->staff, *place, request, pages);
        add_tiles(tiles, pages.tiles, present->staff, *place, request, pages);
        view["warnings"] = warnings_of(pages, *place, present->staff, today);
    }
    add_message(view, request);
    return show(pages, request, "staff/start", "Verwaltung", std::move(view));
}

}  // namespace

void add_console_pages(http::Router& router, const SharedPages& pages) {
    auto start = signed_in(pages, http::Method::get, "/verwaltung", show_start);
    // Who is half-way in is led on by the gate, not turned away by the server.
    start.access = http::Access::anyone();
    router.site(std::move(start));
}

void add_pages(http::Router& router, Pages pages) {
    const auto shared = std::make_shared<const Pages>(std::move(pages));
    add_login_pages(router, shared);
    add_console_pages(router, shared);
    add_account_pages(router, shared);
    add_people_pages(router, shared);
    add_grant_pages(router, shared);
    add_trail_pages(router, shared);
    add_letter_pages(router, shared);
    add_session_pages(router, shared);
}

bool is_console(const Request& request) {
    const auto path = std::string_view{request.path};
    return request.base().empty() && (path == "/verwaltung" || path.starts_with("/verwaltung/"));
}

void add_console_frame(json::object& frame, Desk& desk, const Request& request) {
    if (!is_console(request)) return;
    const auto path = std::string_view{request.path};
    frame["robots"] = "noindex";
    frame["home_href"] = "/verwaltung";
    const auto current = desk.gate.current(request);
    if (!current) return;
    frame["staff"] = {{"name", current->staff.name},
                      {"logout_href", "/verwaltung/abmelden"},
                      {"session", session_view(request)}};
    json::array navigation{
        {{"label", "Verwaltung"}, {"href", "/verwaltung"}, {"current", path == "/verwaltung"}}};
    const auto add = [&](const char* label, const char* href, bool shown) {
        if (shown)
            navigation.push_back(
                {{"label", label}, {"href", href}, {"current", path.starts_with(href)}});
    };
    const auto at_home = [&](Permission permission) {
        return may(current->staff, permission, current->staff.home, request.today());
    };
    add("Personal", "/verwaltung/personal", at_home(Permission::manage_staff));
    add("Berechtigungen", "/verwaltung/berechtigungen", at_home(Permission::manage_grants));
    add("Protokoll", "/verwaltung/protokoll", at_home(Permission::read_trail));
    add("Mein Konto", "/verwaltung/konto", true);
    frame["navigation"] = std::move(navigation);
}

}  // namespace kommod::staff
