// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "packages/placeholders.h"
#include "packages/testing.h"

namespace kommod::packages {
namespace {

std::string lines(const forms::Problems& problems) {
    std::string out;
    for (const forms::Problem& problem : problems)
        out += forms::to_line(problem) + "\n";
    return out;
}

TEST(CheckPackage, a_good_one_is_good) {
    const auto checked = check(small_package());
    ASSERT_TRUE(checked.package) << lines(checked.problems);
    EXPECT_EQ(lines(checked.problems), "");
    EXPECT_EQ(lines(run_cases(*checked.package)), "");
    EXPECT_EQ(checked.package->form.pages.size(), 3U);
    EXPECT_EQ(checked.package->hash.size(), 64U);
}

TEST(CheckPackage, its_document_is_the_same_package) {
    const auto first = check(small_package());
    ASSERT_TRUE(first.package);
    const auto again = check(first.package->document);
    ASSERT_TRUE(again.package) << lines(again.problems);
    EXPECT_EQ(again.package->hash, first.package->hash);
    EXPECT_EQ(lines(run_cases(*again.package)), "");
}

TEST(CheckPackage, a_change_of_one_word_is_another_package) {
    auto files = small_package();
    const auto first = check(files);
    files["texts/de.yaml"].replace(files["texts/de.yaml"].find("Fundhund"), 8, "Fundtier");
    const auto second = check(files);
    ASSERT_TRUE(first.package && second.package);
    EXPECT_NE(first.package->hash, second.package->hash);
}

TEST(CheckPackage, all_shipped_ones_are_good_without_a_hint) {
    int count = 0;
    for (const auto& folder : std::filesystem::directory_iterator(shipped_folder())) {
        if (!folder.is_directory()) continue;
        SCOPED_TRACE(folder.path().filename());
        const auto checked = check(files_in(folder.path()));
        EXPECT_EQ(lines(checked.problems), "");
        ASSERT_TRUE(checked.package);
        EXPECT_EQ(checked.package->id, folder.path().filename());
        EXPECT_EQ(lines(run_cases(*checked.package)), "");
        const auto again = check(checked.package->document);
        ASSERT_TRUE(again.package) << lines(again.problems);
        EXPECT_EQ(again.package->hash, checked.package->hash);
        ++count;
    }
    EXPECT_GT(count, 0);
}

// A package broken in one place: what is exchanged in which file, and what is said about it.
struct Broken {
    const char *file, *from, *to;
    const char *said_in, *key;
    int line;
};

class BrokenPackage : public testing::TestWithParam<Broken> {};

TEST_P(BrokenPackage, is_refused_with_file_and_line) {
    const Broken& broken = GetParam();
    auto files = small_package();
    auto& content = files[broken.file];
    const auto at = content.find(broken.from);
    ASSERT_NE(at, std::string::npos) << broken.from;
    content.replace(at, std::string_view{broken.from}.size(), broken.to);
    const auto checked = check(files);
    EXPECT_FALSE(checked.package);
    const bool said = std::ranges::any_of(checked.problems, [&](const forms::Problem& problem) {
        return problem.file == broken.said_in && problem.key == broken.key &&
               problem.line == broken.line && problem.column > 0;
    });
    EXPECT_TRUE(said) << lines(checked.problems);
}

constexpr auto broken_packages = std::to_array<Broken>({
    {"package.yaml", "id: fundhund", "id: Fund-Hund", "package.yaml", "forms.bad_id", 2},
    {"package.yaml", "version: 1.0.0", "version: eins", "package.yaml", "packages.version", 3},
    {"package.yaml", "licence:", "lizenz:", "package.yaml", "forms.unknown_key", 5},
    {"package.yaml", "99102013000000", "9910201310400", "package.yaml", "packages.bad_service", 6},
    {"package.yaml", "trust_level: none", "trust_level: hoch", "package.yaml",
     "packages.unknown_word", 9},
    {"package.yaml", "[forms]", "[formulare]", "package.yaml", "packages.unknown_word", 11},
    {"package.yaml", "submission]", "submision]", "package.yaml", "packages.unknown_word", 12},
    {"package.yaml", "submission]", "payment]", "package.yaml", "packages.payment_without_block",
     12},
    {"package.yaml", "type: money", "type: geld", "package.yaml", "packages.unknown_word", 14},
    {"package.yaml", "\"12.50\"", "\"zwölf\"", "package.yaml", "packages.bad_default", 14},
    {"package.yaml", "draft: P30D", "draft: 30 Tage", "package.yaml", "packages.bad_duration", 15},
    {"package.yaml", ", citation: \"§ 973 BGB\"", "", "package.yaml", "forms.missing_key", 15},
    {"package.yaml", "letters: [eingang]", "letters: []", "package.yaml",
     "packages.no_confirmation", 1},
    {"package.yaml", "languages: [de]", "languages: [de, en]", "texts/en.yaml", "packages.no_file",
     1},
    {"form.yaml", "type: choice", "type: auswahl", "form.yaml", "forms.unknown_type", 5},
    {"form.yaml", "{var: anlass}", "{var: anlas}", "form.yaml", "forms.unknown_name", 20},
    {"form.yaml", "gefunden]}\n    fields", "gefunde]}\n    fields", "form.yaml",
     "forms.never_equal", 20},
    {"form.yaml", "{\"==\": [{var: anlass}, gefunden]}", "{\"==\": [1, 1]}", "form.yaml",
     "forms.constant_condition", 20},
    {"form.yaml", "{\"!\": {var: futter}}", "{\"!\": true}", "form.yaml",
     "forms.constant_condition", 24},
    {"fees.yaml", "when: {var: futter}", "when: true", "fees.yaml", "forms.constant_condition", 2},
    {"form.yaml", "{var: zahl}, 2]", "{var: zahl}, zwei]", "form.yaml", "forms.types_differ", 18},
    {"form.yaml", "{var: zahl}", "{var: futter}", "form.yaml", "forms.name_below", 18},
    {"form.yaml", "at: [tiere]", "at: [tier]", "form.yaml", "forms.unknown_name", 18},
    {"form.yaml", "key: seit", "key: art", "form.yaml", "forms.twice", 14},
    {"form.yaml", "max: 3", "max: drei", "form.yaml", "forms.no_number", 10},
    {"form.yaml", "item_title: art", "item_title: name", "form.yaml", "forms.unknown_name", 11},
    {"form.yaml", "      - {key: futter, type: yes_no}", "      - {key: futter, type: yes_no",
     "form.yaml", "forms.yaml", 24},
    {"form.yaml", "key: futter, type: yes_no", "key: login, type: yes_no", "form.yaml",
     "forms.reserved", 22},
    {"form.yaml", "{count: [{var: tiere}]}", "{count: [{var: anlass}]}", "form.yaml",
     "forms.wrong_type", 16},
    {"form.yaml", "{count:", "{zaehle:", "form.yaml", "forms.unknown_operator", 16},
    {"form.yaml", "id: futter", "id: tiere", "form.yaml", "forms.twice", 19},
    {"form.yaml", "format: kommod-form/1", "format: formular/1", "form.yaml", "forms.format", 1},
    {"form.yaml", "type: yes_no", "type: yes_no, min: 3", "form.yaml", "forms.unknown_key", 22},
    {"fees.yaml", "parameter.futtergeld", "parameter.futter", "fees.yaml", "forms.unknown_name", 2},
    {"fees.yaml", ", citation: \"§ 3 Gebührensatzung\"", "", "fees.yaml", "forms.missing_key", 2},
    {"fees.yaml", "{\"*\": [{var: zahl}, {var: parameter.futtergeld}]}", "{var: zahl}", "fees.yaml",
     "forms.wrong_type", 2},
    {"texts/de.yaml", "  anlass: {title: Anlass der Meldung}\n", "", "texts/de.yaml",
     "texts.missing", 3},
    {"texts/de.yaml", "vermisst: Vermisst", "vermist: Vermisst", "texts/de.yaml", "texts.unused",
     7},
    {"texts/de.yaml", "declarations: {richtig", "declarations: {richtg", "texts/de.yaml",
     "texts.missing", 13},
    {"texts/de.yaml", "lead: Ein Hund ist da.", "lead: ''", "texts/de.yaml", "texts.empty", 1},
    {"letters/eingang.de.md", "{{anlass}}", "{{anlas}}", "letters/eingang.de.md",
     "letters.unknown_name", 3},
    {"letters/eingang.de.md", "{{/if}}", "", "letters/eingang.de.md", "letters.unbalanced", 3},
    {"letters/eingang.de.md", "# Ihre", "Ihre", "letters/eingang.de.md", "letters.subject", 1},
    {"letters/eingang.de.md", "each tiere", "each anlass", "letters/eingang.de.md",
     "letters.no_list", 5},
    {"tests/wege.yaml", "answers: {anlass: gefunden", "answers: {anlas: gefunden",
     "tests/wege.yaml", "cases.unknown_field", 3},
    {"tests/wege.yaml", "expect: {path", "erwartet: {path", "tests/wege.yaml", "forms.unknown_key",
     4},
    {"tests/wege.yaml", "today: 2026-03-01", "today: heute", "tests/wege.yaml", "cases.bad_date",
     2},
});
INSTANTIATE_TEST_SUITE_P(Mutations, BrokenPackage, testing::ValuesIn(broken_packages));

TEST(CheckPackage, a_page_that_no_case_reaches_is_told) {
    auto files = small_package();
    auto& cases = files["tests/wege.yaml"];
    cases = cases.substr(cases.find("- name: Vermisst"));
    cases.erase(cases.find("- name: Nicht"),
                cases.find("- name: Zu viele") - cases.find("- name: Nicht"));
    const auto checked = check(files);
    EXPECT_FALSE(checked.package);
    EXPECT_NE(lines(checked.problems).find("Kein Testfall erreicht die Seite „futter“"),
              std::string::npos)
        << lines(checked.problems);
}

TEST(CheckPackage, what_nobody_reads_is_told) {
    auto files = small_package();
    auto& form = files["form.yaml"];
    const std::string_view zahl = "      - {key: zahl,";
    form.insert(form.find(zahl),
                "      - {key: nichts, type: number, value: {count: [{var: tiere}]}}\n");
    auto& fees = files["fees.yaml"];
    const std::string_view amount = "{\"*\": [{var: zahl}, {var: parameter.futtergeld}]}";
    fees.replace(fees.find(amount), amount.size(), "\"3.00\"");
    auto checked = check(files);
    EXPECT_EQ(lines(checked.problems),
              "form.yaml:16:9: Was „nichts“ berechnet, liest niemand. Geben Sie ihm einen Text "
              "unter computed, dann steht es auf der Zusammenfassung, oder streichen Sie es.\n"
              "package.yaml:14:5: Die Angabe „futtergeld“ liest niemand. Nennen Sie sie in einer "
              "Bedingung, einer Gebühr, einem Text oder einem Brief, oder streichen Sie sie.\n");
    EXPECT_TRUE(checked.package) << "a hint, no mistake";
    files["texts/de.yaml"] += "computed: {nichts: Anzahl}\n";
    files["letters/eingang.de.md"] += "Es kostet {{parameter.futtergeld}}.\n";
    EXPECT_EQ(lines(check(files).problems), "");
}

TEST(CheckPackage, a_case_that_goes_otherwise_says_what_came_out) {
    auto files = small_package();
    auto& cases = files["tests/wege.yaml"];
    cases.replace(cases.find("\"12.50\""), 7, "\"12.40\"");
    const auto checked = check(files);
    ASSERT_TRUE(checked.package);
    EXPECT_EQ(lines(run_cases(*checked.package)),
              "tests/wege.yaml:1:1: Fall „Ein Hund wurde gefunden“: Die Gebühr „futter“ ist "
              "12,50 €, erwartet war \"12.40\".\n");
}

// Every line that is taken out of a package breaks it, or leaves a package that is whole.
TEST(CheckPackage, without_one_line_it_is_refused_or_still_good) {
    int refused = 0;
    for (const auto& [name, content] : small_package()) {
        for (std::size_t at = 0; at < content.size();) {
            const auto end = std::min(content.find('\n', at), content.size() - 1) + 1;
            auto files = small_package();
            files[name].erase(at, end - at);
            const auto checked = check(files);
            if (!checked.package) {
                ++refused;
                EXPECT_TRUE(std::ranges::all_of(checked.problems, [](const auto& problem) {
                    return problem.line > 0;
                })) << lines(checked.problems);
            } else {
                EXPECT_TRUE(check(checked.package->document).package);
            }
            at = end;
        }
    }
    EXPECT_GT(refused, 50);
}

RC_GTEST_PROP(CheckPackage, whatever_stands_in_a_file_it_never_throws, ()) {
    auto files = small_package();
    const auto which = *rc::gen::inRange<std::size_t>(0, files.size());
    auto& content = std::next(files.begin(), static_cast<std::ptrdiff_t>(which))->second;
    const auto at = *rc::gen::inRange<std::size_t>(0, content.size());
    const auto junk = *rc::gen::container<std::string>(
        rc::gen::elementOf(std::string{"{}[]:,-\"'#&*!|>%@` \n\t0aä\xC3\x01"}));
    content.replace(at, *rc::gen::inRange<std::size_t>(0, 20), junk);
    const auto checked = check(files);
    RC_ASSERT(checked.package || !checked.problems.empty());
}

TEST(Placeholders, that_are_none_are_told_with_their_place) {
    const struct {
        const char *lead, *told;
    } cases[] = {{"Ein Hund ist in {{municipality}} bei {{office}}, {{parameter.futtergeld}}.", ""},
                 {"In {{ municipality }}.", ""},
                 {"In {{municipalty}}.",
                  "„municipalty“ im Text „service.lead“ gibt es nicht. Meinten Sie "
                  "„{{municipality}}“?"},
                 {"Für {{parameter.futtergld}}.",
                  "„parameter.futtergld“ im Text „service.lead“ gibt es nicht. "
                  "Meinten Sie „{{parameter.futtergeld}}“?"},
                 {"In {{municipality.", "Im Text „service.lead“ fehlt das Ende der Klammer."}};
    for (const auto& [lead, told] : cases) {
        auto files = small_package();
        auto& texts = files["texts/de.yaml"];
        const std::string_view before = "Ein Hund ist da.";
        texts.replace(texts.find(before), before.size(), "\"" + std::string{lead} + "\"");
        const auto all = lines(check(files).problems);
        if (std::string_view{told}.empty())
            EXPECT_EQ(all, "") << lead;
        else
            EXPECT_THAT(all, ::testing::HasSubstr(std::string{"texts/de.yaml:1:"})) << lead;
        EXPECT_THAT(all, ::testing::HasSubstr(told)) << lead;
    }
    auto titled = small_package();
    auto& texts = titled["texts/de.yaml"];
    texts.replace(texts.find("Fundhund"), 8, "\"Fundhund {{office}}\"");
    EXPECT_FALSE(check(titled).package) << "lists have no town";
}

TEST(Placeholders, are_filled_in_and_stay_text) {
    auto files = small_package();
    auto& texts = files["texts/de.yaml"];
    const std::string_view privacy = "privacy: Daten.";
    texts.replace(texts.find(privacy), privacy.size(),
                  "privacy: \"{{municipality}} nimmt {{parameter.futtergeld}}.\"");
    const auto package = check(files).package;
    ASSERT_TRUE(package);
    const Around around{[] { return "Stadt *Coesfeld*"; }, [] { return ""; }};
    const forms::Speech german{"de", [](std::string_view words) { return std::string{words}; }, {}};
    const auto shown = [&](const json::object& given) {
        return shown_text(*package, "de", "service.privacy", package->parameter_values(given),
                          around, german);
    };
    EXPECT_EQ(shown({}), "Stadt \\*Coesfeld\\* nimmt 12,50 €.") << "the proposed amount";
    EXPECT_EQ(shown({{"futtergeld", "3.00"}}), "Stadt \\*Coesfeld\\* nimmt 3,00 €.");
}

}  // namespace
}  // namespace kommod::packages
