// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The form of a fact: which fields a kind has, what was typed, and the same as a version. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "http/message.h"
#include "readiness/facts.h"

namespace kommod::steering {

enum class Control { line, text, address, number, day, choice, several, services };
// Lists to choose from that the form cannot know by itself.
enum class Choices {
    none,
    solution_kind,
    precondition_kind,
    reuse,
    criteria,
    blocks,
    predecessors
};

struct FormField {
    const char* name;  // as the payload calls it; also the control's id
    const char* label;
    const char* hint;
    Control control;
    Choices choices = Choices::none;
};
struct FormGroup {
    const char* legend;
    std::vector<FormField> fields;
};
const std::vector<FormGroup>& form_of(readiness::FactKind kind);

// What was typed as a version of today. What the form does not show stays as in `before`, which
// may be null.
readiness::FactVersion read_form(readiness::FactKind kind, std::string id,
                                 const http::Parameters& form, const readiness::FactVersion* before,
                                 LocalDate today);
// "ausweis-abgleich" from a title; with a number when it is taken. Empty when nothing is left.
std::string new_id(std::string_view title, const std::vector<std::string>& taken);

// Lines, commas and semicolons between selectors.
readiness::Selectors selectors_of(std::string_view typed);

struct Choice {
    std::string value, label;
};
// One field as the template shows it.
json::object field_view(const FormField& field, const json::object& payload,
                        const std::vector<Choice>& choices, const std::string& error);
// By field: the first sentence about it.
std::string error_of(const std::vector<Rejection>& wrong, std::string_view field);

}  // namespace kommod::steering
