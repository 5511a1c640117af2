// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// From what a browser sent for one page to what a draft keeps of it. What the page asks is computed
// first, then what was typed is looked at; everything else is discarded.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "forms/evaluate.h"
#include "forms/fields.h"

namespace kommod::cases {

// A page of the form, or one item of the group that it asks for.
struct Place {
    const forms::Page* page = nullptr;
    std::string item;  // its identity; empty for the page itself

    const std::vector<forms::Field>& fields() const {
        return item.empty() ? page->fields : page->group()->fields;
    }
};

// The key of an item's identity among its answers; no field can be called so.
constexpr std::string_view item_key = "_id";
std::string new_item();
bool is_item(std::string_view text);
// Where an item stands in its list; nothing when it is not there (any more).
std::optional<std::size_t> item_index(const json::object& answers, std::string_view group,
                                      std::string_view item);

// What a save changes: fields of one page, or of one item. Changes of different pages do not touch
// each other, so two tabs cannot lose each other's answers.
struct Change {
    std::string group, item;  // empty for a page's own fields
    json::object values;      // by key; null: left blank
    bool removes = false;     // the item goes
};
void apply(json::object& answers, const Change& change);

struct Issue {
    std::string name;  // of the input: "halter", or of an item's page "rasse"
    forms::FieldError error;
    const forms::Field* field = nullptr;  // null: a check of the page
    const forms::Check* check = nullptr;
};

struct Surroundings {
    const forms::Form& form;
    const forms::Attributes& login;
    const forms::Record& parameters;
    LocalDate today;
    forms::LiesHere lies_here = {};  // empty while nobody can tell
};
forms::Evaluation evaluate(const Surroundings& around, const json::object& answers);

struct Reading {
    json::object answers;          // with what was typed in its place, right or wrong
    forms::Evaluation evaluation;  // of these
    Change change;                 // what may be kept: everything typed that is right
    std::vector<Issue> issues;     // what has to be mended before it goes on
    bool asks_more = false;        // an answer opened a question that did not stand on the page
};
// `asked` are the names of the fields that stood on the page.
Reading read_page(const Surroundings& around, const json::object& answers, const Place& place,
                  const forms::RawInput& raw, const std::set<std::string, std::less<>>& asked);

// The states of a place's fields, with the names of their inputs: those of an item are named
// without the list around them, so that they stay the same when another tab removes an item.
struct NamedState {
    std::string name;
    const forms::FieldState* state = nullptr;
};
std::vector<NamedState> states_of(const forms::Evaluation& evaluation, const Place& place,
                                  const json::object& answers);

}  // namespace kommod::cases
