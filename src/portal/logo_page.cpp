// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A municipality's logo under an address that changes with its content: browsers keep it for ever.
#include "portal/portal.h"

namespace kommod::portal {
namespace {

std::string address_of(std::string_view base, const municipalities::Logo& logo) {
    return std::string{base} + "/logo/" + logo.hash + ".png";
}

http::Response show_logo(const http::Request& request, const Deps& deps) {
    const auto town = deps.municipalities.by_slug(request.tenant->slug);
    const auto logo = town ? deps.municipalities.logo(town->ags) : std::nullopt;
    if (!logo || logo->hash + ".png" != request.capture("name"))
        return not_found(request, deps, "Dieses Bild gibt es nicht mehr.");
    auto response = http::text_response(deps.municipalities.logo_content(town->ags), "image/png");
    response.set_header("Cache-Control", "public, max-age=31536000, immutable");
    response.cacheable = true;
    return response;
}

}  // namespace

json::value logo_view(std::string_view base, const std::optional<municipalities::Logo>& logo) {
    if (!logo) return nullptr;
    return json::object{{"path", address_of(base, *logo)},
                        {"alt", logo->alt},
                        {"width", logo->width},
                        {"height", logo->height}};
}

void add_logo_page(http::Router& router, const Deps& deps) {
    router.tenant(
        {.method = http::Method::get,
         .pattern = "/logo/{name}",
         .handler = [&deps](const http::Request& request) { return show_logo(request, deps); }});
}

}  // namespace kommod::portal
