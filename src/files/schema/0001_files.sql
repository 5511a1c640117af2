-- What citizens handed in, sealed in pieces, each file under a key of its own. The key is kept as
-- its owner keeps secrets: sealed under the token of a draft, as it is for an application.
CREATE TABLE file (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,          -- "draft:ID", "application:ID"; empty: nobody claimed it yet
    name TEXT NOT NULL,
    kind TEXT NOT NULL,           -- pdf, jpeg, png
    size BIGINT NOT NULL,         -- bytes
    received_at BIGINT NOT NULL,
    file_key BYTEA NOT NULL       -- empty while nobody claimed it
);
CREATE INDEX file_by_owner ON file (owner);
CREATE TABLE file_piece (
    file_id TEXT NOT NULL,
    number BIGINT NOT NULL,       -- from 0
    content BYTEA NOT NULL,
    PRIMARY KEY (file_id, number)
);
