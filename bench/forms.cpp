// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// evaluate() of a form of 200 fields with 60 conditions and three groups of 20 items, and beside it
// the way of engines whose conditions have no order: over JSON, until nothing changes any more.
//   bench_forms ROUNDS
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "base/json.h"
#include "forms/evaluate.h"
#include "forms/fields.h"
#include "made_form.h"

using namespace kommod;

namespace {

const LocalDate today{2026, 3, 1};

// --- The naive one -------------------------------------------------------------------------------

json::value look_up(const std::string& name, const json::object& here, const json::object& around) {
    if (const auto* found = here.if_contains(name)) return *found;
    const auto* found = around.if_contains(name);
    return found != nullptr ? *found : json::value{};
}

json::value compute(const json::value& rule, const json::object& here, const json::object& around) {
    if (!rule.is_object()) return rule;
    const auto& [op, operands] = *rule.get_object().begin();
    if (op == "var") return look_up(std::string{operands.as_string()}, here, around);
    std::vector<json::value> values;
    for (const json::value& each : operands.as_array())
        values.push_back(compute(each, here, around));
    if (op == "==") return values[0] == values[1];
    if (op == ">") return values[0].is_int64() && values[0].get_int64() > values[1].get_int64();
    // "and"
    return std::ranges::all_of(values,
                               [](const json::value& v) { return v.is_bool() && v.get_bool(); });
}

bool shown(const json::object& element, const json::object& here, const json::object& around) {
    const auto* when = element.if_contains("when");
    if (when == nullptr) return true;
    const auto value = compute(*when, here, around);
    return value.is_bool() && value.get_bool();
}

// One look at every page and field with what was known after the last one.
struct Seen {
    json::object answers;
    std::vector<std::string> paths;
};

void see_item(const json::object& field, const json::object& item, const std::string& path,
              const json::object& known, Seen& out, json::array& kept) {
    json::object inner;
    for (const json::value& each : field.at("fields").as_array()) {
        const auto& part = each.as_object();
        if (!shown(part, item, known)) continue;
        const std::string name{part.at("key").as_string()};
        out.paths.push_back(path + "." + name);
        if (const auto* answer = item.if_contains(name)) inner[name] = *answer;
    }
    kept.push_back(std::move(inner));
}

Seen see(const json::object& form, const json::object& answers, const json::object& known) {
    Seen out;
    for (const json::value& page : form.at("pages").as_array()) {
        if (!shown(page.as_object(), known, {})) continue;
        for (const json::value& each : page.at("fields").as_array()) {
            const auto& field = each.as_object();
            if (!shown(field, known, {})) continue;
            const std::string name{field.at("key").as_string()};
            out.paths.push_back(name);
            const auto* answer = answers.if_contains(name);
            if (answer == nullptr) continue;
            if (field.at("type") != "group") {
                out.answers[name] = *answer;
                continue;
            }
            json::array kept;
            for (const json::value& item : answer->as_array())
                see_item(field, item.as_object(), name + "." + std::to_string(kept.size()), known,
                         out, kept);
            out.answers[name] = std::move(kept);
        }
    }
    return out;
}

Seen naive(const json::object& form, const json::object& answers) {
    Seen seen = see(form, answers, answers);
    while (true) {
        Seen again = see(form, answers, seen.answers);
        if (again.answers == seen.answers) return again;
        seen = std::move(again);
    }
}

// -------------------------------------------------------------------------------------------------

// Of processor time, in the mean of many calls: one is too short for the clock.
template <class F>
double microseconds(F f) {
    constexpr int calls = 200;
    const std::clock_t begin = std::clock();
    for (int i = 0; i < calls; ++i)
        f();
    return 1e6 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / calls;
}

double median(std::vector<double> times) {
    std::ranges::sort(times);
    return times[times.size() / 2];
}

std::vector<std::string> paths_of(const forms::Evaluation& evaluation) {
    std::vector<std::string> out;
    for (const auto& page : evaluation.pages)
        for (const auto& field : page.fields)
            out.push_back(field.path);
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "bench_forms ROUNDS\n";
        return 2;
    }
    const json::object source = bench::made_form(bench::large),
                       typed = bench::made_answers(bench::large);
    const auto compiled = forms::compile(YAML::Load(json::serialize(source)), {}, "form.yaml");
    if (!compiled.form) {
        std::cerr << forms::to_line(compiled.problems.front()) << "\n";
        return 1;
    }
    const forms::Form& form = *compiled.form;
    const forms::Record answers = forms::answers_from_json(form, typed), nothing;
    const forms::Inputs inputs{answers, nothing, nothing, today};
    const auto evaluation = forms::evaluate(form, inputs);
    if (!evaluation.complete || paths_of(evaluation) != naive(source, typed).paths) {
        std::cerr << "the two do not ask the same\n";
        return 1;
    }
    std::vector<double> ours, theirs, with_reading;
    for (int round = 0; round < 3 * std::atoi(argv[1]); ++round) {
        ours.push_back(microseconds([&] { forms::evaluate(form, inputs); }));
        theirs.push_back(microseconds([&] { naive(source, typed); }));
        with_reading.push_back(microseconds([&] {
            const auto read = forms::answers_from_json(form, typed);
            forms::evaluate(form, {read, nothing, nothing, today});
        }));
    }
    std::cout << json::serialize(json::object{{"evaluate_us", median(ours)},
                                              {"naive_us", median(theirs)},
                                              {"with_reading_us", median(with_reading)},
                                              {"states", paths_of(evaluation).size()}})
              << "\n";
    return 0;
}
