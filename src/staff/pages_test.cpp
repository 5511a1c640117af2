// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The pages through the server's own checks: who gets where, and the way through the log-in.
#include "staff/pages.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>

#include "staff/test_pages.h"
#include "store/outbox.h"

namespace kommod::staff::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::set<std::string> open_to_all{"/verwaltung/anmelden", "/verwaltung/abmelden"};

TEST_P(StaffPages, WithoutASessionEveryDoorIsClosed) {
    const auto anna = person("anna", Role::reader);
    int closed = 0;
    for (const auto& route : routes()) {
        if (open_to_all.contains(route.pattern)) continue;
        auto stranger = browser();
        stranger.get("/verwaltung/anmelden");
        const auto target = filled(route.pattern, anna.id);
        const auto answer =
            route.method == http::Method::get ? stranger.get(target) : stranger.post(target, {});
        if (route.method == http::Method::get) {
            EXPECT_EQ(answer.status, 303) << route.pattern;
            EXPECT_THAT(location(answer), ::testing::StartsWith("/verwaltung/anmelden"));
        } else {
            EXPECT_EQ(answer.status, 401) << route.pattern;
        }
        EXPECT_THAT(answer.body, Not(HasSubstr("anna")));
        ++closed;
    }
    EXPECT_GT(closed, 20);
}

TEST_P(StaffPages, AHalfSessionReachesTheNextStepOnly) {
    const auto chef = person("chef", Role::operator_);
    for (const auto& route : routes()) {
        if (open_to_all.contains(route.pattern) || route.pattern == "/verwaltung/anmelden/code")
            continue;
        auto half = browser();
        half.get("/verwaltung/anmelden");
        half.post("/verwaltung/anmelden", {{"benutzername", "chef"}, {"passwort", good_password}});
        half.get("/verwaltung/anmelden/code");
        const auto target = filled(route.pattern, chef.id);
        const auto answer =
            route.method == http::Method::get ? half.get(target) : half.post(target, {});
        EXPECT_TRUE(answer.status == 403 || answer.status == 303)
            << route.pattern << " " << answer.status;
        if (answer.status == 303) {
            EXPECT_THAT(location(answer), ::testing::StartsWith("/verwaltung/anmelden"));
        }
    }
}

// Everything but one's own account and the start page.
TEST_P(StaffPages, OtherRolesAndOtherTownsAreRefused) {
    const auto chef = person("chef", Role::operator_);
    const auto head = person("head", Role::operator_, coesfeld);
    const auto reader = person("reader", Role::reader, coesfeld);
    const auto neighbour = person("neighbour", Role::operator_, billerbeck);
    const auto grant = desk().grants.give(staff_of(head), coesfeld,
                                          {.user_name = "chef",
                                           .role = Role::operator_,
                                           .from = clock().today(),
                                           .until = std::nullopt,
                                           .reason = "Test"});
    ASSERT_TRUE(grant);
    auto as_reader = signed_in(reader);
    auto as_neighbour = signed_in(neighbour);
    auto as_chef = signed_in(chef);
    int refused = 0;
    for (const auto& route : routes()) {
        const auto& p = route.pattern;
        const bool people = p.starts_with("/verwaltung/personal");
        const bool grants = p.starts_with("/verwaltung/berechtigungen");
        if (!people && !grants && p != "/verwaltung/protokoll") continue;
        const auto target = filled(p, grants ? grant->id : head.id);
        const auto ask = [&](Browser& from) {
            return route.method == http::Method::get ? from.get(target) : from.post(target, {});
        };
        const auto of_reader = ask(as_reader);
        EXPECT_EQ(of_reader.status, 403) << p << " by a reader of the same town";
        const bool one_person = p.find("{id}") != std::string::npos;
        if (one_person) {
            EXPECT_EQ(ask(as_neighbour).status, 404) << p << " by the neighbour's operator";
            EXPECT_THAT(ask(as_chef).status, ::testing::AnyOf(403, 404))
                << p << " by the association's operator, who has a grant as operator";
        }
        ++refused;
    }
    EXPECT_GT(refused, 10);
    EXPECT_FALSE(desk().grants.of_place(coesfeld)[0].revoked);
    EXPECT_TRUE(staff_of(head).active);
    EXPECT_EQ(staff_of(head).roles, std::vector{Role::operator_});
    EXPECT_EQ(as_reader.get("/verwaltung/protokoll?ort=05558008").status, 403);
    EXPECT_THAT(as_neighbour.get("/verwaltung/personal").body, Not(HasSubstr("Person head")));
}

