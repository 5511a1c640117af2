// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The rules of the console, without a database: what ages, what is late, what comes back.
#include "steering/overview.h"

#include <gtest/gtest.h>

#include "readiness/import.h"

namespace kommod::steering {
namespace {

using namespace readiness;
using State = Row::State;

constexpr std::string_view coesfeld = "05558012";

LocalDate day(std::string_view iso) {
    return LocalDate::parse(iso).value();
}

FactLog log_of(std::string_view yaml) {
    const FactsFile file = read_facts(yaml, day("2026-01-01"));
    EXPECT_TRUE(file.rejected.empty());
    std::vector<FactVersion> versions = file.versions;
    std::int64_t sequence = 0;
    for (FactVersion& version : versions)
        version.sequence = ++sequence;
    return FactLog{}.with(versions);
}

const FactLog& association() {
    static const FactLog log = log_of(R"(
municipality: association
facts:
  - block: payment
    recorded: 2022-10-10
    name: Bezahlen
    responsible: Anbieter
    planned_for: 2023-01-16
  - block: forms
    recorded: 2022-01-10
    name: Formulare
    operation_from: 2022-01-01
  - precondition: gesetz
    recorded: 2022-01-10
    title: Zuletzt das Gesetz
    kind: legal
    owner: Bund
    criteria: [submission]
    services: ["*"]
)");
    return log;
}

const FactLog& own() {
    static const FactLog log = log_of(R"(
municipality: "05558012"
facts:
  - block: payment
    recorded: 2022-11-01
    name: Bezahlen bei uns
    planned_for: 2023-04-16
  - solution: portal
    recorded: 2022-03-01
    title: Ämterportal
    kind: external
    planned_for: 2022-09-01
    criteria: [information]
    services: ["*"]
  - precondition: stelle
    recorded: 2022-03-01
    title: Eine Stelle ist frei
    kind: organisational
    owner: Coesfeld
    met_on: 2022-05-01
    criteria: [form]
    services: ["*"]
)");
    return log;
}

Row row(std::string_view id, std::string_view today) {
    for (const Row& each : overview(association(), own(), coesfeld, day(today)))
        if (each.id == id) return each;
    ADD_FAILURE() << id;
    return {};
}

TEST(Overview, ShowsAllBlocksInTheFrozenOrderThenTheRestByName) {
    std::vector<std::string> ids;
    for (const Row& each : overview(association(), own(), coesfeld, day("2022-12-01")))
        ids.push_back(each.id);
    EXPECT_EQ(
        ids, (std::vector<std::string>{"forms", "identity", "payment", "mailbox", "vault",
                                       "appointments", "registers", "stelle", "gesetz", "portal"}));
    EXPECT_EQ(row("identity", "2022-12-01").state, State::none);
    EXPECT_FALSE(row("identity", "2022-12-01").stale) << "nothing was said, nothing ages";
    // The association sees its own facts alone.
    const auto above = overview({}, association(), "", day("2022-12-01"));
    ASSERT_EQ(above.size(), 8U);
    EXPECT_FALSE(above[0].of_association);
}

TEST(Overview, ATownMovesThePlanOfTheAssociation) {
    const Row before = row("payment", "2022-10-31"), after = row("payment", "2022-11-01");
    EXPECT_TRUE(before.of_association);
    EXPECT_EQ(before.slippage, 0);
    EXPECT_FALSE(after.of_association);
    EXPECT_EQ(after.title, "Bezahlen bei uns");
    EXPECT_EQ(after.slippage, 90);
}

struct Case {
    const char *id, *today;
    State state;
    bool stale, overdue;
};
TEST(Overview, WhatIsOpenAgesAndWhatIsLateIsSaid) {
    for (const Case& each : {Case{"portal", "2022-03-01", State::planned, false, false},
                             Case{"portal", "2022-09-01", State::planned, false, false},
                             Case{"portal", "2022-09-02", State::planned, true, true},
                             Case{"gesetz", "2022-07-10", State::open, false, false},
                             Case{"gesetz", "2022-07-11", State::open, true, false},
                             Case{"stelle", "2022-04-30", State::planned, false, false},
                             Case{"stelle", "2025-01-01", State::there, false, false},
                             Case{"forms", "2025-01-01", State::there, false, false},
                             Case{"payment", "2023-04-17", State::planned, false, true}}) {
        const Row found = row(each.id, each.today);
        EXPECT_EQ(found.state, each.state) << each.id << " " << each.today;
        EXPECT_EQ(found.stale, each.stale) << each.id << " " << each.today;
        EXPECT_EQ(found.overdue, each.overdue) << each.id << " " << each.today;
    }
}

TEST(Steps, GoBackToTheVersionBeforeOrToNothing) {
    const FactLog log = log_of(R"(
municipality: "05558012"
facts:
  - block: payment
    recorded: 2022-10-10
    name: Bezahlen
    planned_for: 2023-01-16
  - block: payment
    recorded: 2022-12-01
    planned_for: 2032-01-16
  - block: vault
    recorded: 2022-12-01
    name: Datensafe
)");
    const FactChain& payment = *log.find(FactKind::block, "payment");
    const LocalDate today = day("2022-12-01");
    const auto back = without_last_change(payment, today);
    ASSERT_TRUE(back);
    EXPECT_EQ(plan_of(*back), day("2023-01-16"));
    EXPECT_EQ(back->recorded_on, today);
    EXPECT_FALSE(back->withdrawn);
    const FactChain& vault = *log.find(FactKind::block, "vault");
    EXPECT_TRUE(without_last_change(vault, today)->withdrawn) << "there was nothing before";
    const auto holds = confirmed(vault, day("2023-08-01"));
    EXPECT_EQ(holds->payload.at("confirmed"), "2023-08-01");

    FactChain gone = vault;
    gone.add(*withdrawn(vault, today));
    EXPECT_FALSE(withdrawn(gone, today));
    EXPECT_FALSE(confirmed(gone, today));
    EXPECT_FALSE(without_last_change(gone, today)->withdrawn) << "the end is taken back, too";
}

}  // namespace
}  // namespace kommod::steering
