// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What is missing, and what if it were there: both must say what recording the fact would show.
#include "readiness/needs.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "readiness/derive.h"
#include "readiness/testing.h"

namespace kommod::readiness {
namespace {

using testing::catalogue_of;
using testing::day;
using testing::model_1_1;

const PointInTime noon{day("2023-06-01"), day("2023-06-01")};

SolutionFact solution(std::string id, std::vector<std::string> criteria,
                      std::vector<std::string> blocks, std::string_view from) {
    SolutionFact out;
    out.id = std::move(id);
    out.criteria = std::move(criteria);
    out.blocks = std::move(blocks);
    out.from = day(from);
    out.services = {"*"};
    return out;
}

PreconditionFact law(std::string id, std::vector<std::string> criteria) {
    PreconditionFact out;
    out.id = std::move(id);
    out.criteria = std::move(criteria);
    out.services = {"*"};
    return out;
}

BlockFact operating(std::string_view id) {
    BlockFact out;
    out.id = id;
    out.operation_from = day("2020-01-01");
    return out;
}

Picture picture_of(const std::vector<std::vector<std::string>>& required, const Facts& facts) {
    return derive("05558012", catalogue_of(required), model_1_1(), facts, noon);
}

Needs needs_of(const Picture& picture, int level = 3) {
    return needs(picture, CompiledFacts(picture), 0, level);
}

TEST(Needs, NothingWhenTheLevelIsReached) {
    const Facts facts{{}, {solution("all", {"information", "form"}, {}, "2020-01-01")}, {}};
    EXPECT_TRUE(needs_of(picture_of({{"information", "form"}}, facts)).nothing());
}

TEST(Needs, ALiveSolutionWaitsForItsBlockAlone) {
    const Facts facts{
        {operating("forms")},
        {solution("all", {"information", "payment"}, {"forms", "payment"}, "2020-01-01")},
        {}};
    const Needs missing = needs_of(picture_of({{"information", "payment"}}, facts));
    EXPECT_EQ(missing.blocks, block_bits({"payment"}));
    EXPECT_EQ(missing.causes(), 1);
}

TEST(Needs, OfTwoSolutionsTheOneThatWaitsForLessCounts) {
    const Facts facts{{},
                      {solution("needs", {"payment"}, {"payment"}, "2020-01-01"),
                       solution("free", {"payment"}, {}, "2020-01-01"),
                       solution("info", {"information"}, {}, "2020-01-01")},
                      {law("bar", {"payment"})}};
    const Needs missing = needs_of(picture_of({{"information", "payment"}}, facts));
    EXPECT_EQ(missing.blocks, 0U);
    ASSERT_EQ(missing.preconditions.size(), 1U);
    EXPECT_EQ(missing.causes(), 1);
}

TEST(Needs, APlannedSolutionBringsItsBlocksAlong) {
    const Facts facts{
        {}, {solution("soon", {"information", "payment"}, {"payment"}, "2024-01-01")}, {}};
    const Needs missing = needs_of(picture_of({{"information", "payment"}}, facts));
    ASSERT_TRUE(missing.solution);
    EXPECT_EQ(missing.blocks, block_bits({"payment"}));
    EXPECT_FALSE(missing.no_solution);
    EXPECT_EQ(missing.causes(), 2);
}

TEST(Needs, WhatNobodyBuildsIsSaid) {
    const Needs missing = needs_of(picture_of({{"information", "payment"}}, {}));
    EXPECT_TRUE(missing.no_solution);
    EXPECT_FALSE(missing.solution);
}

TEST(Needs, OnlyWhatKeepsBelowTheLevelCounts) {
    // "status" caps at 3: it does not stand against level 3, only against level 4.
    const Facts facts{{}, {solution("all", {"information"}, {}, "2020-01-01")}, {}};
    const Picture picture = picture_of({{"information", "status"}}, facts);
    EXPECT_TRUE(needs_of(picture, 3).nothing());
    EXPECT_TRUE(needs_of(picture, 4).no_solution);
}

TEST(Bottlenecks, CountWhatAloneHoldsUp) {
    const Facts facts{{},
                      {solution("pay", {"information", "payment", "delivery"},
                                {"payment", "mailbox"}, "2020-01-01")},
                      {}};
    const Picture picture =
        picture_of({{"information", "payment"}, {"information", "payment", "delivery"}}, facts);
    const auto found = bottlenecks(picture, 3);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(picture.blocks[found[0].index].id, "payment");
    EXPECT_EQ(found[0].held_up.size(), 2U);
    EXPECT_EQ(found[0].alone.size(), 1U);
    EXPECT_EQ(found[1].held_up.size(), 1U);
    EXPECT_TRUE(found[1].alone.empty());
}

// --- Properties ---------------------------------------------------------------------------------

std::vector<std::string> some_of(const std::vector<std::string>& all) {
    std::vector<std::string> out;
    for (const std::string& each : all)
        if (*rc::gen::arbitrary<bool>()) out.push_back(each);
    return out;
}

std::vector<std::string> criterion_ids() {
    std::vector<std::string> out;
    for (const Criterion& criterion : model_1_1()->criteria)
        out.push_back(criterion.id);
    return out;
}

const std::vector<std::string> block_ids{building_blocks.begin(), building_blocks.end()};

Facts any_facts(int least = 0) {
    Facts out;
    for (const std::string& id : block_ids)
        if (*rc::gen::arbitrary<bool>()) out.blocks.push_back(operating(id));
    const int solutions = *rc::gen::inRange(least, 4), laws = *rc::gen::inRange(least, 3);
    for (int i = 0; i < solutions; ++i)
        out.solutions.push_back(
            solution("s" + std::to_string(i), some_of(criterion_ids()), some_of(block_ids),
                     *rc::gen::arbitrary<bool>() ? "2020-01-01" : "2024-01-01"));
    for (int i = 0; i < laws; ++i)
        out.preconditions.push_back(law("p" + std::to_string(i), some_of(criterion_ids())));
    return out;
}

std::vector<std::vector<std::string>> any_requirements() {
    std::vector<std::vector<std::string>> out;
    for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
        out.push_back(some_of(criterion_ids()));
        out.back().push_back("information");
    }
    return out;
}

// What the town is when a change is recorded must be what WhatIf says without recording it.
template <class Change>
void same_as_recorded(const Picture& before, const Facts& changed, const Change& change) {
    WhatIf town(before);
    change(town);
    const Picture recorded = derive(before.ags, before.catalogue, before.model, changed, before.at);
    for (std::uint32_t i = 0; i < before.services.size(); ++i) {
        RC_ASSERT(town.level(i) == recorded.services[i].level);
        RC_ASSERT(town.missing(i) == recorded.services[i].missing());
    }
}

RC_GTEST_PROP(WhatIf, OpeningABlockEqualsRecordingIt, ()) {
    Facts facts = any_facts();
    const Picture before = picture_of(any_requirements(), facts);
    const auto block = *rc::gen::inRange<std::size_t>(0, building_blocks.size());
    std::erase_if(facts.blocks,
                  [&](const BlockFact& each) { return each.id == building_blocks[block]; });
    facts.blocks.push_back(operating(building_blocks[block]));
    same_as_recorded(before, facts, [&](WhatIf& town) { town.open(block); });
}

RC_GTEST_PROP(WhatIf, MeetingAPreconditionEqualsRecordingIt, ()) {
    Facts facts = any_facts(1);
    const Picture before = picture_of(any_requirements(), facts);
    const auto which = *rc::gen::inRange<std::size_t>(0, facts.preconditions.size());
    facts.preconditions[which].met_on = day("2023-01-01");
    same_as_recorded(before, facts, [&](WhatIf& town) { town.meet(which); });
}

RC_GTEST_PROP(WhatIf, GoingLiveEqualsRecordingIt, ()) {
    Facts facts = any_facts(1);
    const Picture before = picture_of(any_requirements(), facts);
    const auto which = *rc::gen::inRange<std::size_t>(0, facts.solutions.size());
    facts.solutions[which].from = day("2023-01-01");
    same_as_recorded(before, facts, [&](WhatIf& town) { town.go_live(which); });
}

RC_GTEST_PROP(Needs, FulfillingThemAllReachesTheLevel, ()) {
    const Facts facts = any_facts();
    const Picture before = picture_of(any_requirements(), facts);
    const int level = *rc::gen::inRange(1, 5);
    for (std::uint32_t i = 0; i < before.services.size(); ++i) {
        const Needs missing = needs(before, CompiledFacts(before), i, level);
        RC_ASSERT(missing.nothing() == (before.services[i].level >= level));
        if (missing.no_solution) continue;
        WhatIf town(before);
        for (std::size_t block = 0; block < before.blocks.size(); ++block)
            if ((missing.blocks >> block & 1U) != 0) town.open(block);
        for (const std::uint32_t precondition : missing.preconditions)
            town.meet(precondition);
        if (missing.solution) town.go_live(*missing.solution);
        RC_ASSERT(town.level(i) >= level);
    }
}

RC_GTEST_PROP(LevelTable, IsTheLowestCapOfWhatIsMissing, (std::uint32_t bits)) {
    for (const auto& model : load_models()) {
        const LevelTable table(*model);
        const std::uint32_t missing =
            bits & static_cast<std::uint32_t>((std::uint64_t{1} << model->criteria.size()) - 1);
        int lowest = model->top();
        for (const Criterion* criterion : model->of(missing))
            lowest = std::min(lowest, criterion->cap);
        RC_ASSERT(table[missing] == lowest);
        const Cell cell{missing, 0};
        std::uint8_t level = 99;
        derive_levels(table, {&cell, 1}, {&level, 1});
        RC_ASSERT(level == lowest);
    }
}

}  // namespace
}  // namespace kommod::readiness
