// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The monitor's addresses, on every municipality's portal. All take the point of view (?stand=
// ?bekannt= ?modell=) and answer Accept: application/json with their view model.
//   /monitor                    the town picture; ?baustein= ?stufe= ?thema= ?lage= ?sdg= ?efa=
//   /monitor/tabelle            the same as a table, sorted and filtered by GET
//   /monitor/engpaesse          bundle x what is missing: the services blocked by it alone
//   /monitor/fahrplan           blocks, preconditions, solutions on a time axis, with slippage
//   /monitor/planer             the best order of what is missing
//   /monitor/aenderungen        what changed since ?seit=, and by what; .atom as a feed
//   /monitor/fristen            statutory deadlines
//   /monitor/vergleich          the municipalities of the association beside each other
//   /monitor/modelle            the maturity models beside each other
//   /monitor/woerter            what the words mean
//   /monitor/buendel/{id}  /leistung/{key}  /baustein/{id}  /voraussetzung/{id}  /loesung/{id}
//   /monitor/daten.json, daten.csv, poster.svg, poster.pdf, bericht.pdf, bild.svg
// and /monitor of the association: all municipalities at once.
#pragma once

#include "html/page.h"
#include "http/router.h"
#include "municipalities/store.h"
#include "readiness/store.h"

namespace kommod::monitor {

struct Pages {
    readiness::Store& readiness;
    municipalities::Store& municipalities;
    const html::Renderer& html;
    std::string public_url;  // "https://service.example.de"; empty: taken from the request
};
// What is handed in must outlive the router.
void add_pages(http::Router& router, Pages pages);

}  // namespace kommod::monitor
