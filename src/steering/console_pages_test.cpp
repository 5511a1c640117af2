// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The console of the facts through the server's own checks, on both engines.
#include "steering/testing.h"

namespace kommod::steering {
namespace {

using namespace steering::testing;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

KOMMOD_ON_BOTH_ENGINES(SteeringConsole);

const std::string payment = at("/tatsache/baustein/payment");
Fields payment_on(const std::string& planned) {
    return {{"name", "Bezahlen (ePayment)"},
            {"responsible", "Anbieter des Verbunds"},
            {"planned_for", planned}};
}

TEST_P(SteeringConsole, WithoutASessionEveryDoorIsClosed) {
    for (const auto& route : routes()) {
        auto stranger = browser();
        stranger.get("/verwaltung/anmelden");
        const auto answer = ask(stranger, route, "05558012");
        EXPECT_EQ(answer.status, route.method == http::Method::get ? 303 : 401) << route.pattern;
    }
    EXPECT_GT(routes().size(), 17U);
}

TEST_P(SteeringConsole, OtherRolesAndOtherPlacesAreRefused) {
    auto mia = manager();
    auto reader = signed_in(person("rita", Role::reader, staff::testing::coesfeld));
    auto neighbour = signed_in(person("ben", Role::service_manager, staff::testing::billerbeck));
    for (const auto& route : routes()) {
        for (const auto* place : {"05558008", "verbund", "99999999", "unsinn"})
            EXPECT_EQ(ask(mia, route, place).status, 403) << route.pattern << " " << place;
        EXPECT_EQ(ask(reader, route, "05558012").status, 403) << route.pattern;
        EXPECT_EQ(ask(neighbour, route, "05558012").status, 403) << route.pattern;
    }
    EXPECT_EQ(facts().log(staff::testing::coesfeld)->versions(), 2U) << "nothing was recorded";
    EXPECT_THAT(mia.get("/verwaltung").body, HasSubstr(at("\"")));
    EXPECT_THAT(reader.get("/verwaltung").body, Not(HasSubstr(at("\""))));
}

TEST_P(SteeringConsole, EveryPageIsThere) {
    auto mia = manager();
    for (const char* path :
         {"", "/neu/voraussetzung", "/neu/loesung", "/tatsache/baustein/payment",
          "/tatsache/baustein/vault", "/tatsache/loesung/portal",
          "/tatsache/voraussetzung/stelle/zuruecknehmen",
          "/tatsache/voraussetzung/stelle/entfernen", "/sammeln", "/fallzahlen", "/einlesen"})
        EXPECT_EQ(mia.get(at(path)).status, 200) << path;
    for (const char* path :
         {"/neu/baustein", "/neu/unsinn", "/tatsache/baustein/pipeline", "/tatsache/loesung/nichts",
          "/tatsache/unsinn/payment", "/tatsache/baustein/payment/entfernen", "/ausgabe/exe"})
        EXPECT_EQ(mia.get(at(path)).status, 403) << path;
    auto vera = manager(store::association);
    for (const char* path : {"", "/neu/loesung", "/tatsache/baustein/payment", "/sammeln"})
        EXPECT_EQ(vera.get("/verwaltung/steuerung/verbund" + std::string{path}).status, 200)
            << path;
    EXPECT_EQ(vera.get("/verwaltung/steuerung/verbund/fallzahlen").status, 403);
}

TEST_P(SteeringConsole, WhoPostponesABlockSeesTheSlippageInRoadmapAndFeed) {
    auto mia = manager();
    EXPECT_THAT(mia.get(payment).body, HasSubstr("value=\"2027-01-16\""));
    auto fields = payment_on("2027-04-16");
    fields.emplace_back("tun", "vorschau");
    const auto preview = mia.post(payment, fields).body;
    EXPECT_THAT(preview, HasSubstr("verschoben vom 16. Januar 2027 auf den 16. April 2027"));
    EXPECT_THAT(preview, HasSubstr("90 Tage später"));
    EXPECT_THAT(preview, HasSubstr("Wird dunkler")) << "on the day that was planned before";
    EXPECT_EQ(payment_planned(), LocalDate(2027, 1, 16)) << "a preview records nothing";

    EXPECT_EQ(location(record(mia, payment, payment_on("2027-04-16"))),
              payment + "?meldung=festgehalten");
    const auto events = facts().events(ags, today(), today());
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].what, readiness::FactEvent::What::postponed);
    EXPECT_EQ(events[0].slippage(), 90);
    EXPECT_THAT(acts(staff::testing::coesfeld), Contains("facts.record"));
    auto citizen = browser();
    const auto feed = citizen.get("/coesfeld/monitor/aenderungen.atom").body;
    EXPECT_THAT(feed, HasSubstr("Bezahlen (ePayment)"));
    EXPECT_THAT(feed, HasSubstr("16. April 2027"));
    EXPECT_THAT(citizen.get("/coesfeld/monitor/fahrplan").body,
                HasSubstr("90 Tage später als zuerst geplant"));
    EXPECT_THAT(mia.get(at("")).body, HasSubstr("90 Tage später"));
}

