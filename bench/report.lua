-- SPDX-FileCopyrightText: 2026 The Kommod authors
-- SPDX-License-Identifier: EUPL-1.2
-- The last line of every script for wrk: what bench/run reads.
done = function(summary, latency)
    local errors = summary.errors
    io.write(string.format("RATE %.0f P50 %.2f P99 %.2f REQUESTS %d ERRORS %d\n",
        summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        summary.requests, errors.status + errors.connect + errors.read + errors.timeout))
end
