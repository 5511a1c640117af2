-- SPDX-FileCopyrightText: 2026 The Kommod authors
-- SPDX-License-Identifier: EUPL-1.2
-- The same page under an address nobody asked for yet, from many visitors (throttles count by visitor).
local count = 0
local threads = 0
function setup(thread)
    threads = threads + 1
    thread:set("id", threads)
end
request = function()
    count = count + 1
    return wrk.format("GET", wrk.path .. "?n=" .. id .. "-" .. count .. "-" .. os.time(), {
        ["Host"] = wrk.headers["Host"],
        ["X-Forwarded-For"] = "10." .. (count % 250) .. "." .. math.floor(count / 250) % 250 .. "." .. id,
    })
end
done = function(summary)
    io.write(string.format("RATE %.0f ERRORS %d\n", summary.requests / summary.duration * 1e6,
        summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
