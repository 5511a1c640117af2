-- The trail of one namespace: acts and reads in the order they were made, each holding the hash of the one before.
CREATE TABLE audit_entry (
    sequence BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    act TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    details TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_entry_object ON audit_entry (object_kind, object_id, sequence);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, sequence);
CREATE INDEX audit_entry_at ON audit_entry (at);

-- One row: the end of the trail. Locking it is what puts concurrent writers in order.
CREATE TABLE audit_head (
    id BIGINT PRIMARY KEY,
    chain TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    hash TEXT NOT NULL
);

-- Ends of the trails of other namespaces, kept here so that nobody can cut off a tail in one place unnoticed.
CREATE TABLE audit_anchor (
    namespace TEXT PRIMARY KEY,
    chain TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    hash TEXT NOT NULL,
    kept_at BIGINT NOT NULL
);
