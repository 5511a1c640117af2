// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests of any room: a visitor who asks a Server without a socket, keeps its cookies and sends
// forms as a browser would. Not part of the product.
//
//   http::testing::Visitor visitor{server};
//   visitor.get("/verwaltung/anmelden");
//   auto answer = visitor.post("/verwaltung/anmelden", {{"name", "a"}, {"passwort", "b"}});
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.h"
#include "http/server.h"

namespace kommod::http::testing {

inline std::string_view header_of(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

// The value of a hidden field of a page, or "".
inline std::string hidden_field(std::string_view page, std::string_view name) {
    const std::string mark = "name=\"" + std::string{name} + "\" value=\"";
    const auto at = page.find(mark);
    if (at == std::string_view::npos) return {};
    const auto begin = at + mark.size();
    return std::string{page.substr(begin, page.find('"', begin) - begin)};
}

class Visitor {
  public:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    explicit Visitor(Server& server, std::string host = "localhost")
        : server_(server), host_(std::move(host)) {}

    // Added to every request, e.g. {"accept", "application/json"}.
    std::map<std::string, std::string, std::less<>> headers;

    Response get(std::string target) { return send(Method::get, std::move(target), {}); }
    // Adds the token and the stamp of the last page that had some, as its form would have.
    Response post(std::string target, Fields fields) {
        fields.emplace_back(csrf_field, csrf_);
        fields.emplace_back(stamp_field, stamp_);
        return send(Method::post, std::move(target), fields);
    }
    const std::map<std::string, std::string, std::less<>>& cookies() const { return cookies_; }
    void forget_cookies() { cookies_.clear(); }

  private:
    Response send(Method method, std::string target, const Fields& fields) {
        Request request;
        request.method = method;
        request.target = std::move(target);
        request.remote_address = "192.0.2.1";
        request.headers = headers;
        request.headers.emplace("host", host_);
        for (const auto& [name, value] : cookies_)
            request.headers["cookie"].append(name + "=" + value + "; ");
        for (const auto& [name, value] : fields)
            request.form.add(name, value);
        Response response = server_.dispatch(std::move(request));
        learn(response);
        return response;
    }
    void learn(const Response& response) {
        for (const auto& [name, value] : response.headers)
            if (name == "Set-Cookie") keep_cookie(value);
        if (const auto token = hidden_field(response.body, csrf_field); !token.empty())
            csrf_ = token;
        if (const auto stamp = hidden_field(response.body, stamp_field); !stamp.empty())
            stamp_ = stamp;
    }
    void keep_cookie(std::string_view line) {
        const auto equals = line.find('=');
        const std::string name{line.substr(0, equals)};
        if (line.find("Max-Age=0") != std::string_view::npos)
            cookies_.erase(name);
        else
            cookies_[name] = line.substr(equals + 1, line.find(';') - equals - 1);
    }

    Server& server_;
    std::string host_;
    std::map<std::string, std::string, std::less<>> cookies_;
    std::string csrf_, stamp_;
};

}  // namespace kommod::http::testing
