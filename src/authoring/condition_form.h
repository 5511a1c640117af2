// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// "Only when ..." as a form: statements to choose from, and, for what is more than that, the
// expression itself. Inside of the room.
#pragma once

#include "authoring/condition.h"
#include "authoring/console_pages.h"

namespace kommod::authoring {

// {rows[{select{options}, value_id, value}], all, any, is_expression, expression, sentence,
// nothing_above}
json::object condition_view(const http::Request& request, const Desk& desk,
                            const json::object& document, std::string_view page,
                            std::string_view path, const json::value& when);
// What the form says; null: always. `before` is what stood there. Errors: "authoring.bad_condition"
// with a sentence.
Result<json::value> read_condition(const http::Request& request, const json::object& document,
                                   const json::value& before);

// Where the condition of a page (no `path`) or field stands, as forms::Problem::at has it.
std::string condition_place(std::string_view page, std::string_view path);
// What is wrong with the condition at a place, in German; empty when nothing is.
std::string wrong_condition(const json::object& document, std::string_view at);

}  // namespace kommod::authoring
