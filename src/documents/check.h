// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "documents/document.h"

namespace kommod::documents {

// Whether every block is what documents/document.h asks for; drawings are checked when they are
// read.
Result<void> check(const Document& document);

}  // namespace kommod::documents
