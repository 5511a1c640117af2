// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What view.cpp is made of: single inputs, and the parts of records. Inside this room only.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "forms/evaluate.h"
#include "forms/fields.h"

namespace kommod::forms {

// Parts of a record that are asked, in order; empty when the field is none. An address at home is
// not asked for its country.
std::vector<std::string> asked_parts(const Field& field);

struct Label {
    std::string name;  // of the input, and its id
    std::string label;
    bool heading = false;  // is the page's heading at the same time
    bool voluntary = false;
    std::string hint, help;
    std::string origin;  // where a prefilled answer comes from
    std::string error;
};
// id, name, label, heading, voluntary, hint, help, origin, error, described_by: all of them, so
// that no input of a record shows the record's.
json::object labelled(const Label& label);
void clear_error(json::object& view);

// "Aus Ihrem Nutzerkonto übernommen ..."; empty when it was not.
std::string origin(const FieldState& state, const Speech& speech);

using Labels = std::vector<std::pair<std::string, std::string>>;
void add_choices(json::object& view, std::string_view control, const Labels& options,
                 const std::vector<std::string>& chosen);
void add_select(json::object& view, const Labels& options, const std::vector<std::string>& chosen,
                const Speech& speech);

// The inputs of a field that is no record, choice or file, around what labelled() made.
json::object simple_view(const Field& field, json::object around, bool of_oneself,
                         const std::string& unit, const RawInput& typed, const Speech& speech);

struct Part {
    std::string name, error;
    bool of_oneself = true;
    bool optional = false;
};
json::object part_view(const Field& field, std::string_view part, const Part& asked,
                       const RawInput& typed, const Speech& speech);

// Of an answered file: {name, size, id}.
json::object file_line(const Value& file, const Speech& speech);
// For the attribute `accept`: "application/pdf,image/png".
std::string accepted_kinds(const std::vector<std::string>& kinds);
// "PDF, JPEG oder PNG, höchstens 10 MB je Datei"
std::string file_limits(const Settings& settings, const Speech& speech);

}  // namespace kommod::forms
