-- SPDX-FileCopyrightText: 2026 The Kommod authors
-- SPDX-License-Identifier: EUPL-1.2
-- A page under an address nobody asked for yet, from many visitors (throttles count by visitor).
-- KOMMOD_VARY: "day" asks for another day each time, from 2019 to 2026; "search" for everyday words; otherwise a
-- parameter changes that nobody reads.
dofile("bench/report.lua")
local vary = os.getenv("KOMMOD_VARY")
local started = os.time()
local count = 0
local threads = 0
function setup(thread)
    threads = threads + 1
    thread:set("id", threads)
end
local words = { "hund+anmelden", "perso+verloren", "heiraten", "sperrm%C3%BCll", "wohngeld", "kita+platz", "baugenehmigung",
    "reisepass", "parkausweis", "personalauswies", "f%C3%BChrerschein", "gewerbe" }
local function query()
    if vary == "day" then
        return os.date("!?stand=%Y-%m-%d", 1546300800 + count % 2900 * 86400)
    end
    if vary == "search" then
        return "?q=" .. words[count % #words + 1] .. "&n=" .. id .. "-" .. count .. "-" .. started
    end
    return "?n=" .. id .. "-" .. count .. "-" .. started
end
request = function()
    count = count + 1
    return wrk.format("GET", wrk.path .. query(), {
        ["Host"] = wrk.headers["Host"],
        ["X-Forwarded-For"] = "10." .. (count % 250) .. "." .. math.floor(count / 250) % 250 .. "." .. id,
    })
end
