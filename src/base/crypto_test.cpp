// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/crypto.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/ids.h"
#include "base/money.h"

namespace kommod {
namespace {

TEST(Crypto, KnownAnswers) {
    // FIPS 180-4 example; RFC 4231 case 2; RFC 2202 case 2; RFC 4648 section 10.
    EXPECT_EQ(crypto::hex(crypto::sha256("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(crypto::hex(crypto::hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(crypto::hex(crypto::hmac_sha1("Jefe", "what do ya want for nothing?")),
              "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    EXPECT_EQ(crypto::base32("foobar"), "MZXW6YTBOI");
    EXPECT_EQ(crypto::base64url("\xFB\xFF"), "-_8");
}

RC_GTEST_PROP(Crypto, EncodingsReadBack, (const std::string& data)) {
    RC_ASSERT(*crypto::unhex(crypto::hex(data)) == data);
    RC_ASSERT(*crypto::unbase64url(crypto::base64url(data)) == data);
    RC_ASSERT(*crypto::unbase32(crypto::base32(data)) == data);
}

RC_GTEST_PROP(Crypto, ASealedSecretOpensOnlyInItsPlace, (const std::string& secret)) {
    const std::string key = crypto::random_bytes(32);
    auto sealed = crypto::seal(key, secret, "staff:1");
    RC_ASSERT(*crypto::open(key, sealed, "staff:1") == secret);
    RC_ASSERT(!crypto::open(key, sealed, "staff:2"));
    RC_ASSERT(!crypto::open(crypto::random_bytes(32), sealed, "staff:1"));
    sealed[*rc::gen::inRange<std::size_t>(0, sealed.size())] ^= 1;
    RC_ASSERT(!crypto::open(key, sealed, "staff:1"));
}

TEST(Ids, AreOrderedByTime) {
    const auto early = new_id(Instant{1'000'000'000}), late = new_id(Instant{2'000'000'000'000});
    EXPECT_LT(early, late);
    EXPECT_EQ(early.size(), 36U);
    EXPECT_EQ(early[14], '7');
    EXPECT_NE(new_id(Instant{5}), new_id(Instant{5}));
}

TEST(Money, ReadsAndWritesGermanAmounts) {
    EXPECT_EQ(Cents::parse_german("1.234,50")->count(), 123450);
    EXPECT_EQ(Cents::parse_german("37")->count(), 3700);
    EXPECT_EQ(Cents::parse_german("-0,05")->to_german(), "-0,05 €");
    EXPECT_EQ(Cents{123456789}.to_german(), "1.234.567,89 €");
    for (const char* bad :
         {"", "1,5", "1,234.50", "12.34", "1.2345", "a", ",50", "1..000", ".100", "1.000.00"})
        EXPECT_FALSE(Cents::parse_german(bad)) << bad;
}

RC_GTEST_PROP(Money, ReadsBackWhatItWrote, ()) {
    const Cents amount{*rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000)};
    auto written = amount.to_german();
    written.resize(written.size() - std::string_view{" €"}.size());
    RC_ASSERT(*Cents::parse_german(written) == amount);
}

}  // namespace
}  // namespace kommod
