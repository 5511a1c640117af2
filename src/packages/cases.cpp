// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The cases that an author declares: answers in, path, fees and computed values out.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "packages/case_run.h"
#include "packages/reading.h"

namespace kommod::packages {
namespace {

using forms::MapReader;

json::object object_at(MapReader& map, std::string_view key) {
    const auto node = map.get(key);
    if (!node.IsDefined()) return {};
    auto json = to_json(node);
    if (json.is_object()) return json.get_object();
    map.error(node, "cases.no_map",
              fmt::format("Bei „{}“ fehlen Angaben der Form „name: wert“.", key));
    return {};
}

// A file of cases says what is answered; an optional question that it leaves out was left blank.
void leave_blank(const std::vector<forms::Field>& fields, forms::Record& answers) {
    for (const forms::Field& field : fields) {
        const auto given = std::ranges::find(answers, field.key, &forms::Record::value_type::first);
        const bool may_be_blank = field.optional || field.required || field.settings.later;
        if (given == answers.end()) {
            if (may_be_blank) answers.emplace_back(field.key, forms::Value{});
            continue;
        }
        if (field.type != forms::FieldType::group || given->second.list() == nullptr) continue;
        forms::List items;
        for (const forms::Value& item : *given->second.list()) {
            forms::Record inside = item.record() != nullptr ? *item.record() : forms::Record{};
            leave_blank(field.fields, inside);
            items.emplace_back(std::move(inside));
        }
        given->second = forms::Value{std::move(items)};
    }
}

// {"a": {"b": ...}} for what a log-in said; all of it text but days.
forms::Record attributes_of(const json::object& json) {
    forms::Record out;
    for (const auto& [key, value] : json) {
        if (value.is_object())
            out.emplace_back(key, forms::Value{attributes_of(value.get_object())});
        else if (!value.is_string())
            out.emplace_back(key, forms::Value{json::serialize(value)});
        else if (const auto day = LocalDate::parse(std::string_view{value.get_string()}))
            out.emplace_back(key, forms::Value{*day});
        else
            out.emplace_back(key, forms::Value{std::string_view{value.get_string()}});
    }
    return out;
}

// What a case expects against what came out.
class Comparison {
  public:
    Comparison(const Case& declared, const CaseRun& run, const ServicePackage& package)
        : case_(declared), run_(run), package_(package) {}

    forms::Problems differences() {
        compare_path();
        compare_end();
        compare_errors();
        compare_computed();
        compare_fees();
        return std::move(found_);
    }

  private:
    void differs(std::string what, std::string proposal = {}) {
        forms::Problem problem;
        problem.file = case_.file;
        problem.line = case_.line;
        problem.column = 1;
        problem.key = "cases.differs";
        problem.what = fmt::format("Fall „{}“: {}", case_.name, what);
        problem.proposal = std::move(proposal);
        found_.push_back(std::move(problem));
    }

    const json::value* expected(std::string_view key) const {
        return case_.expect.if_contains(key);
    }

    void compare_path() {
        const json::value* wanted = expected("path");
        if (wanted == nullptr) return;
        const auto got = fmt::format("{}", fmt::join(run_.path(), ", "));
        std::string path;
        if (wanted->is_array())
            for (const json::value& page : wanted->get_array())
                if (page.is_string())
                    path += (path.empty() ? "" : ", ") + std::string{page.get_string()};
        if (path != got)
            differs(fmt::format("Der Weg ist [{}], erwartet war [{}].", got, path),
                    run_.first_gap());
    }

