// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/metrics_server.h"

#include "base/crypto.h"
#include "base/metrics.h"

namespace kommod::app {

std::unique_ptr<http::Server> start_metrics_server(House& house) {
    const auto& settings = house.settings();
    if (settings.metrics_port == 0) return nullptr;
    http::Router router;
    router.site(
        {.method = http::Method::get, .pattern = "/metrics", .handler = [](const http::Request&) {
             return http::text_response(metrics::text(),
                                        "text/plain; version=0.0.4; charset=utf-8");
         }});
    http::ServerSettings own;
    own.name = "metrics";
    own.address = settings.metrics_address;
    own.port = settings.metrics_port;
    own.secret = crypto::hmac_sha256(house.secret(), "metrics");
    own.limits.workers = 1;
    own.limits.io_threads = 1;
    http::Hooks hooks{
        .content_version = [](const std::optional<http::Tenant>&) { return std::uint64_t{0}; },
        .error_page =
            [](const http::Request&, int status) {
                return http::text_response("error\n", "text/plain; charset=utf-8", status);
            },
        .login_address = [](const http::Request&, std::string_view) { return std::string{"/"}; }};
    auto server = std::make_unique<http::Server>(
        own, std::move(router), std::vector<http::Asset>{}, std::move(hooks),
        house.database().association_namespace(), house.clock());
    server->start();
    return server;
}

}  // namespace kommod::app
