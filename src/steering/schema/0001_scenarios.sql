-- Assumptions that somebody of this municipality plans with. `payload` is JSON: scenarios.h.
CREATE TABLE planner_scenario (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    payload TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
