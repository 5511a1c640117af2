-- SPDX-FileCopyrightText: 2026 The Kommod authors
-- SPDX-License-Identifier: EUPL-1.2
-- Effects on the outside, recorded in the transaction that wants them. A delivered row stays for a
-- while without its payload, so that its key is known.
CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    position BIGINT NOT NULL UNIQUE,
    topic TEXT NOT NULL,
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    last_error TEXT NOT NULL,
    UNIQUE (topic, key)
);
CREATE INDEX outbox_due ON outbox (state, topic, due_at);

-- Scheduled jobs; used in the association's namespace only. Whoever holds the lease runs the job.
CREATE TABLE job (
    name TEXT PRIMARY KEY,
    due_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    lease_owner TEXT NOT NULL,
    failures BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT,
    last_error TEXT NOT NULL
);
