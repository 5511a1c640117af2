// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Why a service does not stand higher, as pages tell it: each reason once, with all criteria it
// stands against, and who must act.
#pragma once

#include <string>

#include "base/json.h"
#include "http/message.h"
#include "monitor/looking.h"
#include "readiness/ways.h"

namespace kommod::monitor {

// For monitor/cause: what the law or others bar, then blocks that are not there, then what nobody
// has built.
json::array causes_view(const http::Request& request, const Seen& seen,
                        const readiness::Ways& ways);
// "Bund, Anbieter des Verbunds": each once; the municipality by its name.
std::string must_act(const Seen& seen, const readiness::Ways& ways);

}  // namespace kommod::monitor
