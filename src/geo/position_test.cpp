// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "geo/position.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kommod::geo {
namespace {

Position anywhere_near() {
    return {*rc::gen::inRange(470'000, 550'000) / 1e4, *rc::gen::inRange(60'000, 150'000) / 1e4};
}

TEST(Position, IsReadFromText) {
    EXPECT_EQ(parse_position("51.9446,7.1679"), (Position{51.9446, 7.1679}));
    EXPECT_EQ(parse_position(" 51.9446 , 7.1679 "), (Position{51.9446, 7.1679}));
    for (const char* text :
         {"", "51.9", "51.9,7.1,3", "91,7", "51,181", "nan,7", "51.9,7.1x", "51.9;7.1", "1e400,0"})
        EXPECT_FALSE(parse_position(text)) << text;
    EXPECT_EQ(to_text({51.9446, -7}), "51.94460,-7.00000");
}

// A degree of latitude is 111.195 km on the mean sphere; of longitude it shrinks with the cosine.
TEST(Position, KnowsMetres) {
    EXPECT_NEAR(metres_between({51, 7}, {52, 7}), 111'195, 1);
    EXPECT_NEAR(metres_between({60, 7}, {60, 8}), 55'597, 10);
    EXPECT_EQ(metres_between({51, 7}, {51, 7}), 0);
}

// EPSG:3857: 156,543.03 m a pixel at the equator and zoom 0, half of it with every step.
TEST(View, HasTheScaleOfWebMaps) {
    const View equator{{0, 0}, 10, 256, 256};
    EXPECT_NEAR(equator.metres_of_pixel(), 156'543.03 / 1024, 0.01);
    const View here{{51.9446, 7.1679}, 16, 256, 256};
    const auto a = here.at({0, 128}), b = here.at({256, 128});
    EXPECT_NEAR(metres_between(a, b) / 256, here.metres_of_pixel(), 0.01);
}

TEST(View, TilesCoverTheWorldWithoutGaps) {
    const auto world = tile(0, 0, 0).bounds();
    EXPECT_NEAR(world.north, 85.0511, 1e-4);
    EXPECT_NEAR(world.west, -180, 1e-9);
    const auto left = tile(14, 8518, 5410).bounds(), right = tile(14, 8519, 5410).bounds(),
               below = tile(14, 8518, 5411).bounds();
    EXPECT_NEAR(left.east, right.west, 1e-9);
    EXPECT_NEAR(left.south, below.north, 1e-9);
}

RC_GTEST_PROP(View, FindsAPixelsPlaceAgain, ()) {
    const View view{anywhere_near(), *rc::gen::inRange(View::furthest, View::nearest + 1), 320,
                    240};
    const Pixel pixel{*rc::gen::inRange(0, 321) * 1.0, *rc::gen::inRange(0, 241) * 1.0};
    const auto again = view.to_pixel(view.at(pixel));
    RC_ASSERT(std::abs(again.x - pixel.x) < 1e-4);
    RC_ASSERT(std::abs(again.y - pixel.y) < 1e-4);
}

RC_GTEST_PROP(View, ShowsAllThatItIsAskedFor, ()) {
    // At most a Land wide: what is larger does not fit into the furthest view.
    const auto corner = anywhere_near();
    Bounds bounds;
    bounds.include(corner);
    bounds.include({corner.latitude + *rc::gen::inRange(1, 10'000) / 1e4,
                    corner.longitude + *rc::gen::inRange(1, 14'000) / 1e4});
    const auto view = showing(bounds, 320, 320);
    const auto shown = view.bounds();
    RC_ASSERT(shown.south <= bounds.south + 1e-9 && shown.north >= bounds.north - 1e-9);
    RC_ASSERT(shown.west <= bounds.west + 1e-9 && shown.east >= bounds.east - 1e-9);
}

TEST(View, MovesByPartsOfThePicture) {
    const View view{{51.9, 7.1}, 14, 300, 200};
    const auto east = view.moved(0.5, 0);
    EXPECT_NEAR(east.to_pixel(view.centre).x, 0, 1e-6);
    EXPECT_NEAR(view.moved(0, -0.5).to_pixel(view.centre).y, 200, 1e-6);
    EXPECT_EQ(view.zoomed(99).zoom, View::nearest);
    EXPECT_EQ(view.zoomed(-99).zoom, View::furthest);
}

}  // namespace
}  // namespace kommod::geo
