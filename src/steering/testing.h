// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests: the console of the facts behind the server's own checks, and who works with it.
#pragma once

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>

#include "catalogue/starter.h"
#include "monitor/pages.h"
#include "readiness/import.h"
#include "staff/test_console.h"
#include "steering/console_pages.h"
#include "steering/store.h"

namespace kommod::steering::testing {

using staff::Role;
using staff::testing::Browser;
using staff::testing::location;
using staff::testing::Person;
using Fields = http::testing::Visitor::Fields;

inline constexpr std::string_view base = "/verwaltung/steuerung/05558012";
inline constexpr std::string_view ags = "05558012";

inline std::string at(std::string_view path) {
    return std::string{base} + std::string{path};
}

inline constexpr const char* association_facts = R"(
municipality: association
facts:
  - block: payment
    recorded: 2022-10-10
    name: Bezahlen (ePayment)
    responsible: Anbieter des Verbunds
    planned_for: 2027-01-16
  - block: forms
    recorded: 2022-01-10
    name: Formulare
    operation_from: 2022-01-01
)";
inline constexpr const char* town_facts = R"(
municipality: "05558012"
facts:
  - solution: portal
    recorded: 2022-01-10
    title: Serviceportal
    kind: package
    from: 2022-01-10
    criteria: [information, form, submission, authentication, signature, evidence, payment, delivery, status, once_only]
    blocks: [forms, payment]
    services: ["*"]
  - precondition: stelle
    recorded: 2022-01-10
    title: Eine Stelle ist frei
    kind: organisational
    owner: Coesfeld
    criteria: [submission]
    services: ["bundle:10244"]
)";

class SteeringConsole : public staff::testing::ConsoleTest {
  protected:
    void SetUp() override {
        ConsoleTest::SetUp();
        if (IsSkipped()) return;
        auto& database = desk().database;
        auto& towns = desk().municipalities;
        clock().set(*Instant::parse("2026-11-22T09:00:00Z"));
        ASSERT_TRUE(towns.activate(staff::testing::command, "05558012"));
        catalogue_ = std::make_unique<catalogue::Store>(database, clock());
        catalogue::load_starter(*catalogue_);
        readiness_ = std::make_unique<readiness::Store>(database, *catalogue_, towns, clock());
        for (const char* yaml : {association_facts, town_facts})
            ASSERT_TRUE(
                readiness::import_facts(*readiness_, yaml, clock().today()).rejected.empty());
        console_ = std::unique_ptr<Console>(
            new Console{database, *readiness_, *catalogue_, towns, renderer(), desk().gate});
        http::Router router;
        add_console_pages(router, *console_);
        monitor::add_pages(router, {*readiness_, towns, renderer(), {}});
        http::Hooks hooks;
        hooks.find_tenant = [](std::string_view,
                               std::string_view segment) -> std::optional<http::Tenant> {
            if (segment != "coesfeld") return std::nullopt;
            return http::Tenant{"coesfeld", std::string{staff::testing::coesfeld}, "/coesfeld"};
        };
        serve(std::move(router), console_tiles(), std::move(hooks));
    }
    void TearDown() override {
        ConsoleTest::TearDown();
        readiness_.reset();
        catalogue_.reset();
    }
    std::vector<store::Migrations> more_migrations() const override {
        return {catalogue::Store::migrations(), readiness::Store::migrations(), migrations()};
    }
    readiness::Store& facts() { return *readiness_; }
    catalogue::Store& catalogue() { return *catalogue_; }
    LocalDate today() { return clock().today(); }

    Browser signed_in(const Person& person) {
        auto out = ConsoleTest::signed_in(person);
        // A page with a form: its token goes with every post.
        out.get(at("/einlesen"));
        out.get("/verwaltung/steuerung/verbund/einlesen");
        return out;
    }
    Browser manager(std::string_view home = staff::testing::coesfeld) {
        return signed_in(
            person(home == store::association ? "vera" : "mia", Role::service_manager, home));
    }
    static http::Response ask(Browser& visitor, const http::Route& route,
                              const std::string& place) {
        auto target = route.pattern;
        for (const auto& [mark, value] :
             {std::pair<std::string, std::string>{"{ort}", place},
              {"{format}", "yaml"},
              {"{art}", route.pattern.find("/neu/") == std::string::npos ? "baustein" : "loesung"},
              {"{id}", "payment"}})
            if (const auto found = target.find(mark); found != std::string::npos)
                target.replace(found, mark.size(), value);
        return route.method == http::Method::get ? visitor.get(target) : visitor.post(target, {});
    }
    // Preview, then what it showed is recorded.
    static http::Response record(Browser& visitor, const std::string& target, Fields fields) {
        fields.emplace_back("tun", "vorschau");
        const auto preview = visitor.post(target, fields);
        EXPECT_EQ(preview.status, 200) << preview.body;
        fields.back().second = "festhalten";
        fields.emplace_back("gesehen", http::testing::hidden_field(preview.body, "gesehen"));
        return visitor.post(target, fields);
    }
    http::Upload file(const std::string& name, const std::string& content) {
        http::Upload upload;
        upload.field = "datei";
        upload.file_name = name;
        upload.path = std::filesystem::temp_directory_path() /
                      ("kommod-steering-" + std::to_string(::getpid()) + "-" + name);
        std::ofstream{upload.path, std::ios::binary} << content;
        upload.size = content.size();
        upload.keeper = std::shared_ptr<const void>(
            nullptr, [path = upload.path](const void*) { std::filesystem::remove(path); });
        return upload;
    }
    std::optional<LocalDate> payment_planned() {
        for (const auto& block : facts().facts(ags, today()).blocks)
            if (block.id == "payment") return block.planned_for;
        return std::nullopt;
    }

  private:
    std::unique_ptr<catalogue::Store> catalogue_;
    std::unique_ptr<readiness::Store> readiness_;
    std::unique_ptr<Console> console_;
};

}  // namespace kommod::steering::testing
