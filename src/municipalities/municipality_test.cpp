// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/municipality.h"

#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"
#include "municipalities/directory.h"

namespace kommod::municipalities {
namespace {

TEST(Ags, eight_digits_or_five_and_a_state_that_exists) {
    ASSERT_TRUE(Ags::parse("05558012"));
    EXPECT_FALSE(Ags::parse("05558012")->is_district());
    ASSERT_TRUE(Ags::parse("05558"));
    EXPECT_TRUE(Ags::parse("05558")->is_district());
    for (const auto* wrong : {"", "5558012", "0555801", "055580123", "00558012", "17558012",
                              "0555801x", " 05558012", "05558012\n", "０５５５８０１２"})
        EXPECT_FALSE(Ags::parse(wrong)) << wrong;
}

TEST(Ags, proposal_where_the_digits_are_all_there) {
    const std::pair<const char*, const char*> cases[] = {
        {"5558012", "05558012"},       // a spreadsheet took it for a number
        {"5558", "05558"},             //
        {"05 5 58 012", "05558012"},   // as the statistical offices print it
        {"055580012012", "05558012"},  // the regional key
        {"05558O12", ""},              // a letter is no digit
        {"99558012", ""}};
    for (const auto& [given, proposal] : cases) {
        const auto ags = Ags::parse(given);
        ASSERT_FALSE(ags);
        EXPECT_EQ(ags.error().proposal, proposal);
        EXPECT_EQ(ags.error().value, given);
    }
}

TEST(Name, spoken_name_is_what_a_municipality_calls_itself) {
    const struct {
        const char *official, *spoken;
    } cases[] = {{"Coesfeld, Stadt", "Stadt Coesfeld"},
                 {"Solingen, Klingenstadt", "Klingenstadt Solingen"},
                 {"Erkrath, Fundort des Neanderthalers, Stadt", "Stadt Erkrath"},
                 {"Rosendahl", "Gemeinde Rosendahl"}};
    for (const auto& [official, spoken] : cases)
        EXPECT_EQ(spoken_name({.official_name = official}), spoken);
    EXPECT_EQ(spoken_name({.official_name = "Kreis Coesfeld", .kind = Kind::district}),
              "Kreis Coesfeld");
}

TEST(Name, common_name_is_what_stands_before_the_comma) {
    EXPECT_EQ(common_name("Coesfeld, Stadt"), "Coesfeld");
    EXPECT_EQ(common_name("Erkrath, Fundort des Neanderthalers, Stadt"), "Erkrath");
    EXPECT_EQ(common_name("Rosendahl"), "Rosendahl");
}

TEST(Slug, words_of_the_site_are_reserved) {
    for (const auto* word :
         {"verwaltung", "static", "healthz", "readyz", "metrics", "vorschau", "api", ".well-known",
          "leistungen", "monitor", "robots.txt", "en", "de-leicht", "sitemap.xml", "favicon.ico"})
        EXPECT_TRUE(is_reserved_slug(word)) << word;
    for (const auto* word : {"coesfeld", "", " ", "api assets", "well", "online-kommune"})
        EXPECT_FALSE(is_reserved_slug(word)) << word;
}

TEST(Slug, chosen_ones_are_checked) {
    EXPECT_TRUE(parse_slug("luedinghausen"));
    EXPECT_EQ(parse_slug("Lüdinghausen").error().proposal, "luedinghausen");
    EXPECT_EQ(parse_slug("verwaltung").error().key, "municipalities.reserved_slug");
    for (const auto* wrong : {"", "-a", "a-", "a--b", "a/b", "a.b", "A"})
        EXPECT_EQ(parse_slug(wrong).error().key, "municipalities.bad_slug") << wrong;
}

TEST(Slug, hosts_are_checked) {
    EXPECT_EQ(*parse_host(" Coesfeld.Example "), "coesfeld.example");
    EXPECT_EQ(*parse_host(""), "");
    for (const auto* wrong :
         {"https://coesfeld.example", "coesfeld.example/", "a..b", ".a", "a:80"})
        EXPECT_FALSE(parse_host(wrong)) << wrong;
}

Municipality named(std::string ags, std::string name, std::string district = "Coesfeld") {
    Municipality m;
    m.ags = std::move(ags);
    m.official_name = name;
    m.name = std::move(name);
    m.district_ags = m.ags.substr(0, 5);
    m.district_name = std::move(district);
    return m;
}

TEST(Directory, a_second_town_of_the_same_name_gets_another_address) {
    const std::vector records{named("05558001", "Monitor"), named("05558002", "Neustadt"),
                              named("05566003", "Neustadt", "Steinfurt"),
                              named("05566004", "Neustadt", "Steinfurt"), named("05566005", "北")};
    const auto changes = plan(Directory{}, records);
    ASSERT_TRUE(changes);
    std::vector<std::string> slugs;
    for (const auto& change : *changes)
        slugs.push_back(change.municipality.slug);
    EXPECT_EQ(slugs, (std::vector<std::string>{"monitor-coesfeld", "neustadt", "neustadt-steinfurt",
                                               "neustadt-05566004", "05566005"}));
}

TEST(Directory, an_address_stays_when_the_name_changes) {
    auto recorded = named("05558012", "Coesfeld");
    recorded.slug = "coesfeld";
    const std::vector renamed{named("05558012", "Coesfeld-Lette")};
    const auto changes = plan(Directory{{recorded}}, renamed);
    ASSERT_TRUE(changes);
    EXPECT_EQ(changes->front().municipality.slug, "coesfeld");
    EXPECT_EQ(changes->front().fields, (std::vector<std::string>{"name", "official_name"}));
}

TEST(Directory, an_address_belongs_to_one_only) {
    auto recorded = named("05558012", "Coesfeld");
    recorded.slug = "coesfeld";
    recorded.host = "coesfeld.example";
    auto thief = named("05558016", "Dülmen");
    thief.slug = "coesfeld";
    EXPECT_EQ(plan(Directory{{recorded}}, std::vector{thief}).error().key,
              "municipalities.slug_taken");
    thief.slug = "";
    thief.host = "COESFELD.example";
    EXPECT_EQ(plan(Directory{{recorded}}, std::vector{thief}).error().key,
              "municipalities.host_taken");
}

RC_GTEST_PROP(Directory, every_address_is_free_shaped_and_never_reserved, ()) {
    const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::oneOf(
        rc::gen::element<std::string>("verwaltung", "api", "Monitor", "Münster", "Bad ", "St. ",
                                      "-", "/", "(", "ß", "é", "北京", ", Stadt", ".well-known"),
        rc::gen::container<std::string>(rc::gen::inRange<char>(32, 127))));
    std::vector<Municipality> records;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        records.push_back(
            named("05" + std::to_string(558000 + i), pieces[i] + pieces[pieces.size() - 1 - i]));
    const auto changes = plan(Directory{}, records);
    RC_ASSERT(changes.has_value());
    std::set<std::string> seen;
    for (const auto& change : *changes) {
        const auto& slug = change.municipality.slug;
        RC_ASSERT(!is_reserved_slug(slug));
        RC_ASSERT(parse_slug(slug).has_value());
        RC_ASSERT(seen.insert(slug).second);
    }
}

}  // namespace
}  // namespace kommod::municipalities
