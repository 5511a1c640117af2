// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "documents/layout.h"

namespace kommod::documents {

// Adds a row for every row of the table, and its header above the first. `id` is the block's.
void lay_out_table(Layout& layout, const Table& table, int id, PangoContext* context,
                   const Measure& measure);

}  // namespace kommod::documents
