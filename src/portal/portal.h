// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The public face of a municipality: start, search, service pages, "schon online", mandatory pages.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/json.h"
#include "catalogue/search.h"
#include "catalogue/store.h"
#include "html/page.h"
#include "http/router.h"
#include "municipalities/store.h"
#include "readiness/store.h"
#include "store/database.h"

namespace kommod::portal {

// What the pages ask. Everything here outlives the router.
struct Deps {
    store::Database& database;
    municipalities::Store& municipalities;
    catalogue::Store& catalogue;
    catalogue::Search& search;
    readiness::Store& readiness;
    const html::Renderer& renderer;
    std::string public_url;        // of the installation, without a slash at the end; may be empty
    std::string security_contact;  // of security.txt; may be empty
};

// All routes of the room.
void add_pages(http::Router& router, const Deps& deps);

// By topic; add_pages() calls them.
void add_start_pages(http::Router& router, const Deps& deps);
void add_search_pages(http::Router& router, const Deps& deps);
void add_service_pages(http::Router& router, const Deps& deps);
void add_online_pages(http::Router& router, const Deps& deps);
void add_mandatory_pages(http::Router& router, const Deps& deps);
void add_feedback_pages(http::Router& router, const Deps& deps);
void add_machine_pages(http::Router& router, const Deps& deps);
void add_logo_page(http::Router& router, const Deps& deps);

// The municipality of a request with all that is known about it today.
struct Town {
    municipalities::Municipality municipality;
    std::shared_ptr<const catalogue::Catalogue> catalogue;
    std::shared_ptr<const readiness::Picture> picture;
};
Town town_of(const http::Request& request, const Deps& deps);
// Whose mandatory pages stand below this address: the municipality's, or on the installation's own
// pages the district's.
std::optional<municipalities::Municipality> owner_of(const http::Request& request,
                                                     const Deps& deps);

// Absolute address of a page of this portal ("https://.../coesfeld/online"), for QR codes and
// machines.
std::string absolute(const http::Request& request, const Deps& deps, std::string_view path);

// path, alt, width and height of a logo for pages below this base; null when there is none.
json::value logo_view(std::string_view base, const std::optional<municipalities::Logo>& logo);

http::Response not_found(const http::Request& request, const Deps& deps, std::string_view what);

}  // namespace kommod::portal
