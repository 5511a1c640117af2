// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The flat CSV: one row per service, subject, life event and bundle beside it. Columns by name, in
// any order: leistungsschluessel, bezeichnung, leika_typ, ozg_id, ozg_leistung, lage, themenfeld;
// if there: sdg1, sdg2, gesetze_kurz, gesetze, rechtsgrundlage.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "catalogue/merge.h"

namespace kommod::catalogue {

struct FlatRow {
    int line = 0;
    std::string key, name, type, ozg, bundle, life_event, subject;
    // Absent when the file lacks the column.
    std::optional<int> sdg;
    std::optional<std::vector<std::string>> law_short, law_names, legal;
};
// True when `row` says nothing but what `known` says, in the columns that its file has.
bool says_the_same(const FlatRow& row, const FlatRow& known);

struct FlatFile {
    std::vector<FlatRow> rows;
    std::vector<Error> rejected;  // one per row, with everything that is wrong with it
};

// Errors: "catalogue.missing_columns" naming them, "catalogue.broken_file".
Result<FlatFile> read_flat(std::string_view text);

// What the catalogue says of a service, as a row. Without bundle, life event and subject as far as
// they are unknown.
FlatRow flat_row(const Merge& view, const ServiceRecord& service);

// Puts the rows on top of what is there. A row that says what flat_row() says changes nothing. A
// known service keeps its bundle as long as that gathers the row's OZG id. What is new is known,
// but not offered, unless a municipality imports it for itself and the type says that
// municipalities may be in charge.
void merge_flat(const FlatFile& file, Merge& merge);

// "1", "2/3", "4a", "1, 2/3" ...: the types of the federal list.
bool is_type(std::string_view type);
// Citations of one cell, shortened: "§ 31 Absatz 3 Personenstandsverordnung (PStV) [http://...]"
// becomes "§ 31 Abs. 3 PStV".
std::vector<std::string> citations(std::string_view cell);

// One row of the export; the header line; both with line end.
void write_flat_header(std::string& out);
void write_flat_row(std::string& out, const FlatRow& row);
// The row as it is read again when it was written: its lists joined and cut apart, its citations
// shortened.
FlatRow as_read(const FlatRow& row);

}  // namespace kommod::catalogue
