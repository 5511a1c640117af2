// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The receipt as a document to keep.
#pragma once

#include "base/json.h"
#include "cases/visit.h"
#include "documents/document.h"

namespace kommod::cases {

// Of a receipt as make_receipt() wrote it, in the language of that moment.
documents::Document receipt_document(const Shop& shop, const json::object& receipt);

}  // namespace kommod::cases
