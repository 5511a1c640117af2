// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/login.h"

#include <algorithm>
#include <thread>

#include <gmock/gmock.h>

#include "staff/test_desk.h"
#include "staff/throttle.h"

namespace kommod::staff::testing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::Contains;

class StaffLogIn : public DeskTest {
  protected:
    std::string verdict(const Visitor& from, std::string_view user, std::string_view password) {
        const auto account = desk().log_in.check_password(from, user, password);
        return account ? "ok" : account.error().key;
    }
    std::string factor(const Person& person, std::string_view typed) {
        const auto outcome = desk().log_in.check_factor(visitor(), person.id, typed);
        return outcome ? "ok" : outcome.error().key;
    }
};

TEST_P(StaffLogIn, UnknownUserAndWrongPasswordAreRefusedAlike) {
    person("anna", Role::reader);
    EXPECT_EQ(verdict(visitor(), "anna", good_password), "ok");
    EXPECT_EQ(verdict(visitor(), " Anna ", good_password), "ok");
    const auto wrong = desk().log_in.check_password(visitor(), "anna", "vier Pferde");
    const auto unknown = desk().log_in.check_password(visitor(), "nobody", good_password);
    EXPECT_EQ(wrong.error(), unknown.error());
    EXPECT_EQ(desk().accounts.of_user("anna")->failures_since_login, 1);
}

TEST_P(StaffLogIn, DeactivatedAccountsAreRefusedWithTheSameWords) {
    person("chef", Role::operator_);
    const auto anna = person("anna", Role::reader);
    ASSERT_TRUE(desk().accounts.set_active(command, anna.id, false));
    EXPECT_EQ(verdict(visitor(), "anna", good_password), "staff.login_refused");
}

TEST_P(StaffLogIn, StrangersWaitAndThePersonDoesNot) {
    const auto anna = person("anna", Role::reader);
    const auto half =
        desk().log_in.open_half(*desk().accounts.find(anna.id), http::TrustLevel::substantial);
    const auto door =
        desk().log_in.open(visitor(), *desk().accounts.find(anna.id), half.session.id);
    auto own_device = visitor("203.0.113.9");
    own_device.cookies[door.device_cookie_name] = door.device_cookie;

    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(verdict(visitor("203.0.113.9"), "anna", "guess"), "staff.login_refused") << i;
    EXPECT_EQ(verdict(visitor("203.0.113.9"), "anna", "guess"), "staff.wait");
    EXPECT_EQ(verdict(visitor("203.0.113.9"), "anna", good_password), "staff.wait")
        << "the right password does not help a stranger past the throttle";
    EXPECT_EQ(verdict(own_device, "anna", good_password), "ok")
        << "the known device is free, even behind the stranger's address";
    EXPECT_EQ(verdict(visitor("192.0.2.200"), "anna", good_password), "ok")
        << "every other address is free";
    clock().advance(seconds{6});
    EXPECT_EQ(verdict(visitor("203.0.113.9"), "anna", good_password), "ok");
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(verdict(visitor("203.0.113.9"), "anna", "guess"), "staff.login_refused")
            << "a success emptied the bucket " << i;
}

TEST_P(StaffLogIn, UnknownNamesAreThrottledLikeKnownOnes) {
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(verdict(visitor(), "nobody", "guess"), "staff.login_refused");
    EXPECT_EQ(verdict(visitor(), "nobody", "guess"), "staff.wait");
    clock().advance(hours{72});
    EXPECT_EQ(desk().log_in.sweep(), 1);
}

TEST_P(StaffLogIn, SimultaneousGuessesAreCountedOneByOne) {
    person("anna", Role::reader);
    std::vector<std::thread> guessers;
    std::atomic<int> tried = 0;
    for (int i = 0; i < 12; ++i)
        guessers.emplace_back([&] {
            tried += verdict(visitor("203.0.113.9"), "anna", "guess") == "staff.login_refused";
        });
    for (auto& guesser : guessers)
        guesser.join();
    EXPECT_EQ(tried, 5);
}

TEST_P(StaffLogIn, EachTotpCodeOpensOnce) {
    const auto anna = person("anna", Role::reader);
    const auto code = next_code(anna);
    EXPECT_EQ(factor(anna, code), "ok");
    EXPECT_EQ(factor(anna, code), "staff.code_refused");
    EXPECT_EQ(factor(anna, ""), "staff.code_refused");
    clock().advance(seconds{30});
    EXPECT_EQ(factor(anna, code), "staff.code_refused") << "still in the window, but used";
    EXPECT_EQ(factor(anna, next_code(anna)), "ok");
}

