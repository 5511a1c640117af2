// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// "Only when ..." as a form: statements to choose from, and, for what is more than that, the
// expression itself. Inside of the room.
#pragma once

#include "authoring/condition.h"
#include "authoring/console_pages.h"

namespace kommod::authoring {

// {word, now, first and more[{select{options}, value_id, value}], several, joins, is_expression,
// expression, sentence, nothing_above}
json::object condition_view(const http::Request& request, const Desk& desk,
                            const json::object& document, const Reader& reader,
                            const json::value& when);
// What the form says; null: always. `before` is what stood there. Errors: "authoring.bad_condition"
// with a sentence.
Result<json::value> read_condition(const http::Request& request, const json::object& document,
                                   const json::value& before, std::string_view path = {});

// What a change would break that is not broken before it, in German; empty when nothing is.
std::string new_mistake(const json::object& before, const json::object& after);

}  // namespace kommod::authoring
