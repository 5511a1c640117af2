// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Passwords, one-time passwords, throttles and QR codes.
#include <atomic>
#include <set>
#include <thread>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/crypto.h"
#include "staff/password.h"
#include "staff/qr.h"
#include "staff/throttle.h"
#include "staff/totp.h"

namespace kommod::staff {
namespace {

using std::chrono::seconds;

constexpr PasswordHasher::Cost cheap{.memory_kib = 64, .passes = 1, .lanes = 1};
const std::string key(32, 'k');

std::string verdict(std::string_view password, std::string_view user = "a.becker") {
    const std::vector<std::string> words{"Anna", "Becker", "Kreis Coesfeld"};
    const auto result = accept_password(password, user, words);
    return result ? "ok" : result.error().key;
}

TEST(Password, Policy) {
    EXPECT_EQ(verdict("vier Pferde kauen Regen"), "ok");
    EXPECT_EQ(verdict("fünf-Öre-Stück"), "ok");
    EXPECT_EQ(verdict("kurz"), "staff.password_short");
    EXPECT_EQ(verdict("elf Zeichen"), "staff.password_short");
    EXPECT_EQ(verdict("äöüäöüäöüäö"), "staff.password_short") << "11 characters in 22 bytes";
    EXPECT_EQ(verdict("xA.Becker-und-mehr"), "staff.password_user_name");
    EXPECT_EQ(verdict("Sommer2026!!"), "staff.password_common");
    EXPECT_EQ(verdict("passwortpasswort"), "staff.password_common");
    EXPECT_EQ(verdict("123456789012"), "staff.password_common");
    EXPECT_EQ(verdict("739182650184"), "staff.password_common") << "digits alone";
    EXPECT_EQ(verdict("qwertzuiopasdf"), "staff.password_common");
    EXPECT_EQ(verdict("aaaaaaaaaaaaaaa"), "staff.password_common");
    EXPECT_EQ(verdict("!!Anna2026!!!!"), "staff.password_common");
    EXPECT_EQ(verdict("kreis-coesfeld-1816"), "staff.password_common");
    EXPECT_EQ(verdict(std::string(1100, 'x') + " und y z"), "staff.password_long");
}

TEST(Password, ComposedAndDecomposedLettersAreTheSame) {
    const auto composed = accept_password("gr\xC3\xBC\xC3\x9F Gott alle hier", "anna", {});
    const auto decomposed = accept_password("gru\xCC\x88\xC3\x9F Gott alle hier", "anna", {});
    EXPECT_EQ(composed.value(), decomposed.value());
}

TEST(Password, HashVerifiesAndSaysItsCost) {
    PasswordHasher hasher{cheap};
    const auto encoded = hasher.hash("vier Pferde kauen Regen");
    EXPECT_TRUE(encoded.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
    EXPECT_TRUE(hasher.verify(encoded, "vier Pferde kauen Regen"));
    EXPECT_FALSE(hasher.verify(encoded, "vier Pferde kauen Regen "));
    EXPECT_FALSE(hasher.verify("nonsense", "vier Pferde kauen Regen"));
    EXPECT_FALSE(hasher.verify_nobody("vier Pferde kauen Regen"));
    EXPECT_NE(encoded, hasher.hash("vier Pferde kauen Regen")) << "another salt";
    EXPECT_FALSE(hasher.is_outdated(encoded));
    EXPECT_TRUE(PasswordHasher({.memory_kib = 128}).is_outdated(encoded));
}

TEST(Password, TheRealCostIsArgon2idWith46MiB) {
    PasswordHasher hasher;
    EXPECT_TRUE(hasher.hash("x").starts_with("$argon2id$v=19$m=47104,t=1,p=1$"));
}

TEST(Password, ManyAtOnceAllGetThrough) {
    PasswordHasher hasher{cheap};
    const auto encoded = hasher.hash("vier Pferde");
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&] { right += hasher.verify(encoded, "vier Pferde") ? 1 : 0; });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(right, 16);
}

TEST(Password, OneTimePasswordsAreAcceptedAndDiffer) {
    std::set<std::string> seen;
    for (int i = 0; i < 50; ++i) {
        const auto password = new_one_time_password();
        EXPECT_EQ(password.size(), 23U);
        EXPECT_TRUE(seen.insert(password).second);
        // The alphabet lacks i, l and o: chance cannot write this user name into a password.
        EXPECT_TRUE(accept_password(password, "lilo", {})) << password;
    }
}

// RFC 6238, appendix B, the rows of SHA-1.
TEST(Totp, VectorsOfTheRfc) {
    const std::string secret = "12345678901234567890";
    const std::vector<std::pair<std::int64_t, std::string>> vectors{
        {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
        {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
    for (const auto& [at, code] : vectors)
        EXPECT_EQ(totp_code(secret, totp_step(Instant{at * 1'000'000}), 8), code) << at;
}

TEST(Totp, WindowIsOneStepEachWay) {
    const std::string secret = "12345678901234567890";
    const Instant now{1'111'111'111'000'000};
    const auto step = totp_step(now);
    for (int offset = -3; offset <= 3; ++offset) {
        const auto found = matching_step(secret, totp_code(secret, step + offset), now, 0);
        EXPECT_EQ(found.has_value(), offset >= -1 && offset <= 1) << offset;
    }
    EXPECT_FALSE(matching_step(secret, totp_code(secret, step), now, step)) << "used already";
    EXPECT_TRUE(matching_step(secret, totp_code(secret, step + 1), now, step));
    EXPECT_FALSE(matching_step(secret, "", now, 0));
}

TEST(Totp, TypedCodes) {
    EXPECT_EQ(normalized_code(" 123 456 "), "123456");
    EXPECT_EQ(normalized_code("123-456"), "123456");
    EXPECT_EQ(normalized_code("12345"), "");
    EXPECT_EQ(normalized_code("abcdef"), "");
    EXPECT_EQ(normalized_recovery_code("ABCDE-fghjk"), "abcdefghjk");
    EXPECT_EQ(normalized_recovery_code("abcde"), "");
    EXPECT_EQ(normalized_recovery_code("abcde-fghj0"), "") << "0 is not among the letters";
}

TEST(Totp, EnrolmentUri) {
    const std::string secret = "12345678901234567890";
    EXPECT_EQ(enrolment_uri(secret, "a.becker", "Kommod Kreis Coesfeld"),
              "otpauth://totp/Kommod%20Kreis%20Coesfeld:a.becker?secret="
              "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kommod%20Kreis%20Coesfeld"
              "&algorithm=SHA1&digits=6&period=30");
    EXPECT_EQ(grouped_secret(secret), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
}

TEST(Totp, RecoveryCodes) {
    const auto codes = new_recovery_codes();
    EXPECT_EQ(codes.size(), 10U);
    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10U);
    for (const auto& code : codes)
        EXPECT_EQ(normalized_recovery_code(code).size(), 10U) << code;
    EXPECT_NE(recovery_code_hash(key, "a", "abcdefghjk"),
              recovery_code_hash(key, "b", "abcdefghjk"));
}

TEST(Throttle, DelaysGrowAndEnd) {
    for (int n = 0; n <= 4; ++n)
        EXPECT_EQ(delay_after(n), seconds{0});
    EXPECT_EQ(delay_after(5), seconds{5});
    EXPECT_EQ(delay_after(6), seconds{10});
    EXPECT_EQ(delay_after(1'000'000), seconds{900});
    EXPECT_TRUE(
        rc::check([](std::uint16_t n) { RC_ASSERT(delay_after(n) <= delay_after(n + 1)); }));
}

TEST(Throttle, ADayOfPeaceForgets) {
    Instant now{1'000'000'000'000'000};
    std::optional<Bucket> bucket;
    for (int i = 0; i < 8; ++i) {
        EXPECT_EQ(wait_before(bucket, now), seconds{0}) << i;
        bucket = after_attempt(bucket, now);
        now = bucket->blocked_until;
    }
    EXPECT_EQ(bucket->failures, 8);
    EXPECT_EQ(wait_before(bucket, now.plus(-seconds{40})), seconds{40});
    bucket = after_attempt(bucket, now.plus(std::chrono::hours{25}));
    EXPECT_EQ(bucket->failures, 1);
}

TEST(Throttle, OriginsAreApart) {
    const auto bucket = [](std::string_view user, std::string_view address,
                           std::string_view device) {
        return password_bucket(key, user, address, device);
    };
    EXPECT_EQ(bucket("anna", "192.0.2.1", ""), bucket("Anna", "192.0.2.1", ""));
    EXPECT_NE(bucket("anna", "192.0.2.1", ""), bucket("anna", "192.0.2.2", ""));
    EXPECT_NE(bucket("anna", "192.0.2.1", ""), bucket("bert", "192.0.2.1", ""));
    EXPECT_EQ(bucket("anna", "192.0.2.1", "d"), bucket("anna", "192.0.2.9", "d"));
    EXPECT_NE(bucket("anna", "192.0.2.1", "d"), bucket("anna", "192.0.2.1", ""));
    EXPECT_EQ(bucket("anna", "2001:db8:1:2::1", ""), bucket("anna", "2001:db8:1:2:ffff::9", ""));
    EXPECT_NE(bucket("anna", "2001:db8:1:2::1", ""), bucket("anna", "2001:db8:1:3::1", ""));
}

TEST(Throttle, DeviceProofHoldsForOneAccountAndItsCredentials) {
    const Instant now{1'000'000'000};
    const Instant set{500};
    const auto cookie = sign_device(key, "anna", set, {"device1", now.plus(seconds{60})});
    EXPECT_EQ(known_device(key, "anna", set, cookie, now)->id, "device1");
    EXPECT_FALSE(known_device(key, "bert", set, cookie, now));
    EXPECT_FALSE(known_device(key, "anna", Instant{501}, cookie, now)) << "password changed";
    EXPECT_FALSE(known_device(key, "anna", set, cookie, now.plus(seconds{60}))) << "over";
    EXPECT_FALSE(known_device(std::string(32, 'x'), "anna", set, cookie, now));
    EXPECT_FALSE(known_device(key, "anna", set, "device1.99999999999999999999.x", now));
    EXPECT_TRUE(rc::check(
        [&](const std::string& noise) { RC_ASSERT(!known_device(key, "anna", set, noise, now)); }));
}

TEST(Qr, PathHasAQuietZoneAndTheFinder) {
    const auto qr = qr_path("otpauth://totp/Kommod:anna?secret=GEZDGNBVGY3TQOJQ");
    EXPECT_GT(qr.size, 29);
    EXPECT_TRUE(qr.path.starts_with("M4 4h7v1h-7z")) << "upper left finder pattern";
    EXPECT_EQ(qr.path.find_first_not_of("Mhvz0123456789- "), std::string::npos);
}

}  // namespace
}  // namespace kommod::staff
