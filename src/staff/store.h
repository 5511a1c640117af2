// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The tables of the staff: accounts, roles, recovery codes and throttles in the association's
// namespace, grants in each municipality's. Rows in, rows out; what they mean is decided in
// accounts, login and grants.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "staff/permissions.h"
#include "staff/throttle.h"
#include "store/database.h"

namespace kommod::staff {

store::Migrations association_migrations();
store::Migrations municipality_migrations();

struct Account {
    Staff staff;  // without grants: those are the municipalities'
    std::string password_hash;
    Instant password_set;
    std::optional<Instant> one_time_until;
    std::string totp_sealed;  // empty: no second factor enrolled
    std::int64_t totp_last_step = 0;
    std::optional<Instant> factor_set;
    std::string enrolment_hash;
    std::optional<Instant> enrolment_until;
    std::optional<Instant> last_login;
    std::int64_t failures_since_login = 0;
    Instant created;
    std::optional<Instant> previous_login;   // before the last one
    std::int64_t failures_before_login = 0;  // between those two

    bool has_factor() const { return !totp_sealed.empty(); }
    // When the password or the factor was set last.
    Instant credentials_set() const;
};

namespace table {

std::optional<Account> account(store::Session& session, std::string_view id);
std::optional<Account> account_of_user(store::Session& session, std::string_view user_name);
// All accounts of a home, by name; of every home when `home` is empty.
std::vector<Account> accounts(store::Session& session, std::string_view home);
std::int64_t active_operators(store::Session& session, std::string_view home);

// Throws DatabaseError{unique} when the user name is taken.
void insert(store::WriteSession& session, const Account& account);
void set_active(store::WriteSession& session, std::string_view id, bool active);
void set_roles(store::WriteSession& session, std::string_view id, const std::vector<Role>& roles);
void set_password(store::WriteSession& session, std::string_view id, std::string_view hash,
                  Instant set, std::optional<Instant> one_time_until);
// The same password under another cost: when it was set does not change.
void set_hash(store::WriteSession& session, std::string_view id, std::string_view hash);
// Enrols a factor and ends the enrolment token.
void set_factor(store::WriteSession& session, std::string_view id, std::string_view sealed,
                std::int64_t last_step, Instant set);
// Removes factor and recovery codes and leaves a token for the next enrolment.
void reset_factor(store::WriteSession& session, std::string_view id, std::string_view token_hash,
                  Instant until);
// True once for every step, false when this or a later one was used already.
bool use_step(store::WriteSession& session, std::string_view id, std::int64_t step);
void note_failure(store::WriteSession& session, std::string_view id);
void note_login(store::WriteSession& session, std::string_view id, Instant now);

void replace_recovery_codes(store::WriteSession& session, std::string_view account_id,
                            const std::vector<std::string>& hashes);
// True once for every code.
bool use_recovery_code(store::WriteSession& session, std::string_view account_id,
                       std::string_view hash, Instant now);
std::int64_t recovery_codes_left(store::Session& session, std::string_view account_id);

std::optional<Bucket> bucket(store::Session& session, std::string_view name);
void keep_bucket(store::WriteSession& session, std::string_view name, const Bucket& bucket);
void empty_bucket(store::WriteSession& session, std::string_view name);
std::int64_t forget_buckets(store::WriteSession& session, Instant older_than);

// Of one municipality; `place` is put into each grant.
std::vector<Grant> grants(store::Session& session, std::string_view place);
std::vector<Grant> grants_of(store::Session& session, std::string_view place,
                             std::string_view account_id);
std::optional<Grant> grant(store::Session& session, std::string_view place, std::string_view id);
void insert_grant(store::WriteSession& session, const Grant& grant);
// False when it is revoked already.
bool revoke_grant(store::WriteSession& session, std::string_view id, std::string_view by,
                  Instant now);

}  // namespace table
}  // namespace kommod::staff
