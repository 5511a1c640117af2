// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Identifiers made by us: UUID version 7 (RFC 9562), ordered by the time of their making.
#pragma once

#include <string>

#include "base/clock.h"

namespace kommod {

// "0190b5e2-7c1a-7cc1-9d3e-0f6f2f8a9b10"
std::string new_id(Instant now);

}  // namespace kommod
