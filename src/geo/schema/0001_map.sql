-- The map of a municipality as it was read in, one row a layer; drawn anew for every picture.
CREATE TABLE map_layer (
    kind TEXT NOT NULL PRIMARY KEY,  -- outline, ways
    source TEXT NOT NULL,            -- who has to be named under every picture
    content TEXT NOT NULL,           -- JSON, as geo/layers.h writes it
    changed_at BIGINT NOT NULL
);
-- Moves on with every change, so that what is kept in memory knows.
CREATE TABLE map_revision (
    id BIGINT NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL
);
INSERT INTO map_revision (id, revision) VALUES (1, 0);
