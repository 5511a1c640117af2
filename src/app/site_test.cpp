// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The demonstration's pages through the server's own checks, without a socket.
#include "app/site.h"

#include <algorithm>
#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/crypto.h"
#include "base/text.h"
#include "catalogue/import.h"
#include "http/testing.h"
#include "images/testing.h"
#include "portal/store.h"

namespace kommod::app {
namespace {

using http::testing::Visitor;
using ::testing::Contains;
using ::testing::Pair;

// One demonstration for all tests of this file: filling it takes a second.
class Demonstration : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder =
            std::filesystem::temp_directory_path() / ("kommod site " + crypto::random_token(6));
        clock = new ManualClock{*Instant::parse("2026-11-22T10:00:00Z")};
        Settings settings;
        settings.data = folder;
        settings.security_contact = "mailto:security@example.org";
        house = new House{settings, *clock};
        house->load_demonstration();
        images = new images::Sandbox{IMAGES_CHILD, {}};
        scanner = new files::Scanner{""};
        site = new Site{*house, *images, *scanner};
    }
    static void TearDownTestSuite() {
        delete site;
        delete scanner;
        delete images;
        delete house;
        delete clock;
        std::filesystem::remove_all(folder);
    }

    static json::value get_json(const std::string& target) {
        Visitor visitor{site->server()};
        visitor.headers["accept"] = "application/json";
        return json::parse(visitor.get(target).body);
    }

    static std::filesystem::path folder;
    static ManualClock* clock;
    static House* house;
    static images::Sandbox* images;
    static files::Scanner* scanner;
    static Site* site;
};
std::filesystem::path Demonstration::folder;
ManualClock* Demonstration::clock = nullptr;
House* Demonstration::house = nullptr;
images::Sandbox* Demonstration::images = nullptr;
files::Scanner* Demonstration::scanner = nullptr;
Site* Demonstration::site = nullptr;

TEST_F(Demonstration, SearchAnswersMachinesInItsDocumentedShape) {
    const auto answer = get_json("/coesfeld/leistungen?q=hund%20anmelden").as_object();
    EXPECT_EQ(answer.at("query"), "hund anmelden");
    EXPECT_GT(answer.at("total").to_number<int>(), 0);
    const auto& results = answer.at("results").as_array();
    ASSERT_FALSE(results.empty());
    for (const auto& result : results) {
        EXPECT_TRUE(result.at("kind") == "service" || result.at("kind") == "bundle");
        for (const auto* key : {"key", "name", "bundle"})
            EXPECT_FALSE(result.at(key).as_string().empty());
        EXPECT_GE(result.at("level").to_number<int>(), 0);
        EXPECT_LE(result.at("level").to_number<int>(), 4);
    }
    EXPECT_NE(json::serialize(results[0]).find("Hund"), std::string::npos);
    EXPECT_EQ(get_json("/coesfeld/leistungen?q=").at("total").to_number<int>(), 0);
}

// Words are cut to a length, never within a letter: databases and readers of JSON refuse half ones.
TEST_F(Demonstration, AnOverlongQueryStaysReadable) {
    std::string words = "a";
    for (int i = 0; i < 150; ++i)
        words += "ß";
    const auto answer = get_json("/coesfeld/leistungen?q=" + http::url_encode(words)).as_object();
    const std::string told{answer.at("query").as_string()};
    EXPECT_TRUE(text::is_utf8(told));
    EXPECT_EQ(told.size(), 199U);
}

TEST_F(Demonstration, WhoLooksForTheTownHallIsLedToItsAddresses) {
    Visitor visitor{site->server()};
    const auto panel = "<a class=\"kern-link\" href=\"/coesfeld/kontakt\">Kontakt und";
    EXPECT_NE(visitor.get("/coesfeld/leistungen?q=rathaus+%C3%B6ffnungszeiten").body.find(panel),
              std::string::npos);
    EXPECT_EQ(visitor.get("/coesfeld/leistungen?q=wohngeld").body.find(panel), std::string::npos);
}

