-- Drafts of packages, in the namespace of who writes them. Every change is a revision of its own, so
-- that it can be taken back, compared and returned to.
CREATE TABLE authoring_draft (
    package_id TEXT NOT NULL PRIMARY KEY,
    base_hash TEXT NOT NULL,       -- the version it was begun from; empty: from nothing
    revision BIGINT NOT NULL,      -- the one that counts now; later ones can be had back
    stamp BIGINT NOT NULL          -- grows with every step, also back and forth
);
CREATE TABLE authoring_revision (
    package_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    document TEXT NOT NULL,
    what TEXT NOT NULL,            -- one German sentence
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    PRIMARY KEY (package_id, number)
);
