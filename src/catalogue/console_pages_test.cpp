// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The catalogue's console through the server's own checks, on both engines.
#include "catalogue/console_pages.h"

#include <gmock/gmock.h>

#include "catalogue/starter.h"
#include "staff/test_console.h"

namespace kommod::catalogue {
namespace {

using staff::Role;
using staff::testing::Browser;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view base = "/verwaltung/katalog/05558012";

std::string at(std::string_view path) {
    return std::string{base} + std::string{path};
}

class CatalogueConsole : public staff::testing::ConsoleTest {
  protected:
    void SetUp() override {
        ConsoleTest::SetUp();
        if (IsSkipped()) return;
        auto& database = desk().database;
        store_ = std::make_unique<Store>(database, clock());
        load_starter(*store_);
        search_ = std::make_unique<Search>(database, *store_, clock());
        console_ = std::unique_ptr<Console>(new Console{*store_, *search_, desk().municipalities,
                                                        renderer(), desk().gate, checked_});
        http::Router router;
        add_console_pages(router, *console_);
        serve(std::move(router), console_tiles());
    }
    void TearDown() override {
        ConsoleTest::TearDown();
        search_.reset();
        store_.reset();
    }
    std::vector<store::Migrations> more_migrations() const override {
        return {Store::migrations()};
    }
    Store& catalogue() { return *store_; }
    Search& search() { return *search_; }
    Browser manager() {
        return signed_in(person("mia", Role::service_manager, staff::testing::coesfeld));
    }
    static http::Response ask(Browser& visitor, const http::Route& route,
                              const std::string& place) {
        auto target = text_with(route.pattern, "{ort}", place);
        target = text_with(target, "{format}", "csv");
        return route.method == http::Method::get ? visitor.get(target) : visitor.post(target, {});
    }
    static std::string text_with(std::string text, std::string_view mark,
                                 const std::string& value) {
        if (const auto found = text.find(mark); found != std::string::npos)
            text.replace(found, mark.size(), value);
        return text;
    }

