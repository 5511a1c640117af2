// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Reads one map of an author's file: what it knows is handed out by name and kind, what it does not
// know is a problem with a proposal. Nothing throws.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <yaml-cpp/yaml.h>

#include "forms/problem.h"

namespace kommod::forms {

class MapReader {
  public:
    // `at` names the map in problems ("pages.halter"). Says so when it is no map, or when a key
    // stands in it twice or is none of `known`.
    MapReader(const YAML::Node& map, std::string at, const std::vector<std::string>& known,
              ProblemList& problems);

    bool is_map() const { return map_.IsMap(); }
    bool has(std::string_view key) const { return get(key).IsDefined(); }
    // Undefined when it is not there.
    YAML::Node get(std::string_view key) const;

    // Each says so when something else stands there; the required ones also when nothing does.
    std::optional<std::string> text(std::string_view key);
    std::string required_text(std::string_view key);
    // An id or key: [a-z][a-z0-9_]*, at most 60 characters.
    std::string required_id(std::string_view key);
    bool yes(std::string_view key);
    std::optional<int> whole(std::string_view key, int least, int most);
    // The items of a list of texts.
    std::vector<std::string> texts(std::string_view key);
    // The nodes of a list; empty when it is not there.
    std::vector<YAML::Node> list(std::string_view key);

    Problem& error(const YAML::Node& node, std::string key, std::string what);
    Problem& missing(std::string_view key);
    const std::string& at() const { return at_; }
    const YAML::Node& node() const { return map_; }
    ProblemList& problems() { return problems_; }

  private:
    void check_keys(const std::vector<std::string>& known);

    YAML::Node map_;
    std::string at_;
    ProblemList& problems_;
};

bool is_id(std::string_view text);

}  // namespace kommod::forms
