// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What is fixed for each type of field: its name, the settings it has, its parts, and what its
// answers are for conditions. Inside of the room.
#pragma once

#include <string>
#include <vector>

#include "forms/definition.h"

namespace kommod::forms {

// The settings that only this type has, by their names in docs/packages.md.
const std::vector<std::string>& settings_of(FieldType type);
// Of a record, all that there can be; empty for what has no parts.
const std::vector<std::string>& parts_of(FieldType type);
// Those asked when the author names none.
const std::vector<std::string>& usual_parts_of(FieldType type);
// What a condition reads.
Type value_type(const Field& field);

}  // namespace kommod::forms
