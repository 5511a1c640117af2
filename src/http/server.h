// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The HTTP/1.1 server: two I/O threads, a bounded queue, a fixed pool of workers that run
// synchronous handlers. It stands behind nginx for TLS, but survives the open net: slow clients,
// bad framing, floods.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "http/message.h"
#include "http/router.h"

namespace kommod::store {
class Namespace;
}

namespace kommod::http {

// How often one client address (one /64 network of IPv6) may ask.
struct Rate {
    double per_second = 0;  // 0: no limit
    double burst = 0;       // that many at once
};

struct Limits {
    std::uint32_t header_bytes = 16 * 1024;
    std::chrono::milliseconds header_time{15'000};  // for the whole header, however slowly it drips
    // For a body: this long, and longer only while at least so many bytes a second arrive.
    std::chrono::milliseconds body_time{60'000};
    std::uint64_t body_rate = 4 * 1024;
    std::chrono::milliseconds write_time{30'000};  // of an answer; longer at body_rate
    std::chrono::milliseconds idle_time{75'000};
    std::chrono::milliseconds drain_time{25'000};  // for requests under way at a graceful stop
    std::size_t queue = 256;  // waiting requests; beyond that 503 with Retry-After
    std::size_t workers = 8;
    std::size_t io_threads = 2;
    std::size_t connections = 10'000;
    std::size_t cache_bytes = 64 * 1024 * 1024;  // rendered pages
    // By Route::rate_class; an unknown class is throttled like "page". A whole town hall or school
    // may sit behind one address. Assets and pages from the cache are never throttled.
    std::map<std::string, Rate, std::less<>> rates{{"page", {50, 500}},
                                                   {"search", {20, 100}},
                                                   {"form", {1.0 / 6, 20}},
                                                   {"login", {1.0 / 6, 20}}};
};

// A file under an immutable name: /static/<hash>/<name>, with precompressed variants.
struct Asset {
    std::string path;  // "/static/3f2a.../kommod.css"
    std::string content_type;
    std::string_view plain, gzip, brotli;  // variants may be empty
};

struct ServerSettings {
    std::string name = "web";  // label of its gauges, when a program runs several
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;                 // 0: any free one, see Server::port()
    std::vector<std::string> trusted_proxies;  // addresses whose X-Forwarded-* are believed
    std::string secret;                        // 32 bytes: keys of CSRF tokens and form stamps
    std::string upload_folder;
    Limits limits;
};

// Which portal a request is for; none when it is for the installation's own pages.
struct FoundTenant {
    std::optional<Tenant> tenant;
};

// What the server asks the house. All of it is set by `app`; what is not set has a plain default.
// known_tenant and content_version are called on I/O threads for every request: they must answer
// from memory and wait for nobody. The others run on workers.
struct Hooks {
    // The portal by host name, then by first path segment ("coesfeld"); nothing when there is none.
    std::function<std::optional<Tenant>(std::string_view host, std::string_view first_segment)>
        find_tenant;
    // The same from memory; nothing when memory may be out of date: then a worker asks find_tenant
    // before the request goes on. Not set: a worker always does.
    std::function<std::optional<FoundTenant>(std::string_view host, std::string_view first_segment)>
        known_tenant;
    // Counter under which rendered pages of this tenant are cached (its records, the association's,
    // the day). It must also grow when find_tenant would answer otherwise.
    std::function<std::uint64_t(const std::optional<Tenant>&)> content_version;
    // Makes the page for a status without a handler (404, 405, 413, 429, 431, 500, 503 ...).
    std::function<Response(const Request&, int status)> error_page;
    // The log-in address for a route that asks for a subject the request lacks.
    std::function<std::string(const Request&, std::string_view subject_kind)> login_address;
};

class Server {
  public:
    Server(ServerSettings settings, Router router, const std::vector<Asset>& assets, Hooks hooks,
           store::Namespace& sessions, const Clock& clock);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    void start();                // binds and returns; throws when the address is taken
    std::uint16_t port() const;  // the bound port
    void stop();                 // graceful: no new connections, requests under way are answered
    // Answers one request without a socket, through the same checks (for tests and the page
    // preview). Needed are method, target and what the handler reads (form, headers such as
    // "cookie" and "host"); a session that is set already is believed. http/testing.h has a client
    // on top of it that keeps cookies and tokens.
    Response dispatch(Request request);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace kommod::http