  private:
    std::unique_ptr<Store> store_;
    std::unique_ptr<Search> search_;
    CheckedFiles checked_;
    std::unique_ptr<Console> console_;
};
KOMMOD_ON_BOTH_ENGINES(CatalogueConsole);

TEST_P(CatalogueConsole, WithoutASessionEveryDoorIsClosed) {
    for (const auto& route : routes()) {
        auto stranger = browser();
        stranger.get("/verwaltung/anmelden");
        const auto answer = ask(stranger, route, "05558012");
        EXPECT_EQ(answer.status, route.method == http::Method::get ? 303 : 401) << route.pattern;
    }
    EXPECT_GT(routes().size(), 7U);
}

TEST_P(CatalogueConsole, OtherRolesAndOtherPlacesAreRefused) {
    auto mia = manager();
    auto reader = signed_in(person("rita", Role::reader, staff::testing::coesfeld));
    for (const auto& route : routes()) {
        for (const auto* place : {"05558008", "verbund", "99999999", "unsinn"})
            EXPECT_EQ(ask(mia, route, place).status, 403) << route.pattern << " " << place;
        EXPECT_EQ(ask(reader, route, "05558012").status, 403) << route.pattern;
    }
    EXPECT_THAT(mia.get("/verwaltung").body, HasSubstr(at("\"")));
    EXPECT_THAT(reader.get("/verwaltung").body, Not(HasSubstr(at("\""))));
}

TEST_P(CatalogueConsole, ASynonymChangesWhatTheSearchFinds) {
    auto mia = manager();
    EXPECT_THAT(mia.get(at("/synonyme?probe=qwertzuwort")).body, HasSubstr("findet nichts"));
    const auto kept =
        mia.post(at("/synonyme"), {{"wort", "QwertzuWort"}, {"meint", "\r\nhundesteuer\r\n"}});
    EXPECT_EQ(kept.status, 303);
    const std::string town{staff::testing::coesfeld};
    const auto found = search().find(town, "qwertzuwort", 5);
    ASSERT_FALSE(found.hits.empty());
    EXPECT_THAT(found.hits.front().name, HasSubstr("Hundesteuer"));
    EXPECT_TRUE(search().find("", "qwertzuwort", 5).hits.empty()) << "only in this town";
    EXPECT_THAT(acts(town), Contains("synonym.put"));
    const auto shown = mia.get(std::string{http::testing::header_of(kept, "Location")}).body;
    EXPECT_THAT(shown, HasSubstr("Hundesteuer"));

    EXPECT_EQ(mia.post(at("/synonyme/entfernen"), {{"wort", "qwertzuwort"}}).status, 303);
    EXPECT_TRUE(search().find(town, "qwertzuwort", 5).hits.empty());
    EXPECT_THAT(acts(town), Contains("synonym.remove"));
}

TEST_P(CatalogueConsole, AnotherWordTakesThePlaceOfTheOld) {
    auto mia = manager();
    mia.get(at("/synonyme"));
    mia.post(at("/synonyme"), {{"wort", "altwort"}, {"meint", "hundesteuer"}});
    mia.post(at("/synonyme"),
             {{"wort", "neuwort"}, {"meint", "hundesteuer"}, {"vorher", "altwort"}});
    const auto own = catalogue().records(staff::testing::coesfeld);
    EXPECT_TRUE(own->synonyms.contains("neuwort"));
    EXPECT_FALSE(own->synonyms.contains("altwort"));
}

TEST_P(CatalogueConsole, WhatIsMissingIsSaidBesideItsField) {
    auto mia = manager();
    mia.get(at("/synonyme"));
    const auto no_word = mia.post(at("/synonyme"), {{"wort", " "}, {"meint", "hundesteuer"}});
    EXPECT_EQ(no_word.status, 422);
    EXPECT_THAT(no_word.body, HasSubstr("id=\"wort-fehler\""));
    EXPECT_THAT(no_word.body, HasSubstr(">hundesteuer</textarea>")) << "what was typed stays";
    const auto no_meaning = mia.post(at("/synonyme"), {{"wort", "etwas"}, {"meint", "\r\n"}});
    EXPECT_EQ(no_meaning.status, 422);
    EXPECT_THAT(no_meaning.body, HasSubstr("id=\"meint-fehler\""));
}

TEST_P(CatalogueConsole, SearchesInVainLeadToANewSynonym) {
    auto mia = manager();
    for (int i = 0; i < 3; ++i)
        search().find(staff::testing::coesfeld, "qwertzuwort", 5);
    for (int i = 0; i < 5; ++i)
        mia.get(at("/synonyme?probe=asdfgwort"));
    const auto page = mia.get(at("/ohne-treffer")).body;
    EXPECT_THAT(page, HasSubstr("/synonyme?wort=qwertzuwort"));
    EXPECT_THAT(page, Not(HasSubstr("asdfgwort"))) << "trying out is no search";
    EXPECT_THAT(mia.get(at("/synonyme?wort=qwertzuwort")).body, HasSubstr("value=\"qwertzuwort\""));
}

TEST_P(CatalogueConsole, TheCatalogueCanBeTakenAlong) {
    auto mia = manager();
    for (const auto& [format, beginning] : std::vector<std::pair<std::string, std::string>>{
             {"json", "{\"kommod_catalogue\""}, {"xzufi", "<?xml"}, {"xzufi-2.3.1", "<?xml"}}) {
        const auto answer = mia.get(at("/ausgabe/" + format));
        EXPECT_EQ(answer.status, 200) << format;
        EXPECT_TRUE(answer.body.starts_with(beginning)) << answer.body.substr(0, 60);
        EXPECT_THAT(std::string{http::testing::header_of(answer, "Content-Disposition")},
                    HasSubstr("attachment; filename=\"katalog-05558012"));
    }
    EXPECT_THAT(mia.get(at("/ausgabe/csv")).body, HasSubstr("Hundesteuer"));
    EXPECT_EQ(mia.get(at("/ausgabe/exe")).status, 403);
}

TEST(CheckedFiles, AreTakenOnceInTimeAndInTheirPlace) {
    CheckedFiles files;
    const auto now = *Instant::parse("2026-11-22T10:00:00Z");
    const auto file = [](const char* name) {
        http::Upload upload;
        upload.file_name = name;
        return upload;
    };
    files.keep("s1", {file("a"), "m05558012", now});
    files.keep("s2", {file("b"), "m05558012", now});
    EXPECT_FALSE(files.take("s1", "association", now)) << "checked against something else";
    EXPECT_EQ(files.take("s2", "m05558012", now)->file_name, "b");
    EXPECT_FALSE(files.take("s2", "m05558012", now)) << "taken already";
    files.keep("s3", {file("c"), "m05558012", now});
    EXPECT_FALSE(files.take("s3", "m05558012", *Instant::parse("2026-11-22T10:31:00Z")));
}

}  // namespace
}  // namespace kommod::catalogue
