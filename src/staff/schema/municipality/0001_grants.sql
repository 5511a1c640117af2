-- This municipality's leave for members of the association's staff. Rows are never deleted: a revoked grant
-- explains who could do what when.
CREATE TABLE staff_grant (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    role TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    reason TEXT NOT NULL,
    given_by TEXT NOT NULL,
    given BIGINT NOT NULL,
    revoked_by TEXT NOT NULL,
    revoked BIGINT
);
CREATE INDEX staff_grant_account ON staff_grant (account_id);
