// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Reads the files of a package into a ServicePackage, file by file. Inside of the room.
#pragma once

#include "forms/map_reader.h"
#include "packages/package.h"

namespace kommod::packages {

void read_manifest(const YAML::Node& source, ServicePackage& package, forms::ProblemList& problems);
void read_fees(const YAML::Node& source, const forms::Names& names, ServicePackage& package,
               forms::ProblemList& problems);
// The texts of one language, and where each stands.
struct PlacedTexts {
    Texts texts;
    std::map<std::string, YAML::Mark, std::less<>> places;  // of texts, and of the maps around them
};
PlacedTexts read_texts(const YAML::Node& source, forms::ProblemList& problems);
// Whether all that is needed is there, and nothing that nobody shows. `complete` is false for a
// language that the package does not promise yet: what it lacks is only a warning.
void check_texts(const PlacedTexts& placed, const ServicePackage& package, bool complete,
                 forms::ProblemList& problems);
// What the package computes or has every town set, and nobody reads: each a warning.
forms::Problems unused(const ServicePackage& package);
void read_cases(const YAML::Node& source, ServicePackage& package, forms::ProblemList& problems);

// YAML as JSON: what stands in quotes is text, the rest by its look. Keys sorted.
json::value to_json(const YAML::Node& node);
// The reverse, as YAML that fits on one line: texts in quotes, numbers as they were.
std::string to_yaml(const json::value& json);
std::optional<forms::Value> parameter_value(const Parameter& parameter, const json::value& json);

}  // namespace kommod::packages
