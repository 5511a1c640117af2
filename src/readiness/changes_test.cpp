// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "readiness/changes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "readiness/deadlines.h"
#include "readiness/derive.h"
#include "readiness/import.h"
#include "readiness/testing.h"

namespace kommod::readiness {
namespace {

using testing::catalogue_of;
using testing::day;
using testing::model_1_1;
using What = FactEvent::What;

constexpr std::string_view coesfeld = "05558012";

FactLog log_of(std::string_view yaml) {
    const FactsFile file = read_facts(yaml, day("2026-01-01"));
    EXPECT_TRUE(file.rejected.empty());
    std::vector<FactVersion> versions = file.versions;
    std::int64_t sequence = 0;
    for (FactVersion& version : versions)
        version.sequence = ++sequence;
    return FactLog{}.with(versions);
}

constexpr std::string_view story = R"(
municipality: "05558012"
facts:
  - block: payment
    recorded: 2022-10-10
    name: Bezahlen
    planned_for: 2023-01-16
  - block: payment
    recorded: 2022-12-05
    planned_for: 2023-04-16
  - block: payment
    recorded: 2023-01-10
    confirmed: 2023-01-10
  - block: payment
    recorded: 2023-02-01
    planned_for: 2023-03-01
  - block: payment
    recorded: 2023-03-02
    operation_from: 2023-03-01
)";

// A town that speaks for itself goes on where the association was.
TEST(Events, TellHowATownMovesThePlanOfTheAssociation) {
    const FactLog of_association = log_of(R"(
municipality: association
facts:
  - block: payment
    recorded: 2022-10-10
    name: Bezahlen
    planned_for: 2023-01-16
)");
    const FactLog own = log_of(R"(
municipality: "05558012"
facts:
  - block: payment
    recorded: 2022-11-01
    name: Bezahlen
    planned_for: 2023-04-16
  - block: payment
    recorded: 2022-11-02
    planned_for: 2024-04-16
  - block: payment
    recorded: 2022-11-02
    planned_for: 2023-04-16
)");
    const auto found = events(of_association, own, coesfeld, day("2022-10-11"), day("2024-01-01"));
    ASSERT_EQ(found.size(), 1U) << "what was taken back on the same day is not told";
    EXPECT_EQ(found[0].what, What::postponed);
    EXPECT_EQ(found[0].before, day("2023-01-16"));
    EXPECT_EQ(found[0].slippage(), 90);
    const Facts known = facts_known(of_association, own, coesfeld, day("2023-01-01"));
    ASSERT_EQ(known.blocks.size(), 1U);
    EXPECT_EQ(known.blocks[0].plans, (std::vector{Plan{day("2022-10-10"), day("2023-01-16")},
                                                  Plan{day("2022-11-01"), day("2023-04-16")}}));
}

TEST(Events, TellAPlanFromItsFirstDayToItsEnd) {
    const auto found = events({}, log_of(story), coesfeld, day("2022-01-01"), day("2024-01-01"));
    ASSERT_EQ(found.size(), 5U);
    EXPECT_EQ(found[4].what, What::planned);
    EXPECT_EQ(found[3].what, What::postponed);
    EXPECT_EQ(found[3].slippage(), 90);
    EXPECT_EQ(found[2].what, What::confirmed);
    EXPECT_EQ(found[1].what, What::brought_forward);
    EXPECT_EQ(found[1].slippage(), -46);
    EXPECT_EQ(found[0].what, What::happened);
    EXPECT_EQ(found[0].after, day("2023-03-01"));
}

TEST(Events, AreThoseOfTheDaysAskedFor) {
    const FactLog log = log_of(story);
    EXPECT_EQ(events({}, log, coesfeld, day("2022-12-05"), day("2022-12-05")).size(), 1U);
    EXPECT_TRUE(events({}, log, coesfeld, day("2024-01-01"), day("2025-01-01")).empty());
}

TEST(FactChain, KnowsEveryDaysVersionAndGathersPlans) {
    const FactLog log = log_of(story);
    const FactChain* payment = log.find(FactKind::block, "payment");
    ASSERT_NE(payment, nullptr);
    EXPECT_EQ(payment->known(day("2022-10-09")), nullptr);
    const auto* link = payment->known(day("2023-02-28"));
    ASSERT_NE(link, nullptr);
    EXPECT_EQ(link->version.recorded_on, day("2023-02-01"));
    EXPECT_EQ(std::get<BlockFact>(link->fact).plans.size(), 3U);
}

TEST(FactLog, IsTheSameWhetherReadAtOnceOrLittleByLittle) {
    const FactsFile file = read_facts(story, day("2026-01-01"));
    FactLog whole = FactLog{}.with(file.versions), grown;
    for (const FactVersion& version : file.versions)
        grown = grown.with({version});
    for (const auto& [key, chain] : whole.chains()) {
        const FactChain* other = grown.find(key.first, key.second);
        ASSERT_NE(other, nullptr);
        ASSERT_EQ(other->links().size(), chain->links().size());
        EXPECT_EQ(std::get<BlockFact>(other->links().back()->fact).plans,
                  std::get<BlockFact>(chain->links().back()->fact).plans);
    }
}

TEST(FactLog, AFactOfTheTownShadowsTheAssociationsUntilItIsWithdrawn) {
    const FactLog shared = log_of(R"(
municipality: association
facts:
  - block: payment
    recorded: 2022-01-01
    name: Gemeinsam
)");
    const FactLog own = log_of(R"(
municipality: "05558012"
facts:
  - block: payment
    recorded: 2022-06-01
    name: Eigenes
  - block: payment
    recorded: 2023-01-01
    withdrawn: true
)");
    const auto name_on = [&](std::string_view known) {
        return facts_known(shared, own, coesfeld, day(known)).blocks.at(0).name;
    };
    EXPECT_EQ(name_on("2022-03-01"), "Gemeinsam");
    EXPECT_EQ(name_on("2022-07-01"), "Eigenes");
    EXPECT_EQ(name_on("2023-02-01"), "Gemeinsam");
}

TEST(Difference, NamesTheCauseOfEveryBrighterWindow) {
    Facts before;
    SolutionFact server;
    server.id = "server";
    server.title = "Formularserver";
    server.criteria = {"information", "payment"};
    server.blocks = {"payment"};
    server.from = day("2020-01-01");
    server.services = {"*"};
    before.solutions.push_back(server);
    Facts after = before;
    BlockFact payment;
    payment.id = "payment";
    payment.name = "Bezahlen";
    payment.operation_from = day("2023-01-16");
    after.blocks.push_back(payment);
    const auto catalogue = catalogue_of({{"information", "payment"}, {"information"}});
    const PointInTime early{day("2022-12-01"), day("2022-12-01")};
    const PointInTime late{day("2023-02-01"), day("2023-02-01")};
    const Difference found = difference(derive("1", catalogue, model_1_1(), before, early),
                                        derive("1", catalogue, model_1_1(), after, late));
    ASSERT_EQ(found.causes.size(), 1U);
    EXPECT_EQ(found.causes[0].title, "Bezahlen");
    ASSERT_EQ(found.services.size(), 1U);
    EXPECT_EQ(found.services[0].before, 2);
    EXPECT_EQ(found.services[0].after, 4);
    EXPECT_EQ(found.services[0].causes, std::vector<std::uint32_t>{0});
    EXPECT_EQ(found.brighter(), 1);
    EXPECT_EQ(found.darker(), 0);
}

TEST(Deadlines, ThoseShippedAreReadAndKnowTheirModels) {
    const auto models = load_models();
    const auto deadlines = load_deadlines();
    ASSERT_GE(deadlines.size(), 3U);
    for (const StatutoryDeadline& deadline : deadlines) {
        const auto model = choose_model(models, deadline.model, deadline.day);
        ASSERT_NE(model, nullptr) << deadline.id;
        EXPECT_LE(deadline.level, model->top()) << deadline.id;
        EXPECT_FALSE(deadline.citation.empty()) << deadline.id;
    }
}

TEST(Deadlines, CountReachedAndMissedAndWhoHasToAct) {
    Facts facts;
    SolutionFact info;
    info.id = "info";
    info.criteria = {"information"};
    info.from = day("2020-01-01");
    info.services = {"*"};
    facts.solutions.push_back(info);
    PreconditionFact law;
    law.id = "law";
    law.owner = "Bund";
    law.criteria = {"submission"};
    law.services = {"*"};
    facts.preconditions.push_back(law);
    const Picture picture =
        derive("1", catalogue_of({{"information"}, {"information", "submission"}}), model_1_1(),
               facts, {day("2022-12-31"), day("2022-12-31")});
    StatutoryDeadline deadline;
    deadline.services = {"*"};
    deadline.level = 3;
    const DeadlineStanding found = standing(picture, deadline);
    EXPECT_EQ(found.demanded.size(), 2U);
    EXPECT_EQ(found.reached.size(), 1U);
    EXPECT_EQ(found.percent(), 50);
    ASSERT_FALSE(found.debtors.empty());
    EXPECT_TRUE(std::any_of(found.debtors.begin(), found.debtors.end(),
                            [](const Debtor& each) { return each.owner == "Bund"; }));
}

TEST(Deadlines, NamesTheFieldThatIsWrong) {
    const auto refused = parse_deadlines(R"([{"id": "x", "name": "y", "citation": "z",
        "explanation": "e", "reading": "r", "model": "1.1", "day": "morgen", "level": 3,
        "services": ["*"]}])");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().field, "day");
}

TEST(Models, TheSecondAsksMoreOfTheSameServices) {
    const auto models = load_models();
    const auto second = choose_model(models, "2.0", day("2026-01-01"));
    ASSERT_NE(second, nullptr);
    EXPECT_EQ(second->level_names.size(), 8U);
    EXPECT_EQ(second->criteria.size(), 13U);
    const auto required = second->required({"information", "submission"});
    EXPECT_NE(required & second->bit("structured_data"), 0U);
    EXPECT_NE(required & second->bit("end_to_end"), 0U);
    // A page that only informs has nothing to be handed over.
    EXPECT_EQ(second->required({"information"}), second->bit("information"));
    // It is an aid to orientation: nobody is measured by it unasked.
    EXPECT_EQ(choose_model(models, "", day("2026-01-01"))->id, "1.1");
}

}  // namespace
}  // namespace kommod::readiness
