// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For the tests of this room: a started server with a few routes, and a client on raw sockets.
#pragma once

#include <atomic>
#include <charconv>
#include <filesystem>
#include <memory>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "http/server.h"
#include "http/sessions.h"
#include "store/testing.h"

namespace kommod::http::testing {

struct Answer {
    int status = 0;  // 0: the connection ended without an answer
    std::string head, body;
    std::string header(std::string_view name) const {
        const std::string mark = "\r\n" + std::string{name} + ": ";
        const auto at = head.find(mark);
        if (at == std::string::npos) return {};
        const auto begin = at + mark.size();
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }
    bool closes() const { return header("Connection") == "close"; }
};

class RawClient {
  public:
    explicit RawClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        connected_ =
            ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }
    ~RawClient() { ::close(socket_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool connected() const { return connected_; }
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    void finish_sending() { ::shutdown(socket_, SHUT_WR); }
    // The next whole answer; `without_body` for an answer to HEAD.
    Answer read(bool without_body = false) {
        Answer out;
        std::size_t end = std::string::npos;
        while ((end = pending_.find("\r\n\r\n")) == std::string::npos)
            if (!receive()) return out;
        out.head = pending_.substr(0, end + 2);
        pending_.erase(0, end + 4);
        std::from_chars(out.head.data() + 9, out.head.data() + 12, out.status);
        std::size_t length = 0;
        const std::string text = out.header("Content-Length");
        std::from_chars(text.data(), text.data() + text.size(), length);
        if (without_body || out.status == 304) length = 0;
        while (pending_.size() < length)
            if (!receive()) break;
        out.body = pending_.substr(0, length);
        pending_.erase(0, length);
        return out;
    }
    Answer ask(std::string_view bytes) {
        send(bytes);
        return read();
    }
    // True when the server closed and nothing is left to read.
    bool at_end() { return pending_.empty() && !receive(); }

  private:
    bool receive() {
        char buffer[16384];
        const ssize_t count = ::recv(socket_, buffer, sizeof buffer, 0);
        if (count <= 0) return false;
        pending_.append(buffer, static_cast<std::size_t>(count));
        return true;
    }

    int socket_;
    bool connected_ = false;
    std::string pending_;
};

// Routes that the tests ask for, and what they can watch and hold up.
class House {
  public:
    House() : database_(scratch_.open({Sessions::migrations()})) {
        settings.port = 0;
        settings.secret = std::string(32, 'k');
        settings.limits.workers = 2;
        settings.limits.rates.clear();
        uploads = std::filesystem::temp_directory_path() /
                  ("kommod uploads " + crypto::hex(crypto::random_bytes(6)));
        std::filesystem::create_directories(uploads);
        settings.upload_folder = uploads;
        add_pages();
        add_forms();
    }
    ~House() {
        gate.release(64);
        server_.reset();
        std::filesystem::remove_all(uploads);
    }
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    static std::optional<Tenant> tenant_of(std::string_view host, std::string_view first) {
        if (host == "coesfeld.example") return Tenant{"coesfeld", "m05558012", ""};
        if (first == "coesfeld") return Tenant{"coesfeld", "m05558012", "/coesfeld"};
        return std::nullopt;
    }
    Server& start() {
        if (!hooks.find_tenant) {
            hooks.find_tenant = &tenant_of;
            hooks.known_tenant = [](std::string_view host, std::string_view first) {
                return std::optional{FoundTenant{tenant_of(host, first)}};
            };
        }
        if (!hooks.content_version)
            hooks.content_version = [this](const std::optional<Tenant>&) { return version.load(); };
        if (!hooks.login_address)
            hooks.login_address = [](const Request&, std::string_view) { return "/anmelden"; };
        server_ = std::make_unique<Server>(settings, router, assets, hooks,
                                           database_.association_namespace(), clock());
        server_->start();
        return *server_;
    }
    Server& server() { return *server_; }
    std::uint16_t port() const { return server_->port(); }
    Answer ask(std::string_view bytes) const { return RawClient{port()}.ask(bytes); }
    store::Namespace& association() { return database_.association_namespace(); }
    Sessions sessions() { return {association(), clock()}; }
    ManualClock& clock() { return scratch_.clock(); }
    std::size_t files_left() const {
        std::size_t count = 0;
        for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator{uploads})
            ++count;
        return count;
    }

    ServerSettings settings;
    Router router;
    Hooks hooks;
    std::vector<Asset> assets{
        {"/static/abc/kommod.css", "text/css", "body{color:black}", "GZ", "BR"}};
    std::filesystem::path uploads;
    std::filesystem::path download;
    std::atomic<std::uint64_t> version{1};
    std::atomic<int> rendered{0};
    std::atomic<int> waiting{0};
    std::counting_semaphore<> gate{0};  // each release lets one "/warten" go on

  private:
    void add_pages() {
        router.site({.pattern = "/", .handler = [](const Request&) { return page("Start"); }});
        router.site({.pattern = "/gecacht", .handler = [this](const Request& request) {
                         ++rendered;
                         Response response = page(std::string(3000, 'x') + request.language);
                         response.cacheable = true;
                         return response;
                     }});
        router.site({.pattern = "/warten", .handler = [this](const Request&) {
                         ++waiting;
                         gate.acquire();
                         return page("gewartet");
                     }});
        router.site({.pattern = "/wirft", .handler = [](const Request&) -> Response {
                         throw std::runtime_error("broken");
                     }});
        router.site({.pattern = "/zerlegt",
                     .handler = [](const Request&) { return redirect("/\r\nX-Evil: 1"); }});
        router.site({.pattern = "/datei", .handler = [this](const Request&) {
                         Response response;
                         response.content_type = "application/octet-stream";
                         response.file = download;
                         return response;
                     }});
        router.site({.pattern = "/intern",
                     .handler =
                         [](const Request& request) {
                             return page("Hallo " + request.session->subject_id);
                         },
                     .access = Access::only("staff")});
        router.tenant({.pattern = "/", .handler = [](const Request& request) {
                           return page("Stadt " + request.tenant->slug);
                       }});
        router.tenant({.pattern = "/leistungen/{key}", .handler = [](const Request& request) {
                           return page("Leistung " + std::string{request.capture("key")});
                       }});
    }
    void add_forms() {
        const Handler show = [](const Request& request) {
            std::string html;
            for (const auto& [name, value] : form_fields(request, FormKind::spam_guarded))
                html += "<input type=\"hidden\" name=\"" + name + "\" value=\"" + value + "\">";
            return page(html);
        };
        const Handler echo = [](const Request& request) {
            std::string text;
            for (const auto& [name, value] : request.form.entries())
                if (name != csrf_field) text += name + "=" + value + ";";
            for (const Upload& upload : request.uploads)
                text += upload.field + ":" + upload.file_name + ":" +
                        std::to_string(std::filesystem::file_size(upload.path)) + ";";
            return page(text + request.body);
        };
        router.site({.pattern = "/formular", .handler = show});
        router.site(
            {.method = Method::post, .pattern = "/formular", .handler = echo, .body_limit = 1000});
        router.site(
            {.method = Method::post, .pattern = "/anonym", .handler = echo, .spam_guard = true});
        router.site({.method = Method::post,
                     .pattern = "/frei",
                     .handler = echo,
                     .body_limit = 1000,
                     .csrf_exempt = true});
        router.site({.method = Method::post,
                     .pattern = "/hochladen",
                     .handler = echo,
                     .body_limit = 1000,
                     .upload_limit = 200'000,
                     .csrf_exempt = true});
        router.site({.method = Method::post,
                     .pattern = "/intern/hochladen",
                     .handler = echo,
                     .access = Access::only("staff"),
                     .upload_limit = 200'000,
                     .csrf_exempt = true});
        router.site({.method = Method::post,
                     .pattern = "/roh",
                     .handler = echo,
                     .body_limit = 1000,
                     .raw_body = true,
                     .csrf_exempt = true});
    }
    static Response page(std::string text) {
        return text_response("<!DOCTYPE html>" + std::move(text), "text/html; charset=utf-8");
    }

    store::testing::Scratch scratch_{store::Engine::sqlite};
    store::Database& database_;
    std::unique_ptr<Server> server_;
};

inline std::string get(std::string_view target, std::string_view more = {}) {
    return "GET " + std::string{target} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{more} +
           "\r\n";
}

inline std::string post(std::string_view target, std::string_view body, std::string_view more = {},
                        std::string_view type = "application/x-www-form-urlencoded") {
    return "POST " + std::string{target} +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + std::string{type} +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string{more} +
           "\r\n" + std::string{body};
}

}  // namespace kommod::http::testing
