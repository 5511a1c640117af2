-- SPDX-FileCopyrightText: 2026 The Kommod authors
-- SPDX-License-Identifier: EUPL-1.2
-- "Barriere melden", filled in by many visitors; KOMMOD_FORM is the form's hidden fields, KOMMOD_COOKIE its cookie.
dofile("bench/report.lua")
local count = 0
local threads = 0
function setup(thread)
    threads = threads + 1
    thread:set("id", threads)
end
local body = os.getenv("KOMMOD_FORM") .. "&seite=%2Fleistungen&nachricht=Der+Knopf+ist+zu+klein."
request = function()
    count = count + 1
    return wrk.format("POST", wrk.path, {
        ["Host"] = wrk.headers["Host"],
        ["Cookie"] = os.getenv("KOMMOD_COOKIE"),
        ["Content-Type"] = "application/x-www-form-urlencoded",
        ["X-Forwarded-For"] = (10 + math.floor(count / 62500)) .. "." .. (count % 250) .. "." .. math.floor(count / 250) % 250 .. "." .. id,
    }, body)
end
