// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What holds of evaluate() for every form and whatever is answered: forms are made up, with
// conditions, groups, prefills, computed values, checks and stops, and so are their answers.
#include <algorithm>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <yaml-cpp/yaml.h>

#include "forms/evaluate.h"

namespace kommod::forms {
namespace {

const LocalDate today{2026, 3, 1};
const Record parameters{{"grenze", Value{Decimal{3}}}};
const Attributes login{{"family_name", Value{"Lovelace"}}};

// --- Forms ---------------------------------------------------------------------------------------

struct Known {
    std::string name, type;
    std::vector<Known> inner;  // of a group
};

int number_below(int limit) {
    return *rc::gen::inRange(0, limit);
}

template <class T>
const T& any_of(const std::vector<T>& all) {
    return all[static_cast<std::size_t>(number_below(static_cast<int>(all.size())))];
}

// Writes a form from top to bottom; conditions read what stands above.
class FormMaker {
  public:
    std::string make() {
        std::string out = "format: kommod-form/1\npages:\n";
        const int pages = 1 + number_below(5);
        for (int i = 0; i < pages; ++i)
            out += page(i);
        return out;
    }

  private:
    std::string page(int number) {
        std::string out = fmt::format("  - id: seite{}\n", number);
        if (maybe(known_)) out += fmt::format("    when: {}\n", condition(known_, 0));
        out += "    fields:\n";
        if (number_below(4) == 0) {
            out += group();
        } else {
            const int fields = 1 + number_below(4);
            for (int i = 0; i < fields; ++i)
                out += "      - " + field(known_, "f") + "\n";
        }
        if (number_below(3) == 0) out += computed();
        if (number_below(4) == 0 && !known_.empty())
            out += fmt::format("    stops:\n      - {{id: halt{}, when: {}}}\n", number,
                               condition(known_, 0));
        return out;
    }

    static bool maybe(const std::vector<Known>& known) {
        return !known.empty() && number_below(2) == 0;
    }

    std::string group() {
        Known group{fmt::format("g{}", next_++), "group", {}};
        std::string out = fmt::format(
            "      - key: {}\n        type: group\n        max: 3\n        fields:\n", group.name);
        auto seen = known_;
        const int fields = 1 + number_below(3);
        for (int i = 0; i < fields; ++i) {
            const std::size_t before = seen.size();
            out += "          - " + field(seen, "i") + "\n";
            if (seen.size() > before) group.inner.push_back(seen.back());
        }
        if (!group.inner.empty()) known_.push_back(std::move(group));
        return out;
    }

    std::string field(std::vector<Known>& known, const char* prefix) {
        static const std::vector<std::string> types{"text",    "number",  "yes_no", "choice",
                                                    "choices", "date",    "money",  "notice",
                                                    "person",  "address", "email",  "file"};
        const auto& type = any_of(types);
        const auto key = fmt::format("{}{}", prefix, next_++);
        std::string out = fmt::format("{{key: {}, type: {}", key, type);
        if (type == "choice" || type == "choices") out += ", options: [rot, blau, gelb]";
        if (type == "number" && number_below(2) == 0)
            out += ", min: 0, max: {var: parameter.grenze}";
        if (type == "date" && number_below(2) == 0) out += ", max: {today: []}";
        if (type == "text" && number_below(3) == 0) out += ", pattern: \"[a-c]*\"";
        if (type == "text" && number_below(3) == 0)
            out += fmt::format(", prefill: {{from: login.family_name, mode: {}}}",
                               any_of<std::string>({"fixed", "proposed", "marked"}));
        if (maybe(known)) out += ", when: " + condition(known, 0);
        if (number_below(3) == 0)
            out += ", optional: true";
        else if (maybe(known))
            out += ", required: " + condition(known, 0);
        // A notice has no value that could be read further down.
        if (type != "notice") known.push_back({key, type, {}});
        return out + "}";
    }

    std::string computed() {
        const auto key = fmt::format("c{}", next_++);
        std::string value = "1";
        for (const Known& name : known_)
            if (name.type == "group") value = fmt::format("{{count: [{{var: {}}}]}}", name.name);
        for (const Known& name : known_)
            if (name.type == "number")
                value = fmt::format("{{\"+\": [{{var: {}}}, 1]}}", name.name);
        known_.push_back({key, "number", {}});
        return fmt::format("    computed:\n      - {{key: {}, type: number, value: {}}}\n", key,
                           value);
    }

