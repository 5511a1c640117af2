-- The search index of this namespace's own records; `ref` is "service:<key>" or "bundle:<id>". Terms come folded and
-- stemmed, separated by spaces.
CREATE VIRTUAL TABLE catalogue_search USING fts5(ref UNINDEXED, terms, tokenize = 'ascii', detail = none);
CREATE TABLE catalogue_search_state (
    id INTEGER PRIMARY KEY,
    documents INTEGER NOT NULL,
    analyser INTEGER NOT NULL
);
