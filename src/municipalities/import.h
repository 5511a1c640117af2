// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Municipalities from a CSV file, and the check of a list of names against the directory.
#pragma once

#include <string_view>

#include "audit/audit.h"
#include "base/import_report.h"
#include "municipalities/store.h"

namespace kommod::municipalities {

struct ImportOptions {
    audit::Actor actor{audit::ActorKind::command, "import"};
    bool dry_run = false;  // report only
};

// Columns in any order, found by their names: ags and name are needed; ars, kreis_schluessel,
// kreis_name, flaeche_km2, bevoelkerung, plz_verwaltungssitz, slug, host, beispiel (ja, nein) may
// be there; others are ignored. A column that is absent leaves what is recorded. A row that is
// refused does not keep the others out; a file that is broken as a whole (no UTF-8, a quote never
// closed, a needed column missing) changes nothing. All rows taken are one unit of work.
//
// A file with names but no key of any kind is a list of names: see check_names().
ImportReport import_municipalities(Store& store, std::string_view csv,
                                   const ImportOptions& options = {});

// A list of names, one municipality a row, in a column `name`: each that is not exactly one of the
// directory's is refused, with the municipality that was probably meant as the proposal. Changes
// nothing; what matches counts as unchanged.
ImportReport check_names(Store& store, std::string_view csv);

}  // namespace kommod::municipalities
