// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/problem.h"

#include <algorithm>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "base/text.h"

namespace kommod::forms {
namespace {

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

void ProblemList::place_from(std::size_t first, const std::string& at) {
    for (std::size_t i = first; i < found_.size(); ++i)
        found_[i].at = at;
}

std::string nearest(std::string_view wrong, const std::vector<std::string>& known) {
    std::string out;
    // Two slips of the finger, in a short name one.
    int best = wrong.size() < 5 ? 2 : 3;
    for (const std::string& name : known)
        if (const int far = text::edit_distance(wrong, name, best); far < best) {
            best = far;
            out = name;
        }
    return out;
}

}  // namespace kommod::forms
