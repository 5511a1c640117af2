// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// An author's file as YAML nodes: within limits, without what could blow up.
#pragma once

#include <optional>
#include <string_view>

#include <yaml-cpp/yaml.h>

#include "forms/problem.h"

namespace kommod::forms {

constexpr std::size_t largest_file = 1024 * 1024;

// Nothing when it cannot be read; then `problems` says where. Anchors and aliases are refused: a
// short file could mean gigabytes.
std::optional<YAML::Node> load_yaml(std::string_view text, ProblemList& problems);

}  // namespace kommod::forms
