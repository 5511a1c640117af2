// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kommod {
namespace {

TEST(Decimal, IsReadAndWritten) {
    for (const char* text : {"0", "12", "-0.5", "3.1416", "-9223372036854.775807", "0.000001"})
        EXPECT_EQ(Decimal::parse(text).value().to_string(), text);
    EXPECT_EQ(Decimal::parse("007.500").value().to_string(), "7.5");
    for (const char* text : {"", "-", ".5", "5.", "1,5", "+1", "1e3", "0.0000001", " 1", "1 ",
                             "9223372036854.775808", "99999999999999999999", "--1"})
        EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, RoundsHalvesAwayFromZero) {
    const auto round = [](const char* text, int places) {
        return Decimal::parse(text)->rounded(places)->to_string();
    };
    EXPECT_EQ(round("2.5", 0), "3");
    EXPECT_EQ(round("-2.5", 0), "-3");
    EXPECT_EQ(round("1.005", 2), "1.01");
    EXPECT_EQ(round("1.004999", 2), "1");
    EXPECT_EQ(Decimal::quotient(Decimal(2), Decimal(3))->to_string(), "0.666667");
    EXPECT_EQ(Decimal::quotient(Decimal(-1), Decimal(-8))->to_string(), "0.125");
    EXPECT_FALSE(Decimal::quotient(Decimal(1), Decimal(0)));
    EXPECT_FALSE(Decimal::product(Decimal(4'000'000'000'000), Decimal(3)));
}

RC_GTEST_PROP(Decimal, SumsAreExactAndOrdered, (std::int32_t a, std::int32_t b)) {
    const Decimal x = Decimal::from_micros(a), y = Decimal::from_micros(b);
    RC_ASSERT(Decimal::difference(*Decimal::sum(x, y), y) == x);
    RC_ASSERT((x < y) == (a < b));
    RC_ASSERT(Decimal::parse(x.to_string()) == x);
}

}  // namespace
}  // namespace kommod