TEST_P(StaffPages, TheFirstLogIn) {
    const auto added = desk().accounts.add(
        command,
        {.user_name = "neu", .name = "Neue Person", .roles = {Role::reader}, .password = {}});
    auto visitor = browser();
    visitor.get("/verwaltung/anmelden");
    auto answer = visitor.post("/verwaltung/anmelden",
                               {{"benutzername", "neu"}, {"passwort", added->one_time_password}});
    EXPECT_THAT(location(answer), HasSubstr("/einrichten"));
    answer = visitor.get(location(answer));
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr("<svg"));
    EXPECT_THAT(answer.body, Not(HasSubstr("style=")));
    EXPECT_THAT(answer.body, Not(HasSubstr("id=\"einrichtungscode\"")));
    auto text = between(answer.body, "<code class=\"secret\">", "</code>");
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    const auto secret = crypto::unbase32(text).value();
    EXPECT_EQ(visitor.post("/verwaltung/anmelden/einrichten", {{"code", "000000"}}).status, 422);
    answer = visitor.post("/verwaltung/anmelden/einrichten",
                          {{"code", totp_code(secret, totp_step(clock().now()))}});
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr("Wiederherstellungscodes"));
    EXPECT_EQ(location(visitor.get("/verwaltung")), "/verwaltung/anmelden")
        << "not in yet: the password is still the one somebody handed out";
    visitor.get("/verwaltung/anmelden/passwort");
    EXPECT_EQ(visitor
                  .post("/verwaltung/anmelden/passwort",
                        {{"neu", good_password}, {"wiederholt", "anders"}})
                  .status,
              422);
    answer = visitor.post("/verwaltung/anmelden/passwort",
                          {{"neu", good_password}, {"wiederholt", good_password}});
    EXPECT_EQ(location(answer), "/verwaltung?meldung=willkommen");
    answer = visitor.get(location(answer));
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr("Neue Person"));
}

