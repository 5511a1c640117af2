// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Services online in the demonstration: the association has taken over what comes with the
// program; Dülmen offers the dog tax, Coesfeld has still to decide on it.
#pragma once

#include "municipalities/store.h"
#include "packages/store.h"
#include "readiness/store.h"

namespace kommod::packages {

// Begins with what is not there yet; what is there stays.
void load_demonstration(Store& store, readiness::Store& readiness,
                        municipalities::Store& municipalities, const Clock& clock);

}  // namespace kommod::packages
