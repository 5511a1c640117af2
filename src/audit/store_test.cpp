// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "audit/store.h"

#include <thread>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "store/testing.h"

namespace kommod::audit {
namespace {

using store::Session;
using store::Statement;
using store::WriteSession;

Entry sample(int number) {
    return {Instant{1669888800000000 + number},
            {ActorKind::staff, "clerk-" + std::to_string(number % 3)},
            number % 2 == 0 ? "case.read" : "office.change",
            number % 2 == 0 ? "case" : "office",
            "object-" + std::to_string(number % 5),
            {{"fields", json::array{"name"}}, {"number", number}}};
}

void fill(store::Namespace& name_space, int entries) {
    for (int i = 0; i < entries; ++i)
        record(name_space, sample(i));
}

void run(store::Namespace& name_space, const Statement& statement) {
    name_space.write([&](WriteSession& session) { session.execute(statement); });
}

class Trail : public store::testing::Databases {
  protected:
    store::Database& database() { return open({migrations()}); }
};

TEST_P(Trail, an_empty_one_is_whole) {
    auto& town = database().create("m05558012");
    const auto summary = verify(town);
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->entries, 0);
}

TEST_P(Trail, honest_entries_verify_and_are_listed_newest_first) {
    auto& town = database().create("m05558012");
    fill(town, 7);
    const auto summary = verify(town);
    ASSERT_TRUE(summary) << summary.error().what;
    EXPECT_EQ(summary->entries, 7);
    EXPECT_EQ(summary->anchor, anchor(town));
    const auto entries = list(town, {});
    ASSERT_EQ(entries.size(), 7u);
    EXPECT_EQ(entries.front().sequence, 7);
    EXPECT_EQ(entries.front().actor_kind, "staff");
    EXPECT_EQ(entries.front().details, R"({"fields":["name"],"number":6})");
}

TEST_P(Trail, filters_for_the_auditor) {
    auto& town = database().create("m05558012");
    fill(town, 12);
    const auto numbers = [&](const Filter& filter) {
        std::vector<std::int64_t> out;
        for (const auto& entry : list(town, filter))
            out.push_back(entry.sequence);
        return out;
    };
    using Numbers = std::vector<std::int64_t>;
    EXPECT_EQ(numbers({.actor_id = "clerk-1"}), (Numbers{11, 8, 5, 2}));
    EXPECT_EQ(numbers({.object_kind = "case", .object_id = "object-0"}), (Numbers{11, 1}));
    EXPECT_EQ(numbers({.act = "office.", .before = 6}), (Numbers{4, 2}));
    EXPECT_EQ(numbers({.act = "%"}), Numbers{});
    EXPECT_EQ(numbers({.from = Instant{1669888800000003}, .until = Instant{1669888800000005}}),
              (Numbers{5, 4}));
    EXPECT_EQ(numbers({.limit = 2}), (Numbers{12, 11}));
}

TEST_P(Trail, is_part_of_the_act) {
    auto& town = database().create("m05558012");
    fill(town, 1);
    EXPECT_THROW(town.write([](WriteSession& session) {
        record(session, sample(1));
        throw std::runtime_error("the act failed");
    }),
                 std::runtime_error);
    fill(town, 1);
    const auto summary = verify(town);
    ASSERT_TRUE(summary) << summary.error().what;
    EXPECT_EQ(summary->entries, 2);
}

TEST_P(Trail, many_at_once_stay_in_order) {
    auto& town = database().create("m05558012");
    std::vector<std::thread> clerks;
    for (int clerk = 0; clerk < 4; ++clerk)
        clerks.emplace_back([&] { fill(town, 25); });
    for (auto& clerk : clerks)
        clerk.join();
    const auto summary = verify(town);
    ASSERT_TRUE(summary) << summary.error().what;
    EXPECT_EQ(summary->entries, 100);
}

TEST_P(Trail, a_change_of_any_column_of_any_entry_is_found_and_named) {
    constexpr Statement tamperings[] = {
        {"t.sequence", "UPDATE audit_entry SET sequence = sequence + 1000 WHERE sequence = $1"},
        {"t.at", "UPDATE audit_entry SET at = at + 1 WHERE sequence = $1"},
        {"t.actor_kind", "UPDATE audit_entry SET actor_kind = 'system' WHERE sequence = $1"},
        {"t.actor_id", "UPDATE audit_entry SET actor_id = 'x' WHERE sequence = $1"},
        {"t.act", "UPDATE audit_entry SET act = act || 'x' WHERE sequence = $1"},
        {"t.object_kind", "UPDATE audit_entry SET object_kind = '' WHERE sequence = $1"},
        {"t.object_id", "UPDATE audit_entry SET object_id = 'x' WHERE sequence = $1"},
        {"t.details", "UPDATE audit_entry SET details = '{}' WHERE sequence = $1"},
        {"t.previous", "UPDATE audit_entry SET previous_hash = hash WHERE sequence = $1"},
        {"t.hash", "UPDATE audit_entry SET hash = previous_hash WHERE sequence = $1"},
        {"t.gone", "DELETE FROM audit_entry WHERE sequence = $1"},
        // From one column into its neighbour: the same letters in a row.
        {"t.shift",
         "UPDATE audit_entry SET object_kind = object_kind || substr(object_id, 1, 1), "
         "object_id = substr(object_id, 2) WHERE sequence = $1"}};
    constexpr Statement save{"t.save", "CREATE TABLE saved AS SELECT * FROM audit_entry"};
    constexpr Statement clear{"t.clear", "DELETE FROM audit_entry"};
    constexpr Statement restore{"t.restore", "INSERT INTO audit_entry SELECT * FROM saved"};
    auto& town = database().create("m05558012");
    fill(town, 4);
    run(town, save);
    for (const auto& tampering : tamperings) {
        for (std::int64_t entry = 1; entry <= 4; ++entry) {
            const auto rows = town.write(
                [&](WriteSession& session) { return session.execute_counted(tampering, {entry}); });
            ASSERT_EQ(rows, 1);
            const auto found = verify(town);
            ASSERT_FALSE(found) << tampering.name << " of " << entry;
            EXPECT_EQ(found.error().value, std::to_string(entry)) << tampering.name;
            run(town, clear);
            run(town, restore);
            ASSERT_TRUE(verify(town));
        }
    }
}

TEST_P(Trail, an_entry_forged_with_a_right_hash_does_not_fit_its_neighbours) {
    auto& town = database().create("m05558012");
    fill(town, 5);
    auto forged = list(town, {.before = 4, .limit = 1}).front();
    forged.actor_id = "somebody-else";
    forged.hash = hash_of(forged);
    constexpr Statement forge{
        "t.forge", "UPDATE audit_entry SET actor_id = $2, hash = $3 WHERE sequence = $1"};
    town.write([&](WriteSession& session) {
        session.execute(forge, {forged.sequence, forged.actor_id, forged.hash});
    });
    const auto found = verify(town);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().key, "audit.broken_link");
    EXPECT_EQ(found.error().value, "4");
}