TEST_F(Demonstration, LinksForMachinesNameTheAddressThatWasAskedFor) {
    Visitor visitor{site->server(), "portal.example:8443"};
    EXPECT_NE(visitor.get("/coesfeld/sitemap.xml")
                  .body.find("<loc>http://portal.example:8443/coesfeld/online</loc>"),
              std::string::npos);
    EXPECT_NE(visitor.get("/robots.txt")
                  .body.find("Sitemap: http://portal.example:8443/coesfeld/sitemap.xml"),
              std::string::npos);
}

TEST_F(Demonstration, WhatIsOnlineStandsUnderItsOwnLifeEvent) {
    const auto view = get_json("/coesfeld/online").as_object();
    const auto catalogue =
        house->catalogue().snapshot(store::municipality_namespace("05558012"), clock->today());
    const auto& events = view.at("life_events").as_array();
    EXPECT_GT(events.size(), 5U);
    for (const auto& event : events)
        for (const auto& service : event.at("services").as_array()) {
            const auto* known = catalogue->find(service.at("key").as_string());
            const auto* bundle = catalogue->find_bundle(known->bundle);
            EXPECT_EQ(catalogue->find_life_event(bundle->life_event)->name,
                      event.at("name").as_string());
        }
}

TEST_F(Demonstration, TheIdentityCardSaysWhyItIsNotOnline) {
    Visitor visitor{site->server()};
    const auto page = visitor.get("/coesfeld/leistungen/99008001012000");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("Warum noch nicht online?"), std::string::npos);
    EXPECT_NE(page.body.find("PAuswG"), std::string::npos) << "the law that stands against it";
    EXPECT_NE(page.body.find("Bund"), std::string::npos) << "who must act";
}

TEST_F(Demonstration, UnknownThingsAreNotFound) {
    for (const auto* path : {"/coesfeld/leistungen/99999999999999", "/coesfeld/leistungen/unsinn",
                             "/coesfeld/buendel/0", "/coesfeld/lebenslagen/nirgends", "/atlantis/",
                             "/coesfeld/gibtsnicht"}) {
        Visitor visitor{site->server()};
        EXPECT_EQ(visitor.get(path).status, 404) << path;
    }
}

TEST_F(Demonstration, ATownIsFoundByItsNameAsItIsWritten) {
    Visitor visitor{site->server()};
    for (const auto& [path, location] :
         {std::pair{"/D%C3%BClmen/online?x=1", "/duelmen/online?x=1"},
          {"/L%C3%BCdinghausen", "/luedinghausen/"},
          {"/COESFELD?sprache=en", "/coesfeld/?sprache=en"}}) {
        const auto answer = visitor.get(path);
        EXPECT_EQ(answer.status, 308) << path;
        EXPECT_THAT(answer.headers, Contains(Pair("Location", location)));
    }
    EXPECT_EQ(visitor.get("/Atlantis/").status, 404);
    EXPECT_EQ(visitor.post("/Coesfeld/barriere-melden", {{"nachricht", "x"}}).status, 404);
}

TEST_F(Demonstration, TheServicePageSpeaksEnglish) {
    Visitor visitor{site->server()};
    const auto page = visitor.get("/coesfeld/leistungen/99008001012000?sprache=en").body;
    for (const auto* words : {"Who can apply", "How it works", "How long it takes", "Citizens"})
        EXPECT_NE(page.find(words), std::string::npos) << words;
    for (const auto* words : {"Wer es beantragen kann", "Bürgerinnen und Bürger"})
        EXPECT_EQ(page.find(words), std::string::npos) << words;
}

TEST_F(Demonstration, AnOfficesWebsiteIsShown) {
    auto office = *house->municipalities().office("05558028", "standesamt");
    office.url = "https://standesamt.example.org/";
    ASSERT_TRUE(house->municipalities().put_office({}, "05558028", office));
    Visitor visitor{site->server()};
    EXPECT_NE(visitor.get("/nordkirchen/kontakt").body.find("https://standesamt.example.org/"),
              std::string::npos);
    EXPECT_NE(visitor.get("/nordkirchen/leistungen/99059001000000")
                  .body.find("https://standesamt.example.org/"),
              std::string::npos);
}

