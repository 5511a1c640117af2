-- A municipality's own offices, texts and looks.
CREATE TABLE office (
    id TEXT PRIMARY KEY,
    parent TEXT NOT NULL,
    name TEXT NOT NULL,
    street TEXT NOT NULL,
    postcode TEXT NOT NULL,
    town TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    url TEXT NOT NULL,
    opening_hours TEXT NOT NULL
);

CREATE TABLE portal_text (
    id TEXT NOT NULL,
    language TEXT NOT NULL,
    content TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (id, language)
);

CREATE TABLE portal_theme (
    property TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE portal_banner (
    id BIGINT PRIMARY KEY,
    content TEXT NOT NULL
);

-- Grows with every change of the tables above, so that they are read again only then.
CREATE TABLE portal_revision (
    id BIGINT PRIMARY KEY,
    revision BIGINT NOT NULL
);
INSERT INTO portal_revision (id, revision) VALUES (1, 0);
