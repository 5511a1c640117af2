-- SPDX-FileCopyrightText: 2026 The Kommod authors
-- SPDX-License-Identifier: EUPL-1.2
-- Sends drafts, each once. KOMMOD_DRAFTS is a file with the id and token of a draft on each line, of which every thread takes its
-- share; KOMMOD_FORM holds the hidden fields of the page, KOMMOD_COOKIE its cookie. Without drafts it asks for what is not there, which
-- counts as an error.
dofile("bench/report.lua")
local threads = 0
function setup(thread)
    thread:set("mine", threads)
    threads = threads + 1
end
local drafts = {}
local body = os.getenv("KOMMOD_FORM")
function init()
    local line = 0
    for id, token in io.open(os.getenv("KOMMOD_DRAFTS")):read("*a"):gmatch("(%S+) (%S+)\n") do
        if line % 2 == mine then drafts[#drafts + 1] = {id, token} end
        line = line + 1
    end
end
request = function()
    local draft = table.remove(drafts)
    if not draft then return wrk.format("GET", "/is/not/there") end
    return wrk.format("POST", wrk.path .. "/" .. draft[1] .. "/absenden", {
        ["Host"] = wrk.headers["Host"],
        ["Cookie"] = os.getenv("KOMMOD_COOKIE") .. "; kommod_antrag_" .. draft[1] .. "=" .. draft[2],
        ["Content-Type"] = "application/x-www-form-urlencoded",
        ["X-Forwarded-For"] = "10." .. (#drafts % 250) .. "." .. math.floor(#drafts / 250) % 250 .. "." .. mine,
    }, body)
end
