// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/server.h"

#include <stdexcept>

#include "http/listener.h"
#include "http/service.h"

namespace kommod::http {

struct Server::Impl {
    Impl(ServerSettings given, Router routes, const std::vector<Asset>& assets, Hooks asked,
         store::Namespace& sessions, const Clock& clock)
        : settings(std::move(given)),
          router(std::move(routes)),
          hooks(std::move(asked)),
          service(settings, router, assets, hooks, sessions, clock),
          listener(settings, service) {}
    ~Impl() { stop(); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    void stop() {
        listener.stop();
        service.stop_workers();
    }

    const ServerSettings settings;
    const Router router;
    const Hooks hooks;
    Service service;
    Listener listener;
};

Server::Server(ServerSettings settings, Router router, const std::vector<Asset>& assets,
               Hooks hooks, store::Namespace& sessions, const Clock& clock) {
    if (settings.secret.size() < 32)
        throw std::invalid_argument("the server's secret needs at least 32 bytes");
    impl_ = std::make_unique<Impl>(std::move(settings), std::move(router), assets, std::move(hooks),
                                   sessions, clock);
}

Server::~Server() = default;

void Server::start() {
    prepare_upload_folder(impl_->settings.upload_folder);
    impl_->listener.start();
}

std::uint16_t Server::port() const {
    return impl_->listener.port();
}

void Server::stop() {
    impl_->stop();
}

Response Server::dispatch(Request request) {
    Exchange exchange;
    exchange.request = std::move(request);
    Request& asked = exchange.request;
    if (asked.target.empty()) asked.target = asked.path;
    const std::string host{asked.header("host")};
    if (asked.host.empty()) read_headers(asked, host.empty() ? "localhost" : host);
    impl_->service.answer(exchange);
    return std::move(exchange.response);
}

}  // namespace kommod::http
