// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One house from near: its services, what they lack, why, and who must act. Services that lack the
// same for the same reasons stand together, so that every reason is said once.
#pragma once

#include "base/json.h"
#include "http/message.h"
#include "monitor/looking.h"

namespace kommod::monitor {

// Adds name, levels and groups[{level, level_name, sample_svg, services[{name,href}], links,
// causes[{...}], must_act, expected}] to the view of monitor/bundle.
void add_bundle(json::object& view, const http::Request& request, const Seen& seen,
                const catalogue::Bundle& bundle);

}  // namespace kommod::monitor
