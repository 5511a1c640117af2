// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Accounts, grants, the gate's view of both, commands and the demonstration.
#include "staff/accounts.h"

#include <thread>

#include <gmock/gmock.h>

#include "staff/commands.h"
#include "staff/demonstration.h"
#include "staff/test_desk.h"

namespace kommod::staff::testing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class StaffAccounts : public DeskTest {
  protected:
    std::string refusal(const NewAccount& draft) {
        const auto added = desk().accounts.add(command, draft);
        return added ? "ok" : added.error().key;
    }
    http::Request request_of(const Person& person) {
        const auto opened =
            desk().sessions.open(session_kind, person.id, "association",
                                 http::TrustLevel::substantial, minutes{30}, hours{10});
        http::Request request;
        request.session = std::make_shared<http::Session>(opened.session);
        request.now = clock().now();
        return request;
    }
    NewGrant draft(const std::string& user_name) {
        return {.user_name = user_name,
                .role = Role::service_manager,
                .from = clock().today(),
                .until = std::nullopt,
                .reason = "Vertretung"};
    }
};

TEST_P(StaffAccounts, AddingChecksEverything) {
    const NewAccount good{
        .user_name = "Anna.Becker", .name = "Anna Becker", .roles = {Role::reader}, .password = {}};
    EXPECT_EQ(refusal(good), "ok");
    EXPECT_EQ(desk().accounts.of_user("anna.becker")->staff.name, "Anna Becker");
    EXPECT_EQ(refusal(good), "staff.user_name_taken");
    auto bad = good;
    bad.user_name = "a b";
    EXPECT_EQ(refusal(bad), "staff.bad_user_name");
    bad = good;
    bad.user_name = "other";
    bad.name = "  ";
    EXPECT_EQ(refusal(bad), "staff.bad_name");
    bad.name = "Other";
    bad.roles = {};
    EXPECT_EQ(refusal(bad), "staff.no_role");
    bad.roles = {Role::reader};
    bad.home = "m99999999";
    EXPECT_EQ(refusal(bad), "staff.unknown_home");
    bad.home = std::string{coesfeld};
    bad.password = "kurz";
    EXPECT_EQ(refusal(bad), "staff.password_short");
    EXPECT_EQ(desk().accounts.of_home({}).size(), 1U);
}

TEST_P(StaffAccounts, ActsAreRecordedAtHomeToo) {
    person("anna", Role::reader, coesfeld);
    EXPECT_THAT(acts("association"), Contains("staff.add"));
    EXPECT_THAT(acts(coesfeld), Contains("staff.add"));
    EXPECT_THAT(acts(billerbeck), Not(Contains("staff.add")));
    EXPECT_TRUE(audit::verify(desk().database.association_namespace()));
}

TEST_P(StaffAccounts, RolesAndStateFollowFourEyesAndKeepAnOperator) {
    const auto chef = person("chef", Role::operator_);
    const auto anna = person("anna", Role::reader);
    const audit::Actor by_chef{audit::ActorKind::staff, chef.id};
    EXPECT_EQ(desk().accounts.set_roles(by_chef, chef.id, {Role::auditor}).error().key,
              "staff.not_oneself");
    EXPECT_EQ(desk().accounts.set_active(by_chef, chef.id, false).error().key, "staff.not_oneself");
    EXPECT_EQ(desk().accounts.set_active(command, chef.id, false).error().key,
              "staff.last_operator");
    EXPECT_EQ(desk().accounts.set_roles(command, chef.id, {Role::reader}).error().key,
              "staff.last_operator");
    ASSERT_TRUE(desk().accounts.set_roles(by_chef, anna.id, {Role::operator_, Role::auditor}));
    EXPECT_EQ(staff_of(anna).roles, (std::vector{Role::operator_, Role::auditor}));
    ASSERT_TRUE(desk().accounts.set_active({audit::ActorKind::staff, anna.id}, chef.id, false));
    EXPECT_EQ(desk().accounts.set_roles(command, anna.id, {Role::auditor}).error().key,
              "staff.last_operator");
    ASSERT_TRUE(desk().accounts.set_active(command, chef.id, true));
}

TEST_P(StaffAccounts, TwoOperatorsCannotRemoveEachOtherAtOnce) {
    const auto one = person("one", Role::operator_);
    const auto two = person("two", Role::operator_);
    std::thread first{[&] {
        static_cast<void>(
            desk().accounts.set_active({audit::ActorKind::staff, one.id}, two.id, false));
    }};
    std::thread second{[&] {
        static_cast<void>(
            desk().accounts.set_active({audit::ActorKind::staff, two.id}, one.id, false));
    }};
    first.join();
    second.join();
    EXPECT_EQ(staff_of(one).active + staff_of(two).active, 1);
}

