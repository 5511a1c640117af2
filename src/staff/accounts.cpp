// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/accounts.h"

#include <algorithm>

#include <fmt/format.h>

#include "audit/store.h"
#include "base/crypto.h"
#include "base/ids.h"
#include "base/text.h"
#include "staff/errors.h"
#include "staff/totp.h"

namespace kommod::staff {
namespace {

constexpr std::string_view user_name_letters = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
constexpr std::size_t longest_name = 200;

json::array role_ids(const std::vector<Role>& roles) {
    json::array out;
    for (const Role role : roles)
        out.emplace_back(std::string{id(role)});
    return out;
}

}  // namespace

Result<std::string> parse_user_name(std::string_view typed) {
    auto name = text::lower(text::trim(typed));
    if (name.size() < 3 || name.size() > 40 ||
        name.find_first_not_of(user_name_letters) != std::string::npos)
        return fail_at("user_name", "staff.bad_user_name", "3 to 40 of a-z, 0-9, '.', '-', '_'",
                       std::string{typed});
    return name;
}

std::string enrolment_token_hash(std::string_view key, std::string_view account_id,
                                 std::string_view token) {
    return crypto::hex(crypto::hmac_sha256(
        key, fmt::format("staff.token|{}|{}", account_id, text::lower(text::trim(token)))));
}

Accounts::Accounts(store::Database& database, http::Sessions& sessions, PasswordHasher& hasher,
                   const Clock& clock, const Settings& settings)
    : database_(database),
      association_(database.association_namespace()),
      sessions_(sessions),
      hasher_(hasher),
      clock_(clock),
      settings_(settings) {}

void Accounts::record(store::WriteSession& session, const audit::Actor& actor, std::string_view act,
                      const Account& account, json::object details) {
    details["home"] = account.staff.home;
    audit::record(session, {.at = clock_.now(),
                            .actor = actor,
                            .act = std::string{act},
                            .object_kind = "staff_account",
                            .object_id = account.staff.id,
                            .details = std::move(details)});
}

// The association's trail is the one that cannot be bypassed; the copy lets a municipality's own
// auditor see what was done to its people.
void Accounts::copy_home(const audit::Actor& actor, std::string_view act, const Account& account) {
    if (account.staff.home == store::association) return;
    if (auto* home = database_.find(account.staff.home))
        audit::record(*home, {.at = clock_.now(),
                              .actor = actor,
                              .act = std::string{act},
                              .object_kind = "staff_account",
                              .object_id = account.staff.id,
                              .details = {}});
}

Result<std::string> Accounts::acceptable(const Account& account, std::string_view password) {
    const auto parts = text::split(account.staff.name, ' ');
    std::vector<std::string> words{parts.begin(), parts.end()};
    words.push_back(settings_.issuer);
    return accept_password(password, account.staff.user_name, words);
}

Result<Added> Accounts::add(const audit::Actor& actor, const NewAccount& draft) {
    const auto user_name = parse_user_name(draft.user_name);
    if (!user_name) return fail(user_name.error());
    const std::string name{text::trim(draft.name)};
    if (name.empty() || name.size() > longest_name)
        return fail_at("name", "staff.bad_name", "a name is needed");
    if (draft.roles.empty()) return fail_at("role", "staff.no_role", "a role is needed");
    if (draft.home != store::association && database_.find(draft.home) == nullptr)
        return fail_at("municipality", "staff.unknown_home", "no such municipality here",
                       draft.home);
    const Instant now = clock_.now();
    Account account;
    account.staff = {.id = new_id(now),
                     .user_name = *user_name,
                     .name = name,
                     .home = draft.home,
                     .roles = draft.roles,
                     .grants = {},
                     .active = true,
                     .demonstration = draft.demonstration};
    const auto password = draft.password.empty() ? Result<std::string>{new_one_time_password()}
                                                 : acceptable(account, draft.password);
    if (!password) return fail(password.error());
    account.password_hash = hasher_.hash(*password);
    account.password_set = account.created = now;
    account.one_time_until = now.plus(one_time_password_lifetime);
    try {
        association_.write([&](store::WriteSession& session) {
            table::insert(session, account);
            record(session, actor, "staff.add", account, {{"roles", role_ids(draft.roles)}});
        });
    } catch (const store::DatabaseError& error) {
        if (error.kind() != store::DatabaseError::Kind::unique) throw;
        return fail_at("user_name", "staff.user_name_taken", "the user name is taken", *user_name);
    }
    copy_home(actor, "staff.add", account);
    return Added{account.staff.id, *user_name, *password};
}

std::optional<Account> Accounts::find(std::string_view account_id) {
    return association_.read(
        [&](store::Session& session) { return table::account(session, account_id); });
}

std::optional<Account> Accounts::of_user(std::string_view user_name) {
    return association_.read([&](store::Session& session) {
        return table::account_of_user(session, text::lower(text::trim(user_name)));
    });
}

std::vector<Account> Accounts::of_home(std::string_view home) {
    return association_.read(
        [&](store::Session& session) { return table::accounts(session, home); });
}

Result<Account> Accounts::other(const audit::Actor& actor, std::string_view account_id) {
    if (actor.kind == audit::ActorKind::staff && actor.id == account_id)
        return fail("staff.not_oneself", "four eyes: somebody else must do this");
    auto account = find(account_id);
    if (!account) return fail("staff.unknown_account");
    return *std::move(account);
}

// The count and the change are one unit of work: two operators cannot remove each other at once.
Result<void> Accounts::change_unless_last(const audit::Actor& actor, std::string_view act,
                                          const Account& account, bool stays_operator,
                                          const std::function<void(store::WriteSession&)>& change,
                                          json::object details) {
    const bool last = association_.write([&](store::WriteSession& session) {
        const auto current = table::account(session, account.staff.id);
        const bool counts = current->staff.active && current->staff.has(Role::operator_);
        if (counts && !stays_operator && table::active_operators(session, account.staff.home) <= 1)
            return true;
        change(session);
        record(session, actor, act, account, details);
        return false;
    });
    if (last) return fail("staff.last_operator", "a home keeps at least one active operator");
    copy_home(actor, act, account);
    return {};
}

Result<void> Accounts::set_active(const audit::Actor& actor, std::string_view account_id,
                                  bool active) {
    const auto account = other(actor, account_id);
    if (!account) return fail(account.error());
    const auto outcome = change_unless_last(
        actor, active ? "staff.activate" : "staff.deactivate", *account, active,
        [&](store::WriteSession& session) { table::set_active(session, account_id, active); }, {});
    if (outcome && !active) {
        sessions_.end_all(session_kind, account_id);
        sessions_.end_all(half_session_kind, account_id);
    }
    return outcome;
}

Result<void> Accounts::set_roles(const audit::Actor& actor, std::string_view account_id,
                                 const std::vector<Role>& roles) {
    const auto account = other(actor, account_id);
    if (!account) return fail(account.error());
    if (roles.empty()) return fail_at("role", "staff.no_role", "a role is needed");
    const bool stays = std::find(roles.begin(), roles.end(), Role::operator_) != roles.end();
    return change_unless_last(
        actor, "staff.set_roles", *account, stays,
        [&](store::WriteSession& session) { table::set_roles(session, account_id, roles); },
        {{"roles", role_ids(roles)}, {"before", role_ids(account->staff.roles)}});
}

Result<std::string> Accounts::reset_password(const audit::Actor& actor,
                                             std::string_view account_id) {
    const auto account = other(actor, account_id);
    if (!account) return fail(account.error());
    auto password = new_one_time_password();
    const auto hash = hasher_.hash(password);
    const Instant now = clock_.now();
    association_.write([&](store::WriteSession& session) {
        table::set_password(session, account_id, hash, now, now.plus(one_time_password_lifetime));
        record(session, actor, "staff.reset_password", *account);
    });
    sessions_.end_all(session_kind, account_id);
    sessions_.end_all(half_session_kind, account_id);
    copy_home(actor, "staff.reset_password", *account);
    return password;
}

Result<std::string> Accounts::reset_factor(const audit::Actor& actor, std::string_view account_id) {
    const auto account = other(actor, account_id);
    if (!account) return fail(account.error());
    auto token = new_one_time_password();
    const auto hash = enrolment_token_hash(settings_.key, account_id, token);
    association_.write([&](store::WriteSession& session) {
        table::reset_factor(session, account_id, hash, clock_.now().plus(enrolment_token_lifetime));
        record(session, actor, "staff.reset_factor", *account);
    });
    sessions_.end_all(session_kind, account_id);
    sessions_.end_all(half_session_kind, account_id);
    copy_home(actor, "staff.reset_factor", *account);
    return token;
}

Result<void> Accounts::choose_password(std::string_view account_id, std::string_view next) {
    const auto account = find(account_id);
    if (!account) return fail("staff.unknown_account");
    const auto accepted = acceptable(*account, next);
    if (!accepted) return fail(accepted.error());
    if (hasher_.verify(account->password_hash, *accepted))
        return fail_at("password", "staff.password_same");
    const auto hash = hasher_.hash(*accepted);
    association_.write([&](store::WriteSession& session) {
        table::set_password(session, account_id, hash, clock_.now(), std::nullopt);
        record(session, {audit::ActorKind::staff, std::string{account_id}}, "staff.change_password",
               *account);
    });
    return {};
}

Result<void> Accounts::end_session(std::string_view account_id, std::string_view session_id) {
    const auto own = sessions_.of_subject(session_kind, account_id);
    const bool found = std::any_of(own.begin(), own.end(), [&](const http::Session& session) {
        return session.id == session_id;
    });
    if (!found) return fail("staff.unknown_session");
    sessions_.end(session_id);
    return {};
}

int Accounts::end_other_sessions(std::string_view account_id, std::string_view kept_session) {
    int ended = 0;
    for (const auto& session : sessions_.of_subject(session_kind, account_id)) {
        if (session.id == kept_session) continue;
        sessions_.end(session.id);
        ++ended;
    }
    return ended;
}

std::int64_t Accounts::recovery_codes_left(std::string_view account_id) {
    return association_.read(
        [&](store::Session& session) { return table::recovery_codes_left(session, account_id); });
}

}  // namespace kommod::staff
