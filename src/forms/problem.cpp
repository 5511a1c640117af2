// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/problem.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

namespace kommod::forms {
namespace {

// Levenshtein's distance, by bytes: names are ASCII.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0U);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

void place(Problem& problem, const YAML::Node& at) {
    if (!at.IsDefined()) return;
    problem.line = at.Mark().line + 1;
    problem.column = at.Mark().column + 1;
}

}  // namespace

std::string to_line(const Problem& problem) {
    std::string out = problem.file;
    if (problem.line > 0) out += fmt::format(":{}:{}", problem.line, problem.column);
    out += ": " + problem.what;
    if (!problem.why.empty()) out += " " + problem.why;
    if (!problem.proposal.empty()) out += " " + problem.proposal;
    return out;
}

bool has_errors(const Problems& problems) {
    return std::ranges::any_of(
        problems, [](const Problem& each) { return each.weight == Problem::Weight::error; });
}

Problem& ProblemList::error(const YAML::Node& at, std::string key, std::string what) {
    Problem& problem = found_.emplace_back();
    problem.file = file_;
    problem.key = std::move(key);
    problem.what = std::move(what);
    place(problem, at);
    return problem;
}

Problem& ProblemList::warning(const YAML::Node& at, std::string key, std::string what) {
    Problem& problem = error(at, std::move(key), std::move(what));
    problem.weight = Problem::Weight::warning;
    return problem;
}

std::string nearest(std::string_view wrong, const std::vector<std::string>& known) {
    std::string out;
    // Two slips of the finger, in a short name one.
    std::size_t best = wrong.size() < 5 ? 2 : 3;
    for (const std::string& name : known)
        if (const std::size_t far = distance(wrong, name); far < best) {
            best = far;
            out = name;
        }
    return out;
}

}  // namespace kommod::forms
