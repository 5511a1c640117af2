// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/console_pages.h"

#include <array>

#include "catalogue/export.h"

namespace kommod::catalogue {
namespace {

struct Download {
    std::string_view format;  // as export_format_from_id() reads it
    const char* label;
    const char* note;
    const char* ending;
    const char* content_type;
};
constexpr std::array downloads = {
    Download{"csv", "CSV", html::msgid("eine Zeile je Leistung, für Tabellenprogramme"), ".csv",
             "text/csv; charset=utf-8"},
    Download{"json", "JSON Lines",
             html::msgid("Kommods eigenes Format, ohne Verlust: nur das, was hier selbst "
                         "festgelegt ist"),
             ".jsonl", "application/jsonl; charset=utf-8"},
    Download{"xzufi", "XZuFi 2.2.0", html::msgid("für Zuständigkeitsfinder und Redaktionssysteme"),
             "-xzufi-2.2.0.xml", "application/xml; charset=utf-8"},
    Download{"xzufi-2.3.1", "XZuFi 2.3.1",
             html::msgid("für Zuständigkeitsfinder und Redaktionssysteme"), "-xzufi-2.3.1.xml",
             "application/xml; charset=utf-8"}};

json::array download_items(const http::Request& request, const Desk& desk) {
    json::array out;
    for (const auto& download : downloads)
        out.push_back({{"label", download.label},
                       {"note", desk.console.renderer.translate(request.language, download.note)},
                       {"href", desk.base + "/ausgabe/" + std::string{download.format}}});
    return out;
}

http::Response show_overview(const http::Request& request, const Desk& desk) {
    const auto snapshot = desk.console.catalogue.snapshot(desk.name_space, request.today());
    const auto known = desk.console.catalogue.full(desk.name_space, request.today());
    const auto synonyms = desk.console.catalogue.synonyms(desk.name_space);
    const auto missed = desk.console.search.missed(desk.name_space);
    return show(request, desk, "catalogue/console", "Katalog",
                {{"bundles", snapshot->bundles().size()},
                 {"services", snapshot->services().size()},
                 {"known", known->services().size() - snapshot->services().size()},
                 {"synonyms", synonyms.size()},
                 {"missed", missed.size()},
                 {"synonyms_href", desk.base + "/synonyme"},
                 {"missed_href", desk.base + "/ohne-treffer"},
                 {"import_href", desk.base + "/einlesen"},
                 {"downloads", download_items(request, desk)}});
}

http::Response show_missed(const http::Request& request, const Desk& desk) {
    json::array searches;
    for (const auto& missed : desk.console.search.missed(desk.name_space))
        searches.push_back(
            {{"words", missed.words},
             {"count", missed.searches},
             {"day", missed.day.to_german()},
             {"href", desk.base + "/synonyme?wort=" + http::url_encode(missed.words) +
                          "&probe=" + http::url_encode(missed.words) + "#wort"}});
    json::object view{{"none", searches.empty()}};
    view["searches"] = std::move(searches);
    return show(request, desk, "catalogue/console_missed", "Suchen ohne Treffer", std::move(view));
}

http::Response download(const http::Request& request, const Desk& desk) {
    for (const auto& download : downloads) {
        if (download.format != request.capture("format")) continue;
        const auto format = export_format_from_id(download.format);
        auto response = http::text_response(
            export_catalogue(desk.console.catalogue, desk.ags, *format), download.content_type);
        response.set_header(
            "Content-Disposition",
            "attachment; filename=\"katalog-" + staff::place_id(desk) + download.ending + "\"");
        response.set_header("Cache-Control", "no-store");
        return response;
    }
    return staff::refusal(desk.console.renderer, request, {.key = "staff.refused"});
}

constexpr std::array<std::pair<std::string_view, const char*>, 3> sentences{
    {{"gespeichert", html::msgid("Das Synonym ist gespeichert. Die Suche kennt es ab sofort.")},
     {"entfernt", html::msgid("Das Synonym ist entfernt.")},
     {"eingelesen", html::msgid("Die Datei ist eingelesen.")}}};
constexpr staff::Workshop workshop{.path = "/verwaltung/katalog/",
                                   .permission = staff::Permission::edit_catalogue,
                                   .title = html::msgid("Katalog"),
                                   .overview = "catalogue/console",
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

void add_console_pages(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(console, Method::get, "", &show_overview));
    router.site(desk_route(console, Method::get, "/ohne-treffer", &show_missed));
    router.site(desk_route(console, Method::get, "/ausgabe/{format}", &download));
    add_synonym_console(router, console);
    add_import_console(router, console);
}

std::vector<staff::Tile> console_tiles() {
    return {
        {html::msgid("Katalog"),
         html::msgid("Synonyme der Suche, Suchen ohne Treffer, Leistungen einlesen und ausgeben"),
         workshop.permission, [](const staff::Place& place) { return workshop.address(place); }}};
}

}  // namespace kommod::catalogue
