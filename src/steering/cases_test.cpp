// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "steering/cases.h"

#include <gtest/gtest.h>

#include "readiness/testing.h"

namespace kommod::steering {
namespace {

TEST(Cases, NumbersAreReadAsPeopleTypeThem) {
    struct Case {
        const char* typed;
        std::optional<std::int64_t> number;
        bool good;
    };
    for (const Case& each :
         {Case{"0", 0, true}, Case{" 1250 ", 1250, true}, Case{"1.250", 1250, true},
          Case{"1.250.000", 1'250'000, true}, Case{"", std::nullopt, true}, Case{"1.25", {}, false},
          Case{"12,5", {}, false}, Case{"-3", {}, false}, Case{"viele", {}, false},
          Case{"10000001", {}, false}, Case{"99999999999999999999", {}, false},
          Case{".", {}, false}}) {
        const auto read = read_number(each.typed);
        EXPECT_EQ(read.has_value(), each.good) << each.typed;
        EXPECT_EQ(read.value_or(std::nullopt), each.number) << each.typed;
    }
}

TEST(Cases, ATableComesBackAndSaysWhatIsWrong) {
    const auto catalogue = readiness::testing::catalogue_of({{}, {}});
    const CaseFile same = read_cases(write_cases(*catalogue), *catalogue);
    EXPECT_TRUE(same.rejected.empty());
    EXPECT_EQ(same.numbers.size(), 2U);
    const CaseFile read = read_cases(
        "faelle_im_jahr;schluessel\n12;lokal:leistung-100\nviele;lokal:leistung-101\n"
        "3;lokal:unbekannt\n7\n",
        *catalogue);
    EXPECT_EQ(read.numbers, (CaseNumbers{{"lokal:leistung-100", 12}}));
    ASSERT_EQ(read.rejected.size(), 3U);
    EXPECT_EQ(read.rejected[0].line, 3);
    EXPECT_EQ(read.rejected[1].field, "schluessel");
    EXPECT_EQ(read_cases("a;b\n1;2\n", *catalogue).rejected.size(), 1U);
}

TEST(Cases, LeaveWhatASupplementSaysOtherwise) {
    catalogue::Records own;
    catalogue::Supplement known{"lokal:a", {}};
    known.details.name = "Eigener Name";
    known.details.cases_per_year = 5;
    own.put(known);
    EXPECT_TRUE(supplements(own, {{"lokal:a", 5}}).empty());
    const auto changed = supplements(own, {{"lokal:a", std::nullopt}, {"lokal:b", 3}});
    ASSERT_EQ(changed.size(), 2U);
    const auto& first = std::get<catalogue::Supplement>(changed[0]);
    EXPECT_EQ(first.details.name, "Eigener Name");
    EXPECT_FALSE(first.details.cases_per_year);
}

}  // namespace
}  // namespace kommod::steering
