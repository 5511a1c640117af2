// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A day as authors type it. Inside of the room.
#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"

namespace kommod::authoring {

// "1.3.2026" or "2026-03-01"; nothing when it is no day.
std::optional<LocalDate> typed_day(std::string_view typed);

}  // namespace kommod::authoring
