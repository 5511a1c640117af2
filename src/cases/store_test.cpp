// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/store.h"

#include "audit/store.h"
#include "store/testing.h"

namespace kommod::cases {
namespace {

Application application(const std::string& id, Instant at) {
    Application out;
    out.id = id;
    out.reference = "2026-0000-" + id;
    out.package_id = "hundesteuer";
    out.package_version = "1.0.0";
    out.package_hash = std::string(64, 'a');
    out.title = "Hund an- oder abmelden";
    out.language = "de";
    out.submitted_at = at;
    out.answers = {{"halter", {{"family_name", "Brüning"}}}};
    out.fees.push_back({"steuer", "year", "§ 2 Hundesteuersatzung", Cents{8400}});
    out.attachments.push_back({"nachweis.0", "f1", "Ausweis.pdf", "pdf", 1234});
    out.outstanding = {"haftpflicht"};
    out.email = "ada@example.org";
    out.office = "steueramt";
    out.delete_on = LocalDate{2036, 3, 1};
    return out;
}

class ApplicationStore : public store::testing::Databases {
  protected:
    store::Namespace& town() {
        if (!town_) town_ = &open({audit::migrations(), migrations()}).create("m05558012");
        return *town_;
    }
    void put(const Application& each) {
        town().write([&](store::WriteSession& session) { keep(session, each); });
    }

  private:
    store::Namespace* town_ = nullptr;
};

TEST_P(ApplicationStore, keeps_all_of_it) {
    const auto sent = application("A", clock().now());
    put(sent);
    const auto read = find_application(town(), "A");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->answers, sent.answers);
    EXPECT_EQ(read->fees.front().amount, Cents{8400});
    EXPECT_EQ(read->attachments.front().name, "Ausweis.pdf");
    EXPECT_EQ(read->attachments.front().size, 1234U);
    EXPECT_EQ(read->outstanding, sent.outstanding);
    EXPECT_EQ(read->email, sent.email);
    EXPECT_EQ(read->delete_on, sent.delete_on);
    EXPECT_EQ(find_by_reference(town(), sent.reference)->id, "A");
    EXPECT_FALSE(find_application(town(), "B"));
}

TEST_P(ApplicationStore, lists_newest_first_page_by_page) {
    for (int i = 0; i < 5; ++i)
        put(application(std::string(1, static_cast<char>('A' + i)),
                        clock().now().plus(std::chrono::minutes{i / 2})));
    std::string seen;
    ApplicationFilter filter{.limit = 2};
    while (true) {
        const auto page = list_applications(town(), filter);
        if (page.empty()) break;
        for (const auto& each : page)
            seen += each.id;
        filter.before = page.back().submitted_at;
        filter.before_id = page.back().id;
    }
    EXPECT_EQ(seen, "EDCBA");
    EXPECT_TRUE(list_applications(town(), {.package_id = "ifg"}).empty());
    EXPECT_TRUE(list_applications(town(), {.state = Application::State::withdrawn}).empty());
}

TEST_P(ApplicationStore, is_withdrawn_once_and_deleted_when_due) {
    put(application("A", clock().now()));
    const audit::Entry act{.at = clock().now(),
                           .actor = {audit::ActorKind::staff, "anna"},
                           .act = "application.withdraw",
                           .object_kind = "application",
                           .object_id = "A"};
    EXPECT_TRUE(withdraw_application(town(), "A", clock().now(), act));
    EXPECT_FALSE(withdraw_application(town(), "A", clock().now(), act));
    EXPECT_EQ(find_application(town(), "A")->state, Application::State::withdrawn);
    EXPECT_EQ(delete_due_applications(town(), LocalDate{2036, 2, 29}, clock().now()), 0);
    EXPECT_EQ(delete_due_applications(town(), LocalDate{2036, 3, 1}, clock().now()), 1);
    EXPECT_FALSE(find_application(town(), "A"));
    const auto trail = audit::list(town(), {.act = "application."});
    ASSERT_EQ(trail.size(), 2U);
    EXPECT_EQ(trail.front().act, "application.delete");
    EXPECT_EQ(trail.front().details.find("Brüning"), std::string::npos);
}

KOMMOD_ON_BOTH_ENGINES(ApplicationStore);

}  // namespace
}  // namespace kommod::cases
