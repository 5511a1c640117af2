// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests of consoles of this room and above: their pages behind the server's own checks, and
// people who log in as people do.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "html/page.h"
#include "http/server.h"
#include "staff/gate.h"
#include "staff/pages.h"
#include "staff/test_browser.h"
#include "staff/test_desk.h"

namespace kommod::staff::testing {

inline std::string location(const http::Response& response) {
    return std::string{http::testing::header_of(response, "Location")};
}

class ConsoleTest : public DeskTest {
  protected:
    void SetUp() override {
        DeskTest::SetUp();
        if (IsSkipped()) return;
        renderer_ = std::make_unique<html::Renderer>(
            [this](const http::Request& request) { return frame(request); },
            html::RendererOptions{.strict = true, .templates = {}});
    }
    void TearDown() override {
        server_.reset();
        renderer_.reset();
        DeskTest::TearDown();
    }
    // What the frame of every page is given.
    virtual json::object frame(const http::Request&) { return {}; }
    const html::Renderer& renderer() const { return *renderer_; }

    // Serves these pages beside those of this room, whose start page shows the tiles.
    void serve(http::Router router, std::vector<Tile> tiles = {}, http::Hooks hooks = {}) {
        routes_ = console_routes(router);
        add_pages(router, {.desk = desk(), .renderer = *renderer_, .tiles = std::move(tiles)});
        all_routes_ = console_routes(router);
        hooks.login_address = [](const http::Request& request, std::string_view) {
            return login_address(request);
        };
        http::ServerSettings settings;
        settings.secret = std::string(32, 's');
        settings.limits.rates.clear();
        server_ =
            std::make_unique<http::Server>(settings, std::move(router), std::vector<http::Asset>{},
                                           hooks, desk().database.association_namespace(), clock());
    }
    http::Server& server() { return *server_; }
    // Of the console that is tested, and of this room too.
    const std::vector<http::Route>& routes() const { return routes_; }
    const std::vector<http::Route>& all_routes() const { return all_routes_; }

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

  private:
    static std::vector<http::Route> console_routes(const http::Router& router) {
        auto out = router.site_routes();
        std::erase_if(out, [](const http::Route& route) {
            return !route.pattern.starts_with("/verwaltung");
        });
        return out;
    }

    std::unique_ptr<html::Renderer> renderer_;
    std::vector<http::Route> routes_, all_routes_;
    std::unique_ptr<http::Server> server_;
};

}  // namespace kommod::staff::testing
