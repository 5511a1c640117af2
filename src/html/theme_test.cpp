// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/theme.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kommod::html {
namespace {

using testing::HasSubstr;

Color color(std::string_view text) {
    return Color::parse(text).value();
}

TEST(Contrast, IsThatOfWcag) {
    EXPECT_NEAR(contrast_ratio(color("#000"), color("#fff")), 21.0, 0.001);
    EXPECT_NEAR(contrast_ratio(color("#fff"), color("#fff")), 1.0, 0.001);
    // The classic border case: the lightest grey that passes on white.
    EXPECT_GE(contrast_ratio(color("#767676"), color("#ffffff")), 4.5);
    EXPECT_LT(contrast_ratio(color("#777777"), color("#ffffff")), 4.5);
}

TEST(Colors, AreWrittenAsHex) {
    EXPECT_EQ(color("#05c").hex(), "#0055cc");
    EXPECT_EQ(color("#A1b2C3").hex(), "#a1b2c3");
    for (const char* bad :
         {"", "#", "#12", "#12345", "#1234567", "red", "#12345g", "005a9c", "#fff;}", "rgb(0,0,0)"})
        EXPECT_FALSE(Color::parse(bad)) << bad;
}

TEST(Theme, RefusesTooLittleContrastAndProposesTheNearestColor) {
    const auto refused = check_theme({{"--kommod-accent", "#ffcc00"}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "theme.contrast");
    EXPECT_EQ(refused.error().field, "--kommod-accent");
    EXPECT_THAT(refused.error().what, HasSubstr("Nötig sind 4,5 : 1"));
    EXPECT_TRUE(check_theme({{"--kommod-accent", refused.error().proposal}}));
    // Still yellow: more red and green than blue.
    const auto proposal = color(refused.error().proposal);
    EXPECT_GT(proposal.green, proposal.blue);
    EXPECT_GT(proposal.red, proposal.blue);
}

TEST(Theme, TakesOnlyWhatItKnows) {
    EXPECT_TRUE(check_theme({}));
    EXPECT_TRUE(check_theme({{"--kommod-accent", "#005a9c"}, {"--kommod-radius", "0.25rem"}}));
    EXPECT_EQ(check_theme({{"--kommod-shade", "#000"}}).error().key, "theme.unknown_property");
    EXPECT_EQ(check_theme({{"--kommod-radius", "9rem"}}).error().key, "theme.not_a_length");
    EXPECT_EQ(check_theme({{"--kommod-radius", "calc(1rem)"}}).error().key, "theme.not_a_length");
    EXPECT_EQ(check_theme({{"--kommod-strip", "url(x)"}}).error().key, "theme.not_a_color");
    EXPECT_EQ(check_theme({{"--kommod-accent-dark", "#101010"}}).error().key, "theme.contrast");
}

TEST(Theme, BecomesAStyleSheet) {
    const auto css = theme_css({{"--kommod-accent", "#005a9c"},
                                {"--kommod-radius", "0.25rem"},
                                {"--kommod-strip", "#ffffff"}});
    EXPECT_THAT(css, HasSubstr("--kern-color-action-default:#005a9c"));
    EXPECT_THAT(css, HasSubstr("--kern-color-action-on-default:#ffffff"));
    EXPECT_THAT(css, HasSubstr("--portal-radius:0.25rem"));
    EXPECT_THAT(css, HasSubstr("--portal-strip-text:#000000"));
    EXPECT_THAT(css, HasSubstr("prefers-color-scheme:dark"));
    EXPECT_EQ(theme_css({}), "");
    const auto evil = theme_css({{"--kommod-accent", "red;}body{display:none"},
                                 {"--kommod-radius", "1rem;}*{}"},
                                 {"--x;}*{color", "#fff"}});
    EXPECT_EQ(evil, "");
    EXPECT_EQ(theme_response({}).content_type, "text/css; charset=utf-8");
}

// Whatever colour a municipality chose, pages stay readable.
RC_GTEST_PROP(ThemeProperty, EveryColorBecomesReadable, ()) {
    const auto channel = rc::gen::inRange(0, 256);
    const Color chosen{*channel / 255.0, *channel / 255.0, *channel / 255.0};
    for (const char* ground : {"#ffffff", "#f2f3f8", "#212536", "#000000"}) {
        const auto good = with_contrast(chosen, color(ground), 4.5);
        RC_ASSERT(contrast_ratio(color(good.hex()), color(ground)) >= 4.5);
    }
}

}  // namespace
}  // namespace kommod::html
