// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/listener.h"

#include <array>
#include <optional>
#include <stdexcept>

#include <boost/asio/post.hpp>

#include "base/log.h"
#include "base/metrics.h"
#include "http/connection.h"

namespace kommod::http {
namespace {

void remake_tails(Loop& loop, Instant now) {
    const std::string date = "Date: " + http_date(now) + "\r\n";
    loop.tails = {date + "\r\n", date + "Connection: close\r\n\r\n",
                  date + "Connection: keep-alive\r\n\r\n"};
}

std::string address_of(const Socket& socket) {
    error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) return {};
    const auto address = endpoint.address();
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

}  // namespace

struct Listener::Impl {
    Impl(const ServerSettings& given, Service& house) : settings(given), service(house) {
        const std::size_t count = std::max<std::size_t>(given.limits.io_threads, 1);
        for (std::size_t i = 0; i < count; ++i)
            loops.push_back(std::make_unique<Loop>());
        acceptor.emplace(loops[0]->context.get_executor());
        pause.emplace(loops[0]->context.get_executor());
        // Often enough that a deadline is missed by a quarter of the shortest limit at most.
        const Limits& limits = given.limits;
        const auto shortest =
            std::min({limits.header_time, limits.body_time, limits.write_time, limits.idle_time});
        tick_time =
            std::clamp(shortest / 4, std::chrono::milliseconds{10}, std::chrono::milliseconds{500});
    }

    void bind() {
        const auto address = asio::ip::make_address(settings.address);
        const tcp::endpoint endpoint{address, settings.port};
        acceptor->open(endpoint.protocol());
        acceptor->set_option(asio::socket_base::reuse_address{true});
        acceptor->bind(endpoint);
        acceptor->listen(asio::socket_base::max_listen_connections);
        port = acceptor->local_endpoint().port();
    }

    void tick(Loop& loop) {
        const auto now = SteadyClock::now();
        std::vector<Connection*> late;
        for (Connection* connection : loop.connections)
            if (connection->deadline < now) late.push_back(connection);
        for (Connection* connection : late)
            connection->time_out();
        remake_tails(loop, service.now());
        if (&loop == loops[0].get() && now - flushed > std::chrono::seconds{1}) {
            flushed = now;
            service.flush_metrics();
            metrics::set("kommod_http_connections", {{"server", settings.name}},
                         static_cast<double>(census.count()));
        }
        loop.tick.expires_after(tick_time);
        loop.tick.async_wait([this, &loop](error_code error) {
            if (!error) tick(loop);
        });
    }

    // Too many: a short answer if the socket takes it, and good-bye.
    void turn_away(Socket& socket) {
        const Reply reply = service.refusal(503);
        const std::string tail = "Connection: close\r\n\r\n";
        const std::array<asio::const_buffer, 3> buffers{
            asio::buffer(reply.head()), asio::buffer(tail), asio::buffer(reply.body())};
        error_code ignored;
        socket.non_blocking(true, ignored);
        socket.write_some(buffers, ignored);
        socket.shutdown(tcp::socket::shutdown_both, ignored);
        metrics::add("kommod_http_refused_total", {{"status", "connections"}});
    }

    void welcome(Socket socket, Loop& loop) {
        error_code ignored;
        socket.set_option(tcp::no_delay{true}, ignored);
        socket.non_blocking(true, ignored);
        auto connection = std::make_shared<Connection>(std::move(socket), loop, service, census);
        connection->peer.address = address_of(connection->socket);
        connection->peer.trusted = service.trusts(connection->peer.address);
        start_serving(connection);
    }

    void accept() {
        Loop& loop = *loops[turn];
        turn = (turn + 1) % loops.size();
        acceptor->async_accept(loop.context, [this, &loop](error_code error, Socket socket) {
            if (error == asio::error::operation_aborted || !acceptor->is_open()) return;
            if (error) {  // out of descriptors: let some close first
                pause->expires_after(std::chrono::milliseconds{100});
                pause->async_wait([this](error_code stopped) {
                    if (!stopped && acceptor->is_open()) accept();
                });
                return;
            }
            if (census.count() >= settings.limits.connections)
                turn_away(socket);
            else
                welcome(std::move(socket), loop);
            accept();
        });
    }

    void run() {
        for (const auto& loop : loops) {
            remake_tails(*loop, service.now());
            tick(*loop);
        }
        accept();
        for (const auto& loop : loops)
            loop->thread = std::thread{[&context = loop->context] { context.run(); }};
        running = true;
    }

    void drain(Loop& loop) {
        loop.draining = true;
        for (Connection* connection : loop.connections)
            if (connection->phase == Phase::idle) connection->close();
    }

    void stop() {
        if (!running) return;
        running = false;
        asio::post(loops[0]->context, [this] {
            error_code ignored;
            acceptor->close(ignored);
        });
        for (const auto& loop : loops)
            asio::post(loop->context, [this, &each = *loop] { drain(each); });
        if (!census.wait_empty(settings.limits.drain_time))
            log::warning("http.drain_cut_short",
                         {{"connections", static_cast<std::int64_t>(census.count())}});
        for (const auto& loop : loops)
            loop->context.stop();
        for (const auto& loop : loops)
            loop->thread.join();
        service.flush_metrics();
    }

    const ServerSettings& settings;
    Service& service;
    Census census;
    std::vector<std::unique_ptr<Loop>> loops;
    std::optional<Acceptor> acceptor;
    std::optional<Timer> pause;
    std::size_t turn = 0;  // whose connection the next one is
    std::chrono::milliseconds tick_time{500};
    SteadyClock::time_point flushed = SteadyClock::now();
    std::uint16_t port = 0;
    bool running = false;
};

Listener::Listener(const ServerSettings& settings, Service& service)
    : impl_(std::make_unique<Impl>(settings, service)) {}
Listener::~Listener() {
    stop();
}

void Listener::start() {
    try {
        impl_->bind();
    } catch (const boost::system::system_error& error) {
        // The operator reads this: the cause, without the place in Asio's headers.
        throw std::runtime_error(error.code().message());
    }
    impl_->run();
}

std::uint16_t Listener::port() const {
    return impl_->port;
}

void Listener::stop() {
    impl_->stop();
}

}  // namespace kommod::http
