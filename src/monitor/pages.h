// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The monitor's addresses, on every municipality's portal:
//   /monitor                the town picture       ?stand= ?bekannt= ?baustein=
//   /monitor/tabelle        the same data as a table, sorted and filtered by GET
//   /monitor/buendel/{id}   one bundle: its services, what is missing, why, who must act
//   /monitor/daten.json     the data (json.h)
#pragma once

#include "base/clock.h"
#include "html/page.h"
#include "http/router.h"
#include "municipalities/store.h"
#include "readiness/store.h"

namespace kommod::monitor {

struct Pages {
    readiness::Store& readiness;
    municipalities::Store& municipalities;
    const html::Renderer& html;
};
// What is handed in must outlive the router.
void add_pages(http::Router& router, Pages pages);

}  // namespace kommod::monitor
