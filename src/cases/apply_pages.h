// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The citizen's way through an online service, on the portal of a municipality, without a log-in:
//   /antrag/{package}                       what it is about; POST begins
//   /antrag/{package}/fortsetzen            with the code that was written down, or .../{code} by
//                                           link; POST opens the draft on this device
//   /antrag/{package}/{draft}               leads to the first gap
//   .../seite/{page}                        one page; POST keeps it
//   .../seite/{page}/{item}                 one item of the group that the page asks for
//   .../seite/{page}/{item}/entfernen       removes it
//   .../seite/{page}[/{item}]/fragen        the questions as the answers so far make them (script)
//   .../datei/{file}                        a file that was handed in, to look at it again
//   .../ende                                where a stop of the form leads
//   .../pruefen, .../absenden               check the answers, send them
//   .../beleg, .../beleg.pdf, .../beleg.json  the receipt (§ 9a OZG (2)-(4))
//   .../spaeter, .../loeschen               go on later, or not at all
// Who has no cookie of a draft gets 404 for all of them.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "files/reception.h"
#include "forms/evaluate.h"
#include "geo/store.h"
#include "html/page.h"
#include "http/router.h"
#include "municipalities/store.h"
#include "packages/store.h"
#include "store/database.h"

namespace kommod::cases {

// What the pages ask. Everything here outlives the router.
struct Deps {
    store::Database& database;
    municipalities::Store& municipalities;
    packages::Store& packages;
    const html::Renderer& renderer;
    const files::Reception& reception;
    geo::Store& maps;
    std::string public_url;  // of the installation, without a slash at the end; may be empty
    // What an account says of who fills the form in; without it: nothing.
    std::function<forms::Attributes(const http::Request&)> login = {};
};

// All routes of the citizens.
void add_apply_pages(http::Router& router, const Deps& deps);

// By topic; add_apply_pages() calls them.
void add_start_pages(http::Router& router, const Deps& deps);
void add_form_pages(http::Router& router, const Deps& deps);
void add_item_pages(http::Router& router, const Deps& deps);
void add_check_pages(http::Router& router, const Deps& deps);
void add_receipt_pages(http::Router& router, const Deps& deps);
void add_later_pages(http::Router& router, const Deps& deps);

}  // namespace kommod::cases