TEST_P(StaffLogIn, EachRecoveryCodeOpensOnce) {
    const auto anna = person("anna", Role::reader);
    const auto codes =
        desk().log_in.replace_recovery_codes(visitor(), anna.id, next_code(anna)).value();
    ASSERT_EQ(codes.size(), 10U);
    const auto bert = person("bert", Role::reader);
    EXPECT_EQ(factor(bert, codes[0]), "staff.code_refused") << "somebody else's";
    for (const auto& code : codes) {
        EXPECT_EQ(factor(anna, code), "ok");
        EXPECT_EQ(factor(anna, code), "staff.code_refused");
    }
    EXPECT_EQ(desk().accounts.recovery_codes_left(anna.id), 0);
    EXPECT_THAT(acts("association"), Contains("staff.use_recovery_code"));
}

TEST_P(StaffLogIn, OneRecoveryCodeUsedByManyAtOnceOpensOneDoor) {
    const auto anna = person("anna", Role::reader);
    const auto codes =
        desk().log_in.replace_recovery_codes(visitor(), anna.id, next_code(anna)).value();
    std::atomic<int> opened = 0;
    std::vector<std::thread> users;
    for (int i = 0; i < 4; ++i)
        users.emplace_back([&] { opened += factor(anna, codes[3]) == "ok" ? 1 : 0; });
    for (auto& user : users)
        user.join();
    EXPECT_EQ(opened, 1);
}

TEST_P(StaffLogIn, NewRecoveryCodesEndTheOldOnes) {
    const auto anna = person("anna", Role::reader);
    const auto old =
        desk().log_in.replace_recovery_codes(visitor(), anna.id, next_code(anna)).value();
    ASSERT_TRUE(desk().log_in.replace_recovery_codes(visitor(), anna.id, next_code(anna)));
    EXPECT_EQ(factor(anna, old[0]), "staff.code_refused");
    EXPECT_FALSE(desk().log_in.replace_recovery_codes(visitor(), anna.id, "000000"));
}

TEST_P(StaffLogIn, GuessingCodesIsSlowedDown) {
    const auto anna = person("anna", Role::reader);
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(factor(anna, "abcde-fghjk"), "staff.code_refused");
    EXPECT_EQ(factor(anna, next_code(anna)), "ok") << "the wait of 5 s is over by then";
    for (int i = 0; i < 5; ++i)
        factor(anna, "abcde-fghjk");
    EXPECT_EQ(factor(anna, "abcde-fghjk"), "staff.wait");
}

TEST_P(StaffLogIn, FirstLogInEnrolsTheOfferedSecretOfThatSessionOnly) {
    const auto added = desk().accounts.add(
        command,
        {.user_name = "neu", .name = "Neue Person", .roles = {Role::reader}, .password = {}});
    const auto account =
        desk().log_in.check_password(visitor(), "neu", added->one_time_password).value();
    EXPECT_EQ(next_step(account, http::TrustLevel::low), Step::enrol);
    const auto mine = desk().log_in.offered_secret(account, "session 1");
    EXPECT_NE(mine, desk().log_in.offered_secret(account, "session 2"));
    EXPECT_EQ(mine.size(), 20U);
    const auto code = totp_code(mine, totp_step(clock().now()));
    EXPECT_EQ(desk().log_in.enrol(visitor(), account.staff.id, "session 2", "", code).error().key,
              "staff.code_refused");
    EXPECT_EQ(desk().log_in.enrol(visitor(), account.staff.id, "session 1", "", code)->size(), 10U);
    const auto enrolled = *desk().accounts.find(account.staff.id);
    EXPECT_EQ(next_step(enrolled, http::TrustLevel::low), Step::code);
    EXPECT_EQ(next_step(enrolled, http::TrustLevel::substantial), Step::password);
    EXPECT_EQ(enrolled.totp_sealed.find(crypto::base32(mine)), std::string::npos);
    EXPECT_EQ(desk().log_in.check_factor(visitor(), enrolled.staff.id, code).error().key,
              "staff.code_refused")
        << "the enrolling code is used up";
    EXPECT_EQ(desk().log_in.enrol(visitor(), account.staff.id, "session 1", "", code).error().key,
              "staff.enrolment_refused")
        << "a second factor is not enrolled over the first";
    EXPECT_EQ(
        desk().accounts.choose_password(account.staff.id, added->one_time_password).error().key,
        "staff.password_same");
    ASSERT_TRUE(desk().accounts.choose_password(account.staff.id, good_password));
    EXPECT_EQ(next_step(*desk().accounts.find(account.staff.id), http::TrustLevel::substantial),
              Step::done);
}

