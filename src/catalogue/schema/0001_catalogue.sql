-- A record of Kommod's own format (docs/catalogue.md), as its line says it. Records are read whole and never asked for
-- by a member, so their members are not columns: what goes in comes out byte for byte.
CREATE TABLE catalogue_record (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    content TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (kind, id)
);

-- One row: counts changes of the records, so that pictures of them are kept until then.
-- `documents` leaves out changes of synonyms, which are not part of the search index.
CREATE TABLE catalogue_revision (
    id BIGINT PRIMARY KEY,
    records BIGINT NOT NULL,
    documents BIGINT NOT NULL
);
