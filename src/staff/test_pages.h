// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For the tests of this room: its pages behind a server, and people who go through both factors.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include "staff/pages.h"
#include "staff/test_browser.h"
#include "staff/test_desk.h"

namespace kommod::staff::testing {

inline std::string location(const http::Response& response) {
    return std::string{http::testing::header_of(response, "Location")};
}

// What is written between two marks of a page.
inline std::string between(const std::string& page, std::string_view before,
                           std::string_view after) {
    const auto from = page.find(before);
    if (from == std::string::npos) return {};
    const auto begin = from + before.size();
    return page.substr(begin, page.find(after, begin) - begin);
}

class StaffPages : public DeskTest {
  protected:
    void SetUp() override {
        DeskTest::SetUp();
        if (IsSkipped()) return;
        renderer_ = std::make_unique<html::Renderer>(
            [this](const http::Request& request) {
                json::object frame;
                add_console_frame(frame, desk(), request);
                return frame;
            },
            html::RendererOptions{.strict = true, .templates = {}});
        http::Router router;
        add_pages(router, {.desk = desk(), .renderer = *renderer_});
        routes_ = router.site_routes();
        http::Hooks hooks;
        hooks.login_address = [](const http::Request& request, std::string_view) {
            return login_address(request);
        };
        hooks.error_page = [this](const http::Request& request, int status) {
            return error_page(request, status);
        };
        http::ServerSettings settings;
        settings.secret = std::string(32, 's');
        settings.limits.rates.clear();
        server_ =
            std::make_unique<http::Server>(settings, std::move(router), std::vector<http::Asset>{},
                                           hooks, desk().database.association_namespace(), clock());
    }
    void TearDown() override {
        server_.reset();
        renderer_.reset();
        DeskTest::TearDown();
    }
    http::Server& server() { return *server_; }
    const std::vector<http::Route>& routes() const { return routes_; }
    Browser browser() { return Browser{*server_}; }

    // Through both factors.
    http::Response log_in(Browser& browser, const Person& person,
                          const std::string& target = "/verwaltung") {
        browser.get("/verwaltung/anmelden?weiter=" + http::url_encode(target));
        const auto first = browser.post(
            "/verwaltung/anmelden",
            {{"benutzername", person.user_name}, {"passwort", good_password}, {"weiter", target}});
        EXPECT_THAT(location(first), ::testing::HasSubstr("/verwaltung/anmelden/code"));
        browser.get(location(first));
        return browser.post("/verwaltung/anmelden/code",
                            {{"code", next_code(person)}, {"weiter", target}});
    }
    Browser signed_in(const Person& person) {
        auto visitor = browser();
        const auto answer = log_in(visitor, person);
        EXPECT_EQ(answer.status, 303) << answer.body;
        EXPECT_EQ(visitor.get("/verwaltung").status, 200);
        return visitor;
    }
    static std::string filled(std::string pattern, const std::string& id) {
        const auto at = pattern.find("{id}");
        if (at != std::string::npos) pattern.replace(at, 4, id);
        return pattern;
    }

    const html::Renderer& renderer() const { return *renderer_; }
    virtual http::Response error_page(const http::Request&, int status) const {
        return http::text_response(std::to_string(status), "text/plain", status);
    }

  private:
    std::unique_ptr<html::Renderer> renderer_;
    std::unique_ptr<http::Server> server_;
    std::vector<http::Route> routes_;
};

}  // namespace kommod::staff::testing
