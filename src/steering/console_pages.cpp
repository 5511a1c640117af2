// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "steering/console_pages.h"

#include <array>

#include "monitor/town.h"
#include "steering/overview.h"

namespace kommod::steering {
namespace {

using html::msgid;
using readiness::FactKind;

constexpr std::array<std::pair<FactKind, std::string_view>, 3> addresses{
    {{FactKind::block, "baustein"},
     {FactKind::precondition, "voraussetzung"},
     {FactKind::solution, "loesung"}}};

constexpr std::array<std::pair<std::string_view, const char*>, 10> sentences{
    {{"festgehalten", msgid("Festgehalten. Monitor, Fahrplan und Feed zeigen es ab sofort.")},
     {"unveraendert", msgid("Das stand schon so da; es wurde nichts festgehalten.")},
     {"bestaetigt", msgid("Bestätigt: Das stimmt noch.")},
     {"zurueckgenommen", msgid("Die letzte Änderung ist zurückgenommen.")},
     {"entfernt", msgid("Zurückgezogen. Es zählt nicht mehr.")},
     {"fallzahlen", msgid("Die Fallzahlen sind gespeichert.")},
     {"eingelesen", msgid("Die Datei ist eingelesen.")},
     {"szenario", msgid("Das Szenario ist gespeichert.")},
     {"szenario-weg", msgid("Das Szenario ist gelöscht.")},
     {"zu-spaet", msgid("Dazu ist schon Jüngeres festgehalten; es wurde nichts geändert.")}}};

constexpr staff::Workshop workshop{.path = "/verwaltung/steuerung/",
                                   .permission = staff::Permission::edit_facts,
                                   .title = msgid("Steuerung"),
                                   .overview = "steering/console",
                                   .sentences = sentences};

json::value short_day(const std::optional<LocalDate>& day) {
    return day ? json::value(day->to_short_german()) : json::value(nullptr);
}

json::object row_view(const Desk& desk, const Row& row) {
    using State = Row::State;
    const std::string href = fact_href(desk, row.kind, row.id);
    json::object out{{"title", row.title},
                     {"href", href},
                     {"owner", row.owner},
                     {"planned", short_day(row.planned)},
                     {"happened", short_day(row.happened)},
                     {"confirmed", short_day(row.confirmed_on)},
                     {"stale", row.stale},
                     {"overdue", row.overdue},
                     {"inherited", row.of_association},
                     {"example", row.example},
                     {"can_confirm", row.confirmed_on.has_value() && !row.of_association},
                     {"confirm_action", href + "/bestaetigen"},
                     {"is_precondition", row.kind == FactKind::precondition},
                     {"none", row.state == State::none},
                     {"is_planned", row.state == State::planned},
                     {"is_test", row.state == State::test},
                     {"is_open", row.state == State::open},
                     {"is_there", row.state == State::there},
                     {"is_ended", row.state == State::ended},
                     {"slippage", nullptr}};
    if (row.slippage)
        out["slippage"] = json::object{{"days", std::abs(*row.slippage)},
                                       {"later", *row.slippage > 0},
                                       {"earlier", *row.slippage < 0}};
    return out;
}

http::Response show_overview(const http::Request& request, const Desk& desk) {
    const Logs from = logs(desk);
    json::array blocks, preconditions, solutions;
    int stale = 0;
    for (const Row& row : overview(*from.of_association, *from.own, desk.ags, request.today())) {
        stale += row.stale ? 1 : 0;
        auto& list = row.kind == FactKind::block          ? blocks
                     : row.kind == FactKind::precondition ? preconditions
                                                          : solutions;
        list.push_back(row_view(desk, row));
    }
    const auto group = [&](const char* id, const char* title, json::array rows, bool can_add) {
        const bool empty = rows.empty();
        return json::object{
            {"group_id", id},
            {"group_title", desk.console.renderer.translate(request.language, title)},
            {"rows", std::move(rows)},
            {"empty", empty},
            {"new_href", can_add ? desk.base + "/neu/" + id : std::string{}}};
    };
    json::array groups;
    groups.push_back(group("baustein", msgid("Bausteine"), std::move(blocks), false));
    groups.push_back(
        group("voraussetzung", msgid("Voraussetzungen"), std::move(preconditions), true));
    groups.push_back(group("loesung", msgid("Lösungen"), std::move(solutions), true));
    const auto town = desk.console.municipalities.by_ags(desk.ags);
    return show(request, desk, "steering/console", "Steuerung",
                {{"groups", std::move(groups)},
                 {"stale", stale},
                 {"one_stale", stale == 1},
                 {"mass_href", desk.base + "/sammeln"},
                 {"cases_href", desk.ags.empty() ? std::string{} : desk.base + "/fallzahlen"},
                 {"scenarios_href", desk.ags.empty() ? std::string{} : desk.base + "/szenarien"},
                 {"import_href", desk.base + "/einlesen"},
                 {"yaml_href", desk.base + "/ausgabe/yaml"},
                 {"csv_href", desk.base + "/ausgabe/csv"},
                 {"roadmap_href",
                  town && town->active ? "/" + town->slug + "/monitor/fahrplan" : std::string{}}});
}

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

http::Response download(std::string body, const char* content_type, const std::string& file_name) {
    auto response = http::text_response(std::move(body), content_type);
    response.set_header("Content-Disposition", "attachment; filename=\"" + file_name + "\"");
    response.set_header("Cache-Control", "no-store");
    return response;
}

void add_error(json::object& view, std::string_view field, const std::string& sentence) {
    view["error_" + std::string(field)] = sentence;
    json::value& errors = view["errors"];
    if (!errors.is_array()) errors = json::array{};
    errors.as_array().push_back({{"field", field}, {"text", sentence}});
}

audit::Entry act(const Desk& desk, std::string name, std::string object_kind,
                 std::string object_id) {
    return {.at = {},
            .actor = desk.current.actor(),
            .act = std::move(name),
            .object_kind = std::move(object_kind),
            .object_id = std::move(object_id)};
}

Logs logs(const Desk& desk) {
    auto& readiness = desk.console.readiness;
    return {desk.ags.empty() ? std::make_shared<const readiness::FactLog>()
                             : readiness.log(store::association),
            readiness.log(desk.name_space)};
}

std::string_view address_of(FactKind kind) {
    for (const auto& [each, address] : addresses)
        if (each == kind) return address;
    return {};
}

std::string fact_href(const Desk& desk, FactKind kind, std::string_view id) {
    return desk.base + "/tatsache/" + std::string(address_of(kind)) + "/" + http::url_encode(id);
}

std::optional<FactKind> kind_of(const http::Request& request) {
    for (const auto& [kind, address] : addresses)
        if (request.capture("art") == address) return kind;
    return std::nullopt;
}

void add_console_pages(http::Router& router, const Console& console) {
    router.site(desk_route(console, http::Method::get, "", &show_overview));
    add_fact_console(router, console);
    add_mass_console(router, console);
    add_case_console(router, console);
    add_file_console(router, console);
    add_scenario_console(router, console);
}

std::vector<staff::Tile> console_tiles() {
    return {{msgid("Steuerung"),
             msgid("Bausteine, Voraussetzungen und Lösungen mit ihren Terminen; Fallzahlen"),
             workshop.permission,
             [](const staff::Place& place) { return workshop.address(place); }}};
}

}  // namespace kommod::steering
