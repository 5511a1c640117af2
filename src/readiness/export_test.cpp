// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What is taken along comes back as it was.
#include "readiness/export.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/csv.h"
#include "readiness/testing.h"

namespace kommod::readiness {
namespace {

using testing::day;

constexpr std::string_view town = "m05558012";

FactVersion version(std::int64_t sequence, const char* recorded, json::object payload) {
    FactVersion out;
    out.kind = FactKind::solution;
    out.id = "portal";
    out.payload = std::move(payload);
    out.payload["kind"] = "external";
    out.payload["criteria"] = json::array{"information"};
    out.payload["services"] = json::array{"*", "!bundle:10119"};
    out.recorded_on = day(recorded);
    out.sequence = sequence;
    return out;
}

// Sequences are given anew by every store.
std::vector<FactVersion> said(std::vector<FactVersion> versions) {
    for (FactVersion& each : versions)
        each.sequence = 0;
    return versions;
}

// Every kind of change: words that YAML would take for something else, a field taken back, a day
// with two words, the end.
std::vector<FactVersion> a_life() {
    std::vector<FactVersion> out{
        version(1, "2022-01-10", {{"title", "Portal: \"neu\" # ja"}, {"url", "https://a.example"}}),
        version(2, "2022-02-01", {{"title", "null"}, {"provider", "- true\nzweite Zeile"}}),
        version(3, "2022-02-01", {{"title", "007"}, {"from", "2022-03-01"}}),
        version(4, "2022-02-01", {{"title", "null"}, {"provider", "- true\nzweite Zeile"}}),
        version(5, "2022-05-01", {{"title", "Änderung"}})};
    out[1].example = true;
    out[2].municipalities = {"05558012", "05558008"};
    out[4].withdrawn = true;
    return out;
}

TEST(Export, YamlComesBackWordForWord) {
    const std::string yaml = export_yaml(town, FactLog{}.with(a_life()));
    const FactsFile file = read_facts(yaml, day("2030-01-01"));
    ASSERT_TRUE(file.rejected.empty()) << file.rejected[0].reason << "\n" << yaml;
    EXPECT_EQ(file.name_space, town);
    EXPECT_EQ(said(file.versions), said(a_life())) << yaml;
}

TEST(Export, TheTableComesBackWordForWord) {
    const std::string table = export_csv(FactLog{}.with(a_life()));
    const FactsFile file = read_facts_csv(town, table, day("2030-01-01"));
    ASSERT_TRUE(file.rejected.empty()) << file.rejected[0].reason << "\n" << table;
    EXPECT_EQ(said(file.versions), said(a_life())) << table;
}

RC_GTEST_PROP(Export, AnyTextSurvivesYaml, ()) {
    const auto words = *rc::gen::nonEmpty(rc::gen::container<std::string>(
        rc::gen::elementOf(std::string{"aZ09 :#-~!*&|>'\"%@`{}[],?\n\t\\=+."})));
    FactVersion one = version(1, "2022-01-10", {{"title", words}});
    const FactsFile file = read_facts(export_yaml(town, FactLog{}.with({one})), day("2030-01-01"));
    RC_ASSERT(file.versions.size() == 1U);
    RC_ASSERT(file.versions[0].payload == one.payload);
}

TEST(Export, ATableSaysWhatIsWrongInIt) {
    const auto reject = [](std::string_view table) {
        return read_facts_csv(town, table, day("2026-01-01")).rejected;
    };
    EXPECT_EQ(reject("id;farbe\nx;rot\n").size(), 2U) << "no fact, and an unknown column";
    const auto wrong = reject(
        "fact;id;recorded;title;name\n"
        "block;payment;;;Bezahlen\n"
        "gebäude;x;;;\n"
        "block;payment;gestern;;Bezahlen\n"
        "block;pipeline;2026-01-01;Titel;\n");
    std::vector<std::pair<int, std::string>> places;
    for (const Rejection& each : wrong)
        places.emplace_back(each.line, each.field);
    EXPECT_EQ(places, (std::vector<std::pair<int, std::string>>{
                          {3, "fact"}, {4, "recorded"}, {5, "id"}, {5, "title"}, {5, "name"}}));
    EXPECT_EQ(reject("").size(), 1U);
}

}  // namespace
}  // namespace kommod::readiness
