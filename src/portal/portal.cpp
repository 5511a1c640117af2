// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "portal/portal.h"

#include <stdexcept>

#include "municipalities/texts.h"

namespace kommod::portal {

Town town_of(const http::Request& request, const Deps& deps) {
    auto municipality = deps.municipalities.by_slug(request.tenant->slug);
    if (!municipality)
        throw std::runtime_error("a tenant without a municipality: " + request.tenant->slug);
    const LocalDate today = request.today();
    Town town;
    town.picture = deps.readiness.picture(municipality->ags, {today, today});
    // The one the picture was made of: its indexes are the picture's, whatever is imported now.
    town.catalogue = town.picture->catalogue;
    town.municipality = std::move(*municipality);
    return town;
}

std::optional<municipalities::Municipality> owner_of(const http::Request& request,
                                                     const Deps& deps) {
    if (request.tenant) return deps.municipalities.by_slug(request.tenant->slug);
    return municipalities::association_host(deps.municipalities);
}

std::string absolute(const http::Request& request, const Deps& deps, std::string_view path) {
    const bool own_host = request.tenant && request.tenant->base.empty();
    const std::string& origin =
        own_host || deps.public_url.empty() ? request.origin : deps.public_url;
    return origin + std::string{request.base()} + std::string{path};
}

http::Response not_found(const http::Request& request, const Deps& deps, std::string_view what) {
    return deps.renderer.page(
        request, "portal/not_found",
        deps.renderer.translate(request.language, "Diese Seite gibt es nicht"),
        {{"what", deps.renderer.translate(request.language, what)}}, 404);
}

void add_pages(http::Router& router, const Deps& deps) {
    add_start_pages(router, deps);
    add_search_pages(router, deps);
    add_service_pages(router, deps);
    add_online_pages(router, deps);
    add_mandatory_pages(router, deps);
    add_feedback_pages(router, deps);
    add_machine_pages(router, deps);
    add_logo_page(router, deps);
}

}  // namespace kommod::portal
