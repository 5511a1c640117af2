// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The one function behind rendering, validation, summary, PDF, tests and preview:
//   evaluate(form, answers, login, parameters, today) -> what is asked, what is missing, what holds
//
// One pass from top to bottom. A page or field whose condition does not hold is absent: not read by
// conditions, not checked, not submitted. What was answered there stays in the draft and is back
// when the branch is chosen again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/definition.h"
#include "forms/fields.h"
#include "forms/value.h"

namespace kommod::forms {

// What an account or a card said of who fills the form in: "family_name", "address.street" ...
using Attributes = Record;

// Whether a place (degrees, WGS 84) lies in the municipality.
using LiesHere = std::function<bool(double latitude, double longitude)>;

struct Inputs {
    // By the keys of fields; an absent value says that the field was left blank. What nobody asked
    // for is ignored.
    const Record& answers;
    const Attributes& login;
    const Record& parameters;
    LocalDate today;
    // Null while nobody can tell: every place is taken then.
    const LiesHere* lies_here = nullptr;
};

// A field that is asked.
struct FieldState {
    const Field* field = nullptr;
    std::string path;  // "hunde.0.rasse"
    bool required = false;
    Value value;           // absent when nobody answered
    Value proposal;        // of a prefill: what stands in the field before anybody answered
    bool visited = false;  // somebody answered, be it with nothing: an optional field left blank
    bool fixed = false;    // by a prefill: cannot be changed
    bool changed = false;  // differs from what the prefill said, and the office is to know
    std::vector<std::string> options;  // those that are offered, of a choice
    std::optional<FieldError> error;   // the answer cannot stay, or is missing where required

    // Nothing more to do here.
    bool done() const { return !error && (visited || !field->has_value()); }
    // Evidence that will be handed in later.
    bool outstanding() const;
};

struct PageState {
    const Page* page = nullptr;
    // Those of a group stand one item after the other behind the group itself.
    std::vector<FieldState> fields;
    // Checks and stops are looked at when every field of the page is done.
    std::vector<const Check*> failed;
    const Stop* stop = nullptr;
    // Every field is done, every check holds, and it does not end here.
    bool complete = false;
};

struct Evaluation {
    // All pages that are asked, in order; after a stop there is nothing.
    std::vector<PageState> pages;
    // How many of them may be opened: all complete ones from the start, and the first gap.
    std::size_t reachable = 0;
    bool complete = false;
    Record answers;   // only what is asked and was answered, in the order of the form
    Record computed;  // by key

    const PageState* page(std::string_view id) const;
    const Stop* stop() const;
    const FieldState* field(std::string_view path) const;
};
Evaluation evaluate(const Form& form, const Inputs& inputs);

// What an expression after the last page (a fee, a letter) reads: answers, computed values,
// "parameter", "login".
Value scope_of(const Evaluation& evaluation, const Inputs& inputs);

}  // namespace kommod::forms
