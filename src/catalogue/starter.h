// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The starter catalogue shipped with the product (catalogue/*.jsonl, in the binary).
#pragma once

#include "base/import_report.h"
#include "catalogue/store.h"

namespace kommod::catalogue {

// Fills an association that has no catalogue yet; one that has keeps its own (the report is empty
// then). Throws when the files are refused: they are part of the product.
ImportReport load_starter(Store& store);
// The same with the texts, fees and documents written for the demonstration's most wanted services,
// all in one unit of work: an interrupted call leaves an empty catalogue to begin with again.
ImportReport load_demonstration(Store& store);

}  // namespace kommod::catalogue
