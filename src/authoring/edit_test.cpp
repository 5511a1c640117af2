// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "authoring/edit.h"

#include <fstream>

#include <gmock/gmock.h>

#include "packages/testing.h"
#include "packages/xdatenfelder.h"

namespace kommod::authoring {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const NewPackage wanted{.id = "fundsache",
                        .title = "Fundsache melden",
                        .provider = "Stadt Coesfeld",
                        .services = {"99102013000000"},
                        .citation = "§ 965 BGB",
                        .office = "ordnungsamt"};

std::string problems_of(const json::object& document) {
    std::string out;
    for (const auto& problem : packages::check(document).problems)
        out += forms::to_line(problem) + "\n";
    return out;
}

TEST(NewDocument, is_a_whole_package_at_once) {
    EXPECT_EQ(problems_of(make_document(wanted)), "");
}

TEST(NewDocument, a_copy_has_its_own_name) {
    const auto original = packages::check(packages::small_package()).package->document;
    const auto copy = packages::check(copy_document(original, wanted)).package;
    ASSERT_TRUE(copy);
    EXPECT_EQ(copy->id, "fundsache");
    EXPECT_EQ(copy->text("de", "service.title"), "Fundsache melden");
}

// With what only a person can say: services, and whatever the schema leaves open.
TEST(NewDocument, a_schema_is_completed_to_a_package_whose_cases_are_missing) {
    std::ifstream file{
        std::string{KOMMOD_SOURCE_DIR} + "/fuzz/seeds/xdatenfelder/hundehaltung_2.xml",
        std::ios::binary};
    const std::string xml{std::istreambuf_iterator<char>{file}, {}};
    const auto imported = packages::import_xdatenfelder(xml);
    ASSERT_TRUE(imported);
    const auto drawn = packages::document_of(imported->files);
    auto document = complete_document(drawn, wanted);
    EXPECT_EQ(document.at("form.yaml").at("pages"), drawn.at("form.yaml").at("pages"));
    EXPECT_EQ(text_at(document, "de", {"service", "title"}), "Fundsache melden");
    EXPECT_EQ(document.at("package.yaml").at("legal_basis"),
              drawn.at("package.yaml").at("legal_basis"));
    for (const auto& problem : packages::check(document).problems)
        EXPECT_THAT(problem.key, AnyOf("packages.no_cases", "packages.not_covered"))
            << forms::to_line(problem);
    EXPECT_TRUE(packages::check(document, packages::Completeness::usable).package)
        << problems_of(document);
}

TEST(Keys, are_made_from_what_people_call_it) {
    const struct {
        const char *label, *key;
    } cases[] = {{"Straße und Hausnummer", "strasse_und_hausnummer"},
                 {"Größe in m²", "groesse_in_m2"},
                 {"2. Person", "x_2_person"},
                 {"???", "x"},
                 {"Name", "name_2"}};
    for (const auto& [label, key] : cases)
        EXPECT_EQ(make_key(label, {"name"}), key) << label;
}

// From nothing to a form with every type of field, checked after each step.
TEST(Editing, every_type_of_field_is_complete_when_it_is_added) {
    for (const char* type :
         {"text",   "long_text",    "email",  "phone",       "number",  "money",
          "date",   "time",         "yes_no", "choice",      "choices", "country",
          "file",   "postcode",     "place",  "address",     "iban",    "tax_id",
          "person", "organisation", "notice", "declaration", "point"}) {
        auto document = make_document(wanted);
        ASSERT_TRUE(add_field(document, "angaben", "", type, "Was ist es?")) << type;
        // The one case gives no answer to it, so it ends before; nothing else is to be told.
        for (const auto& problem : packages::check(document).problems)
            EXPECT_THAT(problem.file, HasSubstr("tests/")) << type << forms::to_line(problem);
    }
}

TEST(Editing, a_group_has_a_page_of_its_own) {
    auto document = make_document(wanted);
    EXPECT_EQ(add_field(document, "angaben", "", "group", "Hunde").error().key,
              "authoring.group_alone");
    ASSERT_TRUE(add_page(document, "Ihre Hunde"));
    ASSERT_TRUE(add_field(document, "ihre_hunde", "", "group", "Hunde"));
    ASSERT_TRUE(add_field(document, "ihre_hunde", "hunde", "date", "Wurftag"));
    EXPECT_EQ(add_field(document, "ihre_hunde", "", "text", "Noch etwas").error().key,
              "authoring.group_alone");
    EXPECT_THAT(all_fields(document),
                ElementsAre("person", "hunde", "hunde.name", "hunde.wurftag"));
    EXPECT_EQ(page_of(document, "hunde.wurftag"), "ihre_hunde");
    const auto checked = packages::check(document, packages::Completeness::usable);
    EXPECT_TRUE(checked.package) << problems_of(document);
}

TEST(Editing, what_is_read_elsewhere_is_not_removed) {
    auto document = packages::check(packages::small_package()).package->document;
    const auto refused = remove_field(document, "anlass");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "authoring.read");
    EXPECT_THAT(refused.error().value, HasSubstr("Bedingung der Seite „Das Futter“"));
    EXPECT_THAT(refused.error().value, HasSubstr("Brief eingang.de.md"));
    EXPECT_THAT(readers_of(document, "tiere.art"), ElementsAre("Brief eingang.de.md"));
    EXPECT_THAT(readers_of(document, "zahl"),
                ElementsAre("Prüfung der Seite „Die Tiere“", "Gebühr „futter“"));
    EXPECT_EQ(remove_page(document, "tiere").error().key, "authoring.read");
    EXPECT_EQ(remove_field(document, "gibtesnicht").error().key, "authoring.no_such");
}

