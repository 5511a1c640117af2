// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Reads one field of form.yaml, and what is known while a form is read. Inside of the room.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "forms/definition.h"
#include "forms/map_reader.h"

namespace kommod::forms {

struct ReadingContext {
    ReadingContext(const Surroundings& around, Names known_so_far, Names below,
                   ProblemList& problems);

    Names known;  // what stands above, and what comes from outside
    Names later;  // what stands further down: to tell an unknown name from one that comes too late
    const Surroundings& surroundings;
    ProblemList& problems;
    bool inside_group = false;

    void know(const YAML::Node& field_or_computed);
    // Notes the names of all fields and computed values before any of them is read.
    void know_what_comes(const std::vector<YAML::Node>& pages);
    // From here on `key` may be read; says so when the name is taken.
    void learn(const std::string& key, const Type& type, MapReader& map, std::string_view node);

    // The expression under `key`; nothing when there is none, or when it is wrong.
    std::optional<Expression> expression(MapReader& map, std::string_view key, const Type& wanted);
    std::optional<Expression> condition(MapReader& map, std::string_view key);
    void unknown_field(MapReader& map, std::string_view key, const std::string& name);
    bool is_login_attribute(std::string_view path) const;

  private:
    std::set<std::string, std::less<>> names_here_;
};

// Also learns the field.
Field read_field(const YAML::Node& source, const std::string& at, ReadingContext& context);

}  // namespace kommod::forms