TEST_P(StaffPages, RefusalsSayTheSame) {
    person("anna", Role::reader);
    auto visitor = browser();
    visitor.get("/verwaltung/anmelden");
    const auto wrong =
        visitor.post("/verwaltung/anmelden", {{"benutzername", "anna"}, {"passwort", "x"}});
    const auto unknown =
        visitor.post("/verwaltung/anmelden", {{"benutzername", "otto"}, {"passwort", "x"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(unknown.status, 422);
    const auto summary = [](const http::Response& page) {
        return between(page.body, "error-summary__list", "</ul>");
    };
    EXPECT_FALSE(summary(wrong).empty());
    EXPECT_EQ(summary(wrong), summary(unknown));
}

TEST_P(StaffPages, ATargetIsFollowedWithinTheConsoleOnly) {
    const auto anna = person("anna", Role::reader);
    auto visitor = browser();
    EXPECT_EQ(location(log_in(visitor, anna, "/verwaltung/konto")), "/verwaltung/konto");
    for (const auto* bad :
         {"//evil.example", "https://evil.example", "/coesfeld", "/verwaltungx",
          "/verwaltung/\\evil", "/verwaltung/abmelden", "/verwaltung\r\nSet-Cookie: a=b"})
        EXPECT_EQ(safe_target(bad), "/verwaltung") << bad;
    EXPECT_EQ(safe_target("/verwaltung/protokoll?ort=05558012"),
              "/verwaltung/protokoll?ort=05558012");
}

TEST_P(StaffPages, TheDeviceCookieIsKeptFromScriptsAndOtherPaths) {
    const auto anna = person("anna", Role::reader);
    auto visitor = browser();
    const auto answer = log_in(visitor, anna);
    std::string cookie;
    for (const auto& [name, value] : answer.headers)
        if (name == "Set-Cookie" && value.starts_with("kommod_geraet_")) cookie = value;
    EXPECT_THAT(cookie, HasSubstr("HttpOnly"));
    EXPECT_THAT(cookie, HasSubstr("SameSite=Strict"));
    EXPECT_THAT(cookie, HasSubstr("Path=/verwaltung"));
}

TEST_P(StaffPages, OnesOwnAccount) {
    const auto anna = person("anna", Role::reader);
    auto here = signed_in(anna);
    auto there = signed_in(anna);
    auto page = here.get("/verwaltung/konto");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("value=\"andere\""));
    EXPECT_EQ(here.post("/verwaltung/konto/passwort", {{"jetzt", "falsch"},
                                                       {"neu", "fünf Esel lesen Zeitung"},
                                                       {"wiederholt", "fünf Esel lesen Zeitung"}})
                  .status,
              422);
    const auto changed =
        here.post("/verwaltung/konto/passwort", {{"jetzt", good_password},
                                                 {"neu", "fünf Esel lesen Zeitung"},
                                                 {"wiederholt", "fünf Esel lesen Zeitung"}});
    EXPECT_EQ(location(changed), "/verwaltung/konto?meldung=passwort");
    EXPECT_EQ(here.get("/verwaltung/konto").status, 200);
    EXPECT_EQ(there.get("/verwaltung/konto").status, 303) << "other sessions ended";
    here.get("/verwaltung/konto");
    page = here.post("/verwaltung/konto/wiederherstellungscodes", {{"code", next_code(anna)}});
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(here.get("/verwaltung/konto/zweiter-faktor").status, 200);
}

TEST_P(StaffPages, OthersSessionsAreNotInReach) {
    const auto anna = person("anna", Role::reader);
    const auto bert = person("bert", Role::reader);
    auto of_anna = signed_in(anna);
    auto of_bert = signed_in(bert);
    const auto session = desk().sessions.of_subject(session_kind, anna.id)[0].id;
    of_bert.get("/verwaltung/konto");
    EXPECT_EQ(of_bert.post("/verwaltung/konto/sitzungen", {{"sitzung", session}}).status, 422);
    EXPECT_EQ(of_anna.get("/verwaltung").status, 200);
}

TEST_P(StaffPages, AnOperatorsDay) {
    const auto chef = person("chef", Role::operator_);
    const auto anna = person("anna", Role::reader);
    auto visitor = signed_in(chef);
    EXPECT_THAT(visitor.get("/verwaltung/personal").body, HasSubstr("Person anna"));
    visitor.get("/verwaltung/personal/neu");
    auto page = visitor.post("/verwaltung/personal/neu",
                             {{"name", "Carla <Klein>"}, {"benutzername", "carla"}});
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("Carla &lt;Klein&gt;"));
    page = visitor.post("/verwaltung/personal/neu", {{"name", "Carla Klein"},
                                                     {"benutzername", "carla"},
                                                     {"rollen", "auditor"},
                                                     {"rollen", "reader"}});
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(between(page.body, "<code class=\"secret\">", "</code>").empty());
    const auto address = "/verwaltung/personal/" + anna.id;
    EXPECT_EQ(visitor.get(address).status, 200);
    EXPECT_EQ(visitor.post(address + "/zweiter-faktor", {{"code_faktor", "123456"}}).status, 422)
        << "the operator's own factor is asked for again";
    EXPECT_TRUE(desk().accounts.find(anna.id)->has_factor());
    page = visitor.post(address + "/zweiter-faktor", {{"code_faktor", next_code(chef)}});
    EXPECT_EQ(page.status, 200) << page.body;
    EXPECT_FALSE(desk().accounts.find(anna.id)->has_factor());
    visitor.get(address);
    page = visitor.post(address + "/rollen", {{"rollen", "case_worker"}});
    EXPECT_EQ(location(page), address + "?meldung=rollen");
    visitor.get(address);
    page = visitor.post(address + "/zustand", {{"zustand", "deaktiviert"}});
    EXPECT_EQ(location(page), address + "?meldung=deaktiviert");
    EXPECT_FALSE(staff_of(anna).active);
    EXPECT_EQ(visitor.get("/verwaltung/personal/" + chef.id).status, 200);
    EXPECT_EQ(visitor.get("/verwaltung/personal/unknown").status, 404);
}

TEST_P(StaffPages, ATownLetsSomebodyInAndOut) {
    const auto head = person("head", Role::operator_, coesfeld);
    const auto anna = person("anna", Role::auditor);
    auto town = signed_in(head);
    auto guest = signed_in(anna);
    EXPECT_EQ(guest.get("/verwaltung/protokoll?ort=05558012").status, 403);
    town.get("/verwaltung/berechtigungen");
    EXPECT_EQ(town.post("/verwaltung/berechtigungen", {{"benutzername", "anna"},
                                                       {"rollen", "auditor"},
                                                       {"ab", "morgen"},
                                                       {"grund", "Prüfung"}})
                  .status,
              422);
    const auto given = town.post("/verwaltung/berechtigungen", {{"benutzername", "anna"},
                                                                {"rollen", "auditor"},
                                                                {"ab", "01.12.2022"},
                                                                {"grund", "Prüfung"}});
    EXPECT_EQ(location(given), "/verwaltung/berechtigungen?meldung=gegeben") << given.body;
    EXPECT_EQ(guest.get("/verwaltung/protokoll?ort=05558012").status, 200);
    EXPECT_THAT(guest.get("/verwaltung").body, HasSubstr("Coesfeld"));
    EXPECT_THAT(acts(coesfeld), ::testing::Contains("trail.read"));
    const auto page = town.get("/verwaltung/berechtigungen");
    EXPECT_THAT(page.body, HasSubstr("Person anna"));
    const auto id = desk().grants.of_place(coesfeld)[0].id;
    EXPECT_EQ(location(town.post("/verwaltung/berechtigungen/" + id + "/widerrufen", {})),
              "/verwaltung/berechtigungen?meldung=widerrufen");
    EXPECT_EQ(guest.get("/verwaltung/protokoll?ort=05558012").status, 403);
}

TEST_P(StaffPages, TheTrailIsFilteredVerifiedAndItsReadingRecorded) {
    const auto anna = person("anna", Role::auditor);
    auto visitor = signed_in(anna);
    auto page = visitor.get("/verwaltung/protokoll?handlung=staff.add");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("staff.add"));
    EXPECT_THAT(page.body, Not(HasSubstr("staff.log_in")));
    EXPECT_THAT(acts("association"), ::testing::Contains("trail.read"));
    page = visitor.get("/verwaltung/protokoll?pruefen=1");
    EXPECT_THAT(page.body, HasSubstr("kommod-audit:association:"));
    EXPECT_EQ(visitor.get("/verwaltung/protokoll?person=nobody").status, 422);
    EXPECT_EQ(visitor.get("/verwaltung/protokoll?von=gestern").status, 422);
    desk().database.association_namespace().write([](store::WriteSession& session) {
        session.execute(
            {"test.tamper", "UPDATE audit_entry SET act = 'staff.nothing' WHERE sequence = 2"});
    });
    EXPECT_THAT(visitor.get("/verwaltung/protokoll?pruefen=1").body, HasSubstr("verändert"));
}

