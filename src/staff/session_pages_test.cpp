// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What people learn of the end of their session, and what is left to them afterwards.
#include "staff/test_pages.h"

namespace kommod::staff::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::chrono::minutes idle = session_idle;

class SessionPages : public StaffPages {
  protected:
    http::Response error_page(const http::Request& request, int status) const override {
        json::object view{
            {"heading", "Ende"}, {"advice", ""}, {"status", status}, {"request_id", request.id}};
        add_what_was_typed(view, request);
        return renderer().page(request, "error", "Ende", std::move(view), status);
    }
    json::object session_of(Browser& visitor) {
        visitor.headers["accept"] = "application/json";
        const auto answer = visitor.get("/verwaltung/sitzung");
        visitor.headers.erase("accept");
        return answer.status == 200 ? json::parse(answer.body).as_object() : json::object{};
    }
};

TEST_P(SessionPages, EveryPageSaysUntilWhen) {
    auto anna = signed_in(person("anna", Role::reader));
    const auto ends = clock().now().plus(idle).to_german_time();
    for (const auto* path : {"/verwaltung", "/verwaltung/konto", "/verwaltung/sitzung"})
        EXPECT_THAT(anna.get(path).body, HasSubstr(ends)) << path;
    EXPECT_THAT(browser().get("/verwaltung/anmelden").body, Not(HasSubstr("data-session")));
}

TEST_P(SessionPages, EveryCallExtendsItUntilTheLastHour) {
    auto anna = signed_in(person("anna", Role::reader));
    const auto latest = clock().now().plus(session_absolute);
    clock().advance(idle - std::chrono::minutes{2});
    auto told = session_of(anna);
    EXPECT_EQ(told.at("ends_in"), std::chrono::seconds{idle}.count());
    EXPECT_EQ(told.at("can_be_extended"), true);
    EXPECT_FALSE(told.at("csrf").as_string().empty());
    while (clock().now().plus(idle) < latest) {
        clock().advance(idle - std::chrono::minutes{2});
        told = session_of(anna);
        ASSERT_TRUE(told.contains("ends_in"));
    }
    EXPECT_EQ(told.at("can_be_extended"), false);
    EXPECT_LT(told.at("ends_in").to_number<std::int64_t>(), std::chrono::seconds{idle}.count());
    EXPECT_THAT(anna.get("/verwaltung/sitzung").body, HasSubstr("Länger als zehn Stunden"));
    clock().set(latest);
    EXPECT_FALSE(session_of(anna).contains("ends_in"));
}

TEST_P(SessionPages, AfterItsEndTheLogInLeadsBackToTheSamePage) {
    const auto person = this->person("anna", Role::reader);
    auto anna = signed_in(person);
    clock().advance(idle);
    const auto login = location(anna.get("/verwaltung/konto"));
    EXPECT_EQ(login, "/verwaltung/anmelden?weiter=%2Fverwaltung%2Fkonto&meldung=beendet");
    EXPECT_THAT(anna.get(login).body, HasSubstr("Ihre Sitzung ist beendet."));
    EXPECT_EQ(location(anna.get("/verwaltung")), "/verwaltung/anmelden?meldung=beendet");
    EXPECT_EQ(location(log_in(anna, person, "/verwaltung/konto")), "/verwaltung/konto");
    EXPECT_EQ(location(browser().get("/verwaltung")), "/verwaltung/anmelden")
        << "who never was in is told nothing";
}

TEST_P(SessionPages, AFormThatComesTooLateIsNotLost) {
    auto chef = signed_in(person("chef", Role::operator_));
    clock().advance(idle);
    const http::testing::Visitor::Fields typed{{"name", "Erika <b>Muster</b>"},
                                               {"neu", "geheimes Passwort"},
                                               {"leer", ""},
                                               {"vorschau", "1"}};
    chef.headers["origin"] = "http://town.example";
    chef.headers["referer"] = "http://town.example/verwaltung/personal/neu";
    const auto late = chef.post("/verwaltung/personal/neu", typed);
    EXPECT_EQ(late.status, 401);
    EXPECT_THAT(late.body, HasSubstr("Erika &lt;b&gt;Muster"));
    EXPECT_THAT(late.body, HasSubstr("weiter=%2Fverwaltung%2Fpersonal%2Fneu"));
    EXPECT_THAT(late.body, Not(HasSubstr("geheimes")));
    EXPECT_THAT(late.body, HasSubstr(">Name</label>"));
    for (const auto* nothing : {">Leer<", ">Vorschau<", ">Neu<"})
        EXPECT_THAT(late.body, Not(HasSubstr(nothing)));

    chef.headers["origin"] = chef.headers["referer"] = "http://evil.example";
    const auto foreign = chef.post("/verwaltung/personal/neu", typed);
    EXPECT_EQ(foreign.status, 401);
    EXPECT_THAT(foreign.body, Not(HasSubstr("Muster")));
    EXPECT_THAT(foreign.body, HasSubstr("weiter=%2Fverwaltung\""));
}

KOMMOD_ON_BOTH_ENGINES(SessionPages);

}  // namespace
}  // namespace kommod::staff::testing
