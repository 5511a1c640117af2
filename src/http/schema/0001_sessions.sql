-- SPDX-FileCopyrightText: 2026 The Kommod authors
-- SPDX-License-Identifier: EUPL-1.2
-- Server-side sessions. Only the hash of the cookie's token is kept: who reads this table cannot
-- take over a session.
CREATE TABLE http_session (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    name_space TEXT NOT NULL,
    trust BIGINT NOT NULL,
    created BIGINT NOT NULL,
    last_seen BIGINT NOT NULL,
    idle_micros BIGINT NOT NULL,
    ends BIGINT NOT NULL
);
CREATE INDEX http_session_subject ON http_session (subject_kind, subject_id);
