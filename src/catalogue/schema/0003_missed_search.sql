-- Searches that found nothing, counted by day for the service manager; folded words only, never who asked.
CREATE TABLE catalogue_missed_search (
    day TEXT NOT NULL,
    words TEXT NOT NULL,
    searches BIGINT NOT NULL,
    delete_on TEXT NOT NULL,
    PRIMARY KEY (day, words)
);
CREATE INDEX catalogue_missed_search_delete_on ON catalogue_missed_search (delete_on);
