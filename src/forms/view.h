// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// How a field is asked: from its state to what web/templates/components/form shows. Pure; used by
// the citizens' pages and by the author's preview.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "forms/evaluate.h"
#include "forms/fields.h"

namespace kommod::forms {

// A value as it stands in the inputs of its field, by their names: the reverse of read_typed().
using Typing = std::map<std::string, std::vector<std::string>, std::less<>>;
void type_into(Typing& typing, const std::string& name, const Value& value);
RawInput raw_of(const Typing& typing);

// "hunde.0.rasse" -> "hunde.rasse": how its texts are called.
std::string text_path(std::string_view path);

struct Asking {
    const FieldState& state;
    std::string name;      // of its input: "halter", or on an item's page "rasse"
    std::string question;  // the page's title where it is the label; empty: it has its own
    const FieldError* error = nullptr;
    std::string sentence;  // of the error
    // The person who fills it in says it of themselves, so the browser may help (WCAG 1.3.5).
    bool of_oneself = true;
};

// Above so many options a list is a select that can be searched, not radio buttons.
constexpr std::size_t most_radios = 15;

// The view of components/form/field.html: `path`, `shape` (changes when the inputs have to be made
// anew) and under the name of its kind the inputs: input, textarea, date, choices, select,
// checkbox, file, record, point, notice or fixed.
json::object field_view(const Asking& asking, const RawInput& typed, const Speech& speech);
// The id of the element that an error's link leads to.
std::string error_anchor(const Field& field, std::string_view name, const FieldError& error);

}  // namespace kommod::forms
