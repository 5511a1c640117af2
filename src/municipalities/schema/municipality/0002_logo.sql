-- The coat of arms or logo in the portal's header, re-encoded as PNG.
CREATE TABLE portal_logo (
    id BIGINT PRIMARY KEY,
    hash TEXT NOT NULL,
    alt TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    content BYTEA NOT NULL
);