TEST_P(StaffAccounts, DeactivatingEndsSessionsAtOnce) {
    person("chef", Role::operator_);
    const auto anna = person("anna", Role::reader);
    const auto request = request_of(anna);
    EXPECT_TRUE(desk().gate.current(request));
    ASSERT_TRUE(desk().accounts.set_active(command, anna.id, false));
    EXPECT_TRUE(desk().sessions.of_subject(session_kind, anna.id).empty());
    EXPECT_EQ(desk().gate.current(request).error().key, "staff.refused");
}

TEST_P(StaffAccounts, SessionsOfOthersCannotBeEnded) {
    const auto anna = person("anna", Role::reader);
    const auto bert = person("bert", Role::reader);
    const auto of_anna = request_of(anna);
    const auto second = request_of(anna);
    EXPECT_FALSE(desk().accounts.end_session(bert.id, of_anna.session->id));
    EXPECT_EQ(desk().accounts.end_other_sessions(anna.id, of_anna.session->id), 1);
    EXPECT_EQ(desk().sessions.of_subject(session_kind, anna.id).size(), 1U);
    EXPECT_FALSE(desk().accounts.end_session(anna.id, second.session->id)) << "ended already";
    EXPECT_TRUE(desk().accounts.end_session(anna.id, of_anna.session->id));
}

TEST_P(StaffAccounts, GrantsOpenATownUntilTheyAreRevoked) {
    const auto head = person("head", Role::operator_, coesfeld);
    const auto anna = person("anna", Role::reader);
    const auto request = request_of(anna);
    const auto may_edit = [&](std::string_view ags) {
        return desk().gate.require(request, Permission::edit_texts, ags).has_value();
    };
    EXPECT_FALSE(may_edit("05558012"));
    const auto grant = desk().grants.give(staff_of(head), coesfeld, draft("anna"));
    ASSERT_TRUE(grant) << grant.error().key;
    EXPECT_TRUE(may_edit("05558012"));
    EXPECT_FALSE(may_edit("05558008"));
    EXPECT_FALSE(may_edit(""));
    EXPECT_FALSE(may_edit("99999999"));
    EXPECT_FALSE(desk().gate.require(request, Permission::read_trail, "05558012"));
    const auto places = desk().gate.places(staff_of(anna), Permission::edit_texts, clock().today());
    ASSERT_EQ(places.size(), 1U);
    EXPECT_EQ(places[0].name, "Coesfeld");
    ASSERT_TRUE(desk().grants.revoke(staff_of(head), coesfeld, grant->id));
    EXPECT_FALSE(may_edit("05558012")) << "with the next click";
    EXPECT_THAT(acts(coesfeld), Contains("staff.give_grant"));
    EXPECT_THAT(acts(coesfeld), Contains("staff.revoke_grant"));
    EXPECT_TRUE(desk().grants.of_place(coesfeld)[0].revoked);
}

TEST_P(StaffAccounts, OnlyTheTownsOwnOperatorGivesAndRevokes) {
    const auto chef = person("chef", Role::operator_);
    const auto head = person("head", Role::operator_, coesfeld);
    const auto neighbour = person("neighbour", Role::operator_, billerbeck);
    const auto editor = person("editor", Role::service_manager, coesfeld);
    person("anna", Role::reader);
    const auto grant = desk().grants.give(staff_of(head), coesfeld, draft("anna"));
    ASSERT_TRUE(grant);
    for (const auto& other : {chef, neighbour, editor}) {
        EXPECT_EQ(desk().grants.give(staff_of(other), coesfeld, draft("anna")).error().key,
                  "staff.refused")
            << other.user_name;
        EXPECT_EQ(desk().grants.revoke(staff_of(other), coesfeld, grant->id).error().key,
                  "staff.refused");
    }
    EXPECT_EQ(desk().grants.revoke(staff_of(neighbour), billerbeck, grant->id).error().key,
              "staff.unknown_grant")
        << "a grant of another town does not exist here";
    EXPECT_EQ(desk().grants.give(staff_of(chef), "association", draft("anna")).error().key,
              "staff.refused");
}

TEST_P(StaffAccounts, GrantsAreForTheAssociationsStaffAndForATime) {
    const auto head = staff_of(person("head", Role::operator_, coesfeld));
    const auto neighbour = person("neighbour", Role::reader, billerbeck);
    const auto anna = person("anna", Role::reader);
    const auto refusal_of = [&](const NewGrant& grant) {
        const auto given = desk().grants.give(head, coesfeld, grant);
        return given ? "ok" : given.error().key;
    };
    EXPECT_EQ(refusal_of(draft("neighbour")), "staff.no_such_colleague");
    EXPECT_EQ(refusal_of(draft("nobody")), "staff.no_such_colleague");
    auto over = draft("anna");
    over.from = clock().today().plus_days(-10);
    over.until = clock().today().plus_days(-1);
    EXPECT_EQ(refusal_of(over), "staff.bad_period");
    auto silent = draft("anna");
    silent.reason = " ";
    EXPECT_EQ(refusal_of(silent), "staff.no_reason");
    auto week = draft("anna");
    week.until = clock().today().plus_days(6);
    EXPECT_EQ(refusal_of(week), "ok");
    auto request = request_of(anna);
    EXPECT_TRUE(desk().gate.require(request, Permission::edit_texts, "05558012"));
    request.now = request.now.plus(hours{24 * 7});
    EXPECT_FALSE(desk().gate.require(request, Permission::edit_texts, "05558012"));
}

