// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/console_pages.h"

#include <array>

#include "catalogue/export.h"

namespace kommod::catalogue {
namespace {

constexpr std::string_view console_path = "/verwaltung/katalog/";
constexpr std::string_view association_id = "verbund";

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
        response.set_header("Content-Disposition",
                            "attachment; filename=\"katalog-" +
                                (desk.ags.empty() ? std::string{association_id} : desk.ags) +
                                download.ending + "\"");
        response.set_header("Cache-Control", "no-store");
        return response;
    }
    return staff::refusal(desk.console.renderer, request, {.key = "staff.refused"});
}

// Only sentences of ours are shown, never words from the address.
constexpr std::array<std::pair<std::string_view, const char*>, 3> sentences{
    {{"gespeichert", html::msgid("Das Synonym ist gespeichert. Die Suche kennt es ab sofort.")},
     {"entfernt", html::msgid("Das Synonym ist entfernt.")},
     {"eingelesen", html::msgid("Die Datei ist eingelesen.")}}};

const char* sentence_of(std::string_view name) {
    for (const auto& [id, sentence] : sentences)
        if (id == name) return sentence;
    return nullptr;
}

}  // namespace

http::Route desk_route(const Console& console, http::Method method, std::string_view path,
                       DeskPage page) {
    return {.method = method,
            .pattern = std::string{console_path} + "{ort}" + std::string{path},
            .handler =
                [&console, page = std::move(page)](const http::Request& request) {
                    const auto id = std::string{request.capture("ort")};
                    const bool association = id == association_id;
                    const auto ags = association ? std::string{} : id;
                    auto current =
                        console.gate.require(request, staff::Permission::edit_catalogue, ags);
                    if (!current) return staff::refusal(console.renderer, request, current.error());
                    const auto town = console.municipalities.by_ags(ags);
                    if (!town && !association)
                        return staff::refusal(console.renderer, request, {.key = "staff.refused"});
                    Desk desk{console,
                              std::move(*current),
                              town ? town->name_space() : std::string{store::association},
                              ags,
                              town ? town->name : console.municipalities.association_name(),
                              std::string{console_path} + id};
                    return page(request, desk);
                },
            .access = http::Access::only("staff")};
}

http::Response show(const http::Request& request, const Desk& desk, std::string_view template_name,
                    std::string_view title, json::object view, int status) {
    const auto translate = [&](std::string_view german) {
        return desk.console.renderer.translate(request.language, german);
    };
    const std::string catalogue = translate("Katalog") + " – " + desk.name;
    const bool overview = template_name == "catalogue/console";
    const std::string heading = overview ? catalogue : translate(title);
    view["heading"] = heading;
    view["place"] = desk.name;
    if (const auto* sentence = sentence_of(request.query.get("meldung")))
        view["message"] = translate(sentence);
    json::array steps{{{"label", translate("Verwaltung")},
                       {"href", "/verwaltung?ort=" +
                                    (desk.ags.empty() ? std::string{association_id} : desk.ags)}}};
    if (!overview) steps.push_back({{"label", catalogue}, {"href", desk.base}});
    steps.push_back(json::object{{"label", heading}});
    view["breadcrumb"] = std::move(steps);
    return desk.console.renderer.page(request, template_name,
                                      overview ? heading : heading + " – " + desk.name,
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
         staff::Permission::edit_catalogue, [](const staff::Place& place) {
             return std::string{console_path} +
                    (place.ags.empty() ? std::string{association_id} : place.ags);
         }}};
}

}  // namespace kommod::catalogue
