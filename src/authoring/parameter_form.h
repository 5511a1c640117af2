// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A municipality's parameters of a service as a form: asked with the same fields as citizens'
// forms, and read by the same rules. Inside of the room.
#pragma once

#include <string>
#include <vector>

#include "authoring/console_pages.h"
#include "forms/fields.h"
#include "packages/package.h"

namespace kommod::authoring {

// "P10D" -> "10 Tage"; "P1Y6M" -> "1 Jahr, 6 Monate".
std::string in_german(const forms::Duration& duration);
// "10 Tage", "6 Wochen", "3 Monate", "1 Jahr", and "P10D".
std::optional<forms::Duration> parse_german_duration(std::string_view typed);

struct ParameterReading {
    std::vector<packages::ParameterValue> values;  // those to be kept
    struct Mistake {
        std::string field, sentence;
    };
    std::vector<Mistake> mistakes;
};

// What was typed; without mistakes every parameter that has a value is among the values.
ParameterReading read_parameters(const http::Request& request, const Desk& desk,
                                 const packages::ServicePackage& package);
// [{field, citation_id, citation, proposed}] for the template; `typed` when it is shown again.
json::array parameter_views(const http::Request& request, const Desk& desk,
                            const packages::ServicePackage& package, const packages::Offer& offer,
                            const ParameterReading* typed);
// What a package proposes for a parameter of a type, typed on one line and back: "84,00", "6
// Wochen", "1.3.2026", "ja". Null for nothing; fails with a German sentence in Error::value.
Result<json::value> read_proposed(const http::Request& request, const Desk& desk,
                                  std::string_view type, std::string_view typed);
std::string proposed_line(std::string_view type, const json::value& proposed);
// A day that is asked for: the view of components/form/field, and what was typed.
json::object day_view(const http::Request& request, const Desk& desk, const std::string& name,
                      const std::string& label, LocalDate proposed, const std::string& error);
std::optional<LocalDate> read_day(const http::Request& request, const std::string& name);

}  // namespace kommod::authoring
