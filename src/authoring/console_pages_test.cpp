// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A service on its way online, through the server's own checks, on both engines.
#include "authoring/parameter_form.h"
#include "authoring/testing.h"

namespace kommod::authoring {
namespace {

using testing::AuthoringConsole;
using testing::base;
using testing::billerbeck;
using testing::coesfeld;
using ::testing::ElementsAre;
using testing::Fields;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::location;
using ::testing::Not;
using testing::Role;

const std::string service = base + "/dienst/fundhund";

class Services : public AuthoringConsole {
  protected:
    void make_office() {
        municipalities::Office office;
        office.id = "ordnungsamt";
        office.name = "Ordnungsamt";
        office.email = "ordnungsamt@coesfeld.example";
        ASSERT_TRUE(desk().municipalities.put_office(staff::testing::command, "05558012", office));
    }
    static Fields good_parameters() {
        return {{"amt", "ordnungsamt"}, {"futtergeld", "14,50"}, {"futtergeld_grundlage", ""},
                {"gilt_ab.day", "2"},   {"gilt_ab.month", "3"},  {"gilt_ab.year", "2026"}};
    }
    Fields online_today() {
        return {
            {"fassung", package().hash}, {"ab.day", "2"}, {"ab.month", "3"}, {"ab.year", "2026"}};
    }
    void walk_through() {
        packages().mark_done(coesfeld, package(), {"preview", clock().now(), "mia"}, publishing());
    }
};
KOMMOD_ON_BOTH_ENGINES(Services);

TEST_P(Services, WithoutASessionEveryDoorIsClosed) {
    for (const auto& route : routes()) {
        auto stranger = browser();
        stranger.get("/verwaltung/anmelden");
        const auto answer = ask(stranger, route);
        EXPECT_EQ(answer.status, route.method == http::Method::get ? 303 : 401) << route.pattern;
        EXPECT_THAT(answer.body, Not(HasSubstr("Fundhund"))) << route.pattern;
    }
    EXPECT_THAT(acts_on_packages(), IsEmpty());
}

TEST_P(Services, OtherRolesAndOtherTownsAreRefused) {
    auto worker = signed_in(person("karl", Role::case_worker, coesfeld));
    auto neighbour = signed_in(person("ben", Role::service_manager, billerbeck));
    auto provider = signed_in(person("vera", Role::service_manager));
    for (auto* visitor : {&worker, &neighbour, &provider})
        for (const auto& route : routes())
            EXPECT_EQ(ask(*visitor, route).status, 403) << route.pattern;
    EXPECT_THAT(acts_on_packages(), IsEmpty());
    EXPECT_FALSE(packages().offer(coesfeld, "fundhund"));
}

TEST_P(Services, GoOnlineWhenEverythingIsDoneAndNotBefore) {
    make_office();
    auto mia = manager();
    EXPECT_THAT(mia.get(base).body, HasSubstr("5 Aufgaben offen"));
    const auto early = mia.post(service + "/online", online_today());
    EXPECT_EQ(early.status, 422);
    EXPECT_THAT(early.body, HasSubstr("noch Aufgaben offen"));

    EXPECT_EQ(location(mia.post(service + "/angaben", good_parameters())),
              service + "?meldung=angaben");
    const auto offer = packages().offer(coesfeld, "fundhund");
    ASSERT_TRUE(offer);
    EXPECT_EQ(offer->office, "ordnungsamt");
    EXPECT_EQ(json::serialize(offer->parameters_on(clock().today())), R"({"futtergeld":"14.50"})");
    EXPECT_EQ(mia.post(service + "/datenschutz", {}).status, 303);
    walk_through();
    EXPECT_THAT(mia.get(base).body, HasSubstr("alle Aufgaben erledigt"));

    EXPECT_EQ(location(mia.post(service + "/online", online_today())), service + "?meldung=online");
    EXPECT_TRUE(
        packages().service(coesfeld, "fundhund", clock().today())->is_open(clock().today()));
    EXPECT_TRUE(readiness().log(coesfeld)->find(readiness::FactKind::solution, "paket-fundhund"))
        << "the Monitor knows";
    EXPECT_THAT(acts_on_packages(), ::testing::UnorderedElementsAre(
                                        "package.parameters", "package.office", "package.privacy",
                                        "package.publish", "package.go_live"));
}

TEST_P(Services, WhatIsWrongIsNamedAndWhatWasTypedStays) {
    make_office();
    auto mia = manager();
    auto fields = good_parameters();
    fields[0].second = "gibtesnicht";
    fields[1].second = "viel";
    fields[3].second = "32";
    const auto answer = mia.post(service + "/angaben", fields);
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, HasSubstr("Wählen Sie das Amt"));
    EXPECT_THAT(answer.body, HasSubstr("Geben Sie einen Betrag"));
    EXPECT_THAT(answer.body, HasSubstr("von dem an diese Angaben gelten"));
    EXPECT_THAT(answer.body, HasSubstr("value=\"viel\""));
    EXPECT_FALSE(packages().offer(coesfeld, "fundhund")) << "nothing half-written";
    auto yesterday = online_today();
    yesterday[1].second = "1";
    EXPECT_THAT(mia.post(service + "/online", yesterday).body, HasSubstr("Der Tag ist vorbei"));
    yesterday[0].second = std::string(64, '0');
    yesterday[1].second = "2";
    EXPECT_THAT(mia.post(service + "/online", yesterday).body,
                HasSubstr("Diese Fassung gibt es hier nicht"));
    EXPECT_EQ(mia.get(base + "/dienst/gibtesnicht").status, 403);
}

TEST_P(Services, AreWithdrawnAtOnceOpenedAgainAndEnded) {
    make_office();
    auto mia = manager();
    mia.post(service + "/angaben", good_parameters());
    mia.post(service + "/datenschutz", {});
    walk_through();
    mia.post(service + "/online", online_today());
    EXPECT_EQ(mia.post(service + "/zurueckziehen", {{"hinweis", " "}}).status, 422);
    EXPECT_EQ(
        mia.post(service + "/zurueckziehen", {{"hinweis", "Wir prüfen einen Fehler."}}).status,
        303);
    const auto today = clock().today();
    EXPECT_FALSE(packages().service(coesfeld, "fundhund", today)->is_open(today));
    EXPECT_THAT(mia.get(service).body, HasSubstr("Wir prüfen einen Fehler."));
    EXPECT_EQ(mia.post(service + "/wieder", {}).status, 303);
    EXPECT_TRUE(packages().service(coesfeld, "fundhund", today)->is_open(today));
    Fields end{{"ende.day", "2"}, {"ende.month", "3"}, {"ende.year", "2026"}};
    EXPECT_EQ(mia.post(service + "/ende", end).status, 422) << "today is no notice";
    end[0].second = "9";
    EXPECT_EQ(mia.post(service + "/ende", end).status, 303);
    EXPECT_FALSE(
        packages().service(coesfeld, "fundhund", today)->is_open(*LocalDate::parse("2026-03-09")));
}

TEST_P(Services, ATrialLeadsToThePortalAndLeavesADraftOfADay) {
    auto mia = manager();
    const auto answer = mia.post(service + "/probelauf", {});
    EXPECT_THAT(location(answer), HasSubstr("/coesfeld/antrag/fundhund/"));
    EXPECT_THAT(http::testing::header_of(answer, "Set-Cookie"),
                HasSubstr("Path=/coesfeld/antrag/fundhund"));
    auto& records = *desk().database.find(coesfeld);
    EXPECT_EQ(cases::delete_expired_drafts(records, clock().today().plus_days(1)), 0);
    EXPECT_EQ(cases::delete_expired_drafts(records, clock().today().plus_days(2)), 1);
}

TEST_P(Services, TheAssociationTakesOverWhatIsShippedAndHasNoTasks) {
    auto vera = manager(store::association);
    const std::string desk = "/verwaltung/dienste/verbund";
    EXPECT_THAT(vera.get(desk).body, HasSubstr("Mitgeliefert"));
    EXPECT_EQ(location(vera.post(desk + "/uebernehmen", {{"paket", "hundesteuer"}})),
              desk + "?meldung=uebernommen");
    EXPECT_EQ(vera.post(desk + "/uebernehmen", {{"paket", "gibtesnicht"}}).status, 403);
    EXPECT_THAT(vera.get(desk + "/dienst/hundesteuer").body, Not(HasSubstr("Online nehmen")));
    EXPECT_EQ(vera.post(desk + "/dienst/fundhund/online", online_today()).status, 403);
    auto mia = manager();
    EXPECT_THAT(mia.get(base).body, HasSubstr("Hund an- oder abmelden"));
}

TEST(Durations, AreReadAndShownAsPeopleSayThem) {
    const struct {
        const char* typed;
        const char* shown;
    } cases[] = {{"10 Tage", "10 Tage"},
                 {"1 Tag", "1 Tag"},
                 {"6 Wochen", "42 Tage"},
                 {"3 Monate", "3 Monate"},
                 {"1 Jahr, 6 Monate", "1 Jahr, 6 Monate"},
                 {"P14D", "14 Tage"},
                 {" 2  Jahre ", "2 Jahre"}};
    for (const auto& [typed, shown] : cases) {
        const auto read = parse_german_duration(typed);
        ASSERT_TRUE(read) << typed;
        EXPECT_EQ(in_german(*read), shown);
        EXPECT_EQ(parse_german_duration(in_german(*read)), read);
    }
    for (const char* wrong : {"", "bald", "10", "Tage", "-3 Tage", "10 Tage,", "99999999 Tage"})
        EXPECT_FALSE(parse_german_duration(wrong)) << wrong;
}

TEST_P(Services, WhoseServiceIsInNoCatalogueStayOffline) {
    auto files = packages::small_package();
    auto& manifest = files["package.yaml"];
    manifest.replace(manifest.find("99102013000000"), 14, "99999999999999");
    manifest.replace(manifest.find("version: 1.0.0"), 14, "version: 1.1.0");
    const auto unknown = packages::check(files).package;
    ASSERT_TRUE(unknown);
    ASSERT_TRUE(packages().publish(coesfeld, *unknown, publishing()));
    auto mia = manager();
    EXPECT_THAT(mia.get(base + "/dienst/fundhund").body,
                ::testing::HasSubstr("Im Katalog fehlt: 99999999999999."));
}

}  // namespace
}  // namespace kommod::authoring
