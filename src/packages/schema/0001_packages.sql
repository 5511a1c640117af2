-- Published versions of service packages. Lie in the namespace of who published them: the
-- association for all its municipalities, or a municipality for itself. Never changed, never
-- deleted while an application refers to them.
CREATE TABLE package_version (
    hash TEXT NOT NULL PRIMARY KEY,
    package_id TEXT NOT NULL,
    version TEXT NOT NULL,
    document TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    published_by TEXT NOT NULL
);
CREATE UNIQUE INDEX package_version_number ON package_version (package_id, version);

-- Which version a municipality offers from a day on.
CREATE TABLE package_live (
    package_id TEXT NOT NULL,
    live_from TEXT NOT NULL,
    hash TEXT NOT NULL,
    version TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (package_id, live_from)
);

-- What holds for all versions of a package in a municipality.
CREATE TABLE package_state (
    package_id TEXT NOT NULL PRIMARY KEY,
    office TEXT NOT NULL,
    retired_from TEXT,
    withdrawn_at BIGINT,
    notice TEXT NOT NULL
);

-- What somebody did for a version before it went live here: walked through it, read its privacy
-- notice. `details` is JSON: of a walk the answers, as a declared case has them.
CREATE TABLE package_done (
    hash TEXT NOT NULL,
    task TEXT NOT NULL,
    package_id TEXT NOT NULL,
    done_at BIGINT NOT NULL,
    done_by TEXT NOT NULL,
    details TEXT NOT NULL,
    PRIMARY KEY (hash, task)
);

-- Versions that nobody published, kept for a few days so that somebody can walk through them.
CREATE TABLE package_trial (
    hash TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,
    kept_until TEXT NOT NULL
);

-- What a municipality sets for itself, from a day on and by which of its rules. `value` is JSON.
CREATE TABLE package_parameter (
    package_id TEXT NOT NULL,
    parameter TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    value TEXT NOT NULL,
    citation TEXT NOT NULL,
    PRIMARY KEY (package_id, parameter, valid_from)
);
