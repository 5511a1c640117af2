// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests: the console of online services behind the server's own checks, with one small service
// that the association has published, and who works with it.
#pragma once

#include <gmock/gmock.h>

#include "authoring/console_pages.h"
#include "authoring/drafts.h"
#include "base/text.h"
#include "cases/drafts.h"
#include "cases/store.h"
#include "catalogue/starter.h"
#include "files/store.h"
#include "packages/testing.h"
#include "readiness/store.h"
#include "staff/test_console.h"

namespace kommod::authoring::testing {

using staff::Role;
using staff::testing::billerbeck;
using staff::testing::Browser;
using staff::testing::coesfeld;
using staff::testing::location;
using Fields = http::testing::Visitor::Fields;

inline const std::string base = "/verwaltung/dienste/05558012";

class AuthoringConsole : public staff::testing::ConsoleTest {
  protected:
    void SetUp() override {
        ConsoleTest::SetUp();
        if (IsSkipped()) return;
        clock().set(*Instant::parse("2026-03-02T09:00:00Z"));
        auto& database = desk().database;
        auto& towns = desk().municipalities;
        catalogue_ = std::make_unique<catalogue::Store>(database, clock());
        catalogue::load_starter(*catalogue_);
        readiness_ = std::make_unique<readiness::Store>(database, *catalogue_, towns, clock());
        packages_ = std::make_unique<packages::Store>(database, clock());
        life_ =
            std::make_unique<packages::Life>(*packages_, *readiness_, towns, *catalogue_, clock());
        package_ = packages::check(packages::small_package()).package;
        ASSERT_TRUE(package_);
        ASSERT_TRUE(packages_->publish(store::association, *package_, publishing()));
        console_ = std::unique_ptr<Console>(new Console{database,
                                                        *packages_,
                                                        *life_,
                                                        *readiness_,
                                                        *catalogue_,
                                                        towns,
                                                        renderer(),
                                                        desk().gate,
                                                        {}});
        http::Router router;
        add_console_pages(router, *console_);
        serve(std::move(router), console_tiles());
    }
    void TearDown() override {
        ConsoleTest::TearDown();
        console_.reset();
        life_.reset();
        packages_.reset();
        readiness_.reset();
        catalogue_.reset();
    }
    std::vector<store::Migrations> more_migrations() const override {
        return {catalogue::Store::migrations(),
                readiness::Store::migrations(),
                packages::Store::migrations(),
                files::migrations(),
                cases::migrations(),
                authoring::migrations()};
    }

    packages::Store& packages() { return *packages_; }
    readiness::Store& readiness() { return *readiness_; }
    const packages::ServicePackage& package() { return *package_; }
    audit::Entry publishing() {
        return {.at = clock().now(),
                .actor = staff::testing::command,
                .act = "package.publish",
                .object_kind = "package",
                .object_id = "fundhund"};
    }
    Browser signed_in(const staff::testing::Person& person) {
        auto out = ConsoleTest::signed_in(person);
        out.get("/verwaltung/konto");  // a page with a form: its token goes with every post
        return out;
    }
    Browser manager(std::string_view home = coesfeld) {
        return signed_in(
            person(home == store::association ? "vera" : "mia", Role::service_manager, home));
    }
    static http::Response ask(Browser& visitor, const http::Route& route,
                              const std::string& place = "05558012") {
        auto target = route.pattern;
        for (const auto& [mark, value] : {std::pair<std::string, std::string>{"{ort}", place},
                                          {"{paket}", "fundhund"},
                                          {"{seite}", "anlass"},
                                          {"{feld}", "anlass"}})
            target = text::replace_all(target, mark, value);
        return route.method == http::Method::get ? visitor.get(target) : visitor.post(target, {});
    }
    std::vector<std::string> acts_on_packages() {
        auto out = acts(coesfeld);
        std::erase_if(out, [](const auto& act) { return !act.starts_with("package"); });
        return out;
    }

  private:
    std::unique_ptr<catalogue::Store> catalogue_;
    std::unique_ptr<readiness::Store> readiness_;
    std::unique_ptr<packages::Store> packages_;
    std::unique_ptr<packages::Life> life_;
    std::shared_ptr<const packages::ServicePackage> package_;
    std::unique_ptr<Console> console_;
};

}  // namespace kommod::authoring::testing
