// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/condition.h"

#include <algorithm>

#include <gmock/gmock.h>

#include "packages/package.h"
#include "packages/testing.h"

namespace kommod::authoring {
namespace {

using ::testing::Contains;
using ::testing::Not;

json::object document() {
    return packages::check(packages::small_package()).package->document;
}

std::vector<std::string> offered(const Reader& reader) {
    std::vector<std::string> out;
    for (const auto& each : offered_statements(document(), reader))
        out.push_back(each.words);
    return out;
}

TEST(Conditions, read_what_stands_above) {
    EXPECT_THAT(offered({"anlass", {}}), testing::IsEmpty());
    EXPECT_THAT(offered({"futter", {}}), Contains("Anlass der Meldung: ist „Gefunden“"));
    EXPECT_THAT(offered({"futter", {}}), Not(Contains("Das Futter: Ja"))) << "its own page";
    EXPECT_THAT(offered({"futter", {}, true}), Contains("Das Futter: Ja")) << "at its end";
    EXPECT_THAT(offered({"futter", {}, true}), Not(Contains("Art: ist ausgefüllt")))
        << "of which item?";
    EXPECT_THAT(offered({"tiere", "tiere.seit"}), Contains("Art: ist ausgefüllt"));
}

// Chosen, written, read again: the same; and the package's own check takes it.
TEST(Conditions, about_items_of_a_list_speak_of_the_same_item) {
    const auto before = document();
    const Condition filled{{{"tiere.art", "filled", ""}}, true};
    const auto written = to_expression(before, filled, "tiere");
    EXPECT_EQ(json::serialize(written), R"({"!!":[{"var":"art"}]})");
    EXPECT_EQ(from_expression(before, written, "tiere"), filled);
    EXPECT_EQ(in_words(before, written, "tiere"), "„Art“ ist angegeben");
    auto files = packages::small_package();
    auto& form = files["form.yaml"];
    const std::string_view seit = "{key: seit, ";
    form.replace(form.find(seit), seit.size(),
                 "{key: seit, when: " + json::serialize(written) + ", ");
    EXPECT_TRUE(packages::check(files, packages::Completeness::usable).package);
}

TEST(Conditions, read_what_each_town_sets) {
    auto files = packages::small_package();
    auto& manifest = files["package.yaml"];
    const std::string_view futtergeld = "  - {key: futtergeld,";
    manifest.insert(manifest.find(futtergeld),
                    "  - {key: tierheim, type: yes_no, default: true}\n");
    auto& texts = files["texts/de.yaml"];
    const std::string_view labels = "parameters: {";
    texts.insert(texts.find(labels) + labels.size(), "tierheim: {label: Es gibt ein Tierheim}, ");
    const auto package = packages::check(files, packages::Completeness::usable).package;
    ASSERT_TRUE(package);
    const auto offers = offered_statements(package->document, {"anlass", {}});
    ASSERT_EQ(offers.size(), 2U) << "yes and no, and no amount";
    EXPECT_EQ(offers[0].words, "Es gibt ein Tierheim: Ja");
    const Condition no{{offers[1].statement}, true};
    const auto written = to_expression(package->document, no);
    EXPECT_EQ(json::serialize(written), R"({"==":[{"var":"parameter.tierheim"},false]})");
    EXPECT_EQ(from_expression(package->document, written), no);
    EXPECT_EQ(in_words(package->document, written), "„Es gibt ein Tierheim“ ist Nein");
}

TEST(Conditions, compare_two_answers_at_the_end_of_a_page) {
    auto files = packages::small_package();
    auto& form = files["form.yaml"];
    const std::string_view futter = "- {key: futter, type: yes_no}";
    form.replace(
        form.find(futter), futter.size(),
        "- {key: futter, type: yes_no}\n      - {key: von, type: date}\n      - {key: bis, "
        "type: date}");
    auto& texts = files["texts/de.yaml"];
    texts.replace(
        texts.find("fields:\n"), 8,
        "fields:\n  futter: {label: Füttern}\n  von: {label: Beginn}\n  bis: {label: Ende}\n");
    const auto with_days = packages::check(files, packages::Completeness::usable).package;
    ASSERT_TRUE(with_days);
    const auto& all = with_days->document;
    const auto statements = offered_statements(all, {"futter", {}, true});
    const auto pair =
        std::ranges::find(statements, "Ende: nicht früher als „Beginn“", &Offered::words);
    ASSERT_NE(pair, statements.end());
    const Condition condition{{pair->statement}, true};
    const auto written = to_expression(all, condition);
    EXPECT_EQ(json::serialize(written), R"({">=":[{"var":"bis"},{"var":"von"}]})");
    EXPECT_EQ(from_expression(all, written), condition);
    EXPECT_EQ(in_words(all, written), "„Ende“ liegt nicht vor „Beginn“");
}

TEST(Conditions, about_days_speak_of_days) {
    const auto said = [](const char* expression) {
        return in_words(document(), json::parse(expression), "tiere");
    };
    EXPECT_EQ(said(R"({"<=": [{"var": "seit"}, {"date": "2026-03-01"}]})"),
              "„Seit wann“ liegt nicht nach dem 1. März 2026");
    EXPECT_EQ(said(R"({">": [{"var": "seit"}, {"today": []}]})"), "„Seit wann“ liegt nach heute");
    EXPECT_EQ(said(R"({"<": [{"var": "seit"}, {"addDuration": [{"today": []}, "P1Y6M"]}]})"),
              "„Seit wann“ liegt vor heute plus 1 Jahr, 6 Monate");
    EXPECT_EQ(said(R"({">=": [{"var": "zahl"}, 2]})"), "„zahl“ ist mindestens 2");
}

TEST(Conditions, say_of_lists_what_holds_for_their_items) {
    const auto sentence =
        json::parse(R"({"some":[{"var":"tiere"},{"==":[{"var":"art"},"Hund"]}]})");
    EXPECT_EQ(in_words(document(), sentence),
              "für mindestens einen Eintrag in „Die Tiere“ gilt: „Art“ ist „Hund“");
}

}  // namespace
}  // namespace kommod::authoring
