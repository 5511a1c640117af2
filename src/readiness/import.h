// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Facts from files: YAML that people write, with a complete report of what was refused. The format
// is described in docs/facts.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/import_report.h"
#include "readiness/facts.h"
#include "readiness/store.h"

namespace kommod::readiness {

struct FactsFile {
    std::string name_space;  // "association" or a municipality's
    std::vector<FactVersion> versions;
    std::vector<Rejection> rejected;
};
// Reads one file; `default_recorded_on` is the day of versions that do not say theirs.
FactsFile read_facts(std::string_view yaml_text, LocalDate default_recorded_on);

// Who imports which file, for the audit trail.
struct Origin {
    audit::Actor by;
    std::string file;  // its name alone: a path may tell of people
};
// Records a file; a file with a refused fact changes nothing. A second time changes nothing.
// Without an origin the trail does not tell of it.
ImportReport import_facts(Store& store, std::string_view yaml_text, LocalDate today,
                          const Origin* from = nullptr);

// The demonstration association's facts (demonstration/facts/*.yaml, in the binary). Throws when
// they are refused: they are part of the product.
ImportReport load_demonstration(Store& store, LocalDate today);

}  // namespace kommod::readiness
