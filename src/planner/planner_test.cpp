// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "planner/planner.h"

#include <fstream>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

#include "base/csv.h"
#include "planner/testing.h"

namespace kommod::planner {
namespace {

using testing::agenda;
using testing::day;

// One row of tests/cases/planner.csv by column name.
using Row = std::map<std::string, std::string>;

std::vector<Row> cases_of_table() {
    std::ifstream file(KOMMOD_SOURCE_DIR "/tests/cases/planner.csv");
    std::stringstream text;
    text << file.rdbuf();
    const std::string content = text.str();
    csv::Reader reader(content);
    csv::Record header, record;
    std::vector<Row> out;
    EXPECT_TRUE(reader.next(header).value());
    while (reader.next(record).value()) {
        EXPECT_EQ(record.fields.size(), header.fields.size()) << "line " << record.line;
        Row row;
        for (std::size_t i = 0; i < header.fields.size(); ++i)
            row[header.fields[i]] = record.fields[i];
        out.push_back(std::move(row));
    }
    return out;
}

std::string names(const Agenda& agenda, const Order& order) {
    std::string out;
    for (const std::size_t i : order)
        out += (out.empty() ? "" : ";") + agenda.items[i].name;
    return out;
}

// "A 2023-01-10;B -", by name.
std::string live_days(const Agenda& agenda, const Evaluation& found) {
    std::map<std::string, std::string> days;
    for (std::size_t i = 0; i < found.live.size(); ++i)
        days[agenda.items[i].name] = found.live[i] ? found.live[i]->to_iso() : "-";
    std::string out;
    for (const auto& [name, date] : days)
        out += (out.empty() ? "" : ";") + name + " " + date;
    return out;
}

TEST(Planner, FollowsTheTable) {
    const auto rows = cases_of_table();
    ASSERT_GT(rows.size(), 15U);
    for (const Row& row : rows) {
        SCOPED_TRACE(row.at("case") + ": " + row.at("why"));
        const Agenda asked = agenda(row.at("start"), row.at("horizon"), row.at("capacity"),
                                    row.at("items"), row.at("groups"));
        const auto planner = Planner::make(asked);
        ASSERT_TRUE(planner) << planner.error().key;
        const Order recorded = testing::order(asked, row.at("recorded"));
        const Plan plan = planner->best(recorded).value();
        EXPECT_EQ(names(asked, plan.best.order), row.at("best"));
        EXPECT_EQ(plan.best.value, std::stoll(row.at("value")));
        EXPECT_EQ(live_days(asked, plan.best), row.at("live"));
        EXPECT_EQ(planner->evaluate(recorded)->value, std::stoll(row.at("recorded_value")));
        EXPECT_TRUE(plan.exact);
        EXPECT_EQ(plan.gap(), 0);
    }
}

Agenda three_items() {
    return agenda("2023-01-01", "2023-01-31", "90", "A 10;B 5 after A;C 5", "B=100;C=60");
}

TEST(Planner, RefusesOrdersThatCannotBe) {
    const Planner planner = Planner::make(three_items()).value();
    EXPECT_EQ(planner.evaluate({3}).error().key, "planner.bad_order");
    EXPECT_EQ(planner.evaluate({0, 0}).error().key, "planner.bad_order");
    EXPECT_EQ(planner.evaluate({1, 0}).error().key, "planner.order_breaks_predecessor");
    EXPECT_EQ(planner.best({1}).error().key, "planner.order_breaks_predecessor");
    EXPECT_EQ(planner.evaluate_days({}).error().key, "planner.bad_order");
    EXPECT_EQ(planner.order_of({}).error().key, "planner.bad_order");
}

TEST(Planner, TakesRecordedDaysAsTheyStandAndAsAnOrder) {
    const Planner planner = Planner::make(three_items()).value();
    // B is promised for a day before its predecessor; C has no day.
    const std::vector<std::optional<LocalDate>> recorded{day("2023-01-21"), day("2023-01-02"), {}};
    const auto promised = planner.evaluate_days(recorded);
    EXPECT_EQ(promised->value, 29 * 100);
    EXPECT_EQ(promised->lit[0], day("2023-01-02"));
    EXPECT_EQ(promised->lit[1], std::nullopt);
    EXPECT_EQ(planner.order_of(recorded).value(), (Order{0, 1, 2}));
}

TEST(Planner, LightsNothingBeforeTheStart) {
    const Agenda asked = agenda("2023-01-01", "2023-01-31", "90", "A 1", "A=1;=1 from 2022-06-01");
    const Planner planner = Planner::make(asked).value();
    const auto found = planner.evaluate_days({day("2022-01-01")});
    EXPECT_EQ(found->lit[0], day("2023-01-01"));
    EXPECT_EQ(found->value, 60);
}

// `spoil` changes an agenda that is right.
template <class Spoil>
std::string refused(Spoil spoil) {
    Agenda asked = three_items();
    spoil(asked);
    const auto planner = Planner::make(asked);
    return planner ? "" : planner.error().key;
}

TEST(Planner, RefusesItemsThatCannotBe) {
    EXPECT_EQ(refused([](Agenda&) {}), "");
    EXPECT_EQ(refused([](Agenda& a) { a.items[0].effort = 0; }), "planner.bad_effort");
    EXPECT_EQ(refused([](Agenda& a) { a.items[0].effort = -1; }), "planner.bad_effort");
    EXPECT_EQ(refused([](Agenda& a) { a.items[0].effort = INT64_MAX; }), "planner.too_much_effort");
    EXPECT_EQ(refused([](Agenda& a) { a.items[0].effort = most_effort; }),
              "planner.too_much_effort");
    EXPECT_EQ(refused([](Agenda& a) { a.items[0].predecessors = {3}; }),
              "planner.unknown_predecessor");
    EXPECT_EQ(refused([](Agenda& a) { a.items[0].predecessors = {0}; }), "planner.cycle");
    EXPECT_EQ(refused([](Agenda& a) { a.items[0].predecessors = {1}; }), "planner.cycle");
    EXPECT_EQ(refused([](Agenda& a) { a.items.resize(65, a.items[2]); }), "planner.too_many_items");
    EXPECT_EQ(refused([](Agenda& a) { a.items.resize(64, a.items[2]); }), "");
}

TEST(Planner, RefusesGroupsCapacitiesAndHorizonsThatCannotBe) {
    EXPECT_EQ(refused([](Agenda& a) { a.groups[0].waits_for = bit(3); }), "planner.unknown_item");
    EXPECT_EQ(refused([](Agenda& a) { a.groups[0].weight = -1; }), "planner.bad_group");
    EXPECT_EQ(refused([](Agenda& a) { a.groups[0].services = 0; }), "planner.bad_group");
    EXPECT_EQ(refused([](Agenda& a) { a.groups[0].weight = INT64_MAX; }), "planner.too_large");
    EXPECT_EQ(refused([](Agenda& a) { a.groups[0].services = INT64_MAX; }), "planner.too_large");
    // 30 days: what is left of 2^53 for each.
    EXPECT_EQ(refused([](Agenda& a) { a.groups[0].weight = most_value / 30 - 60; }), "");
    EXPECT_EQ(refused([](Agenda& a) { a.groups[0].weight = most_value / 30 - 59; }),
              "planner.too_large");
    EXPECT_EQ(refused([](Agenda& a) { a.capacity.per_quarter = -1; }), "planner.bad_capacity");
    EXPECT_EQ(refused([](Agenda& a) { a.capacity.per_quarter = most_effort + 1; }),
              "planner.bad_capacity");
    EXPECT_EQ(refused([](Agenda& a) { a.capacity.otherwise[{2023, 1}] = -1; }),
              "planner.bad_capacity");
    EXPECT_EQ(refused([](Agenda& a) { a.capacity.otherwise[{2023, 5}] = 1; }),
              "planner.bad_quarter");
    EXPECT_EQ(refused([](Agenda& a) { a.horizon = a.start.plus_days(-1); }),
              "planner.horizon_before_start");
    EXPECT_EQ(refused([](Agenda& a) { a.horizon = a.start.plus_days(36526); }),
              "planner.horizon_too_far");
}

TEST(Planner, StaysExactAtItsLimits) {
    Agenda asked = agenda("2023-01-01", "2023-01-31", "1000000", "A 999999;B 1", "A=1;B=1");
    asked.groups[0].weight = most_value / 30 - 1;
    const Planner planner = Planner::make(asked).value();
    const Plan plan = planner.best().value();
    // 1,000,000 in 90 days: A is not done before the last day of March, B is on 1 January.
    EXPECT_EQ(plan.best.value, 30);
    EXPECT_EQ(names(asked, plan.best.order), "B;A");
    EXPECT_EQ(plan.best.live[0], day("2023-03-31"));
}

// So many items of one person-day each, which one service each waits for.
Agenda equal_items(std::size_t count) {
    Agenda out{{}, {}, {}, day("2023-01-01"), day("2023-03-31")};
    out.capacity.per_quarter = 90;
    for (std::size_t i = 0; i < count; ++i) {
        out.items.push_back({std::to_string(i), std::to_string(i), 1, {}, {}});
        out.groups.push_back({bit(i), static_cast<std::int64_t>(count - i), 1, {}});
    }
    return out;
}

TEST(Planner, ProvesTheBestOfManyItemsWhereTheBoundIsTight) {
    for (const std::size_t count : {0U, 1U, 20U, 21U, 40U, 64U}) {
        const Planner planner = Planner::make(equal_items(count)).value();
        const Plan plan = planner.best().value();
        std::int64_t value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            EXPECT_EQ(plan.best.order[i], i);
            value += static_cast<std::int64_t>((count - i) * (89 - i));
        }
        EXPECT_EQ(plan.best.value, value);
        EXPECT_EQ(plan.bound, value);
        EXPECT_TRUE(plan.exact);
        EXPECT_EQ(plan.gap(), 0);
    }
}

TEST(Planner, SearchesExactlyWhenOnlyTwentyOfManyItemsLightAnything) {
    Agenda asked = equal_items(40);
    asked.groups.resize(20);
    // Nothing a bound of many items would see through.
    for (std::size_t i = 0; i < 20; ++i) {
        asked.items[i].effort = static_cast<std::int64_t>(i % 3 + 1);
        asked.groups[i].waits_for |= bit((i * 7 + 3) % 20);
    }
    const Plan plan = Planner::make(asked)->best().value();
    EXPECT_TRUE(plan.exact);
    for (std::size_t place = 0; place < 40; ++place)
        EXPECT_EQ(plan.steps[place].lost, place >= 20) << place;
}

TEST(Planner, CountsCases) {
    EXPECT_EQ(cases(0), 0);
    EXPECT_EQ(cases(182), 0);
    EXPECT_EQ(cases(183), 1);
    EXPECT_EQ(cases(365 * 1000), 1000);
}

}  // namespace
}  // namespace kommod::planner
