// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/derive.h"

#include <map>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/csv.h"
#include "readiness/testing.h"

namespace kommod::readiness {
namespace {

using testing::catalogue_of;
using testing::day;
using testing::list;
using testing::model_1_1;

// One row of tests/cases/readiness.csv by column name.
using Row = std::map<std::string, std::string>;

std::vector<Row> cases() {
    const std::string text =
        testing::read_file(std::string(KOMMOD_SOURCE_DIR) + "/tests/cases/readiness.csv");
    csv::Reader reader(text);
    csv::Record header, record;
    std::vector<Row> out;
    EXPECT_TRUE(reader.next(header).value());
    while (reader.next(record).value()) {
        Row row;
        EXPECT_EQ(record.fields.size(), header.fields.size()) << "line " << record.line;
        for (std::size_t i = 0; i < header.fields.size(); ++i)
            row[header.fields[i]] = record.fields[i];
        out.push_back(std::move(row));
    }
    return out;
}

BlockFact operating_block(const std::string& id) {
    BlockFact out;
    out.id = out.name = id;
    out.operation_from = day("2021-01-01");
    return out;
}

Facts facts_of(const Row& row) {
    Facts facts;
    for (const std::string& id : list(row.at("operating")))
        facts.blocks.push_back(operating_block(id));
    if (!row.at("solution_from").empty()) {
        SolutionFact solution;
        solution.id = "solution";
        solution.from = day(row.at("solution_from"));
        solution.criteria = list(row.at("solution_criteria"));
        solution.blocks = list(row.at("solution_blocks"));
        solution.services = {"*"};
        facts.solutions.push_back(solution);
    }
    if (!row.at("bars").empty()) {
        PreconditionFact precondition;
        precondition.id = "law";
        precondition.criteria = list(row.at("bars"));
        precondition.services = {"*"};
        if (!row.at("bars_until").empty()) precondition.announced_for = day(row.at("bars_until"));
        facts.preconditions.push_back(precondition);
    }
    return facts;
}

TEST(Derivation, FollowsTheTable) {
    const auto rows = cases();
    ASSERT_GT(rows.size(), 15U);
    for (const Row& row : rows) {
        SCOPED_TRACE(row.at("case") + ": " + row.at("why"));
        auto catalogue = catalogue_of({list(row.at("required"))});
        const PointInTime at{day(row.at("on")), day(row.at("known"))};
        const Picture picture = derive("05558012", catalogue, model_1_1(), facts_of(row), at);
        ASSERT_EQ(picture.services.size(), 1U);
        EXPECT_EQ(picture.services[0].level, std::stoi(row.at("level")));
        std::string missing;
        for (const Criterion* criterion : picture.model->of(picture.services[0].missing()))
            missing += (missing.empty() ? "" : ";") + criterion->id;
        EXPECT_EQ(missing, row.at("missing"));
    }
}

TEST(Derivation, PlansThatPassedUnconfirmedDoNotShine) {
    BlockFact payment;
    payment.id = "payment";
    payment.test_from = day("2022-10-10");
    payment.planned_for = day("2023-01-16");
    EXPECT_EQ(state_of(payment, {day("2022-10-09"), day("2022-10-09")}), BlockState::planned);
    EXPECT_EQ(state_of(payment, {day("2022-12-01"), day("2022-12-01")}), BlockState::test);
    EXPECT_EQ(state_of(payment, {day("2023-01-16"), day("2022-12-01")}), BlockState::operation);
    EXPECT_EQ(state_of(payment, {day("2023-01-16"), day("2023-01-16")}), BlockState::test);
    payment.operation_from = day("2023-01-17");
    EXPECT_EQ(state_of(payment, {day("2023-01-16"), day("2023-01-20")}), BlockState::test);
    EXPECT_EQ(state_of(payment, {day("2023-01-17"), day("2023-01-20")}), BlockState::operation);
    payment.until = day("2024-01-01");
    EXPECT_NE(state_of(payment, {day("2024-01-01"), day("2024-01-01")}), BlockState::operation);
}

TEST(Derivation, NamesWhoWaitsForABlockAndWhomItFreesAlone) {
    // The first waits for payment alone, the second also for the mailbox, the third for nothing.
    auto catalogue = catalogue_of({{"information", "submission", "payment"},
                                   {"information", "submission", "payment", "delivery"},
                                   {"information", "submission"}});
    Facts facts;
    SolutionFact server;
    server.id = "server";
    server.criteria = {"information", "submission", "payment", "delivery"};
    server.blocks = {"payment", "mailbox"};
    server.services = {"*"};
    facts.solutions.push_back(server);
    const PointInTime at{day("2022-12-01"), day("2022-12-01")};
    const Picture picture = derive("05558012", catalogue, model_1_1(), facts, at);
    const Waiting waiting = waiting_for(picture, *block_index("payment"));
    EXPECT_EQ(waiting.services, (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(waiting.freed, (std::vector<std::uint32_t>{0}));
    EXPECT_EQ(waiting_for(picture, *block_index("vault")).services.size(), 0U);
}

rc::Gen<std::vector<std::string>> some_of(const std::vector<std::string>& all) {
    return rc::gen::map(
        rc::gen::container<std::vector<bool>>(all.size(), rc::gen::arbitrary<bool>()),
        [all](const std::vector<bool>& chosen) {
            std::vector<std::string> out;
            for (std::size_t i = 0; i < all.size(); ++i)
                if (chosen[i]) out.push_back(all[i]);
            return out;
        });
}

std::vector<std::string> criteria_ids() {
    std::vector<std::string> out;
    for (const Criterion& criterion : model_1_1()->criteria)
        out.push_back(criterion.id);
    return out;
}

std::vector<std::string> block_ids() {
    return {building_blocks.begin(), building_blocks.end()};
}

SolutionFact arbitrary_solution(const std::string& id) {
    SolutionFact out;
    out.id = id;
    out.criteria = *some_of(criteria_ids());
    out.blocks = *some_of(block_ids());
    out.services = {"*"};
    out.from = day("2022-01-01").plus_days(*rc::gen::inRange(0, 700));
    return out;
}

Facts arbitrary_facts() {
    Facts facts;
    const int solutions = *rc::gen::inRange(0, 4);
    for (int i = 0; i < solutions; ++i)
        facts.solutions.push_back(arbitrary_solution("s" + std::to_string(i)));
    for (const std::string& id : *some_of(block_ids())) {
        BlockFact block;
        block.id = id;
        block.operation_from = day("2022-01-01").plus_days(*rc::gen::inRange(0, 700));
        facts.blocks.push_back(block);
    }
    const int preconditions = *rc::gen::inRange(0, 3);
    for (int i = 0; i < preconditions; ++i) {
        PreconditionFact bar;
        bar.id = "p" + std::to_string(i);
        bar.criteria = *some_of(criteria_ids());
        bar.services = {"*"};
        if (*rc::gen::arbitrary<bool>())
            bar.met_on = day("2022-01-01").plus_days(*rc::gen::inRange(0, 700));
        facts.preconditions.push_back(bar);
    }
    return facts;
}

PointInTime arbitrary_day() {
    return {day("2022-01-01").plus_days(*rc::gen::inRange(0, 800)),
            day("2022-01-01").plus_days(*rc::gen::inRange(0, 800))};
}

RC_GTEST_PROP(Level, IsTheLowestCapOfWhatIsMissing, ()) {
    auto catalogue = catalogue_of({*some_of(criteria_ids()), *some_of(criteria_ids())});
    const Picture picture =
        derive("05558012", catalogue, model_1_1(), arbitrary_facts(), arbitrary_day());
    for (const ServiceReadiness& service : picture.services) {
        int lowest = picture.model->top();
        for (const Criterion* criterion : picture.model->of(service.missing()))
            lowest = std::min(lowest, criterion->cap);
        RC_ASSERT(service.level == lowest);
        RC_ASSERT((service.missing() & ~service.required) == 0U);
    }
}

// Whatever is added that fulfils something, no window gets darker.
RC_GTEST_PROP(Level, NeverFallsByAFulfilledFact, ()) {
    auto catalogue = catalogue_of({*some_of(criteria_ids()), *some_of(criteria_ids())});
    const PointInTime at = arbitrary_day();
    const Facts before = arbitrary_facts();
    Facts after = before;
    switch (*rc::gen::inRange(0, 3)) {
        case 0:
            after.solutions.push_back(arbitrary_solution("new"));
            break;
        case 1: {
            const std::string id = *rc::gen::elementOf(block_ids());
            std::erase_if(after.blocks, [&](const BlockFact& block) { return block.id == id; });
            BlockFact block;
            block.id = id;
            block.operation_from = at.on;
            after.blocks.push_back(block);
            break;
        }
        default:
            for (PreconditionFact& bar : after.preconditions)
                bar.met_on = at.on;
    }
    const Picture dark = derive("05558012", catalogue, model_1_1(), before, at);
    const Picture bright = derive("05558012", catalogue, model_1_1(), after, at);
    for (std::size_t i = 0; i < dark.services.size(); ++i)
        RC_ASSERT(bright.services[i].level >= dark.services[i].level);
}

// What if a block were there tomorrow: flipping it in the picture says the same as recording it.
RC_GTEST_PROP(WhatIf, EqualsRecordingTheFact, ()) {
    auto catalogue = catalogue_of({*some_of(criteria_ids()), *some_of(criteria_ids())});
    const PointInTime at = arbitrary_day();
    Facts facts = arbitrary_facts();
    const Picture today = derive("05558012", catalogue, model_1_1(), facts, at);
    const auto block = static_cast<std::size_t>(*rc::gen::inRange(0, 7));
    const Picture flipped = with_block(today, block);
    std::erase_if(facts.blocks,
                  [&](const BlockFact& each) { return each.id == building_blocks[block]; });
    BlockFact there;
    there.id = building_blocks[block];
    there.operation_from = at.on;
    facts.blocks.push_back(there);
    const Picture recorded = derive("05558012", catalogue, model_1_1(), facts, at);
    for (std::size_t i = 0; i < recorded.services.size(); ++i) {
        RC_ASSERT(flipped.services[i].level == recorded.services[i].level);
        RC_ASSERT(flipped.services[i].waits_for == recorded.services[i].waits_for);
    }
}

}  // namespace
}  // namespace kommod::readiness
