-- SPDX-FileCopyrightText: 2026 The Kommod authors
-- SPDX-License-Identifier: EUPL-1.2
-- The same page again and again; KOMMOD_ENCODING is what the visitor accepts, empty: plain.
dofile("bench/report.lua")
local encoding = os.getenv("KOMMOD_ENCODING") or ""
if encoding ~= "" then
    wrk.headers["Accept-Encoding"] = encoding
end