TEST_P(Trail, a_tail_cut_off_together_with_the_head_is_found_by_an_anchor) {
    auto& town = database().create("m05558012");
    fill(town, 3);
    const auto early = anchor(town);
    fill(town, 3);
    const auto late = anchor(town);
    ASSERT_TRUE(verify(town, {early, late}));
    // Someone with all rights on this database cuts cleanly.
    constexpr Statement cut{"t.cut", "DELETE FROM audit_entry WHERE sequence > 4"};
    constexpr Statement set_back{
        "t.back",
        "UPDATE audit_head SET sequence = 4, hash = (SELECT hash FROM audit_entry WHERE sequence = "
        "4)"};
    run(town, cut);
    EXPECT_EQ(verify(town).error().key, "audit.tail_cut");
    run(town, set_back);
    EXPECT_TRUE(verify(town)) << "nothing inside tells";
    EXPECT_TRUE(verify(town, {early}));
    EXPECT_EQ(verify(town, {early, late}).error().key, "audit.tail_cut");
    fill(town, 4);
    EXPECT_EQ(verify(town, {late}).error().key, "audit.anchor_missing") << "regrown, but other";
}

TEST_P(Trail, a_whole_trail_written_anew_is_found_by_an_anchor) {
    auto& town = database().create("m05558012");
    fill(town, 3);
    const auto kept = anchor(town);
    constexpr Statement drop_entries{"t.drop", "DELETE FROM audit_entry"};
    constexpr Statement drop_head{"t.drop_head", "DELETE FROM audit_head"};
    run(town, drop_entries);
    run(town, drop_head);
    EXPECT_FALSE(verify(town, {kept}));
    fill(town, 3);
    EXPECT_TRUE(verify(town));
    EXPECT_FALSE(verify(town, {kept}));
}

