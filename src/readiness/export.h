// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Facts as files, to take along: YAML that comes back as unchanged (docs/facts.md), and a table
// with one row a version.
#pragma once

#include <string>
#include <string_view>

#include "readiness/fact_log.h"
#include "readiness/import.h"

namespace kommod::readiness {

std::string export_yaml(std::string_view name_space, const FactLog& log);

// fact;id;recorded;withdrawn;example;municipalities and all fields of all kinds; lists are joined
// by " | ".
std::string export_csv(const FactLog& log);
// The same columns, in any order; each row is a whole version, and an empty cell says nothing.
FactsFile read_facts_csv(std::string_view name_space, std::string_view csv_text,
                         LocalDate default_recorded_on);

}  // namespace kommod::readiness