    void compare_end() {
        const auto* stop = run_.evaluation.stop();
        const json::value* wanted_stop = expected("stop");
        const std::string got = stop != nullptr ? stop->id : "";
        const std::string wanted = wanted_stop != nullptr && wanted_stop->is_string()
                                       ? std::string{wanted_stop->get_string()}
                                       : "";
        if (got != wanted)
            differs(got.empty() ? fmt::format("Der Halt „{}“ wurde nicht erreicht.", wanted)
                                : fmt::format("Der Weg endet am Halt „{}“.", got));
        const json::value* complete = expected("complete");
        const bool has_other_end = !wanted.empty() || expected("errors") != nullptr;
        const bool should_be =
            complete != nullptr ? complete->is_bool() && complete->get_bool() : !has_other_end;
        if (should_be != run_.evaluation.complete && got == wanted)
            differs(should_be ? "Der Antrag ist nicht vollständig." : "Der Antrag ist vollständig.",
                    should_be ? run_.first_gap() : "");
    }

    void compare_errors() {
        const json::value* wanted = expected("errors");
        if (wanted == nullptr || !wanted->is_object()) return;
        const auto got = run_.errors();
        for (const auto& [path, key] : wanted->get_object()) {
            const auto found = got.find(path);
            const std::string key_text = key.is_string() ? std::string{key.get_string()} : "";
            if (found == got.end())
                differs(fmt::format("Bei „{}“ gibt es keinen Fehler „{}“.", std::string_view{path},
                                    key_text));
            else if (found->second != key_text)
                differs(fmt::format("Bei „{}“ steht der Fehler „{}“, erwartet war „{}“.",
                                    std::string_view{path}, found->second, key_text));
        }
    }

    // Numbers and amounts are compared as what they are: 1 is "1", "60" is "60.00".
    static bool same(const forms::Value& got, const json::value& wanted) {
        forms::Field field;
        if (got.number()) field.type = forms::FieldType::number;
        if (got.money()) field.type = forms::FieldType::money;
        if (got.day()) field.type = forms::FieldType::date;
        if (got.yes_no()) field.type = forms::FieldType::yes_no;
        const auto read = forms::from_json(field, wanted);
        return read && *read == got;
    }

    void compare_computed() {
        const json::value* wanted = expected("computed");
        if (wanted == nullptr || !wanted->is_object()) return;
        const forms::Value computed{forms::Record(run_.evaluation.computed)};
        for (const auto& [key, value] : wanted->get_object()) {
            const auto got = computed.at(key);
            if (!same(got, value))
                differs(fmt::format("„{}“ ist {}, erwartet war {}.", std::string_view{key},
                                    json::serialize(forms::to_json(got)), json::serialize(value)));
        }
    }

    void compare_fees() {
        const json::value* wanted = expected("fees");
        if (wanted == nullptr || !wanted->is_object()) return;
        const auto due = package_.fees_due(run_.evaluation, run_.inputs());
        std::set<std::string> seen;
        for (const FeeDue& fee : due) {
            seen.insert(fee.fee->id);
            const json::value* amount = wanted->get_object().if_contains(fee.fee->id);
            if (amount == nullptr)
                differs(fmt::format("Die Gebühr „{}“ ({}) war nicht erwartet.", fee.fee->id,
                                    fee.amount.to_german()));
            else if (!same(forms::Value{fee.amount}, *amount))
                differs(fmt::format("Die Gebühr „{}“ ist {}, erwartet war {}.", fee.fee->id,
                                    fee.amount.to_german(), json::serialize(*amount)));
        }
        for (const auto& [id, amount] : wanted->get_object())
            if (!seen.contains(std::string{id}))
                differs(fmt::format("Die Gebühr „{}“ fällt nicht an.", std::string_view{id}));
    }

    const Case& case_;
    const CaseRun& run_;
    const ServicePackage& package_;
    forms::Problems found_;
};

}  // namespace

CaseRun::CaseRun(const ServicePackage& package, const Case& declared)
    : answers(forms::answers_from_json(package.form, declared.answers)),
      login(attributes_of(declared.login)),
      parameters(package.parameter_values(declared.parameters)),
      today(declared.today.value_or(LocalDate{2026, 1, 1})) {
    for (const forms::Page& page : package.form.pages)
        leave_blank(page.fields, answers);
    evaluation = forms::evaluate(package.form, inputs());
}

forms::Inputs CaseRun::inputs() const {
    return {answers, login, parameters, today};
}

std::vector<std::string> CaseRun::path() const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < evaluation.reachable; ++i)
        out.push_back(evaluation.pages[i].page->id);
    return out;
}

