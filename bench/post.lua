-- SPDX-FileCopyrightText: 2026 The Kommod authors
-- SPDX-License-Identifier: EUPL-1.2
-- One row of 200 bytes for bench_post.
dofile("bench/report.lua")
wrk.method = "POST"
wrk.body = string.rep("x", 200)
wrk.headers["Content-Type"] = "text/plain"
