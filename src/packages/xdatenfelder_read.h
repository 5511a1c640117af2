// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// XDatenfelder as it is written, both versions as one. Inside of the room.
//
// Version 2.0 and 3.0.0 differ in names (a rule's words stand in `definition` or in
// `freitextRegel`, limits in a JSON text or in attributes) and in what they say: only 3.0.0 brings
// the values of a list along.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace kommod::packages::fim {

struct Rule {
    std::string id, name, text;
    int line = 0;
};

struct Listed {
    std::string code, name, help;
};

// As they are written; empty when they are not.
struct Limits {
    std::string min_length, max_length, min_value, max_value, pattern;
    std::string unreadable;  // what stands there instead of JSON
};

// A group or a field at its place: how often it occurs is said there, not by itself.
struct Element {
    bool is_group = false;
    std::string id, version, name, label, help;
    int line = 0;
    int least = 1;
    std::optional<int> most = 1;          // nothing: any number
    std::vector<std::string> references;  // `bezug`: mostly rules of law
    std::vector<Rule> rules;

    // Of a group.
    bool one_of = false;  // `art` X: only one of its children is meant
    std::vector<Element> contains;

    // Of a field.
    std::string kind;  // input, select, label, hidden, locked
    std::string type;  // text, date, bool ...
    std::string content;
    Limits limits;
    std::vector<Listed> values;
    std::string code_list;  // the URN of a list that the document does not bring along
    std::string max_size;   // bytes
    std::vector<std::string> media_types;
    bool prefilled = false;
};

struct Schema {
    std::string standard;  // "2.0", "3.0.0"
    std::string id, version, name, description, creator;
    std::vector<std::string> references;
    std::vector<Rule> rules;
    std::vector<Element> contains;
};

// Errors: "packages.broken_xml", "packages.no_schema", "packages.bad_schema", each with its line.
Result<Schema> read_schema(std::string_view xml);

}  // namespace kommod::packages::fim
