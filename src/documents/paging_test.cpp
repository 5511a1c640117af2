// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/paging.h"

#include <algorithm>
#include <ostream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kommod::documents {

bool operator==(const Place& a, const Place& b) {
    return a.page == b.page && a.y == b.y;
}
void PrintTo(const Place& place, std::ostream* out) {
    *out << "page " << place.page << " at " << place.y;
}

namespace {

using ::testing::ElementsAre;

TEST(Paging, FillsAPageAndGoesOn) {
    EXPECT_THAT(*paginate(std::vector<Slice>{{40}, {60}, {10}}, 100),
                ElementsAre(Place{0, 0}, Place{0, 40}, Place{1, 0}));
}

TEST(Paging, AGapIsAboveAndNeverAtThePagesTop) {
    EXPECT_THAT(*paginate(std::vector<Slice>{{40, 7}, {40, 7}, {40, 7}}, 100),
                ElementsAre(Place{0, 0}, Place{0, 47}, Place{1, 0}));
}

TEST(Paging, AHeadingStaysWithWhatFollows) {
    EXPECT_THAT(*paginate(std::vector<Slice>{{70}, {20, 0, true}, {20}}, 100),
                ElementsAre(Place{0, 0}, Place{1, 0}, Place{1, 20}));
}

TEST(Paging, TheLastHeadingStandsAlone) {
    EXPECT_THAT(*paginate(std::vector<Slice>{{90}, {20, 0, true}}, 100),
                ElementsAre(Place{0, 0}, Place{1, 0}));
}

TEST(Paging, CompanyHigherThanAPageIsParted) {
    EXPECT_THAT(*paginate(std::vector<Slice>{{60, 0, true}, {60, 0, true}, {30}}, 100),
                ElementsAre(Place{0, 0}, Place{1, 0}, Place{1, 60}));
}

TEST(Paging, ATablesHeaderIsRepeated) {
    EXPECT_THAT(
        *paginate(std::vector<Slice>{{10, 0, true}, {50, 0, false, 10}, {50, 0, false, 10}}, 100),
        ElementsAre(Place{0, 0}, Place{0, 10}, Place{1, 10}));
}

TEST(Paging, NothingIsHigherThanAPage) {
    EXPECT_EQ(paginate(std::vector<Slice>{{10}, {101}}, 100).error(), 1);
    EXPECT_EQ(paginate(std::vector<Slice>{{95}, {95, 0, false, 10}}, 100).error(), 1);
    EXPECT_TRUE(paginate({}, 100)->empty());
}

}  // namespace
}  // namespace kommod::documents