TEST_P(StaffPages, FailedLettersAreSeenAndSentAgainWhereOneMay) {
    const auto head = person("head", Role::operator_, coesfeld);
    const auto neighbour = person("neighbour", Role::operator_, billerbeck);
    const auto reader = person("reader", Role::reader, coesfeld);
    auto& records = *desk().database.find(coesfeld);
    records.write([&](store::WriteSession& session) {
        session.enqueue({"mail", "letter-1", "{}", clock().now()});
    });
    store::OutboxWorker worker{desk().database, clock()};
    worker.handle("mail", [](const store::Delivery&) { throw store::Undeliverable("no server"); });
    worker.deliver_due();
    const auto letter = store::dead_letters(records).at(0).id;
    auto visitor = signed_in(head);
    EXPECT_THAT(visitor.get("/verwaltung").body, HasSubstr("Nicht zugestellte Sendungen: 1"));
    EXPECT_THAT(visitor.get("/verwaltung/zustellung").body, HasSubstr("no server"));
    auto stranger = signed_in(neighbour);
    EXPECT_EQ(stranger.get("/verwaltung/zustellung?ort=05558012").status, 403);
    EXPECT_EQ(stranger.post("/verwaltung/zustellung/" + letter, {{"was", "erneut"}}).status, 404);
    EXPECT_EQ(
        stranger.post("/verwaltung/zustellung/" + letter, {{"was", "erneut"}, {"ort", "05558012"}})
            .status,
        403);
    auto looker = signed_in(reader);
    EXPECT_EQ(looker.get("/verwaltung/zustellung").status, 403);
    EXPECT_THAT(looker.get("/verwaltung").body, Not(HasSubstr("Nicht zugestellte Sendungen")));
    EXPECT_EQ(store::outbox_state(records).dead, 1);
    visitor.get("/verwaltung/zustellung");
    EXPECT_THAT(location(visitor.post("/verwaltung/zustellung/" + letter, {{"was", "erneut"}})),
                HasSubstr("meldung=erneut"));
    EXPECT_EQ(store::outbox_state(records).dead, 0);
    EXPECT_THAT(acts(coesfeld), ::testing::Contains("letter.retry"));

    worker.deliver_due();
    EXPECT_THAT(visitor.get("/verwaltung/zustellung").body, HasSubstr("Noch einmal senden"));
    clock().advance(std::chrono::hours{24 * 91});
    worker.sweep();
    auto later = signed_in(head);
    EXPECT_THAT(later.get("/verwaltung/zustellung").body,
                ::testing::AllOf(HasSubstr("der Inhalt ist gelöscht"), HasSubstr("Verwerfen"),
                                 Not(HasSubstr("Noch einmal senden"))));
    EXPECT_EQ(later.post("/verwaltung/zustellung/" + letter, {{"was", "erneut"}}).status, 404);
}

