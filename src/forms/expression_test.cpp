// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/expression.h"

#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

namespace kommod::forms {
namespace {

const LocalDate today{2026, 11, 26};

// JSON or YAML as data.
Value value_of(const YAML::Node& node) {
    if (node.IsSequence()) {
        List list;
        for (const YAML::Node& each : node)
            list.push_back(value_of(each));
        return Value{std::move(list)};
    }
    if (node.IsMap()) {
        Record record;
        for (const auto& entry : node)
            record.emplace_back(entry.first.Scalar(), value_of(entry.second));
        return Value{std::move(record)};
    }
    return Expression::parse(node)->evaluate({});
}

std::string shown(const Value& value) {
    if (value.is_absent()) return "absent";
    if (value.yes_no()) return *value.yes_no() ? "true" : "false";
    if (value.number()) return value.number()->to_string();
    if (value.money()) return value.money()->to_german();
    if (value.day()) return value.day()->to_iso();
    if (value.text()) return '"' + *value.text() + '"';
    std::string out;
    if (const List* list = value.list())
        for (const Value& each : *list)
            out += (out.empty() ? "" : ", ") + shown(each);
    return "[" + out + "]";
}

std::string result(const std::string& rule, const Value& form = {}) {
    const auto parsed = Expression::parse(YAML::Load(rule));
    if (!parsed) return parsed.error().key;
    return shown(parsed->evaluate({&form, nullptr, today}));
}

struct Case {
    const char *rule, *result;
};

TEST(Expression, ComputesWithNumbersDaysAndMoney) {
    const Value form{Record{
        {"hunde",
         Value{List{Value{Record{{"rasse", Value{"Pudel"}}, {"steuer", Value{Cents{6000}}}}},
                    Value{Record{{"rasse", Value{"Dackel"}}, {"steuer", Value{Cents{8400}}}}}}}},
        {"geboren", Value{LocalDate(2008, 2, 29)}},
        {"satz", Value{Cents{6000}}},
        {"monate", Value{Decimal(7)}},
        {"leer", Value{""}},
    }};
    for (const Case& each : std::initializer_list<Case>{
             {"{+: [1, 2.5, 0.000001]}", "3.500001"},
             {"{+: [1, a]}", "absent"},
             {"{/: [1, 0]}", "absent"},
             {"{'-': 3}", "-3"},
             {"{'*': [{var: satz}, {'/': [{var: monate}, 12]}]}", "35,00 €"},
             {"{'+': [{var: satz}, 1]}", "absent"},
             {"{'<': [{var: satz}, 100]}", "false"},
             {"{sum: [{var: hunde}, {var: steuer}]}", "144,00 €"},
             {"{sum: [{var: nichts}, {var: steuer}]}", "0"},
             {"{count: [{var: hunde}, {'==': [{var: rasse}, Pudel]}]}", "1"},
             {"{all: [{var: hunde}, {'>': [{var: steuer}, {var: satz}]}]}", "false"},
             {"{some: [{var: hunde}, {'>': [{var: steuer}, {var: satz}]}]}", "true"},
             {"{var: hunde.1.rasse}", "\"Dackel\""},
             {"{var: [fehlt, 5]}", "5"},
             {"{missing: [satz, fehlt, leer]}", "[\"fehlt\", \"leer\"]"},
             {"{age: {var: geboren}}", "18"},
             {"{age: {date: '2026-11-27'}}", "absent"},
             {"{addDuration: [{date: '2026-01-31'}, P1M]}", "2026-02-28"},
             {"{addDuration: [{today: []}, -P1Y2W]}", "2025-11-12"},
             {"{'<=': [{date: '2026-01-01'}, {today: []}]}", "true"},
             {"{date: '2026-02-30'}", "absent"},
             {"{round: [2.345, 2]}", "2.35"},
             {"{max: [{date: '2026-01-01'}, {today: []}]}", "2026-11-26"},
             {"{cat: [A, 1, {var: fehlt}, B]}", "\"A1B\""},
             {"{if: [false, a, true, b, c]}", "\"b\""},
             {"'ja'", "\"ja\""},
             {"nein", "\"nein\""},
             {"{'==': ['1', 1]}", "false"},
         })
        EXPECT_EQ(result(each.rule, form), each.result) << each.rule;
}

TEST(Expression, SaysWhatIsWrongAndWhere) {
    const auto error =
        Expression::parse(YAML::Load("and:\n  - true\n  - {setze: [a, 1]}\n")).error();
    EXPECT_EQ(error.key, "forms.unknown_operator");
    EXPECT_EQ(error.line, 3);
    EXPECT_EQ(error.field, "6");
    EXPECT_EQ(error.value, "setze");
    for (const Case& each :
         std::initializer_list<Case>{{"{'==': [1]}", "forms.operands"},
                                     {"{'==': [1, 2, 3]}", "forms.operands"},
                                     {"{'!': [], '!!': []}", "forms.operands"},
                                     {"{var: {if: [true, a, b]}}", "forms.operands"},
                                     {"{'+': [1e400]}", "forms.literal"},
                                     {"{reduce: [[], 1, 0]}", "forms.unknown_operator"}})
        EXPECT_EQ(result(each.rule), each.result) << each.rule;
    std::string deep;
    for (int i = 0; i < 60; ++i)
        deep += "{'!': ";
    EXPECT_EQ(result(deep + "true" + std::string(60, '}')), "forms.too_deep");
}

TEST(Expression, KnowsWhatItReads) {
    const auto parsed =
        Expression::parse(YAML::Load("{and: [{var: a.b}, {some: [{var: hunde}, {'==': [{var: "
                                     "rasse}, {var: a.b}]}]}, {missing: [c]}]}"));
    EXPECT_EQ(parsed->reads(), (std::vector<std::string>{"a.b", "hunde", "rasse", "c"}));
}

// Why a classic case may come out otherwise (docs/forms.md).
bool deviates_on_purpose(const std::string& rule) {
    // Operators that forms have no use for; a list is computed by all, some, none, count and sum.
    for (const char* refused :
         {"\"%\"", "substr", "merge", "missing_some", "filter", "map", "reduce"})
        if (rule.find(refused) != std::string::npos) return true;
    // A name that is computed could not be checked when the form is published.
    if (rule.starts_with("{\"var\":[{")) return true;
    // Texts are no numbers: "1" is not 1.
    for (const char* text : {"[1,\"1\"]", "[\"1\",", "[\"2\",1]", "{\"+\":\"0\"}", "{\"+\":\"1\"}"})
        if (rule.find(text) != std::string::npos) return true;
    return false;
}

// Cases of others (json-logic compat-tables).
TEST(Expression, AgreesWithTheClassicCases) {
    const char* shared = std::getenv("KOMMOD_SHARED");
    const std::filesystem::path file =
        std::filesystem::path(shared != nullptr ? shared : KOMMOD_SOURCE_DIR "/../shared") /
        "data/jsonlogic/compatible.json";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not there";
    int agreed = 0;
    for (const YAML::Node& each : YAML::LoadFile(file.string())) {
        if (!each.IsMap()) continue;
        const Value form = each["data"] ? value_of(each["data"]) : Value{};
        const auto rule = Expression::parse(each["rule"]);
        const Value wanted = value_of(each["result"]);
        const bool same = rule && rule->evaluate({&form, nullptr, today}) == wanted;
        agreed += same ? 1 : 0;
        EXPECT_TRUE(same || deviates_on_purpose(each["description"].Scalar()))
            << each["description"].Scalar() << " -> "
            << (rule ? shown(rule->evaluate({&form, nullptr, today})) : rule.error().key)
            << ", not " << shown(wanted);
    }
    EXPECT_EQ(agreed, 220) << "docs/forms.md says how many";
}

}  // namespace
}  // namespace kommod::forms
