// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/pages.h"

#include <string>

#include "monitor/twins.h"

namespace kommod::monitor {
namespace {

http::Route route(std::string pattern, Handler handler, const Pages& pages) {
    http::Route out;
    out.method = http::Method::get;
    out.pattern = std::move(pattern);
    out.handler = [pages, handler](const http::Request& request) {
        return handler(request, pages);
    };
    return out;
}

struct Entry {
    const char* pattern;
    Handler handler;
};
constexpr Entry town_pages[] = {
    {"/monitor", show_town},
    {"/monitor/tabelle", show_table},
    {"/monitor/engpaesse", show_matrix},
    {"/monitor/fahrplan", show_roadmap},
    {"/monitor/aenderungen", show_changes},
    {"/monitor/aenderungen.atom", show_feed},
    {"/monitor/fristen", show_deadlines},
    {"/monitor/vergleich", show_comparison},
    {"/monitor/modelle", show_models},
    {"/monitor/woerter", show_words},
    {"/monitor/buendel/{id}", show_bundle},
    {"/monitor/leistung/{key}", show_service},
    {"/monitor/baustein/{id}", show_block},
    {"/monitor/voraussetzung/{id}", show_precondition},
    {"/monitor/loesung/{id}", show_solution},
    {"/monitor/daten.json", show_data},
    {"/monitor/daten.csv", show_csv},
    {"/monitor/planer", show_planner},
    {"/monitor/poster.svg", show_poster_svg},
    {"/monitor/poster.pdf", show_poster_pdf},
    {"/monitor/bericht.pdf", show_report},
    {"/monitor/bild.svg", show_standalone},
    {"/monitor/einbetten", show_embedding},
};

}  // namespace

void add_pages(http::Router& router, Pages pages) {
    for (const Entry& entry : town_pages)
        router.tenant(route(entry.pattern, entry.handler, pages));
    router.site(route("/monitor", show_association, pages));
}

}  // namespace kommod::monitor
