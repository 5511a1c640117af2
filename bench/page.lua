-- SPDX-FileCopyrightText: 2026 The Kommod authors
-- SPDX-License-Identifier: EUPL-1.2
-- One page of a draft, whose cookie is KOMMOD_COOKIE, again and again, from many visitors (throttles count by visitor).
dofile("bench/report.lua")
local count = 0
request = function()
    count = count + 1
    return wrk.format("GET", wrk.path, {
        ["Host"] = wrk.headers["Host"],
        ["Cookie"] = os.getenv("KOMMOD_COOKIE"),
        ["X-Forwarded-For"] = "10." .. (count % 250) .. "." .. math.floor(count / 250) % 250 .. ".1",
    })
end
