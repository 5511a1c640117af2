// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The invented maps of the folder demonstration/maps/.
#pragma once

#include "geo/store.h"
#include "municipalities/store.h"

namespace kommod::geo {

// For municipalities that have no map yet; what somebody read in stays.
void load_demonstration(store::Database& database, municipalities::Store& municipalities,
                        Store& maps);

}  // namespace kommod::geo
