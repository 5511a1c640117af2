// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/store.h"

#include <algorithm>

#include "base/embedded.h"

namespace kommod::embedded {
extern const std::span<const File> staff_association_schema;
extern const std::span<const File> staff_municipality_schema;
}  // namespace kommod::embedded

namespace kommod::staff {
namespace {

using store::Statement;

constexpr Statement account_by_id{
    "staff.account",
    "SELECT id, user_name, name, home, active, demonstration, password_hash, password_set, "
    "one_time_until, totp_sealed, totp_last_step, factor_set, enrolment_hash, enrolment_until, "
    "last_login, failures_since_login, created, previous_login, failures_before_login FROM "
    "staff_account WHERE id = $1"};
constexpr Statement account_by_user{
    "staff.account_of_user",
    "SELECT id, user_name, name, home, active, demonstration, password_hash, password_set, "
    "one_time_until, totp_sealed, totp_last_step, factor_set, enrolment_hash, enrolment_until, "
    "last_login, failures_since_login, created, previous_login, failures_before_login FROM "
    "staff_account WHERE user_name = $1"};
constexpr Statement accounts_of_home{
    "staff.accounts",
    "SELECT id, user_name, name, home, active, demonstration, password_hash, password_set, "
    "one_time_until, totp_sealed, totp_last_step, factor_set, enrolment_hash, enrolment_until, "
    "last_login, failures_since_login, created, previous_login, failures_before_login FROM "
    "staff_account WHERE $1 = '' OR home = $1 "
    "ORDER BY home, name, user_name"};
constexpr Statement roles_of_account{"staff.roles",
                                     "SELECT role FROM staff_role WHERE account_id = $1"};
constexpr Statement count_operators{
    "staff.active_operators",
    "SELECT COUNT(*) FROM staff_account a JOIN staff_role r ON r.account_id = a.id "
    "WHERE a.home = $1 AND a.active = 1 AND r.role = 'operator'"};
constexpr Statement add_account{
    "staff.add_account",
    "INSERT INTO staff_account (id, user_name, name, home, active, demonstration, password_hash, "
    "password_set, one_time_until, totp_sealed, totp_last_step, factor_set, enrolment_hash, "
    "enrolment_until, last_login, failures_since_login, created, previous_login, "
    "failures_before_login) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
    "$15, $16, $17, NULL, 0)"};
constexpr Statement add_role{"staff.add_role",
                             "INSERT INTO staff_role (account_id, role) VALUES ($1, $2)"};
constexpr Statement clear_roles{"staff.clear_roles",
                                "DELETE FROM staff_role WHERE account_id = $1"};
constexpr Statement update_active{"staff.set_active",
                                  "UPDATE staff_account SET active = $2 WHERE id = $1"};
constexpr Statement update_password{
    "staff.set_password",
    "UPDATE staff_account SET password_hash = $2, password_set = $3, one_time_until = $4 "
    "WHERE id = $1"};
constexpr Statement update_hash{"staff.set_hash",
                                "UPDATE staff_account SET password_hash = $2 WHERE id = $1",
                                store::Effect::books};
constexpr Statement update_factor{
    "staff.set_factor",
    "UPDATE staff_account SET totp_sealed = $2, totp_last_step = $3, factor_set = $4, "
    "enrolment_hash = '', enrolment_until = NULL WHERE id = $1"};
constexpr Statement remove_factor{
    "staff.reset_factor",
    "UPDATE staff_account SET totp_sealed = '', totp_last_step = 0, factor_set = NULL, "
    "enrolment_hash = $2, enrolment_until = $3 WHERE id = $1"};
constexpr Statement update_step{
    "staff.use_step",
    "UPDATE staff_account SET totp_last_step = $2 WHERE id = $1 AND totp_last_step < $2",
    store::Effect::books};
constexpr Statement count_failure{
    "staff.note_failure",
    "UPDATE staff_account SET failures_since_login = failures_since_login + 1 WHERE id = $1",
    store::Effect::books};
constexpr Statement update_login{
    "staff.note_login",
    "UPDATE staff_account SET previous_login = last_login, last_login = $2, "
    "failures_before_login = failures_since_login, failures_since_login = 0 WHERE id = $1",
    store::Effect::books};
constexpr Statement clear_recovery_codes{"staff.clear_recovery_codes",
                                         "DELETE FROM staff_recovery_code WHERE account_id = $1"};
constexpr Statement add_recovery_code{
    "staff.add_recovery_code",
    "INSERT INTO staff_recovery_code (account_id, code_hash, used) VALUES ($1, $2, NULL)"};
constexpr Statement spend_recovery_code{
    "staff.use_recovery_code",
    "UPDATE staff_recovery_code SET used = $3 WHERE account_id = $1 AND code_hash = $2 AND used "
    "IS NULL",
    store::Effect::books};
constexpr Statement count_recovery_codes{
    "staff.recovery_codes_left",
    "SELECT COUNT(*) FROM staff_recovery_code WHERE account_id = $1 AND used IS NULL"};
constexpr Statement find_bucket{
    "staff.bucket",
    "SELECT failures, last_failure, blocked_until FROM staff_throttle WHERE bucket = $1"};
constexpr Statement put_bucket{
    "staff.keep_bucket",
    "INSERT INTO staff_throttle (bucket, failures, last_failure, blocked_until) "
    "VALUES ($1, $2, $3, $4) ON CONFLICT (bucket) DO UPDATE SET failures = excluded.failures, "
    "last_failure = excluded.last_failure, blocked_until = excluded.blocked_until",
    store::Effect::books};
constexpr Statement delete_bucket{
    "staff.empty_bucket", "DELETE FROM staff_throttle WHERE bucket = $1", store::Effect::books};
constexpr Statement delete_old_buckets{"staff.forget_buckets",
                                       "DELETE FROM staff_throttle WHERE last_failure < $1",
                                       store::Effect::books};
constexpr Statement all_grants{
    "staff.grants",
    "SELECT id, account_id, role, valid_from, valid_until, reason, given_by, given, revoked_by, "
    "revoked FROM staff_grant ORDER BY given DESC, id DESC"};
constexpr Statement grants_of_account{
    "staff.grants_of",
    "SELECT id, account_id, role, valid_from, valid_until, reason, given_by, given, revoked_by, "
    "revoked FROM staff_grant WHERE account_id = $1 ORDER BY given DESC, id DESC"};
constexpr Statement grant_by_id{
    "staff.grant",
    "SELECT id, account_id, role, valid_from, valid_until, reason, given_by, given, revoked_by, "
    "revoked FROM staff_grant WHERE id = $1"};
constexpr Statement add_grant{
    "staff.add_grant",
    "INSERT INTO staff_grant (id, account_id, role, valid_from, valid_until, reason, given_by, "
    "given, revoked_by, revoked) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr Statement end_grant{
    "staff.revoke_grant",
    "UPDATE staff_grant SET revoked_by = $2, revoked = $3 WHERE id = $1 AND revoked IS NULL"};

std::string text(std::string_view view) {
    return std::string{view};
}

store::Value optional_instant(const std::optional<Instant>& instant) {
    if (!instant) return std::monostate{};
    return store::to_value(*instant);
}

std::optional<Instant> instant_or_none(const store::Row& row, std::size_t column) {
    if (row.is_null(column)) return std::nullopt;
    return row.instant(column);
}

Account account_from(const store::Row& row) {
    Account account;
    account.staff.id = row.text(0);
    account.staff.user_name = row.text(1);
    account.staff.name = row.text(2);
    account.staff.home = row.text(3);
    account.staff.active = row.boolean(4);
    account.staff.demonstration = row.boolean(5);
    account.password_hash = row.text(6);
    account.password_set = row.instant(7);
    account.one_time_until = instant_or_none(row, 8);
    account.totp_sealed = row.text(9);
    account.totp_last_step = row.integer(10);
    account.factor_set = instant_or_none(row, 11);
    account.enrolment_hash = row.text(12);
    account.enrolment_until = instant_or_none(row, 13);
    account.last_login = instant_or_none(row, 14);
    account.failures_since_login = row.integer(15);
    account.created = row.instant(16);
    account.previous_login = instant_or_none(row, 17);
    account.failures_before_login = row.integer(18);
    return account;
}

// Roles in the order of the enum; an unknown one (of a later release) gives nothing.
void add_roles(store::Session& session, Account& account) {
    for (const auto& row : session.query(roles_of_account, {account.staff.id}))
        if (const auto role = parse_role(row.text(0))) account.staff.roles.push_back(*role);
    std::sort(account.staff.roles.begin(), account.staff.roles.end());
}

std::optional<Account> one_account(store::Session& session, const Statement& statement,
                                   std::string_view parameter) {
    const auto row = session.query_one(statement, {text(parameter)});
    if (!row) return std::nullopt;
    auto account = account_from(*row);
    add_roles(session, account);
    return account;
}

// A grant of an unknown role gives reading only.
Grant grant_from(const store::Row& row, std::string_view place) {
    return Grant{.id = row.text(0),
                 .account_id = row.text(1),
                 .place = text(place),
                 .role = parse_role(row.text(2)).value_or(Role::reader),
                 .from = row.date(3),
                 .until = row.optional_date(4),
                 .reason = row.text(5),
                 .given_by = row.text(6),
                 .given = row.instant(7),
                 .revoked_by = row.text(8),
                 .revoked = instant_or_none(row, 9)};
}

}  // namespace

store::Migrations association_migrations() {
    return {.room = "staff",
            .files = embedded::staff_association_schema,
            .scope = store::Migrations::Scope::association};
}

store::Migrations municipality_migrations() {
    return {.room = "staff_grants",
            .files = embedded::staff_municipality_schema,
            .scope = store::Migrations::Scope::municipality};
}

Instant Account::credentials_set() const {
    return factor_set ? std::max(password_set, *factor_set) : password_set;
}

namespace table {

std::optional<Account> account(store::Session& session, std::string_view id) {
    return one_account(session, account_by_id, id);
}

std::optional<Account> account_of_user(store::Session& session, std::string_view user_name) {
    return one_account(session, account_by_user, user_name);
}

std::vector<Account> accounts(store::Session& session, std::string_view home) {
    std::vector<Account> out;
    for (const auto& row : session.query(accounts_of_home, {text(home)}))
        out.push_back(account_from(row));
    for (auto& account : out)
        add_roles(session, account);
    return out;
}

std::int64_t active_operators(store::Session& session, std::string_view home) {
    return session.query_one(count_operators, {text(home)})->integer(0);
}

void insert(store::WriteSession& session, const Account& account) {
    const Staff& staff = account.staff;
    session.execute(add_account, {staff.id, staff.user_name, staff.name, staff.home,
                                  std::int64_t{staff.active}, std::int64_t{staff.demonstration},
                                  account.password_hash, store::to_value(account.password_set),
                                  optional_instant(account.one_time_until), account.totp_sealed,
                                  account.totp_last_step, optional_instant(account.factor_set),
                                  account.enrolment_hash, optional_instant(account.enrolment_until),
                                  optional_instant(account.last_login),
                                  account.failures_since_login, store::to_value(account.created)});
    for (const Role role : staff.roles)
        session.execute(add_role, {staff.id, text(id(role))});
}

void set_active(store::WriteSession& session, std::string_view id, bool active) {
    session.execute(update_active, {text(id), std::int64_t{active}});
}

void set_roles(store::WriteSession& session, std::string_view account_id,
               const std::vector<Role>& roles) {
    session.execute(clear_roles, {text(account_id)});
    for (const Role role : roles)
        session.execute(add_role, {text(account_id), text(id(role))});
}

void set_password(store::WriteSession& session, std::string_view id, std::string_view hash,
                  Instant set, std::optional<Instant> one_time_until) {
    session.execute(update_password,
                    {text(id), text(hash), store::to_value(set), optional_instant(one_time_until)});
}

void set_hash(store::WriteSession& session, std::string_view id, std::string_view hash) {
    session.execute(update_hash, {text(id), text(hash)});
}

void set_factor(store::WriteSession& session, std::string_view id, std::string_view sealed,
                std::int64_t last_step, Instant set) {
    session.execute(update_factor, {text(id), text(sealed), last_step, store::to_value(set)});
}

void reset_factor(store::WriteSession& session, std::string_view id, std::string_view token_hash,
                  Instant until) {
    session.execute(remove_factor, {text(id), text(token_hash), store::to_value(until)});
    session.execute(clear_recovery_codes, {text(id)});
}

bool use_step(store::WriteSession& session, std::string_view id, std::int64_t step) {
    return session.execute_counted(update_step, {text(id), step}) == 1;
}

void note_failure(store::WriteSession& session, std::string_view id) {
    session.execute(count_failure, {text(id)});
}

void note_login(store::WriteSession& session, std::string_view id, Instant now) {
    session.execute(update_login, {text(id), store::to_value(now)});
}

void replace_recovery_codes(store::WriteSession& session, std::string_view account_id,
                            const std::vector<std::string>& hashes) {
    session.execute(clear_recovery_codes, {text(account_id)});
    for (const auto& hash : hashes)
        session.execute(add_recovery_code, {text(account_id), hash});
}

bool use_recovery_code(store::WriteSession& session, std::string_view account_id,
                       std::string_view hash, Instant now) {
    return session.execute_counted(spend_recovery_code,
                                   {text(account_id), text(hash), store::to_value(now)}) == 1;
}

std::int64_t recovery_codes_left(store::Session& session, std::string_view account_id) {
    return session.query_one(count_recovery_codes, {text(account_id)})->integer(0);
}

std::optional<Bucket> bucket(store::Session& session, std::string_view name) {
    const auto row = session.query_one(find_bucket, {text(name)});
    if (!row) return std::nullopt;
    return Bucket{row->integer(0), row->instant(1), row->instant(2)};
}

void keep_bucket(store::WriteSession& session, std::string_view name, const Bucket& bucket) {
    session.execute(put_bucket, {text(name), bucket.failures, store::to_value(bucket.last_failure),
                                 store::to_value(bucket.blocked_until)});
}

void empty_bucket(store::WriteSession& session, std::string_view name) {
    session.execute(delete_bucket, {text(name)});
}

std::int64_t forget_buckets(store::WriteSession& session, Instant older_than) {
    return session.execute_counted(delete_old_buckets, {store::to_value(older_than)});
}

std::vector<Grant> grants(store::Session& session, std::string_view place) {
    std::vector<Grant> out;
    for (const auto& row : session.query(all_grants))
        out.push_back(grant_from(row, place));
    return out;
}

std::vector<Grant> grants_of(store::Session& session, std::string_view place,
                             std::string_view account_id) {
    std::vector<Grant> out;
    for (const auto& row : session.query(grants_of_account, {text(account_id)}))
        out.push_back(grant_from(row, place));
    return out;
}

std::optional<Grant> grant(store::Session& session, std::string_view place, std::string_view id) {
    const auto row = session.query_one(grant_by_id, {text(id)});
    if (!row) return std::nullopt;
    return grant_from(*row, place);
}

void insert_grant(store::WriteSession& session, const Grant& grant) {
    session.execute(add_grant, {grant.id, grant.account_id, text(id(grant.role)),
                                store::to_value(grant.from), store::to_value(grant.until),
                                grant.reason, grant.given_by, store::to_value(grant.given),
                                grant.revoked_by, optional_instant(grant.revoked)});
}

bool revoke_grant(store::WriteSession& session, std::string_view id, std::string_view by,
                  Instant now) {
    return session.execute_counted(end_grant, {text(id), text(by), store::to_value(now)}) == 1;
}

}  // namespace table
}  // namespace kommod::staff
