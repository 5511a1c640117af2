// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: a document of Kommod's own format on top of what is there.
#pragma once

#include "catalogue/format.h"
#include "catalogue/merge.h"

namespace kommod::catalogue {

// Takes every record whose references lead somewhere; the order of the lines does not matter.
void merge_document(const Document& document, Merge& merge);

}  // namespace kommod::catalogue
