// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Drafts of packages are changed, stepped back and forth and protected from each other, on both
// engines.
#include "authoring/drafts.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "audit/store.h"
#include "authoring/notes.h"
#include "store/testing.h"

namespace kommod::authoring {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Drafts : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        auto& database = open({audit::migrations(), migrations()});
        town_ = &database.create("m05558012");
        neighbour_ = &database.create("m05558008");
        begin();
    }
    store::Namespace& town() { return *town_; }
    store::Namespace& neighbour() { return *neighbour_; }

    audit::Entry act(const char* name) {
        return {.at = clock().now(),
                .actor = {audit::ActorKind::staff, "mia"},
                .act = name,
                .object_kind = "package",
                .object_id = "fundhund"};
    }
    std::optional<Draft> begin() {
        return begin_draft(town(), "fundhund", "hash", {{"n", 0}}, "Begonnen.",
                           act("package.draft"));
    }
    Draft now() { return find_draft(town(), "fundhund").value(); }
    // Writes the number into the document.
    Result<Draft> put(int number, std::int64_t stamp) {
        const auto change = [number](json::object& document) -> Result<std::string> {
            document["n"] = number;
            return "Zahl " + std::to_string(number) + ".";
        };
        return change_draft(town(), "fundhund", stamp, change, act("package.edit"));
    }
    Result<Draft> put(int number) { return put(number, now().stamp); }
    Result<Draft> back() { return undo(town(), "fundhund", now().stamp, act("package.undo")); }
    Result<Draft> forth() { return redo(town(), "fundhund", now().stamp, act("package.redo")); }
    std::int64_t shown() { return now().document.at("n").as_int64(); }
    std::vector<std::string> history() {
        std::vector<std::string> out;
        for (const auto& revision : revisions(town(), "fundhund"))
            out.push_back(revision.what);
        return out;
    }
    std::vector<std::string> trail() {
        std::vector<std::string> out;
        for (const auto& entry : audit::list(town(), {}))
            out.push_back(entry.act);
        return out;
    }

  private:
    store::Namespace* town_ = nullptr;
    store::Namespace* neighbour_ = nullptr;
};
KOMMOD_ON_BOTH_ENGINES(Drafts);

TEST_P(Drafts, BeginOnceAndStayInTheirTown) {
    EXPECT_FALSE(begin()) << "who begins again goes on with what is there";
    const auto draft = now();
    EXPECT_EQ(draft.base_hash, "hash");
    EXPECT_EQ(draft.current.what, "Begonnen.");
    EXPECT_EQ(draft.current.changed_by, "mia");
    EXPECT_EQ(draft.current.changed_at, clock().now());
    EXPECT_FALSE(draft.can_undo);
    EXPECT_FALSE(draft.undone_by_redo);
    EXPECT_THAT(all_drafts(town()), ElementsAre("fundhund"));
    EXPECT_THAT(all_drafts(neighbour()), IsEmpty());
    EXPECT_FALSE(find_draft(neighbour(), "fundhund"));
}

TEST_P(Drafts, EveryChangeIsARevisionThatCanBeTakenBackAndHadAgain) {
    ASSERT_TRUE(put(1));
    ASSERT_TRUE(put(2));
    EXPECT_THAT(history(), ElementsAre("Zahl 2.", "Zahl 1.", "Begonnen."));
    ASSERT_TRUE(back());
    EXPECT_EQ(shown(), 1);
    EXPECT_EQ(now().undone_by_redo.value().what, "Zahl 2.");
    ASSERT_TRUE(back());
    EXPECT_EQ(shown(), 0);
    EXPECT_FALSE(now().can_undo);
    EXPECT_EQ(back().error().key, "authoring.no_such");
    ASSERT_TRUE(forth());
    ASSERT_TRUE(forth());
    EXPECT_EQ(shown(), 2);
    EXPECT_EQ(forth().error().key, "authoring.no_such");
    EXPECT_EQ(document_of(town(), "fundhund", 2).value().at("n"), 1);
    EXPECT_FALSE(document_of(town(), "fundhund", 9));
}

TEST_P(Drafts, AChangeAfterUndoCutsOffWhatWasUndone) {
    ASSERT_TRUE(put(1));
    ASSERT_TRUE(put(2));
    ASSERT_TRUE(back());
    ASSERT_TRUE(put(3));
    EXPECT_THAT(history(), ElementsAre("Zahl 3.", "Zahl 1.", "Begonnen."));
    EXPECT_FALSE(now().undone_by_redo);
    ASSERT_TRUE(back());
    EXPECT_EQ(shown(), 1);
}

