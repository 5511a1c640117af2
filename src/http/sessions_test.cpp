// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/sessions.h"

#include "store/testing.h"

namespace kommod::http {
namespace {

using namespace std::chrono_literals;

class SessionsTest : public store::testing::Databases {
  protected:
    store::Namespace& association() {
        if (!namespace_) namespace_ = &open({Sessions::migrations()}).association_namespace();
        return *namespace_;
    }
    static Sessions::Opened open_for(Sessions& sessions, std::string_view subject) {
        return sessions.open("staff", subject, "association", TrustLevel::substantial, 30min, 8h);
    }

  private:
    store::Namespace* namespace_ = nullptr;
};

TEST_P(SessionsTest, KeepsWhatWasOpened) {
    Sessions sessions{association(), clock()};
    const auto opened = open_for(sessions, "anna");
    const auto found = sessions.find(opened.token);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, opened.session.id);
    EXPECT_EQ(found->subject_kind, "staff");
    EXPECT_EQ(found->subject_id, "anna");
    EXPECT_EQ(found->name_space, "association");
    EXPECT_EQ(found->trust, TrustLevel::substantial);
    EXPECT_EQ(found->expires, clock().now().plus(30min));
    EXPECT_FALSE(sessions.find(opened.session.id));
    EXPECT_FALSE(sessions.find(""));
    EXPECT_FALSE(sessions.find(std::string(5000, 'a')));
}

TEST_P(SessionsTest, UseProlongsItUpToItsEnd) {
    Sessions sessions{association(), clock()};
    const auto opened = open_for(sessions, "anna");
    for (int i = 0; i < 16; ++i) {
        clock().advance(29min);
        ASSERT_TRUE(sessions.find(opened.token)) << i;
    }
    EXPECT_EQ(sessions.find(opened.token)->expires, opened.session.created.plus(8h));
    clock().advance(16min);
    EXPECT_FALSE(sessions.find(opened.token));
}

TEST_P(SessionsTest, AnIdleOneEnds) {
    Sessions sessions{association(), clock()};
    const auto opened = open_for(sessions, "anna");
    clock().advance(30min);
    EXPECT_FALSE(sessions.find(opened.token));
    EXPECT_TRUE(sessions.of_subject("staff", "anna").empty());
}

TEST_P(SessionsTest, LastSeenIsWrittenOnceAMinute) {
    Sessions sessions{association(), clock()};
    const auto opened = open_for(sessions, "anna");
    const auto written = [&] { return sessions.of_subject("staff", "anna").at(0).last_seen; };
    const Instant first = clock().now();
    clock().advance(59s);
    sessions.find(opened.token);
    EXPECT_EQ(written(), first);
    clock().advance(1s);
    sessions.find(opened.token);
    EXPECT_EQ(written(), first.plus(60s));
    clock().advance(30s);
    sessions.find(opened.token);
    EXPECT_EQ(written(), first.plus(60s));
}

TEST_P(SessionsTest, AnEndIsAnEndEverywhere) {
    Sessions here{association(), clock()};
    Sessions there{association(), clock()};
    const auto one = open_for(here, "anna");
    const auto two = open_for(here, "anna");
    const auto other = open_for(here, "bert");
    ASSERT_TRUE(there.find(one.token));
    ASSERT_TRUE(there.find(two.token));
    EXPECT_EQ(there.of_subject("staff", "anna").size(), 2U);
    here.end(one.session.id);
    EXPECT_FALSE(there.find(one.token));
    EXPECT_TRUE(there.find(two.token));
    here.end_all("staff", "anna");
    EXPECT_FALSE(there.find(two.token));
    EXPECT_TRUE(there.find(other.token));
}

TEST_P(SessionsTest, SweepDeletesWhatEnded) {
    Sessions sessions{association(), clock()};
    open_for(sessions, "anna");
    clock().advance(20min);
    const auto fresh = open_for(sessions, "bert");
    clock().advance(11min);
    EXPECT_EQ(sessions.sweep(), 1);
    EXPECT_TRUE(sessions.find(fresh.token));
    EXPECT_EQ(sessions.sweep(), 0);
}

TEST_P(SessionsTest, TheTokenIsNotInTheTable) {
    Sessions sessions{association(), clock()};
    const auto opened = open_for(sessions, "anna");
    const auto rows = association().read([](store::Session& db) {
        return db.query({"test.all", "SELECT token_hash, id FROM http_session"});
    });
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_NE(rows[0].text(0), opened.token);
    EXPECT_FALSE(sessions.find(rows[0].text(0)));
}

KOMMOD_ON_BOTH_ENGINES(SessionsTest);

}  // namespace
}  // namespace kommod::http
