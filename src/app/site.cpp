// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/site.h"

#include <algorithm>
#include <iterator>

#include "app/frame.h"
#include "app/site_pages.h"
#include "base/crypto.h"
#include "monitor/pages.h"
#include "staff/pages.h"

namespace kommod::app {
namespace {

http::ServerSettings server_settings(const House& house) {
    const auto& settings = house.settings();
    http::ServerSettings out;
    out.address = settings.address;
    out.port = settings.port;
    out.trusted_proxies = settings.trusted_proxies;
    out.secret = crypto::hmac_sha256(house.secret(), "http");
    out.upload_folder = (settings.data / "uploads").string();
    out.limits.workers = static_cast<std::size_t>(settings.workers);
    return out;
}

std::optional<http::Tenant> find_tenant(const municipalities::Directory& directory,
                                        std::string_view host, std::string_view first_segment) {
    if (const auto* own = directory.by_host(host); own && own->active)
        return http::Tenant{own->slug, own->name_space(),
                            // The console links to every portal by its path.
                            first_segment == own->slug ? "/" + own->slug : std::string{}};
    if (const auto* town = directory.by_slug(first_segment); town && town->active)
        return http::Tenant{town->slug, town->name_space(), "/" + town->slug};
    return std::nullopt;
}

std::optional<http::FoundTenant> known_tenant(House& house, std::string_view host,
                                              std::string_view first_segment) {
    const auto directory = house.municipalities().directory_at_hand();
    if (!directory) return std::nullopt;
    return http::FoundTenant{find_tenant(*directory, host, first_segment)};
}

// Changes whenever a rendered page may differ: with the association's records, the tenant's own,
// and the day. From memory: whoever rendered a page for a tenant has opened its records, and their
// opening is a change, too.
std::uint64_t content_version(House& house, const std::optional<http::Tenant>& tenant) {
    constexpr std::uint64_t mix = 0x9E3779B97F4A7C15;  // odd, so that multiplying loses nothing
    auto version =
        static_cast<std::uint64_t>(house.clock().today().days().time_since_epoch().count());
    version = version * mix + house.database().association_namespace().content_version();
    if (tenant)
        if (auto* own = house.database().find_open(tenant->name_space))
            version = version * mix + own->content_version();
    return version;
}

http::Hooks hooks(House& house, const html::Renderer& renderer) {
    return {
        .find_tenant =
            [&house](std::string_view host, std::string_view segment) {
                return find_tenant(*house.municipalities().directory(), host, segment);
            },
        .known_tenant =
            [&house](std::string_view host, std::string_view segment) {
                return known_tenant(house, host, segment);
            },
        .content_version = [&house](const auto& tenant) { return content_version(house, tenant); },
        .error_page = [&renderer](const http::Request& request,
                                  int status) { return error_page(renderer, request, status); },
        .login_address = [](const http::Request& request,
                            std::string_view) { return staff::login_address(request); }};
}

}  // namespace

Site::Site(House& house, images::Sandbox& images, const files::Scanner& scanner)
    : house_(house),
      renderer_(frame_maker(house)),
      portal_{house.database(),
              house.municipalities(),
              house.catalogue(),
              house.search(),
              house.readiness(),
              renderer_,
              house.settings().public_url,
              house.settings().security_contact},
      portal_console_{house.municipalities(), renderer_, house.desk().gate, images},
      catalogue_console_{house.catalogue(), house.search(),    house.municipalities(),
                         renderer_,         house.desk().gate, checked_files_},
      steering_console_{house.database(),       house.readiness(), house.catalogue(),
                        house.municipalities(), renderer_,         house.desk().gate},
      reception_{images, scanner},
      maps_{house.database(), house.maps()},
      applying_{house.database(), house.municipalities(), house.packages(),           renderer_,
                reception_,       house.maps(),           house.settings().public_url},
      application_console_{house.database(), house.packages(),  house.municipalities(),
                           renderer_,        house.desk().gate, house.maps()},
      life_{house.packages(), house.readiness(), house.municipalities(), house.catalogue(),
            house.clock()},
      authoring_console_{house.database(),  house.packages(),  life_,
                         house.readiness(), house.catalogue(), house.municipalities(),
                         renderer_,         house.desk().gate, house.settings().trusted_publishers},
      server_(server_settings(house), routes(), html::assets(), hooks(house, renderer_),
              house.database().association_namespace(), house.clock()) {}

http::Router Site::routes() {
    http::Router router;
    portal::add_pages(router, portal_);
    portal::add_console_pages(router, portal_console_);
    geo::add_pages(router, maps_);
    cases::add_apply_pages(router, applying_);
    monitor::add_pages(router, {house_.readiness(), house_.municipalities(), renderer_,
                                house_.settings().public_url});
    catalogue::add_console_pages(router, catalogue_console_);
    steering::add_console_pages(router, steering_console_);
    cases::add_console_pages(router, application_console_);
    authoring::add_console_pages(router, authoring_console_);
    auto tiles = portal::console_tiles();
    std::ranges::move(catalogue::console_tiles(), std::back_inserter(tiles));
    std::ranges::move(steering::console_tiles(), std::back_inserter(tiles));
    std::ranges::move(cases::console_tiles(), std::back_inserter(tiles));
    std::ranges::move(authoring::console_tiles(), std::back_inserter(tiles));
    staff::add_pages(router,
                     {.desk = house_.desk(), .renderer = renderer_, .tiles = std::move(tiles)});
    add_site_pages(router, house_, renderer_);
    return router;
}

}  // namespace kommod::app
