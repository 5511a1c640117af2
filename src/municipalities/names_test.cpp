// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/names.h"

#include <gtest/gtest.h>

namespace kommod::municipalities {
namespace {

Directory directory_of(const std::vector<std::string>& official_names) {
    std::vector<Municipality> all;
    for (std::size_t i = 0; i < official_names.size(); ++i) {
        Municipality m;
        m.ags = "05" + std::to_string(100000 + i);
        m.official_name = official_names[i];
        m.name = common_name(m.official_name);
        all.push_back(std::move(m));
    }
    return Directory{std::move(all)};
}

const Directory& sample() {
    static const Directory directory = directory_of({"Ahaus, Stadt",
                                                     "Baesweiler, Stadt",
                                                     "Bochum, Stadt",
                                                     "Borchen, Sennegemeinde",
                                                     "Borken, Stadt",
                                                     "Emmerich am Rhein, Stadt",
                                                     "Fröndenberg/Ruhr, Stadt",
                                                     "Gronau (Westf.), Stadt",
                                                     "Herzebrock-Clarholz",
                                                     "Horn-Bad Meinberg, Stadt",
                                                     "Kall",
                                                     "Kalkar, Stadt",
                                                     "Langenberg",
                                                     "Langenfeld (Rheinland), Stadt",
                                                     "Lichtenau, Stadt",
                                                     "Lügde, Stadt",
                                                     "Lünen, Stadt",
                                                     "Mülheim an der Ruhr, Stadt",
                                                     "Sankt Augustin, Stadt",
                                                     "Wetter (Ruhr), Stadt"});
    return directory;
}

struct Case {
    const char* typed;
    const char* meant;
    bool likely;
};

class Misspelt : public ::testing::TestWithParam<Case> {};

TEST_P(Misspelt, the_municipality_meant_is_proposed) {
    const NameMatcher matcher{sample()};
    EXPECT_TRUE(matcher.exact(GetParam().typed).empty());
    const auto guess = matcher.guess(GetParam().typed, {});
    ASSERT_NE(guess.municipality, nullptr);
    EXPECT_EQ(guess.municipality->name, GetParam().meant);
    EXPECT_EQ(guess.likely, GetParam().likely);
}

INSTANTIATE_TEST_SUITE_P(
    Names, Misspelt,
    ::testing::Values(Case{"ahaus", "Ahaus", true},                       // case
                      Case{"Bäsweiler", "Baesweiler", true},              // a false umlaut
                      Case{"Luegde", "Lügde", true},                      // no umlaut keys
                      Case{"Lüdge", "Lügde", true},                       // letters swapped
                      Case{"Borchn", "Borchen", true},                    // a letter lost
                      Case{"Kalll", "Kall", true},                        // a letter too many
                      Case{"Bocken", "Borken", true},                     // a wrong letter
                      Case{"Stadt Ahaus", "Ahaus", true},                 // title before
                      Case{"Markt Lichtenau", "Lichtenau", true},         // title of elsewhere
                      Case{"Emmerich", "Emmerich am Rhein", true},        // river left out
                      Case{"Mülheim/Ruhr", "Mülheim an der Ruhr", true},  // river shortened
                      Case{"Wetter", "Wetter (Ruhr)", true},              // bracket left out
                      Case{"Gronau Westf.", "Gronau (Westf.)", true},     // bracket lost
                      Case{"Fröndenberg", "Fröndenberg/Ruhr", true},      // slash left out
                      Case{"Herzebrock", "Herzebrock-Clarholz", true},    // half of a double name
                      Case{"Horn Bad Meinberg", "Horn-Bad Meinberg", true},  // hyphen lost
                      Case{"Sank Ausgustin", "Sankt Augustin", true},        // two slips
                      Case{"Langenfeld", "Langenfeld (Rheinland)", true},    // not Langenberg
                      Case{"Kalau", "Kalkar", false}));                      // only the nearest

TEST(Names, exact_is_common_or_official_name) {
    const NameMatcher matcher{sample()};
    ASSERT_EQ(matcher.exact(" Ahaus ").size(), 1u);
    ASSERT_EQ(matcher.exact("Ahaus, Stadt").size(), 1u);
    EXPECT_EQ(matcher.exact("Lu\xCC\x88gde").size(), 1u) << "a decomposed umlaut is the same name";
}

TEST(Names, names_that_repeat_in_the_country_are_all_found) {
    const auto directory = directory_of({"Neunkirchen", "Neunkirchen, Stadt", "Ahaus"});
    EXPECT_EQ(NameMatcher{directory}.exact("Neunkirchen").size(), 2u);
}

TEST(Names, nothing_is_proposed_for_what_is_no_name_from_here) {
    const NameMatcher matcher{sample()};
    EXPECT_EQ(matcher.guess("Xqzvyw", {}).municipality, nullptr);
}

TEST(Names, of_equally_good_guesses_the_one_missing_in_the_list_wins) {
    const auto directory = directory_of({"Aldorf", "Ahdorf"});
    const NameMatcher matcher{directory};
    for (const auto& named : directory.all()) {
        const auto guess = matcher.guess("Axdorf", {named.ags});
        ASSERT_NE(guess.municipality, nullptr);
        EXPECT_NE(guess.municipality->ags, named.ags);
    }
}

}  // namespace
}  // namespace kommod::municipalities