TEST_P(StaffAccounts, HalfSessionsAndCitizensAreNobody) {
    const auto anna = person("anna", Role::operator_);
    auto request = request_of(anna);
    auto session = *request.session;
    session.subject_kind = "staff-half";
    request.session = std::make_shared<http::Session>(session);
    EXPECT_EQ(desk().gate.current(request).error().key, "staff.no_session");
    session.subject_kind = "account";
    request.session = std::make_shared<http::Session>(session);
    EXPECT_EQ(desk().gate.current(request).error().key, "staff.no_session");
    request.session = nullptr;
    EXPECT_EQ(desk().gate.current(request).error().key, "staff.no_session");
}

TEST_P(StaffAccounts, Commands) {
    const auto answer = command_add(desk(), {.name = "Anna Becker",
                                             .user_name = "anna",
                                             .role = "operator,auditor",
                                             .ags = "05558012",
                                             .password = {}});
    ASSERT_TRUE(answer) << answer.error().key;
    EXPECT_THAT(*answer, HasSubstr("Einmalpasswort"));
    EXPECT_EQ(desk().accounts.of_user("anna")->staff.home, coesfeld);
    EXPECT_THAT(command_list(desk()), HasSubstr("operator,auditor"));
    EXPECT_EQ(command_list_json(desk()).size(), 1U);
    EXPECT_EQ(command_add(desk(), {.name = "B", .user_name = "bert", .role = "boss"}).error().key,
              "staff.unknown_role");
    EXPECT_EQ(command_add(desk(), {.name = "B", .user_name = "bert", .ags = "1"}).error().key,
              "staff.unknown_home");
    EXPECT_TRUE(command_reset_factor(desk(), "anna"));
    EXPECT_TRUE(command_reset_password(desk(), "anna"));
    EXPECT_EQ(command_reset_factor(desk(), "nobody").error().key, "staff.unknown_account");
    EXPECT_EQ(command_code(desk(), "anna").error().key, "staff.not_a_demonstration");
}

TEST_P(StaffAccounts, DemonstrationLogsInWithARealSecondFactor) {
    EXPECT_EQ(demonstration_logins(desk()), "");
    ASSERT_TRUE(load_demonstration(desk()));
    ASSERT_TRUE(load_demonstration(desk())) << "a second start changes nothing";
    EXPECT_EQ(desk().accounts.of_home({}).size(), 9U);
    const auto logins = demonstration_logins(desk());
    const auto at = logins.find("demo-");
    const auto password = logins.substr(at, logins.find(' ', at) - at);
    auto local = visitor("127.0.0.1");
    local.on_this_machine = true;
    EXPECT_FALSE(desk().log_in.check_password(visitor(), "betrieb", password));
    const auto account = desk().log_in.check_password(local, "betrieb", password);
    ASSERT_TRUE(account) << logins;
    EXPECT_EQ(next_step(*account, http::TrustLevel::low), Step::code);
    const auto code = command_code(desk(), "betrieb").value();
    EXPECT_TRUE(desk().log_in.check_factor(local, account->staff.id, code));
    EXPECT_TRUE(desk().log_in.check_factor(local, account->staff.id,
                                           command_code(desk(), "betrieb").value()))
        << "the next one is named when the present one is used";
    clock().advance(minutes{1});
    ASSERT_TRUE(desk().accounts.choose_password(account->staff.id, good_password));
    EXPECT_THAT(demonstration_logins(desk()), HasSubstr("geändert"));
    const auto auditor = desk().accounts.of_user("revision");
    EXPECT_EQ(desk().gate.places(auditor->staff, Permission::read_trail, clock().today()).size(),
              2U);
    const auto editor = desk().accounts.of_user("redaktion");
    EXPECT_EQ(desk().gate.places(editor->staff, Permission::edit_texts, clock().today()).size(),
              2U);
}

TEST_P(StaffAccounts, AnInterruptedDemonstrationGoesOnWithTheAccountItLeftBehind) {
    ASSERT_TRUE(desk().accounts.add({audit::ActorKind::system, "demonstration"},
                                    {.user_name = "betrieb",
                                     .name = "Demo Betrieb",
                                     .roles = {Role::operator_},
                                     .password = std::string{good_password},
                                     .demonstration = true}));
    ASSERT_TRUE(load_demonstration(desk()));
    const auto account = desk().accounts.of_user("betrieb");
    EXPECT_TRUE(account->has_factor());
    EXPECT_FALSE(account->one_time_until);
    EXPECT_EQ(desk().accounts.of_home({}).size(), 9U);
}

KOMMOD_ON_BOTH_ENGINES(StaffAccounts);

}  // namespace
}  // namespace kommod::staff::testing
