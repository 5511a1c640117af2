// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kommod::text {
namespace {

TEST(Text, FoldsAsPeopleType) {
    EXPECT_EQ(fold("Straße"), "strasse");
    EXPECT_EQ(fold("MÜNSTER"), "muenster");
    EXPECT_EQ(fold("Müller"), fold("Mu\u0308ller"))
        << "composed and decomposed umlauts are the same";
    EXPECT_EQ(fold("Łódź Ş é"), "łodz s e");
    EXPECT_EQ(slug("Lüdinghausen"), "luedinghausen");
    EXPECT_EQ(slug("  Horn-Bad  Meinberg, Stadt "), "horn-bad-meinberg-stadt");
    EXPECT_EQ(slug("***"), "");
}

TEST(Text, TrimsNoBreakSpacesToo) {
    EXPECT_EQ(trim("\t a b \u00A0\r\n"), "a b");
    EXPECT_EQ(trim("\u00A0"), "");
    EXPECT_EQ(trim("à"), "à") << "a byte of a letter is not a space";
}

TEST(Text, CountsTypos) {
    EXPECT_EQ(edit_distance("perso", "perso", 2), 0);
    EXPECT_EQ(edit_distance("hudn", "hund", 2), 1) << "neighbours swapped";
    EXPECT_EQ(edit_distance("Straße", "Strase", 2), 1);
    EXPECT_EQ(edit_distance("abc", "xyz", 2), 3) << "stops counting above the limit";
    EXPECT_EQ(edit_distance("", "abc", 5), 3);
}

TEST(Text, CutsBetweenCodePoints) {
    EXPECT_EQ(prefix("Straße", 4), "Stra");
    EXPECT_EQ(prefix("Straße", 5), "Stra");
    EXPECT_EQ(prefix("Straße", 6), "Straß");
    EXPECT_EQ(prefix("Straße", 99), "Straße");
    EXPECT_EQ(prefix("ß", 1), "");
}

TEST(Text, KnowsUtf8) {
    EXPECT_TRUE(is_utf8(""));
    EXPECT_TRUE(is_utf8("Grüße 🏛"));
    EXPECT_FALSE(is_utf8("\xC3"));
    EXPECT_FALSE(is_utf8("\xC0\xAF"));
    EXPECT_FALSE(is_utf8("\xED\xA0\x80")) << "a lone surrogate";
}

RC_GTEST_PROP(Text, DistanceIsSymmetricAndBounded,
              (const std::string& raw_a, const std::string& raw_b)) {
    const auto letters = [](const std::string& raw) {
        std::string out;
        for (const char c : raw)
            out += static_cast<char>('a' + static_cast<unsigned char>(c) % 4);
        return out;
    };
    const auto a = letters(raw_a), b = letters(raw_b);
    const int far = static_cast<int>(std::max(a.size(), b.size()));
    RC_ASSERT(edit_distance(a, b, far) == edit_distance(b, a, far));
    RC_ASSERT(edit_distance(a, b, far) <= far);
    RC_ASSERT((edit_distance(a, b, far) == 0) == (a == b));
}

RC_GTEST_PROP(Text, ASlugIsASlug, (const std::string& raw)) {
    const auto once = slug(raw);
    RC_ASSERT(slug(once) == once);
    RC_ASSERT(once.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos);
}

}  // namespace
}  // namespace kommod::text
