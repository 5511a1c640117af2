// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The demonstration association of the folder demonstration/: Kreis Coesfeld and its eleven
// municipalities, their offices and texts. Catalogue and facts bring their own.
#pragma once

#include "municipalities/store.h"

namespace kommod::municipalities {

// Fills a directory that is empty, and goes on where an earlier call was interrupted. Does nothing
// to a directory that somebody else filled, and nothing once it is complete: what a municipality
// changed or removed afterwards stays so. Returns whether this installation is a demonstration.
bool load_demonstration(Store& store);

}  // namespace kommod::municipalities
