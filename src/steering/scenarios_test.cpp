// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "steering/scenarios.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kommod::steering {
namespace {

LocalDate some_day() {
    return LocalDate(2020, 1, 1).plus_days(*rc::gen::inRange(0, 5000));
}

RC_GTEST_PROP(Scenarios, WhatIsStoredComesBack, ()) {
    monitor::Scenario scenario;
    scenario.start = some_day();
    scenario.horizon = some_day();
    scenario.capacity = *rc::gen::inRange<std::int64_t>(0, 100'000);
    scenario.unknown_cases = *rc::gen::inRange<std::int64_t>(0, 1'000'000);
    scenario.target = *rc::gen::inRange(1, 8);
    for (const int year : *rc::gen::container<std::vector<int>>(rc::gen::inRange(2000, 2100)))
        scenario.quarters[{year, *rc::gen::inRange(1U, 5U)}] = *rc::gen::inRange(0, 500);
    const auto id = rc::gen::map(rc::gen::container<std::string>(rc::gen::inRange('!', '~')),
                                 [](std::string name) { return "block:" + name; });
    scenario.effort =
        *rc::gen::container<std::map<std::string, std::int64_t>>(id, rc::gen::inRange(0, 1000));
    for (const std::string& each : *rc::gen::container<std::vector<std::string>>(id))
        scenario.earliest.insert_or_assign(each, some_day());
    const auto back = scenario_from(json::parse(json::serialize(to_json(scenario))));
    RC_ASSERT(back.has_value());
    RC_ASSERT(*back == scenario);
}

TEST(Scenarios, WhatNobodyStoredIsRefused) {
    for (
        const char* payload :
        {"null", "[]", "{}", R"({"start":"2026-01-01"})",
         R"({"start":1,"horizon":"2026-01-01","capacity":1,"unknown_cases":1,"target":3,"quarters":{},"effort":{},"earliest":{}})",
         R"({"start":"2026-01-01","horizon":"2027-01-01","capacity":"1","unknown_cases":1,"target":3,"quarters":{},"effort":{},"earliest":{}})",
         R"({"start":"2026-01-01","horizon":"2027-01-01","capacity":1,"unknown_cases":1,"target":3,"quarters":{},"effort":{},"earliest":{"block:x":"morgen"}})",
         R"({"start":"2026-01-01","horizon":"2027-01-01","capacity":1,"unknown_cases":1,"target":3,"quarters":{"2027-Q5":1},"effort":{},"earliest":{}})"})
        EXPECT_FALSE(scenario_from(json::parse(payload)).has_value()) << payload;
}

}  // namespace
}  // namespace kommod::steering
