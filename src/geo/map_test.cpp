// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "geo/map.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "geo/drawing.h"
#include "geo/layers.h"
#include "geo/testing.h"

namespace kommod::geo {
namespace {

using testing::a_map;
using testing::a_square;

TEST(Area, KnowsWhatLiesInIt) {
    const auto hole = a_square(51.94, 7.18, 0.01);
    const auto far = a_square(52.50, 7.50, 0.1);
    const auto area = *Area::of({{a_square(), hole}, {far}});
    struct {
        Position place;
        bool inside;
        const char* why;
    } cases[] = {{{51.92, 7.12}, true, "in the first piece"},
                 {{51.945, 7.19}, false, "in the hole"},
                 {{51.94, 7.19}, true, "on the hole's line"},
                 {{51.90, 7.12}, true, "on the outer line"},
                 {{51.90, 7.10}, true, "a corner"},
                 {{52.55, 7.60}, true, "in the second piece"},
                 {{52.20, 7.20}, false, "between the pieces"},
                 {{0, 0}, false, "far away"}};
    for (const auto& each : cases)
        EXPECT_EQ(area.contains(each.place), each.inside) << each.why;
    EXPECT_FALSE(Area{}.contains({51.9, 7.1})) << "nothing lies in nothing";
}

TEST(Area, IsRefusedWhenItsBoundaryIsNone) {
    const Line bow{{51.90, 7.1}, {51.95, 7.2}, {51.95, 7.1}, {51.90, 7.2}, {51.90, 7.1}};
    const char* crossing = "Die Grenze schneidet sich selbst, oder Teilflächen überdecken sich.";
    EXPECT_EQ(Area::of({{bow}}).error().what, crossing);
    EXPECT_EQ(Area::of({{{{51.9, 7.1}, {51.9, 7.2}}}}).error().key, "geo.ring");
    EXPECT_EQ(Area::of({}).error().key, "geo.ring");
    EXPECT_EQ(Area::of({{}}).error().key, "geo.ring");
    EXPECT_EQ(Area::of({{a_square()}, {a_square(51.92, 7.12)}}).error().what, crossing);
    EXPECT_EQ(Area::of({{a_square()}, {a_square(51.92, 7.12, 0.01)}}).error().what, crossing);
    EXPECT_EQ(Area::of({{a_square(), a_square(53, 8, 0.01)}}).error().what,
              "Ein Loch liegt außerhalb der Fläche.");
}

TEST(Area, ClosesARingThatIsOpenAndTakesEitherDirection) {
    auto ring = a_square();
    ring.pop_back();
    std::ranges::reverse(ring);
    EXPECT_TRUE(Area::of({{ring}})->contains({51.92, 7.12}));
}

// The nearest by metres, not by degrees: one of longitude is much shorter than one of latitude.
TEST(Map, NamesTheStreetNearby) {
    const auto map = a_map();
    EXPECT_EQ(map.street_near({51.9501, 7.17})->name, "Letter Straße");
    EXPECT_NEAR(map.street_near({51.9501, 7.17})->metres, 11.1, 0.1);
    EXPECT_EQ(map.street_near({51.952, 7.1602})->name, "Am <Markt> & Ring");
    EXPECT_FALSE(map.street_near({51.93, 7.20})) << "2 km away";
    EXPECT_FALSE(map.street_near({51.97, 7.12})) << "a river is no street";
    EXPECT_EQ(map.street_names(), (std::vector<std::string>{"Am <Markt> & Ring", "Letter Straße"}));
}

TEST(Layers, AreTheSameWhenReadAgain) {
    const auto map = a_map();
    EXPECT_EQ(outline_from_json(to_json(map.outline)), map.outline);
    EXPECT_EQ(ways_from_json(to_json(map.ways.all)), map.ways.all);
    EXPECT_THROW(outline_from_json(R"({"pieces":[[[1,2]]]})"), std::runtime_error);
}

TEST(Drawing, HoldsTheOutlineTheWaysAndThePin) {
    const auto map = a_map();
    const auto far = draw(map, overview(map, 320, 320));
    EXPECT_NE(far.find("stroke-dasharray=\"8 3 2 3\""), far.npos);
    EXPECT_EQ(far.find("Letter"), far.npos) << "no names from afar";
    const View near{{51.9510, 7.1610}, 17, 640, 480};
    const auto shown = draw(map, near, near.centre);
    EXPECT_NE(shown.find(">Letter Straße<"), shown.npos);
    EXPECT_NE(shown.find("Am &lt;Markt&gt; &amp; Ring"), shown.npos);
    EXPECT_NE(shown.find("translate(320.0 240.0)"), shown.npos) << "the tip is at the place";
    EXPECT_EQ(shown.find("Berkel"), shown.npos) << "out of sight";
    EXPECT_EQ(shown.find("style"), shown.npos)
        << "the content security policy knows no inline style";
}

TEST(Drawing, ShowsAllOfAMunicipality) {
    const auto map = a_map();
    const auto view = overview(map, 320, 240);
    for (const auto& corner : map.outline.pieces().front().front()) {
        const auto pixel = view.to_pixel(corner);
        EXPECT_TRUE(pixel.x >= 15 && pixel.x <= 305 && pixel.y >= 15 && pixel.y <= 225);
    }
}

}  // namespace
}  // namespace kommod::geo