TEST_P(SteeringConsole, OnlyWhatThePreviewShowedIsRecorded) {
    auto mia = manager();
    auto fields = payment_on("2027-04-16");
    fields.emplace_back("tun", "festhalten");
    EXPECT_THAT(mia.post(payment, fields).body, HasSubstr("Noch nicht festgehalten"));
    fields.back().second = "vorschau";
    const auto seen = http::testing::hidden_field(mia.post(payment, fields).body, "gesehen");
    auto other = payment_on("2027-05-16");
    other.insert(other.end(), {{"tun", "festhalten"}, {"gesehen", seen}});
    EXPECT_THAT(mia.post(payment, other).body, HasSubstr("Noch nicht festgehalten"));
    EXPECT_EQ(payment_planned(), LocalDate(2027, 1, 16));
    // Somebody else was quicker.
    record(mia, payment, payment_on("2027-06-16"));
    fields.back().second = "festhalten";
    fields.emplace_back("gesehen", seen);
    EXPECT_THAT(mia.post(payment, fields).body, HasSubstr("Noch nicht festgehalten"));
    EXPECT_EQ(payment_planned(), LocalDate(2027, 6, 16));
}

TEST_P(SteeringConsole, AMistakeIsTakenBackAndStandsInTheTrailAlone) {
    auto yesterday = manager();
    record(yesterday, payment, payment_on("2027-04-16"));
    clock().advance(std::chrono::hours{24});
    auto mia = signed_in(person("mira", Role::service_manager, staff::testing::coesfeld));
    record(mia, payment, payment_on("2072-04-16"));
    EXPECT_EQ(payment_planned(), LocalDate(2072, 4, 16));
    EXPECT_THAT(mia.get(payment + "/zuruecknehmen").body,
                HasSubstr("verschwindet aus Fahrplan und Feed"))
        << "the effect of going back is shown first";
    EXPECT_EQ(mia.post(payment + "/zuruecknehmen", {}).status, 303);
    EXPECT_EQ(payment_planned(), LocalDate(2027, 4, 16));
    EXPECT_TRUE(facts().events(ags, today(), today()).empty());
    const auto told = acts(staff::testing::coesfeld);
    EXPECT_EQ(std::count(told.begin(), told.end(), "facts.record"), 2);
    EXPECT_THAT(told, Contains("facts.undo"));
    // Further back there is the version of yesterday alone; then the association speaks again.
    mia.post(payment + "/entfernen", {});
    EXPECT_EQ(payment_planned(), LocalDate(2027, 1, 16));
    EXPECT_THAT(acts(staff::testing::coesfeld), Contains("facts.withdraw"));
}

