// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Applications are kept, found, withdrawn and deleted in time, on both engines.
#include "cases/store.h"

#include <gmock/gmock.h>

#include "audit/store.h"
#include "cases/file_owners.h"
#include "cases/testing.h"
#include "files/store.h"
#include "store/testing.h"

namespace kommod::cases {
namespace {

using testing::an_application;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class ApplicationStore : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        town_ = &open({audit::migrations(), files::migrations(), migrations()}).create("m05558012");
    }
    store::Namespace& town() { return *town_; }
    bool kept(const Application& application) {
        return town().write(
            [&](store::WriteSession& session) { return keep(session, application); });
    }
    std::vector<std::string> listed(const ApplicationFilter& filter) {
        std::vector<std::string> out;
        for (const auto& each : list_applications(town(), filter))
            out.push_back(each.id);
        return out;
    }
    audit::Entry act(const char* name) {
        return {.at = clock().now(),
                .actor = {audit::ActorKind::staff, "mia"},
                .act = name,
                .object_kind = "application",
                .object_id = "a"};
    }

  private:
    store::Namespace* town_ = nullptr;
};
KOMMOD_ON_BOTH_ENGINES(ApplicationStore);

TEST_P(ApplicationStore, NothingOfAnApplicationIsLost) {
    auto sent = an_application("a");
    sent.changed = {"halter.family_name"};
    sent.fees = {{"steuer", "year", "§ 5 Hundesteuersatzung", Cents{8400}}};
    sent.attachments = {{"nachweis.0", "f-1", "Ausweis.pdf", "pdf", 123456789012}};
    sent.outstanding = {"impfpass"};
    sent.email = "erika@example.org";
    ASSERT_TRUE(kept(sent));

    const auto found = find_application(town(), "a");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->reference, sent.reference);
    EXPECT_EQ(found->package_id, sent.package_id);
    EXPECT_EQ(found->package_version, sent.package_version);
    EXPECT_EQ(found->package_hash, sent.package_hash);
    EXPECT_EQ(found->title, sent.title);
    EXPECT_EQ(found->language, sent.language);
    EXPECT_EQ(found->submitted_at, sent.submitted_at);
    EXPECT_EQ(found->answers, sent.answers);
    EXPECT_EQ(found->computed, sent.computed);
    EXPECT_EQ(found->parameters, sent.parameters);
    EXPECT_EQ(found->changed, sent.changed);
    ASSERT_EQ(found->fees.size(), 1U);
    EXPECT_EQ(found->fees[0].amount, Cents{8400});
    EXPECT_EQ(found->fees[0].per, "year");
    ASSERT_EQ(found->attachments.size(), 1U);
    EXPECT_EQ(found->attachments[0].path, "nachweis.0");
    EXPECT_EQ(found->attachments[0].size, 123456789012U);
    EXPECT_THAT(found->outstanding, ElementsAre("impfpass"));
    EXPECT_EQ(found->email, sent.email);
    EXPECT_EQ(found->office, sent.office);
    EXPECT_EQ(found->state, Application::State::submitted);
    EXPECT_FALSE(found->withdrawn_at);
    EXPECT_EQ(found->delete_on, sent.delete_on);
    EXPECT_EQ(find_by_reference(town(), sent.reference)->id, "a");
    EXPECT_FALSE(find_application(town(), "b"));
    EXPECT_FALSE(find_by_reference(town(), "2026-0000-0000"));
}

TEST_P(ApplicationStore, AReferenceThatIsTakenIsRefusedAndHarmsNobody) {
    const auto first = an_application("a");
    ASSERT_TRUE(kept(first));
    auto second = an_application("b");
    second.reference = first.reference;
    town().write([&](store::WriteSession& session) {
        EXPECT_FALSE(keep(session, second));
        second.reference = an_application("b").reference;
        EXPECT_TRUE(keep(session, second)) << "the same unit of work goes on";
    });
    EXPECT_EQ(find_by_reference(town(), first.reference)->id, "a");
    EXPECT_EQ(find_by_reference(town(), second.reference)->id, "b");
}