TEST_P(StaffLogIn, OneTimePasswordsEnd) {
    const auto added = desk().accounts.add(
        command,
        {.user_name = "neu", .name = "Neue Person", .roles = {Role::reader}, .password = {}});
    clock().advance(hours{24 * 7});
    EXPECT_EQ(verdict(visitor(), "neu", added->one_time_password), "staff.login_refused");
}

TEST_P(StaffLogIn, LostFactorTakesFourEyesAndATokenForADay) {
    const auto chef = person("chef", Role::operator_);
    const auto anna = person("anna", Role::reader, coesfeld);
    const auto codes =
        desk().log_in.replace_recovery_codes(visitor(), anna.id, next_code(anna)).value();
    const audit::Actor operator_of_house{audit::ActorKind::staff, chef.id};
    EXPECT_EQ(desk().accounts.reset_factor(operator_of_house, chef.id).error().key,
              "staff.not_oneself");
    desk().sessions.open(session_kind, anna.id, coesfeld, http::TrustLevel::substantial,
                         minutes{30}, hours{10});
    const auto token = desk().accounts.reset_factor(operator_of_house, anna.id).value();

    EXPECT_TRUE(desk().sessions.of_subject(session_kind, anna.id).empty());
    EXPECT_EQ(factor(anna, next_code(anna)), "staff.code_refused") << "the old factor is gone";
    EXPECT_EQ(factor(anna, codes[0]), "staff.code_refused") << "and its recovery codes";
    EXPECT_EQ(verdict(visitor(), "anna", good_password), "ok") << "the password is not";
    const auto enrol = [&](std::string_view with) {
        const auto secret = desk().log_in.offered_secret(*desk().accounts.find(anna.id), "half");
        const auto outcome = desk().log_in.enrol(visitor(), anna.id, "half", with,
                                                 totp_code(secret, totp_step(clock().now())));
        return outcome ? "ok" : outcome.error().key;
    };
    EXPECT_EQ(enrol(""), "staff.enrolment_refused");
    EXPECT_EQ(enrol("aaaaa-aaaaa-aaaaa-aaaaa"), "staff.enrolment_refused");
    EXPECT_EQ(enrol(token), "ok");
    EXPECT_EQ(enrol(token), "staff.enrolment_refused") << "once";

    const auto second = desk().accounts.reset_factor(operator_of_house, anna.id).value();
    clock().advance(hours{24});
    EXPECT_EQ(enrol(second), "staff.enrolment_refused") << "24 hours are over";
    EXPECT_THAT(acts("association"), Contains("staff.reset_factor"));
    EXPECT_THAT(acts(coesfeld), Contains("staff.reset_factor"))
        << "the municipality's auditor sees it too";
}

TEST_P(StaffLogIn, OpeningRotatesTheSessionAndTellsOfFailures) {
    const auto anna = person("anna", Role::reader);
    verdict(visitor(), "anna", "guess");
    verdict(visitor(), "anna", "guess");
    const auto account = *desk().accounts.find(anna.id);
    const auto half = desk().log_in.open_half(account, http::TrustLevel::low);
    const auto door = desk().log_in.open(visitor(), account, half.session.id);
    EXPECT_EQ(desk().sessions.find(half.token), nullptr);
    const auto session = desk().sessions.find(door.opened.token);
    ASSERT_NE(session, nullptr);
    EXPECT_EQ(session->subject_kind, "staff");
    EXPECT_NE(half.token, door.opened.token);
    EXPECT_EQ(desk().accounts.find(anna.id)->failures_before_login, 2);
    EXPECT_EQ(desk().accounts.find(anna.id)->failures_since_login, 0);
    clock().advance(minutes{31});
    EXPECT_EQ(desk().sessions.find(door.opened.token), nullptr) << "idle";
}

TEST_P(StaffLogIn, AbsoluteEndAfterTenHours) {
    const auto anna = person("anna", Role::reader);
    const auto account = *desk().accounts.find(anna.id);
    const auto half = desk().log_in.open_half(account, http::TrustLevel::low);
    const auto door = desk().log_in.open(visitor(), account, half.session.id);
    for (int i = 0; i < 29; ++i) {
        clock().advance(minutes{20});
        ASSERT_NE(desk().sessions.find(door.opened.token), nullptr) << i;
    }
    clock().advance(minutes{21});
    EXPECT_EQ(desk().sessions.find(door.opened.token), nullptr);
}

