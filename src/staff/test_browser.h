// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For the tests of this room: a visitor whose address and host can be chosen.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "http/server.h"
#include "http/testing.h"

namespace kommod::staff::testing {

// A browser: keeps its cookies, sends the token of its last page.
class Browser {
  public:
    explicit Browser(http::Server& server, std::string address = "192.0.2.7",
                     std::string host = "town.example")
        : server_(server), address_(std::move(address)), host_(std::move(host)) {}

    // Added to every request, e.g. {"accept", "application/json"}.
    std::map<std::string, std::string, std::less<>> headers;

    http::Response get(const std::string& target) {
        return send(http::Method::get, target, {}, {});
    }
    http::Response post(const std::string& target, http::testing::Visitor::Fields fields,
                        std::vector<http::Upload> uploads = {}) {
        fields.emplace_back("csrf", csrf_);
        return send(http::Method::post, target, fields, std::move(uploads));
    }
    void forget_cookies() { cookies_.clear(); }

  private:
    http::Response send(http::Method method, const std::string& target,
                        const http::testing::Visitor::Fields& fields,
                        std::vector<http::Upload> uploads) {
        http::Request request;
        request.headers = headers;
        request.uploads = std::move(uploads);
        request.method = method;
        request.target = target;
        request.remote_address = address_;
        request.headers["host"] = host_;
        for (const auto& [name, value] : cookies_)
            request.headers["cookie"].append(name + "=" + value + "; ");
        for (const auto& [name, value] : fields)
            request.form.add(name, value);
        auto response = server_.dispatch(std::move(request));
        for (const auto& [name, value] : response.headers)
            if (name == "Set-Cookie") keep(value);
        if (const auto token = http::testing::hidden_field(response.body, "csrf"); !token.empty())
            csrf_ = token;
        return response;
    }
    void keep(std::string_view line) {
        const auto equals = line.find('=');
        const std::string name{line.substr(0, equals)};
        if (line.find("Max-Age=0") != std::string_view::npos)
            cookies_.erase(name);
        else
            cookies_[name] = line.substr(equals + 1, line.find(';') - equals - 1);
    }

    http::Server& server_;
    std::string address_, host_, csrf_;
    std::map<std::string, std::string, std::less<>> cookies_;
};

}  // namespace kommod::staff::testing
