-- The search index of this namespace's own records; `ref` is "service:<key>" or "bundle:<id>". The vector holds the
-- same terms as on SQLite.
CREATE TABLE catalogue_search (
    ref TEXT PRIMARY KEY,
    terms TSVECTOR NOT NULL
);
CREATE INDEX catalogue_search_terms ON catalogue_search USING GIN (terms);
CREATE TABLE catalogue_search_state (
    id BIGINT PRIMARY KEY,
    documents BIGINT NOT NULL,
    analyser BIGINT NOT NULL
);