std::map<std::string, std::string> CaseRun::errors() const {
    std::map<std::string, std::string> out;
    for (const forms::PageState& page : evaluation.pages) {
        for (const forms::FieldState& field : page.fields)
            if (field.error)
                out.emplace(
                    field.error->part.empty() ? field.path : field.path + "." + field.error->part,
                    field.error->key);
        for (const forms::Check* check : page.failed)
            for (const std::string& at : check->at)
                out.emplace(at, "checks." + check->id);
    }
    return out;
}

std::string CaseRun::first_gap() const {
    if (evaluation.complete || evaluation.reachable == 0) return {};
    const forms::PageState& page = evaluation.pages[evaluation.reachable - 1];
    for (const forms::FieldState& field : page.fields)
        if (!field.done())
            return fmt::format("Auf der Seite „{}“ fehlt „{}“{}.", page.page->id, field.path,
                               field.error ? " (" + field.error->key + ")" : "");
    for (const forms::Check* check : page.failed)
        return fmt::format("Auf der Seite „{}“ hält die Prüfung „{}“ nicht.", page.page->id,
                           check->id);
    return {};
}

void read_cases(const YAML::Node& source, ServicePackage& package, forms::ProblemList& problems) {
    if (!source.IsSequence()) {
        problems.error(source, "cases.no_list", "Hier steht keine Liste von Fällen.").proposal =
            "Beginnen Sie jeden Fall mit „- name: ...“.";
        return;
    }
    static const std::vector<std::string> keys{"name",  "today",   "parameters",
                                               "login", "answers", "expect"};
    for (const YAML::Node& entry : source) {
        MapReader map{entry, "tests", keys, problems};
        Case read;
        read.name = map.required_text("name");
        read.file = problems.file();
        read.line = entry.Mark().line + 1;
        if (const auto today = map.text("today")) {
            const auto day = LocalDate::parse(*today);
            if (day)
                read.today = *day;
            else
                map.error(map.get("today"), "cases.bad_date", "Das ist kein Tag.").proposal =
                    "Schreiben Sie ihn wie 2026-01-31.";
        }
        read.parameters = object_at(map, "parameters");
        read.login = object_at(map, "login");
        read.answers = object_at(map, "answers");
        if (!map.has("expect")) map.missing("expect").why = "Sonst prüft der Fall nichts.";
        MapReader{map.has("expect") ? map.get("expect") : YAML::Node{YAML::NodeType::Map},
                  "tests.expect",
                  {"path", "complete", "computed", "fees", "errors", "stop"},
                  problems};
        read.expect = object_at(map, "expect");
        for (const auto& [key, value] : read.answers)
            if (package.form.field(key) == nullptr)
                map.error(map.get("answers"), "cases.unknown_field",
                          fmt::format("Das Feld „{}“ gibt es nicht.", std::string_view{key}));
        for (const auto& [key, value] : read.parameters)
            if (package.parameter(key) == nullptr)
                map.error(map.get("parameters"), "cases.unknown_parameter",
                          fmt::format("Den Parameter „{}“ gibt es nicht.", std::string_view{key}));
        package.cases.push_back(std::move(read));
    }
}

forms::Problems run_cases(const ServicePackage& package) {
    forms::Problems out;
    for (const Case& declared : package.cases) {
        const CaseRun run{package, declared};
        for (forms::Problem& problem : Comparison{declared, run, package}.differences())
            out.push_back(std::move(problem));
    }
    return out;
}

}  // namespace kommod::packages
