// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The samples are written for tests; what is in ../shared/data is read when it is there.
#include "packages/xdatenfelder.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"
#include "forms/yaml_file.h"
#include "packages/testing.h"

namespace kommod::packages {
namespace {

using Path = std::filesystem::path;

std::string content_of(const Path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string sample(const char* name) {
    return content_of(Path{KOMMOD_SOURCE_DIR} / "fuzz/seeds/xdatenfelder" / name);
}

std::string lines(const forms::Problems& problems) {
    std::string out;
    for (const forms::Problem& problem : problems)
        out += forms::to_line(problem) + "\n";
    return out;
}

// What no schema says, and an author has to.
bool is_unfinished(const forms::Problem& problem) {
    if (problem.key == "packages.no_cases") return true;
    if (problem.file == "package.yaml") return problem.key == "forms.missing_key";
    return problem.key == "texts.missing" && problem.at.starts_with("service.");
}

void expect_only_unfinished(const Files& files) {
    const auto checked = check(files);
    EXPECT_FALSE(checked.problems.empty());
    for (const forms::Problem& problem : checked.problems)
        EXPECT_TRUE(is_unfinished(problem)) << forms::to_line(problem);
}

// What an author adds, so that the package is whole.
Files finished(Files files) {
    auto& manifest = files["package.yaml"];
    for (const char* line :
         {"licence: EUPL-1.2\n", "services: [\"99102013000000\"]\n", "trust_level: none\n",
          "retention: {draft: P30D, application: P1Y, citation: \"§ 1\"}\n",
          "process: {office: amt}\n", "privacy: {basis: \"§ 3 DSG NRW\"}\n"})
        manifest += line;
    auto& texts = files["texts/de.yaml"];
    const auto end = texts.find("}\npages:");
    texts.insert(end,
                 ", privacy: Daten., after: Danke." +
                     std::string{texts.find("lead:") == std::string::npos ? ", lead: A." : ""});
    files["tests/wege.yaml"] = "- {name: leer, answers: {}, expect: {complete: false}}\n";
    return files;
}

forms::Form form_of(const Files& files) {
    const auto checked = check(finished(files));
    // A page that no case reaches is the author's business.
    for (const forms::Problem& problem : checked.problems)
        EXPECT_EQ(problem.key, "packages.not_covered") << forms::to_line(problem);
    forms::ProblemList problems{"form.yaml"};
    const auto node = forms::load_yaml(files.at("form.yaml"), problems);
    return *forms::compile(*node, {}, "form.yaml").form;
}

std::vector<std::string> pages_of(const forms::Form& form) {
    std::vector<std::string> out;
    for (const forms::Page& page : form.pages) {
        std::string line = page.id + ":";
        for (const forms::Field& field : page.fields)
            line += " " + field.key;
        out.push_back(line);
    }
    return out;
}

bool has_line(const std::string& text, std::string_view line) {
    return std::ranges::any_of(text::split(text, '\n'),
                               [&](std::string_view each) { return text::trim(each) == line; });
}

TEST(ImportXdatenfelder, version_2_becomes_a_draft) {
    const auto imported = import_xdatenfelder(sample("hundehaltung_2.xml"));
    ASSERT_TRUE(imported) << imported.error().what << imported.error().line;
    expect_only_unfinished(imported->files);
    const auto form = form_of(imported->files);
    EXPECT_EQ(
        pages_of(form),
        (std::vector<std::string>{
            "angaben: hinweis", "halterin_oder_halter: familienname telefonnummer",
            "vorname: vorname", "anschrift: strasse postleitzahl", "zwinger: zwinger_angeben name",
            "anschrift_2: anschrift_strasse anschrift_postleitzahl",

            "hund: hund", "angaben_2: rasse bestaetigung"}));
}

TEST(ImportXdatenfelder, fields_keep_ids_cardinality_and_limits) {
    const auto imported = import_xdatenfelder(sample("hundehaltung_2.xml"));
    ASSERT_TRUE(imported);
    const auto form = form_of(imported->files);
    const auto* name = form.field("familienname");
    ASSERT_NE(name, nullptr);
    EXPECT_EQ(name->fim, "F00000901");
    EXPECT_EQ(name->settings.most, 120);
    EXPECT_FALSE(name->optional);
    EXPECT_TRUE(form.field("telefonnummer")->optional);
    EXPECT_TRUE(form.field("postleitzahl")->settings.pattern.matches("48653"));
    EXPECT_FALSE(form.field("postleitzahl")->settings.pattern.matches("4865a"));
    EXPECT_EQ(form.field("postleitzahl")->settings.least, 5);
    const auto* dogs = form.field("hund");
    ASSERT_EQ(dogs->type, forms::FieldType::group);
    EXPECT_EQ(dogs->fim, "G00000904");
    EXPECT_FALSE(dogs->optional);
    EXPECT_EQ(form.field("hund.wurftag")->type, forms::FieldType::date);
    EXPECT_EQ(form.field("hund.gewicht")->type, forms::FieldType::number);
    EXPECT_EQ(form.field("hund.deckungssumme")->type, forms::FieldType::money);
    EXPECT_TRUE(form.field("hund.deckungssumme")->when);
    EXPECT_EQ(form.field("rasse")->type, forms::FieldType::text);
    EXPECT_EQ(form.field("bestaetigung")->type, forms::FieldType::yes_no);
    // A name that occurs several times is a group of its own.
    EXPECT_EQ(form.field("vorname")->type, forms::FieldType::group);
    EXPECT_EQ(form.field("vorname.vorname")->fim, "F00000903");
}

TEST(ImportXdatenfelder, what_may_be_left_out_as_a_whole_is_asked_for_first) {
    const auto imported = import_xdatenfelder(sample("hundehaltung_2.xml"));
    ASSERT_TRUE(imported);
    const auto form = form_of(imported->files);
    const auto complete = [&](bool wanted) {
        const forms::Record answers{{"zwinger_angeben", forms::Value{wanted}}};
        const auto state =
            forms::evaluate(form, {answers, {}, {}, *LocalDate::parse("2026-03-01")});
        return std::pair{state.page("zwinger")->complete, state.page("anschrift_2") != nullptr};
    };
    EXPECT_EQ(complete(false), (std::pair{true, false}));
    EXPECT_EQ(complete(true), (std::pair{false, true}));
}

TEST(ImportXdatenfelder, version_3_brings_its_lists_along) {
    const auto imported = import_xdatenfelder(sample("wochenmarkt_3.xml"));
    ASSERT_TRUE(imported) << imported.error().what << imported.error().line;
    expect_only_unfinished(imported->files);
    const auto form = form_of(imported->files);
    const auto* goods = form.field("art_der_ware");
    ASSERT_EQ(goods->type, forms::FieldType::choice);
    ASSERT_EQ(goods->settings.options.size(), 3U);
    EXPECT_EQ(goods->settings.options[1].id, "code_002");
    EXPECT_EQ(goods->settings.options[2].id, "de");
    EXPECT_EQ(form.field("markttage")->type, forms::FieldType::choices);
    EXPECT_EQ(form.field("markttage")->settings.most, 2);
    EXPECT_TRUE(form.field("laenge_der_front")->settings.max);
    EXPECT_EQ(form.field("nachweis")->settings.most, 3);
    EXPECT_EQ(form.field("nachweis")->settings.kinds, std::vector<std::string>{"pdf"});
    EXPECT_EQ(form.field("beschreibung")->type, forms::FieldType::long_text);
    EXPECT_EQ(form.field("lageplan"), nullptr);
    const auto checked = check(finished(imported->files));
    EXPECT_TRUE(has_line(imported->files.at("package.yaml"), "- {citation: \"§ 67 GewO\"}"));
    EXPECT_TRUE(
        has_line(imported->files.at("form.yaml"), "# F00000000906 1.1.0: § 3 Marktordnung"));
}

TEST(ImportXdatenfelder, texts_are_labels_hints_and_help) {
    const auto imported = import_xdatenfelder(sample("wochenmarkt_3.xml"));
    ASSERT_TRUE(imported);
    auto files = finished(imported->files);
    files["tests/wege.yaml"] =
        "- {name: a, answers: {art_der_ware: de}, expect: {path: [angaben], complete: false}}\n";
    const auto checked = check(files);
    ASSERT_TRUE(checked.package) << lines(checked.problems);
    const auto text = [&](const char* key) { return checked.package->text("de", key); };
    EXPECT_EQ(text("service.title"), "Stand auf dem Wochenmarkt beantragen");
    EXPECT_EQ(text("fields.art_der_ware.label"), "Art der Ware");
    EXPECT_EQ(text("fields.art_der_ware.options.code_002"), "Lebensmittel");
    EXPECT_EQ(text("fields.art_der_ware.option_hints.code_002"), "Auch Getränke.");
    EXPECT_TRUE(text("fields.laenge_der_front.help").starts_with("Die Länge in ganzen Metern"));
    EXPECT_EQ(checked.package->provider, "Musterredaktion");
    EXPECT_EQ(checked.package->id, "stand_auf_dem_wochenmarkt_beantragen");
}

TEST(ImportXdatenfelder, prose_rules_are_tasks) {
    const auto two = import_xdatenfelder(sample("hundehaltung_2.xml"));
    const auto three = import_xdatenfelder(sample("wochenmarkt_3.xml"));
    ASSERT_TRUE(two && three);
    std::vector<std::string> rules;
    for (const auto* imported : {&*two, &*three})
        for (const ImportNote& note : imported->notes)
            if (note.kind == ImportNote::Kind::rule) rules.push_back(note.id + " " + note.text);
    EXPECT_EQ(rules,
              (std::vector<std::string>{
                  "R00000902 Ein Zwinger wird nur angegeben, wenn mehr als drei Hunde gehalten "
                  "werden.",
                  "R00000901 Es muss eine Telefonnummer oder eine E-Mail-Adresse angegeben werden.",
                  "R00000901 Es muss eine Telefonnummer oder eine E-Mail-Adresse angegeben werden.",
                  "R00000000901 Wenn F00000000901 \"Art der Ware\" = 002 \"Lebensmittel\", dann "
                  "muss F00000000904 \"Nachweis\" angegeben werden."}));
}

TEST(ImportXdatenfelder, what_has_no_counterpart_is_told) {
    const auto two = import_xdatenfelder(sample("hundehaltung_2.xml"));
    const auto three = import_xdatenfelder(sample("wochenmarkt_3.xml"));
    ASSERT_TRUE(two && three);
    std::vector<std::string> told;
    for (const auto* imported : {&*two, &*three})
        for (const ImportNote& note : imported->notes) {
            EXPECT_GT(note.line, 1) << to_line(note);
            if (note.kind != ImportNote::Kind::rule) told.push_back(note.id);
            // Also for whoever opens the file.
            EXPECT_NE(imported->files.at("form.yaml").find(to_line(note)), std::string::npos);
        }
    EXPECT_EQ(told, (std::vector<std::string>{"F00000902", "G00000906", "F00000960", "F00000962",
                                              "F00000000904", "F00000000904", "F00000000905",
                                              "F00000000907"}));
}

// What is exchanged in the sample of version 2, and what is said about it.
struct Broken {
    const char *from, *to, *key;
    int line;
};

class BrokenSchema : public testing::TestWithParam<Broken> {};

TEST_P(BrokenSchema, is_refused_with_its_line) {
    const Broken& broken = GetParam();
    auto xml = sample("hundehaltung_2.xml");
    const auto at = xml.find(broken.from);
    ASSERT_NE(at, std::string::npos);
    xml.replace(at, std::string_view{broken.from}.size(), broken.to);
    const auto imported = import_xdatenfelder(xml);
    ASSERT_FALSE(imported);
    EXPECT_EQ(imported.error().key, broken.key) << imported.error().what;
    EXPECT_EQ(imported.error().line, broken.line) << imported.error().what;
}

INSTANTIATE_TEST_SUITE_P(
    All, BrokenSchema,
    testing::Values(
        Broken{"xdatenfelder_2", "xdatenfelder_1", "packages.no_schema", 2},
        Broken{"urn:xoev-de:fim:standard:xdatenfelder_2", "urn:x", "packages.no_schema", 2},
        Broken{"</x:header>", "", "packages.broken_xml", 428},
        Broken{"<x:name>Hundehaltung</x:name>",
               "<x:name>Hundehaltung</x:name><x:name>Zweimal</x:name>", "packages.bad_schema", 6},
        Broken{"<x:id>S00000901</x:id>", "", "packages.bad_schema", 4},
        Broken{"<x:anzahl>1:1", "<x:anzahl>eins", "packages.bad_schema", 19},
        Broken{"<x:anzahl>1:1", "<x:anzahl>2:1", "packages.bad_schema", 19},
        Broken{"<x:id>F00000900</x:id>", "<x:id>F-1</x:id>", "packages.bad_schema", 23}));

TEST(ImportXdatenfelder, entities_and_other_documents_are_refused) {
    const auto key = [](std::string_view xml) {
        const auto imported = import_xdatenfelder(xml);
        return imported ? std::string{} : imported.error().key;
    };
    EXPECT_EQ(key(""), "packages.broken_xml");
    EXPECT_EQ(key("Guten Tag"), "packages.broken_xml");
    EXPECT_EQ(key("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"), "packages.broken_xml");
    EXPECT_EQ(key("<a/>"), "packages.no_schema");
    EXPECT_EQ(key("<a xmlns=\"urn:xoev-de:fim:standard:xdatenfelder_2\"/>"), "packages.no_schema");
    EXPECT_EQ(key("<a xmlns=\"urn:xoev-de:fim:standard:xdatenfelder_2\"><stammdatenschema>"
                  "<identifikation><id>S1</id></identifikation><name>Leer</name>"
                  "</stammdatenschema></a>"),
              "packages.empty_schema");
}

TEST(ImportXdatenfelder, a_message_of_one_group_is_taken_too) {
    auto xml = sample("wochenmarkt_3.xml");
    xml = text::replace_all(xml, "stammdatenschema>", "datenfeldgruppe>");
    xml = text::replace_all(xml, "<x:bezeichnung>", "<x:bezeichnungEingabe>");
    xml = text::replace_all(xml, "</x:bezeichnung>", "</x:bezeichnungEingabe>");
    const auto imported = import_xdatenfelder(xml);
    ASSERT_TRUE(imported) << imported.error().what;
    EXPECT_EQ(form_of(imported->files).pages.size(), 1U);
}

// Whatever is cut out or put in: an answer, and what is accepted can be checked.
RC_GTEST_PROP(ImportXdatenfelder, is_total, ()) {
    auto xml = sample(*rc::gen::element("hundehaltung_2.xml", "wochenmarkt_3.xml"));
    const auto from = *rc::gen::inRange<std::size_t>(0, xml.size());
    const auto count = *rc::gen::inRange<std::size_t>(0, 40);
    const auto put = *rc::gen::element<std::string>(
        "", "0:*", "</x:id>", "{\"maxLength\":\"99999\"}", "\"", "obj", "\xff", "3000000000");
    xml.replace(from, count, put);
    const auto imported = import_xdatenfelder(xml);
    if (!imported) {
        RC_ASSERT(imported.error().line > 0);
        return;
    }
    for (const forms::Problem& problem : check(imported->files).problems)
        RC_ASSERT(is_unfinished(problem));
}

TEST(ImportXdatenfelder, files_of_others_are_read_or_refused) {
    const auto folder = Path{KOMMOD_SOURCE_DIR} / "../shared/data/xdatenfelder/v2";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "../shared/data is not there";
    const std::map<std::string, std::string> expected{
        {"data-field-rule.xml", ""},
        {"data-group-rule.xml", "packages.empty_schema"},
        {"duplicate-optional-value.xml", "packages.bad_schema"},
        {"duplicate-required-value.xml", "packages.bad_schema"},
        {"label.xml", ""},
        {"minimal.xml", "packages.empty_schema"},
        {"rule.xml", "packages.empty_schema"},
        {"select.xml", ""},
        {"simple.xml", ""},
        {"unknown-namespace.xml", "packages.no_schema"}};
    for (const auto& [name, key] : expected) {
        SCOPED_TRACE(name);
        const auto imported = import_xdatenfelder(content_of(folder / name));
        EXPECT_EQ(imported ? "" : imported.error().key, key);
        if (imported) expect_only_unfinished(imported->files);
    }
}

}  // namespace
}  // namespace kommod::packages