// The catalogue knows more than a town offers: people find it, and nobody takes it for an offer.
TEST_F(Demonstration, WhatTheTownDoesNotOfferIsFoundWithWhoIsResponsible) {
    const auto imported = catalogue::import_catalogue(
        house->catalogue(),
        {catalogue::Input::text(
            "leika.csv",
            "leistungsschluessel,bezeichnung,leika_typ,ozg_id,ozg_leistung,lage,themenfeld\n"
            "99050001000000,Hundehaarverzollung,1,10998,Verzollung,Einfuhr,Steuern & Zoll\n"
            "99050002000000,Hund Friedhofsaufsicht,4,10998,Verzollung,Einfuhr,Steuern & Zoll\n"
            "99050003000000,Hund Quarantäne,2/3,10998,Verzollung,Einfuhr,Steuern & Zoll\n")},
        {});
    ASSERT_TRUE(imported && imported->created == 3);
    const auto only = get_json("/coesfeld/leistungen?q=Hundehaarverzollung").as_object();
    EXPECT_EQ(only.at("total"), 0);
    EXPECT_TRUE(only.at("results").as_array().empty());
    const auto expected = json::array{
        {{"key", "99050001000000"}, {"name", "Hundehaarverzollung"}, {"responsible", "Bund"}}};
    EXPECT_EQ(only.at("elsewhere"), expected);

    Visitor visitor{site->server()};
    const auto both = visitor.get("/coesfeld/leistungen?q=hund").body;
    const auto offered = both.find("/coesfeld/leistungen/99102013000000");
    const auto elsewhere = both.find("/coesfeld/leistungen/99050002000000");
    const auto heading = both.find("Das bietet Coesfeld nicht selbst an");
    ASSERT_NE(elsewhere, std::string::npos);
    EXPECT_LT(offered, heading);
    EXPECT_LT(heading, elsewhere);
    EXPECT_NE(both.find("Zuständig: Land Nordrhein-Westfalen<"), std::string::npos);
    EXPECT_NE(both.find("Zuständig: Land Nordrhein-Westfalen oder eine Kommune<"),
              std::string::npos);

    const auto page = visitor.get("/coesfeld/leistungen/99050001000000");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("Das bietet Coesfeld nicht selbst an"), std::string::npos);
    EXPECT_NE(page.body.find("<strong>Bund</strong>"), std::string::npos);
    EXPECT_EQ(page.body.find("So geht es heute"), std::string::npos);
    EXPECT_NE(std::ranges::find(page.headers,
                                std::pair<std::string, std::string>{"X-Robots-Tag", "noindex"}),
              page.headers.end());
    EXPECT_EQ(visitor.get("/coesfeld/sitemap.xml").body.find("99050001000000"), std::string::npos);
}

TEST_F(Demonstration, EveryOfferedServiceHasAPage) {
    Visitor visitor{site->server()};
    const auto catalogue =
        house->catalogue().snapshot(store::municipality_namespace("05558012"), clock->today());
    for (std::size_t i = 0; i < catalogue->services().size();
         i += 37)  // a sample through all subjects
        EXPECT_EQ(
            visitor.get("/coesfeld/leistungen/" + http::url_encode(catalogue->services()[i].key))
                .status,
            200)
            << catalogue->services()[i].key;
    for (const auto& bundle : catalogue->bundles())
        EXPECT_EQ(visitor.get("/coesfeld/buendel/" + http::url_encode(bundle.id)).status, 200)
            << bundle.id;
}

