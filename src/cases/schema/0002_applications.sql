-- Applications as they were sent. One row each, JSON in texts: what the office asks for is found by
-- reference, by time and by service, nothing else.
CREATE TABLE application (
    id TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    package_id TEXT NOT NULL,
    package_version TEXT NOT NULL,
    package_hash TEXT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    submitted_at BIGINT NOT NULL,
    state TEXT NOT NULL,       -- submitted, withdrawn
    withdrawn_at BIGINT,
    office TEXT NOT NULL,      -- id of the municipality's office
    email TEXT,                -- where the confirmation went, when one was wanted
    delete_on TEXT NOT NULL,   -- the first day on which it is deleted
    content TEXT NOT NULL      -- JSON: answers, computed, parameters, fees, attachments ...
);
CREATE INDEX application_by_time ON application (submitted_at, id);
CREATE INDEX application_by_deletion ON application (delete_on);