TEST_P(StaffLogIn, ReplacingTheFactorAsksForTheOldOne) {
    const auto anna = person("anna", Role::reader);
    const auto offer = [&] {
        return totp_code(desk().log_in.offered_secret(*desk().accounts.find(anna.id), "s"),
                         totp_step(clock().now()));
    };
    const auto old_code = next_code(anna);
    EXPECT_EQ(
        desk().log_in.replace_factor(visitor(), anna.id, "s", "000000", offer()).error().field,
        "current");
    EXPECT_EQ(
        desk().log_in.replace_factor(visitor(), anna.id, "s", old_code, "000000").error().field,
        "code");
    EXPECT_EQ(desk().log_in.replace_factor(visitor(), anna.id, "s", old_code, offer())->size(),
              10U);
    EXPECT_EQ(factor(anna, next_code(anna)), "staff.code_refused");
}

TEST_P(StaffLogIn, DemonstrationAccountsAreForThisMachine) {
    ASSERT_TRUE(desk().accounts.add(command, {.user_name = "demo",
                                              .name = "Demo",
                                              .roles = {Role::reader},
                                              .password = good_password,
                                              .demonstration = true}));
    EXPECT_EQ(verdict(visitor(), "demo", good_password), "staff.login_refused");
    auto local = visitor("127.0.0.1");
    local.on_this_machine = true;
    EXPECT_EQ(verdict(local, "demo", good_password), "ok");
}

TEST_P(StaffLogIn, OutdatedHashesAreRenewed) {
    const auto anna = person("anna", Role::reader);
    PasswordHasher cheaper{{.memory_kib = 32, .passes = 1, .lanes = 1}};
    desk().database.association_namespace().write([&](store::WriteSession& session) {
        table::set_hash(session, anna.id, cheaper.hash(good_password));
    });
    EXPECT_EQ(verdict(visitor(), "anna", good_password), "ok");
    EXPECT_TRUE(desk().accounts.find(anna.id)->password_hash.starts_with("$argon2id$v=19$m=64,"));
}

TEST_P(StaffLogIn, NoSecretStandsInTheTablesOrTheTrail) {
    const auto anna = person("anna", Role::reader);
    const auto codes =
        desk().log_in.replace_recovery_codes(visitor(), anna.id, next_code(anna)).value();
    verdict(visitor("198.51.100.77"), "anna", "guess-in-the-dark");
    constexpr store::Statement everything{
        "test.everything",
        "SELECT password_hash || totp_sealed || enrolment_hash FROM staff_account UNION ALL "
        "SELECT code_hash FROM staff_recovery_code UNION ALL SELECT bucket FROM staff_throttle "
        "UNION ALL SELECT details || object_id || act FROM audit_entry"};
    std::string text;
    desk().database.association_namespace().read([&](store::Session& session) {
        for (const auto& row : session.query(everything))
            text += row.text(0) + "\n";
    });
    EXPECT_EQ(text.find(crypto::base32(anna.secret)), std::string::npos);
    EXPECT_EQ(text.find(good_password), std::string::npos);
    EXPECT_EQ(text.find("198.51.100.77"), std::string::npos);
    EXPECT_EQ(text.find("guess-in-the-dark"), std::string::npos);
    for (const auto& code : codes)
        EXPECT_EQ(text.find(code), std::string::npos);
}

KOMMOD_ON_BOTH_ENGINES(StaffLogIn);

http::Request request_from(std::string address, std::string host) {
    http::Request request;
    request.remote_address = std::move(address);
    request.host = std::move(host);
    return request;
}

TEST(ThisMachine, IsLoopbackWithNothingInBetween) {
    EXPECT_TRUE(is_on_this_machine(request_from("127.0.0.1", "localhost")));
    EXPECT_TRUE(is_on_this_machine(request_from("::1", "[::1]")));
    EXPECT_TRUE(is_on_this_machine(request_from("::ffff:127.0.0.1", "127.0.0.1")));
    EXPECT_FALSE(is_on_this_machine(request_from("192.0.2.1", "localhost")));
    EXPECT_FALSE(is_on_this_machine(request_from("127.0.0.1", "service.example.org")))
        << "a name that was made to point here";
    EXPECT_FALSE(is_on_this_machine(request_from("", "localhost")));
    for (const auto* header : {"x-forwarded-for", "forwarded", "x-real-ip", "via"}) {
        auto request = request_from("127.0.0.1", "localhost");
        request.headers[header] = "192.0.2.1";
        EXPECT_FALSE(is_on_this_machine(request)) << header;
    }
    auto request = request_from("127.0.0.1", "localhost");
    request.headers["origin"] = "http://localhost:8080";
    EXPECT_TRUE(is_on_this_machine(request));
    request.headers["origin"] = "https://service.example.org";
    EXPECT_FALSE(is_on_this_machine(request)) << "a proxy that rewrites Host";
}

}  // namespace
}  // namespace kommod::staff::testing
