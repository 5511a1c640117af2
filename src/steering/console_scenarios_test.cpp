// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Scenarios of the planner through the server's own checks, on both engines.
#include "steering/testing.h"

namespace kommod::steering {
namespace {

using namespace steering::testing;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class ScenarioConsole : public SteeringConsole {};
KOMMOD_ON_BOTH_ENGINES(ScenarioConsole);

TEST_P(ScenarioConsole, ScenariosAreKeptAndCompared) {
    auto mia = manager();
    const Fields half_a_post{{"name", "Halbe Stelle"},
                             {"beginn", "2026-11-22"},
                             {"bis", "2029-11-22"},
                             {"kapazitaet", "1"},
                             {"faelle", "20"},
                             {"ziel", "3"},
                             {"aufwand-block-payment", "10"},
                             {"ab-block-payment", "2027-06-01"}};
    const auto kept = location(mia.post(at("/szenarien/neu"), half_a_post));
    const std::string address = kept.substr(0, kept.find('?'));
    ASSERT_THAT(address, HasSubstr(at("/szenarien/0")));
    const auto one = mia.get(address).body;
    EXPECT_THAT(one, HasSubstr("value=\"Halbe Stelle\""));
    EXPECT_THAT(one, HasSubstr("value=\"2027-06-01\""));
    EXPECT_THAT(one, HasSubstr("Was dabei herauskommt"));
    EXPECT_THAT(acts(staff::testing::coesfeld), Contains("scenario.keep"));

    auto changed = half_a_post;
    changed[0].second = "Ganze Stelle";
    changed[3].second = "200";
    EXPECT_EQ(mia.post(at("/szenarien/neu"), changed).status, 303);
    const auto table = mia.get(at("/szenarien")).body;
    for (const char* name : {"Übliche Annahmen, ab heute", "Halbe Stelle", "Ganze Stelle"})
        EXPECT_THAT(table, HasSubstr(name));
    EXPECT_THAT(table, HasSubstr("2 eigene Annahmen"));

    EXPECT_EQ(mia.post(address + "/loeschen", {}).status, 303);
    EXPECT_THAT(mia.get(at("/szenarien")).body, Not(HasSubstr("Halbe Stelle")));
    EXPECT_EQ(mia.get(address).status, 403);
    EXPECT_EQ(mia.post(address, half_a_post).status, 403);
    EXPECT_THAT(acts(staff::testing::coesfeld), Contains("scenario.delete"));
    for (std::size_t i = 1; i < most_scenarios; ++i)
        EXPECT_EQ(mia.post(at("/szenarien/neu"), half_a_post).status, 303);
    EXPECT_EQ(mia.post(at("/szenarien/neu"), half_a_post).status, 422) << "one too many";
}

TEST_P(ScenarioConsole, AWrongScenarioIsToldFieldByField) {
    auto mia = manager();
    const auto answer = mia.post(at("/szenarien/neu"), {{"name", ""},
                                                        {"beginn", "gestern"},
                                                        {"bis", "01.01.2020"},
                                                        {"kapazitaet", "viele"},
                                                        {"aufwand-block-payment", "-1"}});
    EXPECT_EQ(answer.status, 422);
    for (const char* sentence :
         {"Geben Sie dem Szenario einen Namen", "„gestern“ ist kein Tag",
          "Schreiben Sie eine ganze Zahl von 0 bis 100.000.", "Der letzte Tag muss nach dem"})
        EXPECT_THAT(answer.body, HasSubstr(sentence));
    EXPECT_THAT(answer.body, HasSubstr("value=\"viele\"")) << "what was typed stays";
    EXPECT_THAT(mia.get(at("/szenarien")).body, Not(HasSubstr("gestern")));
}

}  // namespace
}  // namespace kommod::steering