TEST_P(StaffPages, LoggingOutEndsTheSession) {
    const auto anna = person("anna", Role::reader);
    auto visitor = signed_in(anna);
    EXPECT_EQ(location(visitor.post("/verwaltung/abmelden", {})),
              "/verwaltung/anmelden?meldung=abgemeldet");
    EXPECT_TRUE(desk().sessions.of_subject(session_kind, anna.id).empty());
    EXPECT_EQ(visitor.get("/verwaltung").status, 303);
}

TEST_P(StaffPages, DemonstrationSessionsEndOutsideOfThisMachine) {
    ASSERT_TRUE(desk().accounts.add(command, {.user_name = "demo",
                                              .name = "Demo",
                                              .roles = {Role::reader},
                                              .password = good_password,
                                              .demonstration = true}));
    const auto account = desk().accounts.of_user("demo");
    const auto opened =
        desk().sessions.open(session_kind, account->staff.id, "association",
                             http::TrustLevel::substantial, session_idle, session_absolute);
    const auto ask = [&](std::string address, std::string host) {
        http::Request request;
        request.target = "/verwaltung";
        request.remote_address = std::move(address);
        request.headers["host"] = std::move(host);
        request.session = std::make_shared<http::Session>(opened.session);
        return server().dispatch(std::move(request)).status;
    };
    EXPECT_EQ(ask("127.0.0.1", "localhost:8080"), 200);
    EXPECT_EQ(ask("192.0.2.1", "localhost:8080"), 403);
    EXPECT_EQ(ask("127.0.0.1", "service.example.org"), 403);
}

KOMMOD_ON_BOTH_ENGINES(StaffPages);

}  // namespace
}  // namespace kommod::staff::testing
