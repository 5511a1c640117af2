// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Who reads a field: conditions, computed values, checks, stops, fees, letters. Inside of the room.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/json.h"

namespace kommod::authoring {

// Every expression of a document with the German name of its place and where it stands
// ("pages.halter.fields.anschrift", as forms::Problem::at has it).
struct Rule {
    std::string where, at;
    std::string kind;  // "when", "required", "bounds", "option", "computed", "check", "stop", "fee"
    const json::value* expression = nullptr;
};
void each_rule(const json::object& document, const std::function<void(const Rule&)>& seen);

// Whether an expression reads a name or a part of it.
bool reads(const json::value& expression, std::string_view name);

}  // namespace kommod::authoring
