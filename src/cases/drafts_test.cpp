// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Drafts and who was there first, on both engines.
#include "cases/drafts.h"

#include "cases/file_owners.h"
#include "cases/store.h"
#include "files/store.h"
#include "store/testing.h"

namespace kommod::cases {
namespace {

const forms::Duration month{1, 0};

class Drafts : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (!IsSkipped()) town_ = &open({files::migrations(), migrations()}).create("m05558012");
    }
    store::Namespace& town() { return *town_; }
    Instant now() { return clock().now(); }
    Begun begun() { return begin_draft(town(), "fundhund", "hash", month, now()); }
    std::optional<Draft> found(const Begun& begun) {
        return find_draft(town(), begun.draft.id, begun.token, now().local_date());
    }
    // With a receipt, as somebody would send it who checked it at `begun`'s revision.
    bool sent(const Begun& begun) {
        Draft draft = begun.draft;
        draft.answers = {{"a", "ä\"\\"}};
        draft.receipt = {{"reference", "K-1"}};
        return save_unchanged(town(), draft, begun.token, month, now(),
                              [&](store::WriteSession&) { ++along_; });
    }
    int along_ = 0;

  private:
    store::Namespace* town_ = nullptr;
};
KOMMOD_ON_BOTH_ENGINES(Drafts);

TEST_P(Drafts, SavedUnchangedIsSavedOnce) {
    const auto one = begun();
    EXPECT_TRUE(sent(one));
    EXPECT_EQ(along_, 1);
    const auto draft = found(one);
    ASSERT_TRUE(draft);
    EXPECT_EQ(draft->revision, 2);
    EXPECT_TRUE(draft->sent());
    EXPECT_EQ(draft->answers, (json::object{{"a", "ä\"\\"}}));
    EXPECT_EQ(draft->receipt, (json::object{{"reference", "K-1"}}));
    // A second click.
    EXPECT_FALSE(sent(one));
    EXPECT_EQ(along_, 1);
}

TEST_P(Drafts, WhatAnotherTabSavedStays) {
    const auto one = begun();
    change_draft(town(), one.draft.id, one.token, month, now(),
                 [](store::WriteSession&, Draft& draft) {
                     draft.answers["b"] = 2;
                     return true;
                 });
    EXPECT_FALSE(sent(one));
    EXPECT_EQ(along_, 0);
    EXPECT_FALSE(found(one)->sent());
    EXPECT_EQ(found(one)->answers, (json::object{{"b", 2}}));
}

TEST_P(Drafts, SomebodyElsesTokenSavesNothing) {
    const auto one = begun(), other = begun();
    EXPECT_FALSE(save_unchanged(town(), one.draft, other.token, month, now(),
                                [&](store::WriteSession&) { ++along_; }));
    EXPECT_EQ(along_, 0);
    ASSERT_TRUE(found(one));
    EXPECT_EQ(found(one)->revision, 1);
}

TEST_P(Drafts, WhatFailsBesideItTakesTheSaveBack) {
    const auto one = begun();
    struct Taken {};
    EXPECT_THROW(save_unchanged(town(), one.draft, one.token, month, now(),
                                [](store::WriteSession&) { throw Taken{}; }),
                 Taken);
    EXPECT_EQ(found(one)->revision, 1);
    EXPECT_TRUE(sent(one));
}

// Deleted by the citizen or past its day: its files go with it, and nobody else's.
TEST_P(Drafts, TakesItsFilesAlong) {
    const auto with_file = [&](const Begun& begun) {
        const auto file = files::put(town(), "a.pdf", files::Kind::pdf, "content", now());
        town().write([&](store::WriteSession& session) {
            EXPECT_TRUE(files::claim(session, file.id, owner_of_draft(begun.draft.id), file.key));
        });
        return file;
    };
    const auto one = begun(), other = begun();
    const auto of_one = with_file(one), of_other = with_file(other);
    EXPECT_FALSE(delete_draft(town(), one.draft.id, other.token));
    EXPECT_TRUE(files::content(town(), of_one.id, of_one.key));
    EXPECT_TRUE(delete_draft(town(), one.draft.id, one.token));
    EXPECT_FALSE(files::content(town(), of_one.id, of_one.key));
    EXPECT_TRUE(files::content(town(), of_other.id, of_other.key));

    EXPECT_EQ(delete_expired_drafts(town(), now().local_date().plus_days(40)), 1);
    EXPECT_FALSE(files::content(town(), of_other.id, of_other.key));
}

}  // namespace
}  // namespace kommod::cases
