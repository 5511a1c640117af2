// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What an author does to the rules of a document: stops and checks of its pages, fees, and what
// each municipality sets for itself. As edit.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "authoring/edit.h"

namespace kommod::authoring {

// Ends the journey on its page when `when` holds, with these words.
struct Stop {
    json::value when;
    std::string title, text;
};
// Holds, or the words stand at the fields that are named.
struct Check {
    json::value that;
    std::string text;
    std::vector<std::string> at;
};
// An empty `id` makes a new one. Fail with "authoring.no_such", "authoring.no_words",
// "authoring.no_condition".
Done set_stop(json::object& document, std::string_view page, std::string_view id, const Stop& stop);
Done set_check(json::object& document, std::string_view page, std::string_view id,
               const Check& check);
std::optional<Stop> find_stop(const json::object& document, std::string_view page,
                              std::string_view id);
std::optional<Check> find_check(const json::object& document, std::string_view page,
                                std::string_view id);
Done remove_stop(json::object& document, std::string_view page, std::string_view id);
Done remove_check(json::object& document, std::string_view page, std::string_view id);

// An amount that each municipality sets for itself, times what is counted.
struct SimpleAmount {
    std::string parameter;  // its key; empty: a new one
    std::string times;      // "": once; a field or computed value; "#hunde": the items of a group
    bool operator==(const SimpleAmount&) const = default;
};
struct Fee {
    std::string label, citation, per;  // "once", "month", "year"
    json::value when;                  // null: always
    json::value amount;                // when it is more than a SimpleAmount can say
    std::optional<SimpleAmount> simple;
    std::string proposed;  // "84.00": what a municipality that says nothing takes; of a simple one
};
// Fail with "authoring.no_such", "authoring.no_label", "authoring.no_citation",
// "authoring.no_amount".
Done set_fee(json::object& document, std::string_view id, const Fee& fee);
std::optional<Fee> find_fee(const json::object& document, std::string_view id);
// The amount's parameter goes with its last reader.
Done remove_fee(json::object& document, std::string_view id);
// What a fee can be counted by: ids as in SimpleAmount::times with the names that authors know.
std::vector<std::pair<std::string, std::string>> countable(const json::object& document);

// What each municipality sets for itself.
struct ParameterEntry {
    std::string label, help, type, citation;  // `type` as docs/packages.md has it
    json::value proposed;                     // null: nothing
    bool optional = false;
};
// The type of what is there already stays. Fail with "authoring.no_such", "authoring.no_label";
// what something still reads is not removed: "authoring.read".
Done set_parameter(json::object& document, std::string_view key, const ParameterEntry& entry);
std::optional<ParameterEntry> find_parameter(const json::object& document, std::string_view key);
Done remove_parameter(json::object& document, std::string_view key);

}  // namespace kommod::authoring
