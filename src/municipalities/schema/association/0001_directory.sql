-- Who belongs to the association, and the directory of all municipalities it knows.
CREATE TABLE municipality (
    ags TEXT PRIMARY KEY,
    ars TEXT NOT NULL,
    name TEXT NOT NULL,
    official_name TEXT NOT NULL,
    slug TEXT NOT NULL UNIQUE,
    host TEXT UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('municipality', 'district')),
    district_ags TEXT NOT NULL,
    district_name TEXT NOT NULL,
    inhabitants BIGINT NOT NULL,
    area_ha BIGINT NOT NULL,
    postcode TEXT NOT NULL,
    active BIGINT NOT NULL CHECK (active IN (0, 1)),
    example BIGINT NOT NULL CHECK (example IN (0, 1))
);

CREATE TABLE association_fact (
    id TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- Grows with every change of the directory, so that it is read again only then.
CREATE TABLE directory_revision (
    id BIGINT PRIMARY KEY,
    revision BIGINT NOT NULL
);
INSERT INTO directory_revision (id, revision) VALUES (1, 0);
