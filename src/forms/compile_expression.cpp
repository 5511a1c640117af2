// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <charconv>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "forms/definition.h"

namespace kommod::forms {
namespace {

// "12.50" where money is asked for, "2026-01-31" where a day is: constants that only their place
// gives a meaning.
std::optional<Value> constant(const YAML::Node& source, const Type& wanted) {
    if (!source.IsScalar()) return std::nullopt;
    if (wanted.kind() == Type::Kind::money) {
        const auto euros = Decimal::parse(source.Scalar());
        const auto cents = euros ? Decimal::product(*euros, Decimal(100)) : std::nullopt;
        if (cents && cents->is_whole()) return Value{Cents{cents->whole()}};
    }
    if (wanted.kind() == Type::Kind::day)
        if (const auto day = LocalDate::parse(source.Scalar())) return Value{*day};
    if (wanted.kind() == Type::Kind::text) return Value{source.Scalar()};
    return std::nullopt;
}

void not_read(const YAML::Node& source, const Error& error, ProblemList& problems) {
    Problem problem;
    problem.file = problems.file();
    problem.line = error.line > 0 ? error.line : source.Mark().line + 1;
    problem.column = source.Mark().column + 1;
    std::from_chars(error.field.data(), error.field.data() + error.field.size(), problem.column);
    problem.key = error.key;
    problem.what =
        error.value.empty() ? error.what : fmt::format("„{}“: {}", error.value, error.what);
    problem.proposal = error.proposal;
    problems.add(std::move(problem));
}

// Whether it comes out the same whatever somebody answers, on whatever day.
bool is_constant(const Expression& expression) {
    if (!expression.reads().empty()) return false;
    const Value nothing;
    const auto on = [&](LocalDate day) { return expression.evaluate({&nothing, nullptr, day}); };
    constexpr int long_ago = 1900, far_off = 2200;
    return on(LocalDate{long_ago, 1, 1}) == on(LocalDate{far_off, 1, 1});
}

}  // namespace

std::optional<Expression> compile_expression(const YAML::Node& source, const Names& names,
                                             const Type& wanted, ProblemList& problems,
                                             const Names& later) {
    if (const auto held = constant(source, wanted)) return Expression{*held};
    auto parsed = Expression::parse(source);
    if (!parsed) {
        not_read(source, parsed.error(), problems);
        return std::nullopt;
    }
    const Type type = check(*parsed, names, later, problems);
    const bool fits = wanted.kind() == Type::Kind::anything ||
                      type.kind() == Type::Kind::anything || type.kind() == wanted.kind();
    if (!fits)
        problems.error(source, "forms.wrong_type",
                       fmt::format("Hier steht {}, gebraucht wird {}.", german_name(type),
                                   german_name(wanted)));
    return *parsed;
}

std::optional<Expression> compile_condition(const YAML::Node& source, const Names& names,
                                            ProblemList& problems, const Names& later) {
    auto out = compile_expression(source, names, Type{}, problems, later);
    if (!out || !is_constant(*out)) return out;
    const Value nothing;
    Problem& problem = problems.error(source, "forms.constant_condition",
                                      out->holds({&nothing, nullptr, LocalDate{1970, 1, 1}})
                                          ? "Diese Bedingung gilt immer."
                                          : "Diese Bedingung gilt nie.");
    problem.why = "Sie liest keine Antwort.";
    problem.proposal = "Streichen Sie sie, oder nennen Sie die Frage, von der es abhängt.";
    return out;
}

}  // namespace kommod::forms