TEST_F(Demonstration, MandatoryPagesAreThereAndNeverFiller) {
    Visitor visitor{site->server()};
    for (const auto* path : {"/impressum", "/datenschutz", "/barrierefreiheit", "/leichte-sprache",
                             "/gebaerdensprache", "/kontakt", "/barriere-melden", "/sitemap"}) {
        EXPECT_EQ(visitor.get(std::string{"/coesfeld"} + path).status, 200) << path;
    }
    EXPECT_NE(visitor.get("/olfen/impressum").body.find("Dieser Text fehlt noch"),
              std::string::npos);
    const auto security = visitor.get("/.well-known/security.txt");
    EXPECT_NE(security.body.find("Contact: mailto:security@example.org"), std::string::npos);
    EXPECT_NE(security.body.find("Expires: 2027-05-2"), std::string::npos);
}

TEST_F(Demonstration, AReportedBarrierIsKeptAndDeletedInTime) {
    Visitor visitor{site->server()};
    EXPECT_EQ(visitor.get("/coesfeld/barriere-melden?seite=/online").status, 200);
    clock->advance(std::chrono::seconds{10});
    const auto refused =
        visitor.post("/coesfeld/barriere-melden",
                     {{"nachricht", " "}, {"email", "keine adresse"}, {"seite", "/online"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_NE(refused.body.find("keine adresse"), std::string::npos) << "what was typed stays";
    clock->advance(std::chrono::seconds{10});
    const auto kept = visitor.post(
        "/coesfeld/barriere-melden",
        {{"nachricht", "Der Knopf ist zu klein."}, {"email", ""}, {"seite", "/online"}});
    EXPECT_EQ(kept.status, 303);

    auto& records = *house->database().find(store::municipality_namespace("05558012"));
    constexpr store::Statement count{"test.count_feedback", "SELECT COUNT(*) FROM feedback"};
    const auto rows = [&] {
        return records.read(
            [&](store::Session& session) { return session.query_one(count)->integer(0); });
    };
    EXPECT_EQ(rows(), 1);
    EXPECT_EQ(portal::delete_old_feedback(records, clock->today().plus_months(6)), 0)
        << "the last day counts";
    EXPECT_EQ(portal::delete_old_feedback(records, clock->today().plus_months(6).plus_days(1)), 1);
    EXPECT_EQ(rows(), 0);
}

TEST_F(Demonstration, WhoIsTooFastIsToldSo) {
    Visitor visitor{site->server()};
    visitor.get("/coesfeld/barriere-melden");
    const auto answer = visitor.post("/coesfeld/barriere-melden", {{"nachricht", "schnell"}});
    EXPECT_EQ(answer.status, 429);
    EXPECT_NE(answer.body.find("Das ging sehr schnell"), std::string::npos);
}

TEST_F(Demonstration, AFormWithoutItsTokenIsRefused) {
    Visitor visitor{site->server()};
    const auto answer = visitor.post("/coesfeld/barriere-melden",
                                     {{"nachricht", "ohne die Seite besucht zu haben"}});
    EXPECT_EQ(answer.status, 403);
}

TEST_F(Demonstration, NobodyReachesThePortalConsoleWithoutASession) {
    for (const auto& route :
         {"/verwaltung/portal/05558012", "/verwaltung/portal/05558012/texte/impressum",
          "/verwaltung/portal/05558012/aemter", "/verwaltung/portal/05558012/farben"}) {
        Visitor visitor{site->server()};
        const auto answer = visitor.get(route);
        EXPECT_TRUE(answer.status == 303 || answer.status == 401 || answer.status == 403) << route;
    }
}

TEST_F(Demonstration, ALogoIsServedUnderAnAddressOfItsContent) {
    const audit::Actor staff{audit::ActorKind::staff, "test"};
    auto& towns = house->municipalities();
    const std::string png = images::testing::png({32, 16});
    ASSERT_TRUE(towns.put_logo(
        staff, "05558012", {.hash = {}, .alt = "Wappen \"C\"", .width = 32, .height = 16}, png));
    const auto path = "/logo/" + towns.logo("05558012")->hash + ".png";
    Visitor visitor{site->server()};
    for (const auto* page : {"/coesfeld/", "/coesfeld/online/aushang", "/coesfeld/gibtsnicht"}) {
        const auto body = visitor.get(page).body;
        EXPECT_NE(body.find("src=\"/coesfeld" + path), std::string::npos) << page;
        EXPECT_NE(body.find("alt=\"Wappen &quot;C&quot;\""), std::string::npos) << page;
    }
    const auto image = visitor.get("/coesfeld" + path);
    EXPECT_EQ(image.status, 200);
    EXPECT_EQ(image.content_type, "image/png");
    EXPECT_EQ(image.body, png);
    EXPECT_EQ(http::testing::header_of(image, "Cache-Control"),
              "public, max-age=31536000, immutable");
    EXPECT_FALSE(http::testing::header_of(image, "ETag").empty());
    EXPECT_EQ(visitor.get("/billerbeck" + path).status, 404);
    EXPECT_EQ(visitor.get("/billerbeck/").body.find("/logo/"), std::string::npos);

    ASSERT_TRUE(towns.remove_logo(staff, "05558012"));
    EXPECT_EQ(visitor.get("/coesfeld" + path).status, 404);
    EXPECT_EQ(visitor.get("/coesfeld/").body.find("/logo/"), std::string::npos);
}

TEST_F(Demonstration, TheConsoleIsTheAssociationsOnEveryHost) {
    const audit::Actor staff{audit::ActorKind::staff, "test"};
    auto& towns = house->municipalities();
    auto coesfeld = *towns.by_ags("05558012");
    coesfeld.host = "coesfeld.example";
    ASSERT_TRUE(towns.put(staff, std::array{coesfeld}));
    Visitor visitor{site->server(), "coesfeld.example"};
    EXPECT_NE(visitor.get("/").body.find("/thema.css"), std::string::npos) << "the town's own";
    const auto association = towns.association_name() + "</span>";
    for (const auto* page : {"/verwaltung/anmelden", "/verwaltung/gibtsnicht"}) {
        const auto body = visitor.get(page).body;
        EXPECT_NE(body.find("site-brand__name\">" + association), std::string::npos) << page;
        EXPECT_EQ(body.find("/thema.css"), std::string::npos) << page;
    }
    EXPECT_EQ(visitor.get("/coesfeld/online").status, 200) << "where the console links to";
    coesfeld.host.clear();
    ASSERT_TRUE(towns.put(staff, std::array{coesfeld}));
}

// The town of 1 December 2022 as it was recorded then: nobody sees what was recorded later.
TEST_F(Demonstration, TheMonitorTellsTheLightsOfAPastDay) {
    const auto data = get_json("/coesfeld/monitor/daten.json?stand=2022-12-01").as_object();
    EXPECT_EQ(data.at("municipality"), "05558012");
    EXPECT_EQ(data.at("date"), "2022-12-01");
    EXPECT_EQ(data.at("services").as_array().size(), 1200U);
    EXPECT_EQ(data.at("bundles").as_array().size(), 114U);
    EXPECT_EQ(data.at("blocks").as_array().size(), 7U);
    const auto level_of = [&](std::string_view key) {
        for (const auto& service : data.at("services").as_array())
            if (service.at("key").as_string() == key) return service.at("level").to_number<int>();
        return -1;
    };
    EXPECT_GE(level_of("lokal:maengelmelder"), 3);
    EXPECT_LT(level_of("99008001012000"), 2) << "the identity card is dark";
    EXPECT_LT(level_of("99115004001001"), 3) << "the register extract waits for payment";
    const auto later = get_json("/coesfeld/monitor/daten.json?stand=2023-07-01").as_object();
    int lit_then = 0, lit_later = 0;
    for (const auto& service : data.at("services").as_array())
        lit_then += service.at("level").to_number<int>() >= 3;
    for (const auto& service : later.at("services").as_array())
        lit_later += service.at("level").to_number<int>() >= 3;
    EXPECT_GT(lit_later, lit_then) << "payment has opened";
}

}  // namespace
}  // namespace kommod::app
