// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: how a statutory deadline stands, for its page, the town's headline, the
// roadmap and the report.
#pragma once

#include "monitor/twins.h"
#include "readiness/deadlines.h"

namespace kommod::monitor {

// On a day: a past one as it was known then, a coming one by the plans of `today` (the forecast).
readiness::DeadlineStanding standing_on(const Pages& pages, const Seen& seen,
                                        const readiness::StatutoryDeadline& deadline, LocalDate on,
                                        LocalDate today);
json::object deadline_view(const http::Request& request, const Pages& pages, const Seen& seen,
                           const readiness::StatutoryDeadline& deadline);
// The one that matters on the day looked at: the next, or the widest that has passed.
json::value nearest_deadline(const http::Request& request, const Pages& pages, const Seen& seen);

}  // namespace kommod::monitor
