// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Invented yearly cases for the demonstration's towns (demonstration/cases/<AGS>.csv, in the
// binary).
#pragma once

#include "catalogue/store.h"

namespace kommod::steering {

// Fills towns that have noted nothing of their own beside the catalogue; what a town noted stays.
// Throws when a file is refused: they are part of the product.
void load_demonstration(catalogue::Store& catalogue, LocalDate today);

}  // namespace kommod::steering
