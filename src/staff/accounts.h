// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What is done to accounts: added, deactivated, given roles; passwords and second factors set and
// reset. Every act is recorded in the association's trail in the same unit of work, and copied to
// the trail of the municipality whose staff it concerns.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "base/clock.h"
#include "base/error.h"
#include "http/server.h"
#include "http/sessions.h"
#include "staff/password.h"
#include "staff/store.h"
#include "store/database.h"

namespace kommod::staff {

constexpr std::string_view session_kind = "staff";            // both factors were given
constexpr std::string_view half_session_kind = "staff-half";  // only the password was

struct Settings {
    std::string key;     // 32 bytes, the installation's: seals secrets, keys hashes and proofs
    std::string issuer;  // how authenticator apps call the installation
    PasswordHasher::Cost cost = {};
    // Log-ins from one address by devices that nobody has logged in from before.
    http::Rate strangers{1.0 / 6, 20};
};

constexpr std::chrono::hours one_time_password_lifetime{24 * 7};
constexpr std::chrono::hours enrolment_token_lifetime{24};

struct NewAccount {
    std::string user_name, name;
    std::string home{store::association};  // a place
    std::vector<Role> roles;
    std::string password;  // one-time; empty: generated
    bool demonstration = false;
};

struct Added {
    std::string id;
    std::string user_name;
    std::string one_time_password;
};

// Lower case letters, digits, '.', '-', '_', 3 to 40 of them; key "staff.bad_user_name".
Result<std::string> parse_user_name(std::string_view typed);

class Accounts {
  public:
    Accounts(store::Database& database, http::Sessions& sessions, PasswordHasher& hasher,
             const Clock& clock, const Settings& settings);

    // Keys: "staff.bad_user_name", "staff.user_name_taken", "staff.bad_name", "staff.no_role",
    // "staff.unknown_home", and those of accept_password().
    Result<Added> add(const audit::Actor& actor, const NewAccount& draft);
    std::optional<Account> find(std::string_view id);
    std::optional<Account> of_user(std::string_view user_name);
    std::vector<Account> of_home(std::string_view home);  // of every home when empty

    // These refuse to be done to oneself ("staff.not_oneself"), and the first two to leave a home
    // without an operator ("staff.last_operator"). Deactivating ends all sessions at once.
    Result<void> set_active(const audit::Actor& actor, std::string_view id, bool active);
    Result<void> set_roles(const audit::Actor& actor, std::string_view id,
                           const std::vector<Role>& roles);
    // For a forgotten password: a one-time password; the second factor stays what it is.
    Result<std::string> reset_password(const audit::Actor& actor, std::string_view id);
    // For a lost phone: removes the factor and ends all sessions; the token lets the person enrol a
    // new one within a day. It is handed over in person, never by the channel of the password.
    Result<std::string> reset_factor(const audit::Actor& actor, std::string_view id);

    // One's own, after the present one was asked for; it must be another one.
    // Keys: "staff.password_same" and those of accept_password().
    Result<void> choose_password(std::string_view id, std::string_view next);
    // Ends one of one's own sessions, or all but `kept_session`.
    Result<void> end_session(std::string_view id, std::string_view session_id);
    int end_other_sessions(std::string_view id, std::string_view kept_session);

    std::int64_t recovery_codes_left(std::string_view id);

  private:
    Result<Account> other(const audit::Actor& actor, std::string_view id);
    Result<std::string> acceptable(const Account& account, std::string_view password);
    void record(store::WriteSession& session, const audit::Actor& actor, std::string_view act,
                const Account& account, json::object details = {});
    void copy_home(const audit::Actor& actor, std::string_view act, const Account& account);
    Result<void> change_unless_last(const audit::Actor& actor, std::string_view act,
                                    const Account& account, bool stays_operator,
                                    const std::function<void(store::WriteSession&)>& change,
                                    json::object details);

    store::Database& database_;
    store::Namespace& association_;
    http::Sessions& sessions_;
    PasswordHasher& hasher_;
    const Clock& clock_;
    const Settings& settings_;
};

// Keyed hash of an enrolment token, bound to its account.
std::string enrolment_token_hash(std::string_view key, std::string_view account_id,
                                 std::string_view token);

}  // namespace kommod::staff
