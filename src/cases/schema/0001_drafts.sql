-- Applications that were begun. What a citizen said is sealed under a key that only the citizen's browser (or written down
-- code) holds: this table tells when and for which service somebody began, and nothing else.
CREATE TABLE draft (
    id TEXT PRIMARY KEY NOT NULL,     -- part of the address
    token_hash TEXT NOT NULL UNIQUE,  -- of the citizen's token
    package_id TEXT NOT NULL,
    package_hash TEXT NOT NULL,       -- the version on which it was begun, and stays
    revision BIGINT NOT NULL,         -- grows with every save
    begun_at BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    expires_on TEXT NOT NULL,         -- the last day; after it the row is gone
    sent BIGINT NOT NULL,             -- 1: an application was made of it, and this is the citizen's receipt
    content BYTEA NOT NULL            -- sealed JSON: answers, application
);
CREATE INDEX draft_by_expiry ON draft (expires_on);
