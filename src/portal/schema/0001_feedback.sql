-- Barriers that visitors reported (§ 10a BGG NRW, BITVNRW: feedback mechanism of the accessibility statement).
CREATE TABLE feedback (
    id TEXT PRIMARY KEY,
    received_at BIGINT NOT NULL,
    delete_on TEXT NOT NULL,      -- retention: after this day the row is gone
    page TEXT NOT NULL,           -- path the report is about, as the visitor gave it
    message TEXT NOT NULL,
    reply_to TEXT                 -- e-mail address for an answer, when the visitor wants one
);
CREATE INDEX feedback_by_deletion ON feedback (delete_on);