TEST_P(Trail, namespaces_keep_each_others_ends) {
    auto& all = database();
    auto& town = all.create("m05558012");
    auto& association = all.association_namespace();
    fill(town, 3);
    fill(association, 2);
    EXPECT_TRUE(exchange_anchors(all, clock()).empty());
    fill(town, 1);
    EXPECT_TRUE(exchange_anchors(all, clock()).empty());
    EXPECT_EQ(kept_anchors(all, "m05558012"), std::vector<Anchor>{anchor(town)});
    EXPECT_EQ(kept_anchors(all, "association"), std::vector<Anchor>{anchor(association)});
    const auto evidence = anchor(town);

    constexpr Statement cut{"t.cut", "DELETE FROM audit_entry WHERE sequence > 2"};
    constexpr Statement set_back{
        "t.back",
        "UPDATE audit_head SET sequence = 2, hash = (SELECT hash FROM audit_entry WHERE sequence = "
        "2)"};
    run(town, cut);
    run(town, set_back);
    const auto failures = exchange_anchors(all, clock());
    ASSERT_EQ(failures.size(), 1u);
    EXPECT_EQ(failures.front().first, "m05558012");
    EXPECT_EQ(kept_anchors(all, "m05558012"), std::vector<Anchor>{evidence}) << "evidence stays";
    EXPECT_FALSE(verify(town, kept_anchors(all, "m05558012")));
}

KOMMOD_ON_BOTH_ENGINES(Trail);

TEST(Anchor, is_read_as_it_is_written_and_nothing_else_is) {
    const Anchor anchor{"m05558012", "0123456789abcdef", 17, first_hash("x")};
    EXPECT_EQ(*Anchor::parse(anchor.str() + "\n"), anchor);
    for (const auto& wrong :
         {std::string{}, std::string{"kommod-audit:a:b:1"}, "x" + anchor.str(), anchor.str() + "0",
          anchor.str() + ":1", std::string{"kommod-audit:a:b:-1:"} + anchor.hash,
          std::string{"kommod-audit:a:b:1x:"} + anchor.hash})
        EXPECT_FALSE(Anchor::parse(wrong)) << wrong;
}

RC_GTEST_PROP(Chain, two_different_records_never_share_a_hash,
              (const std::string& a, const std::string& b, const std::string& c,
               const std::string& d)) {
    Record one, other;
    one.actor_id = a;
    one.act = b;
    other.actor_id = c;
    other.act = d;
    RC_ASSERT((hash_of(one) == hash_of(other)) == (a == c && b == d));
    // The same letters, another border.
    other.actor_id = a + b;
    other.act = "";
    RC_ASSERT((hash_of(one) == hash_of(other)) == b.empty());
}

}  // namespace
}  // namespace kommod::audit
