// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/scenario_form.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kommod::monitor {
namespace {

Scenario usual() {
    Scenario out;
    out.start = LocalDate(2026, 1, 1);
    out.horizon = LocalDate(2029, 1, 1);
    return out;
}

using Typed = std::initializer_list<std::pair<const char*, const char*>>;
std::pair<Scenario, Complaints> read(const Typed& typed) {
    http::Parameters form;
    for (const auto& [name, value] : typed)
        form.add(name, value);
    Complaints complaints;
    const Scenario scenario = read_scenario(form, usual(), 4, Words{}, complaints);
    return {scenario, complaints};
}

TEST(ScenarioForm, AnEmptyFieldLeavesWhatIsUsual) {
    const auto [scenario, complaints] = read(
        {{"aufwand-block-payment", ""}, {"ab-block-payment", " "}, {"ziel", "99"}, {"bis", ""}});
    EXPECT_TRUE(complaints.empty());
    EXPECT_EQ(scenario, usual());
}

TEST(ScenarioForm, TakesWhatIsAssumed) {
    const auto [scenario, complaints] = read({{"beginn", "01.02.2026"},
                                              {"bis", "2028-01-01"},
                                              {"kapazitaet", " 90 "},
                                              {"faelle", "0"},
                                              {"ziel", "4"},
                                              {"aufwand-precondition-ausweis-abgleich", "12"},
                                              {"ab-block-payment", "2026-06-01"},
                                              {"vierteljahre", "2026-Q3: 0\r\n 2027-Q1:20 \n"},
                                              {"aufwand-unsinn", "5"}});
    EXPECT_TRUE(complaints.empty());
    Scenario wanted = usual();
    wanted.start = LocalDate(2026, 2, 1);
    wanted.horizon = LocalDate(2028, 1, 1);
    wanted.capacity = 90;
    wanted.unknown_cases = 0;
    wanted.target = 4;
    wanted.quarters = {{{2026, 3}, 0}, {{2027, 1}, 20}};
    wanted.effort["precondition:ausweis-abgleich"] = 12;
    wanted.earliest["block:payment"] = LocalDate(2026, 6, 1);
    EXPECT_EQ(scenario, wanted);
    EXPECT_EQ(field_of_item(effort_field, "precondition:ausweis-abgleich"),
              "aufwand-precondition-ausweis-abgleich");
}

TEST(ScenarioForm, TellsWhatIsWrongFieldByField) {
    const auto [scenario, complaints] = read({{"beginn", "gestern"},
                                              {"bis", "01.01.2020"},
                                              {"kapazitaet", "viele"},
                                              {"vierteljahre", "2027-Q5: 3"},
                                              {"aufwand-block-payment", "-1"}});
    std::vector<std::string> fields;
    for (const auto& [field, sentence] : complaints)
        fields.push_back(field);
    EXPECT_THAT(fields, ::testing::UnorderedElementsAre("beginn", "kapazitaet", "vierteljahre",
                                                        "aufwand-block-payment", "bis"));
    EXPECT_EQ(complaints.front().second,
              "„gestern“ ist kein Tag. Schreiben Sie zum Beispiel 01.12.2025.");
}

}  // namespace
}  // namespace kommod::monitor