    std::string condition(const std::vector<Known>& known, int depth) {
        const int shape = number_below(depth < 2 ? 8 : 5);
        if (shape == 5) return fmt::format("{{\"!\": {}}}", condition(known, depth + 1));
        if (shape > 5)
            return fmt::format("{{{}: [{}, {}]}}", shape == 6 ? "and" : "or",
                               condition(known, depth + 1), condition(known, depth + 1));
        return about(any_of(known), depth);
    }

    std::string about(const Known& name, int depth) {
        const auto var = fmt::format("{{var: {}}}", name.name);
        if (name.type == "number") return fmt::format("{{\">\": [{}, {}]}}", var, number_below(4));
        if (name.type == "choice") return fmt::format("{{\"==\": [{}, rot]}}", var);
        if (name.type == "choices") return fmt::format("{{in: [blau, {}]}}", var);
        if (name.type == "date") return fmt::format("{{\"<\": [{}, {{today: []}}]}}", var);
        if (name.type == "group")
            return depth > 1 ? fmt::format("{{\">\": [{{count: [{}]}}, 1]}}", var)
                             : fmt::format("{{some: [{}, {}]}}", var, condition(name.inner, 2));
        if (name.type == "person")
            return fmt::format("{{\"!!\": {{var: {}.family_name}}}}", name.name);
        if (name.type == "yes_no") return var;
        return fmt::format("{{\"!!\": {}}}", var);
    }

    std::vector<Known> known_;
    int next_ = 0;
};

rc::Gen<std::string> any_form() {
    return rc::gen::exec([] { return FormMaker{}.make(); });
}

Form compiled(const std::string& source) {
    Surroundings around;
    around.parameters.emplace("grenze", Type::Kind::number);
    const CompiledForm compiled = compile(YAML::Load(source), around, "form.yaml");
    for (const Problem& problem : compiled.problems)
        RC_ASSERT(problem.weight != Problem::Weight::error || to_line(problem).empty());
    return *compiled.form;
}

// --- Answers -------------------------------------------------------------------------------------

json::value any_json(int depth) {
    switch (number_below(depth < 3 ? 8 : 6)) {
        case 0:
            return nullptr;
        case 1:
            return number_below(2) == 0;
        case 2:
            return *rc::gen::arbitrary<std::int64_t>();
        case 3:
            return *rc::gen::arbitrary<double>();
        case 4:
            return json::value(*rc::gen::arbitrary<std::string>());
        case 5:
            return json::value(any_of<std::string>(
                {"rot", "2026-02-30", "1e9", "99999999999999.9", "-0", "\xff", "DE", ""}));
        case 6: {
            json::array out;
            for (int i = number_below(4); i > 0; --i)
                out.push_back(any_json(depth + 1));
            return out;
        }
        default: {
            json::object out;
            for (int i = number_below(4); i > 0; --i)
                out[any_of<std::string>({"street", "family_name", "country", "name", "size", "f0",
                                         "i1", "date_of_birth"})] = any_json(depth + 1);
            return out;
        }
    }
}

// What could be said in the field, or could not.
json::value any_answer(const Field& field);

json::object any_answers(const std::vector<Field>& fields) {
    json::object out;
    for (const Field& field : fields)
        if (number_below(5) > 0) out[field.key] = any_answer(field);
    return out;
}

json::value any_answer(const Field& field) {
    if (number_below(8) == 0) return number_below(2) == 0 ? any_json(0) : json::value{};
    using enum FieldType;
    switch (field.type) {
        case number:
            return number_below(5) - 1;
        case money:
            return any_of<std::string>({"0.00", "12.50", "-1.00"}).c_str();
        case yes_no:
            return number_below(2) == 0;
        case date:
            return any_of<std::string>({"2025-01-01", "2026-03-01", "2030-01-01"}).c_str();
        case choice:
            return any_of<std::string>({"rot", "blau", "lila"}).c_str();
        case choices:
            return json::array{"blau", any_of<std::string>({"rot", "lila"}).c_str()};
        case person:
            return json::object{{"given_names", "Ada"},
                                {"family_name", any_of<std::string>({"Byron", "", "王"}).c_str()}};
        case email:
            return any_of<std::string>({"ada@example.org", "ada"}).c_str();
        case group: {
            json::array out;
            for (int i = number_below(5); i > 0; --i)
                out.push_back(any_answers(field.fields));
            return out;
        }
        default:
            return any_of<std::string>({"abc", "x", ""}).c_str();
    }
}

json::object any_answers(const Form& form) {
    json::object out;
    for (const Page& page : form.pages)
        for (auto& [key, value] : any_answers(page.fields))
            out[key] = value;
    return out;
}

Evaluation look(const Form& form, const Record& answers) {
    return evaluate(form, {answers, login, parameters, today});
}

struct Case {
    Form form;
    Record answers;
};

Case any_case() {
    const auto source = *any_form();
    RC_LOG() << source;
    Form form = compiled(source);
    const auto answers = any_answers(form);
    RC_LOG() << json::serialize(answers) << "\n";
    auto record = answers_from_json(form, answers);
    return {std::move(form), std::move(record)};
}

// --- What holds ----------------------------------------------------------------------------------

// The states that the final answers call for. Conditions read only what stands above, so what came
// out at the end must be what they were asked with: an answer of something hidden would show here.
class Expected {
  public:
    Expected(const Form& form, const Evaluation& evaluation, const Inputs& inputs)
        : evaluation_(evaluation),
          all_(scope_of(evaluation, inputs)),
          scope_{&all_, nullptr, inputs.today} {
        for (const Page& page : form.pages) {
            if (page.when && !page.when->holds(scope_)) continue;
            pages.push_back(page.id);
            for (const Field& field : page.fields)
                ask(field, field.key, scope_);
            const PageState* const state = evaluation.page(page.id);
            if (state == nullptr || state->stop != nullptr) break;
        }
    }
    std::vector<std::string> pages, paths;

