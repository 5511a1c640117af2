// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/serve.h"

#include <iostream>
#include <thread>

#include <signal.h>

#include "app/background.h"
#include "app/frame.h"
#include "app/metrics_server.h"
#include "app/site_pages.h"
#include "base/crypto.h"
#include "base/log.h"
#include "html/page.h"
#include "html/preview.h"
#include "http/server.h"
#include "monitor/pages.h"
#include "municipalities/texts.h"
#include "portal/console.h"
#include "portal/portal.h"
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

std::optional<http::Tenant> find_tenant(House& house, std::string_view host,
                                        std::string_view first_segment) {
    auto& municipalities = house.municipalities();
    if (!host.empty())
        if (const auto own = municipalities.by_host(host); own && own->active)
            return http::Tenant{own->slug, own->name_space(), ""};
    if (const auto town = municipalities.by_slug(first_segment); town && town->active)
        return http::Tenant{town->slug, town->name_space(), "/" + town->slug};
    return std::nullopt;
}

// Changes whenever a rendered page may differ: with the association's records, the tenant's own,
// and the day.
std::uint64_t content_version(House& house, const std::optional<http::Tenant>& tenant) {
    constexpr std::uint64_t mix = 0x9E3779B97F4A7C15;  // odd, so that multiplying loses nothing
    auto version =
        static_cast<std::uint64_t>(house.clock().today().days().time_since_epoch().count());
    version = version * mix + house.database().association_namespace().version();
    if (tenant)
        if (auto* own = house.database().find(tenant->name_space))
            version = version * mix + own->version();
    return version;
}

http::Hooks hooks(House& house, const html::Renderer& renderer) {
    return {
        .find_tenant = [&house](
                           std::string_view host,
                           std::string_view segment) { return find_tenant(house, host, segment); },
        .content_version = [&house](const auto& tenant) { return content_version(house, tenant); },
        .error_page = [&renderer](const http::Request& request,
                                  int status) { return error_page(renderer, request, status); },
        .login_address = [](const http::Request& request,
                            std::string_view) { return staff::login_address(request); }};
}

// SIGTERM and SIGINT are waited for by the main thread; no other thread may take them.
sigset_t block_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

void warn_about_missing_texts(House& house) {
    for (const auto& town : house.municipalities().active()) {
        const auto missing = municipalities::missing_texts(house.municipalities(), town.ags);
        if (!missing.empty())
            log::warning("texts.missing", {{"municipality", town.ags},
                                           {"count", static_cast<std::int64_t>(missing.size())}});
    }
}

void greet(const House& house, const http::Server& server, const std::string& logins) {
    const auto& address = house.settings().address;
    const bool bracketed = address.find(':') != std::string::npos;
    std::cout << "\nKommod läuft: http://" << (bracketed ? "[" + address + "]" : address) << ":"
              << server.port() << "/\n";
    if (!logins.empty()) std::cout << "\n" << logins << "\n";
    std::cout << "\nBeenden mit Strg+C.\n" << std::flush;
}

}  // namespace

int serve(House& house, const ServeOptions& options) {
    const sigset_t signals = block_signals();
    if (options.demonstration) house.load_demonstration();
    warn_about_missing_texts(house);

    const html::Renderer renderer{frame_maker(house)};
    const portal::Deps portal_deps{house.database(),
                                   house.municipalities(),
                                   house.catalogue(),
                                   house.search(),
                                   house.readiness(),
                                   renderer,
                                   house.settings().public_url,
                                   house.settings().security_contact};
    http::Router router;
    portal::add_pages(router, portal_deps);
    monitor::add_pages(router, {house.readiness(), house.municipalities(), renderer});
    const portal::Console portal_console{house.municipalities(), renderer, house.desk().gate};
    portal::add_console_pages(router, portal_console);
    staff::add_pages(
        router, {.desk = house.desk(), .renderer = renderer, .tiles = portal::console_tiles()});
    add_site_pages(router, house, renderer);

    http::Server server{server_settings(house),
                        std::move(router),
                        html::assets(),
                        hooks(house, renderer),
                        house.database().association_namespace(),
                        house.clock()};
    server.start();
    const auto metrics = start_metrics_server(house);
    const auto background = start_background(house);
    greet(house, server, house.demonstration_logins());

    int signal = 0;
    sigwait(&signals, &signal);
    log::info("server.stopping", {{"signal", std::int64_t{signal}}});
    server.stop();
    return 0;
}

}  // namespace kommod::app
