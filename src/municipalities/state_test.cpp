// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/state.h"

#include <gtest/gtest.h>

namespace kommod::municipalities {
namespace {

TEST(State, its_number_stands_first_in_every_official_key) {
    EXPECT_EQ(state_name("05558012"), "Land Nordrhein-Westfalen");
    EXPECT_EQ(state_name("055580012012"), "Land Nordrhein-Westfalen");
    EXPECT_EQ(state_name("01001"), "Land Schleswig-Holstein");
    EXPECT_EQ(state_name("09162000"), "Freistaat Bayern");
    EXPECT_EQ(state_name("10041100"), "Saarland");
    EXPECT_EQ(state_name("16051000"), "Freistaat Thüringen");
    for (const auto* none : {"", "0", "00000000", "17000000", "x5558012", "99"})
        EXPECT_EQ(state_name(none), "") << none;
}

}  // namespace
}  // namespace kommod::municipalities