  private:
    void ask(const Field& field, const std::string& path, const Scope& scope) {
        if (field.when && !field.when->holds(scope)) return;
        paths.push_back(path);
        if (field.type != FieldType::group) return;
        const Value items = evaluation_.field(path) ? evaluation_.field(path)->value : Value{};
        for (std::size_t i = 0; items.list() && i < items.list()->size(); ++i) {
            const Scope inside{&items.list()->at(i), &scope, scope.today};
            for (const Field& inner : field.fields)
                ask(inner, fmt::format("{}.{}.{}", path, i, inner.key), inside);
        }
    }

    const Evaluation& evaluation_;
    Value all_;
    Scope scope_;
};

std::vector<std::string> pages_of(const Evaluation& evaluation) {
    std::vector<std::string> out;
    for (const PageState& page : evaluation.pages)
        out.push_back(page.page->id);
    return out;
}

std::vector<std::string> paths_of(const Evaluation& evaluation) {
    std::vector<std::string> out;
    for (const PageState& page : evaluation.pages)
        for (const FieldState& field : page.fields)
            out.push_back(field.path);
    return out;
}

RC_GTEST_PROP(EveryForm, asks_what_its_conditions_say_and_nothing_hidden, ()) {
    const Case made = any_case();
    const Inputs inputs{made.answers, login, parameters, today};
    const Evaluation evaluation = evaluate(made.form, inputs);
    const Expected expected{made.form, evaluation, inputs};
    RC_ASSERT(pages_of(evaluation) == expected.pages);
    RC_ASSERT(paths_of(evaluation) == expected.paths);
}

RC_GTEST_PROP(EveryForm, submits_only_what_is_asked_and_may_stay, ()) {
    const Case made = any_case();
    const Evaluation evaluation = look(made.form, made.answers);
    const Value submitted{Record(evaluation.answers)};
    std::size_t count = 0;
    for (const PageState& page : evaluation.pages)
        for (const FieldState& field : page.fields) {
            if (field.field->type == FieldType::group) {
                RC_ASSERT(submitted.at(field.path) == field.value);
            } else {
                RC_ASSERT(submitted.at(field.path) == (field.error ? Value{} : field.value));
            }
            const bool on_top = field.path.find('.') == std::string::npos;
            if (on_top && !submitted.at(field.path).is_absent()) ++count;
        }
    // Nothing beside them.
    RC_ASSERT(evaluation.answers.size() == count);
    if (evaluation.complete)
        for (const PageState& page : evaluation.pages)
            RC_ASSERT(std::ranges::none_of(
                page.fields, [](const FieldState& field) { return field.error.has_value(); }));
}

// Of the form and of items alike.
Value shuffled(const Value& value, std::mt19937& chance) {
    if (value.list()) {
        List out;
        for (const Value& each : *value.list())
            out.push_back(shuffled(each, chance));
        return Value{std::move(out)};
    }
    if (!value.record()) return value;
    Record out;
    for (const auto& [key, each] : *value.record())
        out.emplace_back(key, shuffled(each, chance));
    std::shuffle(out.begin(), out.end(), chance);
    return Value{std::move(out)};
}

RC_GTEST_PROP(EveryForm, does_not_mind_the_order_of_answers, ()) {
    const Case made = any_case();
    std::mt19937 chance{*rc::gen::arbitrary<unsigned>()};
    const Value other = shuffled(Value{Record(made.answers)}, chance);
    const Evaluation first = look(made.form, made.answers);
    const Evaluation second = look(made.form, *other.record());
    RC_ASSERT(pages_of(first) == pages_of(second));
    RC_ASSERT(paths_of(first) == paths_of(second));
    RC_ASSERT(first.reachable == second.reachable);
    RC_ASSERT(first.complete == second.complete);
    RC_ASSERT(Value{Record(first.computed)} == Value{Record(second.computed)});
    for (const PageState& page : first.pages)
        for (const FieldState& field : page.fields)
            RC_ASSERT(field.error == second.field(field.path)->error);
}

// Where it does not stop: a stop that hangs on a field left blank is not met before the field was
// seen, and that it was is said by the draft, not by what is submitted.
RC_GTEST_PROP(EveryForm, comes_to_the_same_from_what_it_submits, ()) {
    const Case made = any_case();
    const Evaluation once = look(made.form, made.answers);
    if (once.stop() != nullptr) return;
    const Evaluation twice = look(made.form, once.answers);
    RC_ASSERT(Value{Record(once.answers)} == Value{Record(twice.answers)});
    RC_ASSERT(Value{Record(once.computed)} == Value{Record(twice.computed)});
    RC_ASSERT(paths_of(once) == paths_of(twice));
}

RC_GTEST_PROP(EveryForm, is_reached_without_a_gap, ()) {
    const Case made = any_case();
    const Evaluation evaluation = look(made.form, made.answers);
    RC_ASSERT(evaluation.reachable <= evaluation.pages.size());
    for (std::size_t i = 0; i + 1 < evaluation.reachable; ++i)
        RC_ASSERT(evaluation.pages[i].complete);
    RC_ASSERT(evaluation.complete == std::ranges::all_of(evaluation.pages, &PageState::complete));
}

RC_GTEST_PROP(EveryForm, has_an_answer_to_whatever_is_sent, ()) {
    const Form form = compiled(*any_form());
    json::object answers;
    for (const Page& page : form.pages)
        for (const Field& field : page.fields)
            answers[field.key] = any_json(0);
    const auto evaluation = look(form, answers_from_json(form, answers));
    RC_ASSERT(!evaluation.pages.empty() || form.pages.front().when);
}

// As drafts of another version of the form could hold them: values of any kind at any field.
RC_GTEST_PROP(EveryForm, has_an_answer_to_values_of_other_kinds, ()) {
    const Form form = compiled(*any_form());
    const auto any_value = [] {
        return any_of<Value>(
            {Value{}, Value{true}, Value{Decimal{-1}}, Value{Cents{5}}, Value{today}, Value{"\xff"},
             Value{List{Value{List{}}, Value{true}}},
             Value{Record{{"i1", Value{"a"}}, {"size", Value{Cents{1}}}}},
             Value{List{Value{Record{{"kind", Value{"pdf"}}, {"size", Value{Decimal{-1}}}}}}}});
    };
    Record answers;
    for (const Page& page : form.pages)
        for (const Field& field : page.fields)
            answers.emplace_back(field.key, any_value());
    const auto once = look(form, answers);
    if (once.stop() != nullptr) return;
    const auto twice = look(form, once.answers);
    RC_ASSERT(Value{Record(once.answers)} == Value{Record(twice.answers)});
}

}  // namespace
}  // namespace kommod::forms