TEST_P(SteeringConsole, WhatIsStaleIsFlaggedAndConfirmedWithOneClick) {
    auto mia = manager();
    const std::string stale = "seit 10.01.2022 nicht bestätigt";
    EXPECT_THAT(mia.get(at("")).body, HasSubstr(stale));
    EXPECT_EQ(mia.post(at("/tatsache/voraussetzung/stelle/bestaetigen"), {}).status, 303);
    EXPECT_THAT(mia.get(at("")).body, Not(HasSubstr(stale)));
    EXPECT_EQ(facts().facts(ags, today()).preconditions.at(0).confirmed_on, today());
    EXPECT_THAT(acts(staff::testing::coesfeld), Contains("facts.confirm"));
    EXPECT_EQ(mia.post(payment + "/bestaetigen", {}).status, 403) << "it is the association's";
}

TEST_P(SteeringConsole, WhatIsWrongIsSaidAtItsFieldAndNothingTypedIsLost) {
    auto mia = manager();
    mia.get(at("/neu/loesung"));
    const auto answer = mia.post(at("/neu/loesung"), {{"title", "Mein & Dienst"},
                                                      {"kind", "external"},
                                                      {"url", "javascript:alert(1)"},
                                                      {"from", "31.02.2027"},
                                                      {"services", "bundle:10244\r\nquatsch"},
                                                      {"tun", "vorschau"}});
    EXPECT_EQ(answer.status, 422);
    for (const char* part :
         {"id=\"url-fehler\"", "id=\"from-fehler\"", "id=\"services-fehler\"",
          "id=\"criteria-fehler\"", "value=\"Mein &amp; Dienst\"", "„quatsch“", "bundle:10244"})
        EXPECT_THAT(answer.body, HasSubstr(part)) << part;
    EXPECT_EQ(mia.post(at("/neu/voraussetzung"), {{"tun", "vorschau"}}).status, 422);
}

TEST_P(SteeringConsole, ManyServicesGoIntoOnePrecondition) {
    auto mia = manager();
    const auto& services = catalogue().snapshot(staff::testing::coesfeld, today())->services();
    EXPECT_THAT(mia.get(at("/sammeln?text=hund")).body, HasSubstr("Hund"));
    Fields fields{{"ziel", "stelle"}, {"auswahl", "bundle:10119"}, {"tun", "weiter"}};
    for (std::size_t i = 0; i < 40; ++i)
        fields.emplace_back("leistung", services[i].key);
    const auto form = mia.post(at("/sammeln"), fields).body;
    EXPECT_THAT(form, HasSubstr(services[39].key));
    EXPECT_THAT(form, HasSubstr("Ausgewählte Leistungen"));
    std::string typed = "bundle:10244\nbundle:10119";
    for (std::size_t i = 0; i < 40; ++i)
        typed += "\n" + services[i].key;
    const auto recorded = mia.post(at("/tatsache/voraussetzung/stelle"),
                                   {{"title", "Eine Stelle ist frei"},
                                    {"kind", "organisational"},
                                    {"owner", "Coesfeld"},
                                    {"criteria", "submission"},
                                    {"services", typed},
                                    {"gesehen", http::testing::hidden_field(form, "gesehen")},
                                    {"tun", "festhalten"}});
    EXPECT_EQ(recorded.status, 303) << "the preview of the mass edit is the form's own";
    EXPECT_EQ(facts().facts(ags, today()).preconditions.at(0).services.size(), 42U);
    EXPECT_EQ(mia.post(at("/sammeln"), {{"ziel", ""}, {"tun", "weiter"}}).status, 422);
    EXPECT_EQ(mia.post(at("/sammeln"), {{"auswahl", "unsinn"}, {"tun", "weiter"}}).status, 422);
    EXPECT_THAT(mia.post(at("/sammeln"), {{"auswahl", "sdg"}, {"tun", "weiter"}}).body,
                HasSubstr(">sdg</textarea>"));
}

