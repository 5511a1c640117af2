// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What is wrong in an author's file: found all at once, told one by one.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace YAML {
class Node;
}

namespace kommod::forms {

// Sentences are German: package authors and service managers read them.
struct Problem {
    enum class Weight { error, warning } weight = Weight::error;
    std::string file;          // "form.yaml", relative to the package
    int line = 0, column = 0;  // 1-based; 0 when the whole file, or its absence, is meant
    std::string key;           // stable: "forms.unknown_name"
    std::string what;          // "Das Feld „halter“ gibt es zweimal."
    std::string why;           // why that is not possible; may be empty
    std::string proposal;      // what to write instead; may be empty
    std::string at;  // the part of the package: "pages.halter.fields.anschrift"; for the console
    bool operator==(const Problem&) const = default;
};
using Problems = std::vector<Problem>;

// "form.yaml:12:7: Das Feld ... gibt es zweimal. Weil ... Vorschlag: ..."
std::string to_line(const Problem& problem);
bool has_errors(const Problems& problems);

// Collects the problems of one file with the place of their nodes.
class ProblemList {
  public:
    explicit ProblemList(std::string file) : file_(std::move(file)) {}
    // The reference is good until the next call: fill in why, proposal and `at`.
    Problem& error(const YAML::Node& at, std::string key, std::string what);
    Problem& warning(const YAML::Node& at, std::string key, std::string what);
    void add(Problem problem) { found_.push_back(std::move(problem)); }
    const Problems& found() const { return found_; }
    Problem& last() { return found_.back(); }
    // Says of all problems from this one on where in the package they are.
    void place_from(std::size_t first, const std::string& at);
    Problems take() { return std::move(found_); }
    const std::string& file() const { return file_; }

  private:
    std::string file_;
    Problems found_;
};

// The name among `known` that `wrong` was probably meant to be; empty when none is near.
std::string nearest(std::string_view wrong, const std::vector<std::string>& known);

}  // namespace kommod::forms