TEST_P(Drafts, AStaleStampChangesNothing) {
    const auto seen = now().stamp;
    ASSERT_TRUE(put(1));
    EXPECT_EQ(put(2, seen).error().key, "authoring.stale");
    EXPECT_EQ(undo(town(), "fundhund", seen, act("package.undo")).error().key, "authoring.stale");
    EXPECT_EQ(shown(), 1);
    // Undo leads to the document that was seen, and is a step all the same: whoever saw it before
    // did not see what happened in between.
    ASSERT_TRUE(back());
    EXPECT_EQ(put(2, seen).error().key, "authoring.stale");
    EXPECT_THAT(trail(), ElementsAre("package.undo", "package.edit", "package.draft"));
}

TEST_P(Drafts, WhatCannotBeDoneLeavesNoTrace) {
    const auto before = now().stamp;
    const auto refused = change_draft(
        town(), "fundhund", before,
        [](json::object& document) -> Result<std::string> {
            document["n"] = 9;
            return fail("authoring.read", "it is read");
        },
        act("package.edit"));
    EXPECT_EQ(refused.error().key, "authoring.read");
    EXPECT_TRUE(put(0)) << "a change that changes nothing is no revision";
    EXPECT_EQ(now().stamp, before);
    EXPECT_EQ(shown(), 0);
    EXPECT_THAT(history(), ElementsAre("Begonnen."));
    EXPECT_THAT(trail(), ElementsAre("package.draft"));
}

TEST_P(Drafts, TheLastTwoHundredStepsAreKept) {
    for (int number = 1; number <= 230; ++number)
        ASSERT_TRUE(put(number));
    EXPECT_EQ(history().size(), 200U);
    int steps = 0;
    while (back())
        ++steps;
    EXPECT_EQ(steps, 199);
    EXPECT_EQ(shown(), 31);
}

TEST_P(Drafts, WhatIsRemovedIsGoneWithItsHistory) {
    ASSERT_TRUE(put(1));
    const auto seen = now().stamp;
    remove_draft(town(), "fundhund", act("package.discard"));
    EXPECT_FALSE(find_draft(town(), "fundhund"));
    EXPECT_THAT(history(), IsEmpty());
    EXPECT_EQ(put(2, seen).error().key, "authoring.gone");
    EXPECT_THAT(trail(), ElementsAre("package.discard", "package.edit", "package.draft"));
    ASSERT_TRUE(begin());
    EXPECT_EQ(shown(), 0);
    EXPECT_TRUE(audit::verify(town()));
}

TEST_P(Drafts, KeepWhatTheirSchemaLeavesToAPersonUntilTheyGo) {
    using packages::ImportNote;
    const ImportNote rule{
        ImportNote::Kind::rule,   "R1", "Das Datum liegt nicht vor heute.", 30, "Beginn", "",
        "pages.beginn.fields.tag"};
    const ImportNote lost{ImportNote::Kind::left_out,
                          "F7",
                          "Verborgene Felder gibt es nicht.",
                          44,
                          "Aktenzeichen",
                          "",
                          ""};
    ASSERT_TRUE(
        begin_draft(town(), "schema", "", {}, "Begonnen.", act("package.draft"), {rule, lost}));
    const auto all = notes_of(town(), "schema");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].said, rule);
    EXPECT_EQ(all[1].said, lost);
    EXPECT_EQ(open_notes(town(), "schema"), 2U);
    EXPECT_EQ(open_notes(town(), "fundhund"), 0U) << "another draft";
    EXPECT_TRUE(answer_note(town(), "schema", 1, Note::Answer::done, act("package.note")));
    EXPECT_TRUE(answer_note(town(), "schema", 1, Note::Answer::done, act("package.note")));
    EXPECT_FALSE(answer_note(town(), "schema", 3, Note::Answer::done, act("package.note")));
    EXPECT_FALSE(answer_note(neighbour(), "schema", 1, Note::Answer::done, act("package.note")));
    EXPECT_EQ(notes_of(town(), "schema")[0].answer, Note::Answer::done);
    EXPECT_EQ(open_notes(town(), "schema"), 1U);
    EXPECT_EQ(std::ranges::count(trail(), "package.note"), 1) << "the same answer is no new act";
    remove_draft(town(), "schema", act("package.discard"));
    EXPECT_THAT(notes_of(town(), "schema"), IsEmpty());
}

}  // namespace
}  // namespace kommod::authoring
