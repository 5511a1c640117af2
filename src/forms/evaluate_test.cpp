// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/evaluate.h"

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <yaml-cpp/yaml.h>

namespace kommod::forms {
namespace {

const LocalDate today{2026, 3, 1};

Form compiled(const std::string& source) {
    const CompiledForm compiled = compile(YAML::Load(source), {}, "form.yaml");
    for (const Problem& problem : compiled.problems)
        if (problem.weight == Problem::Weight::error) ADD_FAILURE() << to_line(problem);
    return compiled.form.value();
}

Evaluation look(const Form& form, const Record& answers, const Attributes& login = {}) {
    static const Record nothing;
    return evaluate(form, {answers, login, nothing, today});
}

std::string path_of(const Evaluation& evaluation) {
    std::string out;
    for (const PageState& state : evaluation.pages)
        out += (out.empty() ? "" : " ") + state.page->id;
    return out;
}

Value text(const char* held) {
    return Value{held};
}

// A dog tax in small: a branch, a group with conditions inside, a sum, a check and a stop.
const Form& dogs() {
    static const Form form = compiled(R"(
format: kommod-form/1
pages:
  - id: anlass
    fields:
      - {key: anlass, type: choice, options: [anmelden, abmelden]}
      - {key: grund, type: text, when: {"==": [{var: anlass}, abmelden]}}
  - id: halter
    when: {"==": [{var: anlass}, anmelden]}
    fields:
      - {key: name, type: text}
      - {key: notiz, type: text, optional: true}
  - id: hunde
    when: {"==": [{var: anlass}, anmelden]}
    fields:
      - key: hunde
        type: group
        max: 3
        fields:
          - {key: name, type: text}
          - {key: gefaehrlich, type: yes_no}
          - {key: erlaubnis, type: text, when: {var: gefaehrlich}}
          - {key: steuer, type: money, optional: true}
    computed:
      - {key: zahl, type: number, value: {count: [{var: hunde}]}}
      - {key: summe, type: money, value: {sum: [{var: hunde}, {var: steuer}]}}
    checks:
      - {id: teuer, that: {or: [{"!": {var: summe}}, {"<": [{var: summe}, {"*": [{var: summe}, 2]}]}]}, at: [hunde]}
    stops:
      - {id: zucht, when: {">": [{var: zahl}, 2]}}
  - id: ende
    fields:
      - {key: sonst, type: long_text, optional: true}
)");
    return form;
}

Value dog(const char* name, bool dangerous) {
    return Value{
        Record{{"name", text(name)}, {"gefaehrlich", Value{dangerous}}, {"steuer", Value{}}}};
}

Record registration(List items) {
    return {{"anlass", text("anmelden")},
            {"name", text("Ada")},
            {"notiz", Value{}},
            {"hunde", Value{std::move(items)}},
            {"sonst", Value{}}};
}

TEST(Evaluate, follows_the_branch_that_was_chosen) {
    EXPECT_EQ(path_of(look(dogs(), {})), "anlass ende");
    EXPECT_EQ(path_of(look(dogs(), {{"anlass", text("anmelden")}})), "anlass halter hunde ende");
    EXPECT_EQ(look(dogs(), {}).reachable, 1U);
    EXPECT_EQ(look(dogs(), {{"anlass", text("anmelden")}}).reachable, 2U);
}

TEST(Evaluate, an_optional_field_is_done_when_it_was_seen) {
    auto answers = registration({dog("Bello", false)});
    EXPECT_TRUE(look(dogs(), answers).complete);
    std::erase_if(answers, [](const auto& entry) { return entry.first == "notiz"; });
    const auto evaluation = look(dogs(), answers);
    EXPECT_FALSE(evaluation.complete);
    EXPECT_EQ(evaluation.reachable, 2U);
}

TEST(Evaluate, what_is_hidden_is_absent_everywhere_and_comes_back) {
    auto answers = registration({dog("Bello", false)});
    answers.emplace_back("grund", text("verzogen"));
    EXPECT_TRUE(look(dogs(), answers).complete);
    EXPECT_EQ(look(dogs(), answers).field("grund"), nullptr);
    answers.front().second = text("abmelden");
    const auto evaluation = look(dogs(), answers);
    EXPECT_EQ(path_of(evaluation), "anlass ende");
    EXPECT_EQ(Value{Record(evaluation.answers)},
              (Value{Record{{"anlass", text("abmelden")}, {"grund", text("verzogen")}}}));
    EXPECT_TRUE(evaluation.computed.empty());
}

TEST(Evaluate, conditions_hold_for_each_item_of_a_group) {
    const auto evaluation = look(dogs(), registration({dog("Bello", false), dog("Rex", true)}));
    EXPECT_EQ(evaluation.field("hunde.0.erlaubnis"), nullptr);
    const auto* licence = evaluation.field("hunde.1.erlaubnis");
    ASSERT_NE(licence, nullptr);
    ASSERT_TRUE(licence->error);
    EXPECT_EQ(licence->error->key, "required");
    EXPECT_FALSE(evaluation.complete);
    EXPECT_EQ(Value{Record(evaluation.computed)}.at("zahl"), Value{Decimal{2}});
}

TEST(Evaluate, a_group_has_its_bounds) {
    EXPECT_EQ(look(dogs(), registration({})).field("hunde")->error->key, "required");
    List many;
    for (int i = 0; i < 4; ++i)
        many.push_back(Value{
            Record{{"name", text("Bello")}, {"gefaehrlich", Value{false}}, {"steuer", Value{}}}});
    const auto error = look(dogs(), registration(many)).field("hunde")->error;
    ASSERT_TRUE(error);
    EXPECT_EQ(error->key, "group.too_many");
    EXPECT_EQ(error->arguments, std::vector<std::string>{"3"});
}

TEST(Evaluate, nothing_follows_a_stop) {
    List three;
    for (int i = 0; i < 3; ++i)
        three.push_back(Value{Record{{"name", text("Bello")},
                                     {"gefaehrlich", Value{false}},
                                     {"steuer", Value{Cents{100}}}}});
    const auto evaluation = look(dogs(), registration(three));
    ASSERT_NE(evaluation.stop(), nullptr);
    EXPECT_EQ(evaluation.stop()->id, "zucht");
    EXPECT_EQ(path_of(evaluation), "anlass halter hunde");
    EXPECT_EQ(evaluation.reachable, 3U);
    EXPECT_FALSE(evaluation.complete);
}

TEST(Evaluate, a_log_in_fills_in_three_ways) {
    const Form form = compiled(R"(
format: kommod-form/1
pages:
  - id: person
    fields:
      - {key: fest, type: text, prefill: {from: login.family_name, mode: fixed}}
      - {key: frei, type: text, prefill: {from: login.family_name, mode: proposed}}
      - {key: marke, type: text, prefill: {from: login.family_name, mode: marked}}
)");
    const Attributes login{{"family_name", text("Lovelace")}};
    const auto fresh = look(form, {}, login);
    EXPECT_TRUE(fresh.field("fest")->fixed);
    EXPECT_TRUE(fresh.field("fest")->done());
    EXPECT_EQ(fresh.field("frei")->proposal, text("Lovelace"));
    EXPECT_FALSE(fresh.field("frei")->done());
    const auto typed =
        look(form, {{"fest", text("X")}, {"frei", text("Y")}, {"marke", text("Z")}}, login);
    EXPECT_EQ(typed.field("fest")->value, text("Lovelace"));
    EXPECT_FALSE(typed.field("frei")->changed);
    EXPECT_TRUE(typed.field("marke")->changed);
    EXPECT_EQ(look(form, {}).field("fest")->fixed, false) << "without a log-in it is asked";
}

// Any answers to the form of the dogs, also those that belong to no branch.
rc::Gen<Record> any_answers() {
    return rc::gen::exec([] {
        Record out;
        const auto maybe = [&](const char* key, const Value& value) {
            if (*rc::gen::arbitrary<bool>()) out.emplace_back(key, value);
        };
        maybe("anlass", text(*rc::gen::element("anmelden", "abmelden", "sonst", "")));
        maybe("grund", text("verzogen"));
        maybe("name", Value{*rc::gen::container<std::string>(rc::gen::inRange('a', 'z'))});
        maybe("notiz", Value{});
        List items;
        const int count = *rc::gen::inRange(0, 5);
        for (int i = 0; i < count; ++i)
            items.push_back(dog("Bello", *rc::gen::arbitrary<bool>()));
        maybe("hunde", Value{std::move(items)});
        maybe("sonst", Value{});
        return out;
    });
}

RC_GTEST_PROP(Evaluate, hidden_is_neither_checked_nor_submitted, ()) {
    const auto evaluation = look(dogs(), *any_answers());
    std::set<std::string> asked;
    for (const PageState& page : evaluation.pages)
        for (const FieldState& field : page.fields)
            asked.insert(field.path.substr(0, field.path.find('.')));
    for (const auto& [key, value] : evaluation.answers)
        RC_ASSERT(asked.count(key) == 1);
}

RC_GTEST_PROP(Evaluate, the_order_of_answering_does_not_matter, ()) {
    auto answers = *any_answers();
    const auto first = look(dogs(), answers);
    std::shuffle(answers.begin(), answers.end(), std::mt19937{*rc::gen::arbitrary<unsigned>()});
    const auto second = look(dogs(), answers);
    RC_ASSERT(path_of(first) == path_of(second));
    RC_ASSERT(Value{Record(first.answers)} == Value{Record(second.answers)});
    RC_ASSERT(first.reachable == second.reachable);
}

RC_GTEST_PROP(Evaluate, what_it_keeps_it_keeps_again, ()) {
    const auto once = look(dogs(), *any_answers());
    const auto twice = look(dogs(), once.answers);
    RC_ASSERT(Value{Record(once.answers)} == Value{Record(twice.answers)});
    RC_ASSERT(Value{Record(once.computed)} == Value{Record(twice.computed)});
}

// --- Vectors that others wrote -------------------------------------------------------------------

std::filesystem::path vectors() {
    return std::filesystem::path{KOMMOD_SOURCE_DIR} / "../shared/data/fields/flow_vectors.json";
}

// A page that asks for one text, said the way of the vectors: pages that are jumped over are
// pages with a condition here.
std::string as_form(const YAML::Node& pages) {
    std::ostringstream out;
    out << "format: kommod-form/1\npages:\n";
    std::string jumped_over;  // by a jump that is still open: until which page, and when not
    std::string condition;
    for (const YAML::Node& page : pages) {
        const auto id = page["id"].as<std::string>();
        if (id == jumped_over) condition.clear();
        out << "  - id: " << id << "\n";
        if (!condition.empty()) out << "    when: {\"!\": " << condition << "}\n";
        out << "    fields:\n      - {key: " << id << ", type: ";
        if (page["repeatable"])
            out << "group, fields: [{key: eins, type: text}]";
        else if (page["type"].as<std::string>() == "choice")
            out << "choice, options: [option_1, option_2]";
        else
            out << "text";
        out << (page["optional"] ? ", optional: true}\n" : "}\n");
        if (const auto routes = page["routes"]) {
            jumped_over = routes[0]["goto"].as<std::string>();
            condition = "{\"==\": [{var: " + id + "}, option_1]}";
        }
    }
    return out.str();
}

Value vector_answer(const YAML::Node& node) {
    if (node.IsSequence()) {
        List out;
        for (const YAML::Node& each : node)
            out.push_back(Value{Record{{"eins", vector_answer(each)}}});
        return Value{std::move(out)};
    }
    const auto held = node.as<std::string>();
    if (held == "Option 1") return text("option_1");
    if (held == "Option 2") return text("option_2");
    return held.empty() ? Value{} : Value{held};
}

TEST(Evaluate, agrees_with_the_journeys_of_others) {
    if (!std::filesystem::exists(vectors())) GTEST_SKIP() << "../shared/data is not there";
    const YAML::Node file = YAML::LoadFile(vectors().string());
    int looked_at = 0;
    for (const YAML::Node& vector : file["cases"]) {
        if (!vector["form"]) continue;  // graphs with edges of their own: docs/forms.md
        SCOPED_TRACE(vector["id"].as<std::string>());
        const Form form = compiled(as_form(vector["form"]));
        Record answers;
        for (const auto& entry : vector["answers"])
            answers.emplace_back(entry.first.as<std::string>(), vector_answer(entry.second));
        const auto evaluation = look(form, answers);
        std::vector<std::string> completed;
        for (const PageState& page : evaluation.pages) {
            if (!page.complete) break;
            completed.push_back(page.page->id);
        }
        EXPECT_EQ(completed, vector["completed"].as<std::vector<std::string>>());
        const auto next = completed.size() == evaluation.pages.size()
                              ? "summary"
                              : evaluation.pages[completed.size()].page->id;
        EXPECT_EQ(next, vector["next"].as<std::string>());
        ++looked_at;
    }
    EXPECT_EQ(looked_at, 8);
}

// What a town lists is offered, and nothing else is taken.
// A position is one in whole, or none; words are as good; and it lies in the municipality unless
// the field wants others, too.
TEST(Evaluate, a_point_is_a_position_or_words) {
    const auto form = compiled(R"(
format: kommod-form/1
pages:
  - id: wo
    fields:
      - {key: ort, type: point}
      - {key: ziel, type: point, outside: true, optional: true}
)");
    const LiesHere north_of_51 = [](double latitude, double) { return latitude >= 51; };
    const auto point = [](const char* latitude, const char* longitude, const char* words) {
        Record out;
        if (*latitude != 0) out.emplace_back("latitude", Value{*Decimal::parse(latitude)});
        if (*longitude != 0) out.emplace_back("longitude", Value{*Decimal::parse(longitude)});
        if (*words != 0) out.emplace_back("description", text(words));
        return out.empty() ? Value{} : Value{std::move(out)};
    };
    struct {
        Value ort;
        const char* error;  // "key part"
    } cases[] = {{point("51.9446", "7.1679", ""), ""},
                 {point("", "", "am Brunnen"), ""},
                 {point("51.9446", "7.1679", "am Brunnen"), ""},
                 {point("50.9", "7.1679", "am Brunnen"), "point.elsewhere "},
                 {point("51.9446", "", ""), "part.required longitude"},
                 {point("", "7.1679", "am Brunnen"), "part.required latitude"},
                 {point("91", "7.1679", ""), "point.invalid latitude"},
                 {Value{}, "required "}};
    const Record nothing;
    for (const auto& each : cases) {
        const Record answers{{"ort", each.ort}, {"ziel", point("40", "7", "")}};
        const auto evaluation = evaluate(form, {answers, nothing, nothing, today, &north_of_51});
        const auto& error = evaluation.field("ort")->error;
        EXPECT_EQ(error ? error->key + " " + error->part : "", each.error);
        EXPECT_FALSE(evaluation.field("ziel")->error) << "may lie anywhere";
    }
    const Record south{{"ort", point("40", "7", "")}};
    EXPECT_FALSE(look(form, south).field("ort")->error) << "nobody can tell without a map";
}

TEST(Evaluate, a_choice_of_what_a_parameter_lists) {
    Surroundings around;
    around.parameters.emplace("zonen", Type::Kind::text);
    const auto read = [&](const char* field) {
        return compile(YAML::Load(std::string{"format: kommod-form/1\npages: [{id: p, fields: ["} +
                                  field + "]}]"),
                       around, "form.yaml");
    };
    const auto zones = read("{key: zone, type: choice, options: {var: parameter.zonen}}");
    ASSERT_TRUE(zones.form);
    const auto look_at = [&](const char* listed, const char* answer) {
        const Record answers{{"zone", text(answer)}}, parameters{{"zonen", text(listed)}};
        const Attributes login;
        return evaluate(*zones.form, {answers, login, parameters, today});
    };
    const auto good = look_at("A, Innenstadt Ost ,, B\nHafen\nA", "Innenstadt Ost");
    EXPECT_EQ(good.field("zone")->options,
              (std::vector<std::string>{"A", "Innenstadt Ost", "B", "Hafen"}));
    EXPECT_FALSE(good.field("zone")->error);
    EXPECT_EQ(look_at("A, B", "C").field("zone")->error->key, "choice.unknown");
    EXPECT_TRUE(look_at("", "A").field("zone")->options.empty());
    const auto wrong = [&](const char* field) {
        const auto compiled = read(field);
        return compiled.problems.empty() ? std::string{} : compiled.problems.front().key;
    };
    EXPECT_EQ(wrong("{key: zone, type: choice, options: {var: parameter.zone}}"),
              "forms.unknown_name");
    EXPECT_EQ(wrong("{key: zone, type: choice, options: {count: [{var: parameter.zonen}]}}"),
              "forms.wrong_type");
    EXPECT_EQ(wrong("{key: zone, type: choices, options: {var: parameter.zonen}}"),
              "forms.listed_once");
    EXPECT_EQ(wrong("{key: tag, type: date, prefill: {from: login.family_name}}"),
              "forms.prefill_type");
}

}  // namespace
}  // namespace kommod::forms
