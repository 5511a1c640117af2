-- Members of staff of the association and of its municipalities. One table, so that there is one log-in;
-- `home` is the namespace in which the roles hold.
CREATE TABLE staff_account (
    id TEXT PRIMARY KEY,
    user_name TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    home TEXT NOT NULL,
    active BIGINT NOT NULL,
    -- May log in from the machine itself only.
    demonstration BIGINT NOT NULL,
    password_hash TEXT NOT NULL,
    password_set BIGINT NOT NULL,
    -- Set while the password is one that an operator handed out; it must be changed and ends then.
    one_time_until BIGINT,
    -- Sealed under the installation's key with the account's id as context; empty: no second factor.
    totp_sealed TEXT NOT NULL,
    totp_last_step BIGINT NOT NULL,
    factor_set BIGINT,
    -- The token with which a new second factor may be enrolled after the old one was reset.
    enrolment_hash TEXT NOT NULL,
    enrolment_until BIGINT,
    last_login BIGINT,
    failures_since_login BIGINT NOT NULL,
    -- As they were at the last log-in: shown to the person, who alone can tell whether that was she.
    previous_login BIGINT,
    failures_before_login BIGINT NOT NULL,
    created BIGINT NOT NULL
);
CREATE INDEX staff_account_home ON staff_account (home, name);

CREATE TABLE staff_role (
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    role TEXT NOT NULL,
    PRIMARY KEY (account_id, role)
);

CREATE TABLE staff_recovery_code (
    account_id TEXT NOT NULL REFERENCES staff_account (id),
    code_hash TEXT NOT NULL,
    used BIGINT,
    PRIMARY KEY (account_id, code_hash)
);

-- Failed attempts by keyed hash of account and origin: no address and no user name is kept.
CREATE TABLE staff_throttle (
    bucket TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_failure BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL
);
CREATE INDEX staff_throttle_age ON staff_throttle (last_failure);