TEST_P(SteeringConsole, YearlyCasesAreKeptWithTheTownsCatalogue) {
    auto mia = manager();
    const std::string town{staff::testing::coesfeld};
    const auto before = catalogue().snapshot(town, today());
    const auto& bundle = before->bundles().front();
    const std::string key = before->services()[bundle.services.front()].key;
    const auto cases = [&] {
        return catalogue().snapshot(town, today())->find(key)->cases_per_year;
    };
    mia.get(at("/fallzahlen"));
    const auto wrong =
        mia.post(at("/fallzahlen"), {{"buendel", bundle.id}, {"faelle-" + key, "viele"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, HasSubstr("value=\"viele\""));
    EXPECT_EQ(
        mia.post(at("/fallzahlen"), {{"buendel", bundle.id}, {"faelle-" + key, "1.250"}}).status,
        303);
    EXPECT_EQ(cases(), 1250);
    EXPECT_THAT(acts(town), Contains("cases.record"));
    EXPECT_THAT(mia.get(at("/fallzahlen.csv")).body, HasSubstr(key + ";1250;"));
    EXPECT_EQ(mia.post(at("/fallzahlen/einlesen"), {},
                       {file("f.csv", "schluessel;faelle_im_jahr\n" + key + ";7\n")})
                  .status,
              200);
    EXPECT_EQ(cases(), 7);
    EXPECT_EQ(mia.post(at("/fallzahlen/einlesen"), {},
                       {file("g.csv", "schluessel;faelle_im_jahr\n" + key + ";8\nfremd;1\n")})
                  .status,
              422);
    EXPECT_EQ(cases(), 7) << "all or none";
    EXPECT_EQ(mia.post(at("/fallzahlen/einlesen"), {}).status, 422);
}

TEST_P(SteeringConsole, FactsAreTakenAlongAndComeBackUnchanged) {
    auto mia = manager();
    record(mia, payment, payment_on("2027-04-16"));
    const auto versions = facts().log(staff::testing::coesfeld)->versions();
    for (const std::string format : {"yaml", "csv"}) {
        const auto answer = mia.get(at("/ausgabe/" + format));
        EXPECT_EQ(answer.status, 200);
        mia.get(at("/einlesen"));
        const auto report = mia.post(at("/einlesen"), {}, {file("t." + format, answer.body)});
        EXPECT_EQ(report.status, 200) << report.body;
        EXPECT_EQ(facts().log(staff::testing::coesfeld)->versions(), versions);
    }
    EXPECT_EQ(mia.post(at("/einlesen"), {}, {file("v.yaml", association_facts)}).status, 422)
        << "a file speaks for the place of the desk alone";
    const auto wrong = mia.post(at("/einlesen"), {},
                                {file("x.yaml",
                                      "municipality: \"05558012\"\nfacts:\n"
                                      "  - block: pipeline\n    name: Leitung\n")});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, HasSubstr("Diesen Baustein gibt es nicht."));
    EXPECT_EQ(mia.post(at("/einlesen"), {}, {file("y.yaml", "\xff\xfe")}).status, 422);
}

TEST_P(SteeringConsole, ThePreviewSaysWhatRecordingThenShows) {
    auto vera = manager(store::association);
    const std::string target = "/verwaltung/steuerung/verbund/tatsache/baustein/payment";
    auto fields = payment_on("2026-12-16");
    fields.emplace_back("municipalities", "05558012");
    fields.emplace_back("tun", "vorschau");
    const auto preview = vera.post(target, fields).body;
    fields.pop_back();
    const readiness::PointInTime coming{LocalDate(2026, 12, 20), today()};
    const auto before = facts().picture(ags, coming);
    record(vera, target, fields);
    const auto difference = readiness::difference(*before, *facts().picture(ags, coming));
    EXPECT_GT(difference.brighter(), 0);
    EXPECT_THAT(preview, HasSubstr("Wird heller <span class=\"service-group__count\">" +
                                   std::to_string(difference.brighter())));
    const auto of_town =
        facts().log(store::association)->find(readiness::FactKind::block, "payment");
    EXPECT_EQ(of_town->links().back()->version.municipalities,
              (std::vector<std::string>{"05558012"}));
}

}  // namespace
}  // namespace kommod::steering
