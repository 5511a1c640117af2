-- Versions of facts (building blocks, solutions, preconditions). Rows are only ever added: what was
-- known on a past day can always be shown again. `recorded_on` is the day on which something was
-- learnt, `entered_at` the moment in microseconds when this row was written; they differ for
-- records taken over from elsewhere.
CREATE TABLE readiness_fact (
    sequence BIGINT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('block', 'solution', 'precondition')),
    id TEXT NOT NULL,
    recorded_on TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    supersedes BIGINT UNIQUE REFERENCES readiness_fact (sequence),
    withdrawn BIGINT NOT NULL DEFAULT 0,
    example BIGINT NOT NULL DEFAULT 0,
    municipalities TEXT NOT NULL,
    payload TEXT NOT NULL
);
CREATE INDEX readiness_fact_by_id ON readiness_fact (kind, id, sequence);