TEST(Editing, what_is_removed_takes_its_texts_and_answers_along) {
    auto document = make_document(wanted);
    ASSERT_TRUE(add_page(document, "Der Fund"));
    ASSERT_TRUE(add_field(document, "der_fund", "", "text", "Was"));
    document["tests/wege.yaml"].as_array()[0].as_object()["answers"].as_object()["was"] = "Uhr";
    document["tests/wege.yaml"].as_array()[0].as_object()["expect"].as_object()["path"] =
        json::array{"angaben", "der_fund"};
    ASSERT_EQ(problems_of(document), "");
    ASSERT_TRUE(remove_page(document, "der_fund"));
    EXPECT_EQ(document, make_document(wanted));
}

TEST(Editing, options_keep_their_ids_when_they_are_reworded_or_moved) {
    auto document = make_document(wanted);
    ASSERT_TRUE(add_field(document, "angaben", "", "choice", "Farbe"));
    const auto ids = [&] { return json::serialize(find_field(document, "farbe")->at("options")); };
    ASSERT_TRUE(set_options(document, "farbe", {"Rot", "Blau", "Grün"}));
    EXPECT_EQ(ids(), R"(["rot","blau","gruen"])");
    ASSERT_TRUE(set_options(document, "farbe", {"Blau", "Rot", "Grün"}));
    EXPECT_EQ(ids(), R"(["blau","rot","gruen"])");
    ASSERT_TRUE(set_options(document, "farbe", {"Blau", "Rot", "Grün oder Gelb"}));
    EXPECT_EQ(ids(), R"(["blau","rot","gruen"])");
    ASSERT_TRUE(set_options(document, "farbe", {"Blau", "Rot"}));
    EXPECT_EQ(ids(), R"(["blau","rot"])");
    EXPECT_EQ(text_at(document, "de", {"fields", "farbe", "options", "gruen"}), "");
    EXPECT_EQ(set_options(document, "farbe", {"Nur eine"}).error().key,
              "authoring.too_few_options");
}

TEST(Editing, pages_and_fields_move_and_stop_at_the_ends) {
    auto document = make_document(wanted);
    ASSERT_TRUE(add_field(document, "angaben", "", "text", "Zweitens"));
    ASSERT_TRUE(add_page(document, "Noch eine"));
    ASSERT_TRUE(move_field(document, "zweitens", Towards::start));
    EXPECT_THAT(all_fields(document), ElementsAre("zweitens", "person"));
    EXPECT_EQ(move_field(document, "zweitens", Towards::start).error().key, "authoring.at_the_end");
    ASSERT_TRUE(move_field_to(document, "zweitens", "noch_eine"));
    EXPECT_EQ(page_of(document, "zweitens"), "noch_eine");
    ASSERT_TRUE(move_page(document, "noch_eine", Towards::start));
    EXPECT_THAT(all_fields(document), ElementsAre("zweitens", "person"));
    EXPECT_EQ(move_page(document, "noch_eine", Towards::start).error().key, "authoring.at_the_end");
}

}  // namespace
}  // namespace kommod::authoring
