// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The report for the council: one A4 page with the picture, five numbers with their change, and
// what comes next.
#pragma once

#include "documents/document.h"
#include "monitor/twins.h"

namespace kommod::monitor {

// Without `about`.
documents::Document report(const http::Request& request, const Pages& pages, const Seen& seen);

}  // namespace kommod::monitor