TEST_P(ApplicationStore, OfAUnitOfWorkThatFailsNothingStays) {
    EXPECT_THROW(town().write([&](store::WriteSession& session) {
        EXPECT_TRUE(keep(session, an_application("a")));
        throw std::runtime_error("the power went out");
    }),
                 std::runtime_error);
    EXPECT_FALSE(find_application(town(), "a"));
}

TEST_P(ApplicationStore, AListIsWalkedPageByPageWhoeverSendsMeanwhile) {
    // Two of the same moment: the id decides.
    for (const auto* id : {"a", "b", "c", "d", "e"}) {
        auto application = an_application(id);
        const int minute = *id == 'c' ? 2 : *id - 'a' + 1;
        application.submitted_at = application.submitted_at.plus(std::chrono::minutes{minute});
        if (*id == 'd') application.package_id = "sperrmuell";
        ASSERT_TRUE(kept(application));
    }
    EXPECT_THAT(listed({}), ElementsAre("e", "d", "c", "b", "a"));
    ApplicationFilter two{.limit = 2};
    std::vector<std::string> walked;
    for (auto page = list_applications(town(), two); !page.empty();
         page = list_applications(town(), two)) {
        for (const auto& each : page)
            walked.push_back(each.id);
        two.before = page.back().submitted_at;
        two.before_id = page.back().id;
        auto late = an_application("z" + page.back().id);
        late.submitted_at = late.submitted_at.plus(std::chrono::hours{1});
        ASSERT_TRUE(kept(late));
    }
    EXPECT_THAT(walked, ElementsAre("e", "d", "c", "b", "a"));
    EXPECT_THAT(listed({.package_id = "sperrmuell"}), ElementsAre("d"));
    EXPECT_THAT(listed({.package_id = "unbekannt"}), IsEmpty());
    EXPECT_THAT(listed({.state = Application::State::withdrawn}), IsEmpty());
}

TEST_P(ApplicationStore, IsWithdrawnOnceWithItsEntryOfTheTrail) {
    ASSERT_TRUE(kept(an_application("a")));
    ASSERT_TRUE(kept(an_application("b")));
    EXPECT_TRUE(withdraw_application(town(), "a", clock().now(), act("application.withdraw")));
    EXPECT_FALSE(withdraw_application(town(), "a", clock().now(), act("application.withdraw")));
    EXPECT_FALSE(withdraw_application(town(), "x", clock().now(), act("application.withdraw")));
    const auto found = find_application(town(), "a");
    EXPECT_EQ(found->state, Application::State::withdrawn);
    EXPECT_EQ(found->withdrawn_at, clock().now());
    EXPECT_EQ(audit::list(town(), {}).size(), 1U);
    EXPECT_THAT(listed({.state = Application::State::withdrawn}), ElementsAre("a"));
    EXPECT_THAT(listed({.state = Application::State::submitted}), ElementsAre("b"));
}

TEST_P(ApplicationStore, IsDeletedOnItsDayAndTheTrailSaysNoMoreThanThat) {
    const auto today = clock().today();
    auto due = an_application("a"), later = an_application("b"), missed = an_application("c");
    due.delete_on = today;
    later.delete_on = today.plus_days(1);
    missed.delete_on = today.plus_days(-9);
    for (const auto& each : {due, later, missed})
        ASSERT_TRUE(kept(each));
    const auto file = files::put(town(), "a.pdf", files::Kind::pdf, "content", clock().now());
    town().write([&](store::WriteSession& session) {
        files::claim(session, file.id, owner_of_application("a"), file.key);
    });
    EXPECT_EQ(delete_due_applications(town(), today, clock().now()), 2);
    EXPECT_FALSE(files::content(town(), file.id, file.key));
    EXPECT_EQ(delete_due_applications(town(), today, clock().now()), 0);
    EXPECT_THAT(listed({}), ElementsAre("b"));
    const auto trail = audit::list(town(), {});
    ASSERT_EQ(trail.size(), 2U);
    for (const auto& entry : trail) {
        EXPECT_EQ(entry.act, "application.delete");
        EXPECT_EQ(entry.actor_kind, "system");
        EXPECT_EQ(entry.details, "{}");
        EXPECT_THAT(entry.object_id, Not(IsEmpty()));
    }
    EXPECT_TRUE(audit::verify(town()));
}

}  // namespace
}  // namespace kommod::cases
