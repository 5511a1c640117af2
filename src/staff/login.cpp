// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/login.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "audit/store.h"
#include "base/crypto.h"
#include "base/metrics.h"
#include "base/text.h"
#include "staff/errors.h"
#include "staff/throttle.h"
#include "staff/totp.h"

namespace kommod::staff {
namespace {

constexpr std::size_t longest_typed = 1024;
constexpr std::chrono::hours throttle_memory{48};

std::string sealing_context(std::string_view account_id) {
    return fmt::format("staff.totp:{}", account_id);
}

bool is_loopback(std::string_view address) {
    return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

bool is_local_host(std::string_view host) {
    return host == "localhost" || host == "127.0.0.1" || host == "::1" || host == "[::1]";
}

// "http://localhost:8080" -> "localhost"
std::string_view host_of(std::string_view origin) {
    const auto scheme = origin.find("://");
    if (scheme == std::string_view::npos) return {};
    origin.remove_prefix(scheme + 3);
    if (origin.starts_with('[')) return origin.substr(0, origin.find(']') + 1);
    return origin.substr(0, origin.find_first_of(":/"));
}

tl::unexpected<Error> wait_error(std::chrono::seconds wait) {
    return fail_at({}, "staff.wait", "too many attempts", std::to_string(wait.count()));
}

// Counts an attempt before its outcome is known, unless it comes too early.
std::chrono::seconds count_attempt(store::WriteSession& session, const std::string& name,
                                   Instant now) {
    const auto bucket = table::bucket(session, name);
    const auto wait = wait_before(bucket, now);
    if (wait.count() == 0) table::keep_bucket(session, name, after_attempt(bucket, now));
    return wait;
}

}  // namespace

// A proxy that forwards to this machine makes every visitor look local; each sign of one counts.
bool is_on_this_machine(const http::Request& request) {
    for (const auto* header :
         {"x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip", "via"})
        if (!request.header(header).empty()) return false;
    const auto origin = request.header("origin");
    if (!origin.empty() && !is_local_host(host_of(origin))) return false;
    return is_loopback(request.remote_address) && is_local_host(request.host);
}

Visitor visitor_of(const http::Request& request) {
    return {request.remote_address, request.cookies, is_on_this_machine(request)};
}

Step next_step(const Account& account, http::TrustLevel trust) {
    if (!account.has_factor()) return Step::enrol;
    if (trust < http::TrustLevel::substantial) return Step::code;
    return account.one_time_until ? Step::password : Step::done;
}

bool may_enrol(const Account& account, std::string_view key, std::string_view token, Instant now) {
    if (account.has_factor()) return false;
    if (!account.enrolment_hash.empty())
        return account.enrolment_until && now < *account.enrolment_until &&
               crypto::equal(account.enrolment_hash,
                             enrolment_token_hash(key, account.staff.id, token));
    return account.one_time_until && now < *account.one_time_until;
}

std::string seal_secret(std::string_view key, std::string_view account_id,
                        std::string_view secret) {
    return crypto::base64url(crypto::seal(key, secret, sealing_context(account_id)));
}

LogIn::LogIn(store::Database& database, http::Sessions& sessions, PasswordHasher& hasher,
             const Clock& clock, const Settings& settings)
    : association_(database.association_namespace()),
      sessions_(sessions),
      hasher_(hasher),
      clock_(clock),
      settings_(settings),
      strangers_({{"login", settings.strangers}}) {}

void LogIn::record(store::WriteSession& session, const Account& account, std::string_view act,
                   json::object details) {
    details["home"] = account.staff.home;
    audit::record(session, {.at = clock_.now(),
                            .actor = {audit::ActorKind::staff, account.staff.id},
                            .act = std::string{act},
                            .object_kind = "staff_account",
                            .object_id = account.staff.id,
                            .details = std::move(details)});
}

std::string LogIn::known_device_id(const Visitor& visitor, const Account& account) const {
    const auto cookie = visitor.cookies.find(device_cookie_name(account.staff.id));
    if (cookie == visitor.cookies.end()) return {};
    const auto device = known_device(settings_.key, account.staff.id, account.credentials_set(),
                                     cookie->second, clock_.now());
    return device ? device->id : std::string{};
}

Result<void> LogIn::take_attempt(const std::string& bucket) {
    const auto wait = association_.write(
        [&](store::WriteSession& session) { return count_attempt(session, bucket, clock_.now()); });
    if (wait.count() > 0) return wait_error(wait);
    return {};
}

Result<Account> LogIn::check_password(const Visitor& visitor, std::string_view user_name,
                                      std::string_view password) {
    const auto user = text::lower(text::trim(text::prefix(user_name, longest_typed)));
    const auto account = association_.read(
        [&](store::Session& session) { return table::account_of_user(session, user); });
    const auto device = account ? known_device_id(visitor, *account) : std::string{};
    if (device.empty())
        if (const auto wait = strangers_.take("login", visitor.address, clock_.now());
            wait.count() > 0)
            return wait_error(wait);
    const auto bucket = password_bucket(settings_.key, user, visitor.address, device);
    if (const auto attempt = take_attempt(bucket); !attempt) {
        metrics::add("kommod_staff_logins_total", {{"outcome", "throttled"}});
        return fail(attempt.error());
    }
    const auto typed = text::nfc(password.substr(0, longest_typed + 1));
    const bool right =
        account ? hasher_.verify(account->password_hash, typed) : hasher_.verify_nobody(typed);
    const Instant now = clock_.now();
    const bool usable = account && account->staff.active &&
                        (!account->one_time_until || now < *account->one_time_until) &&
                        (!account->staff.demonstration || visitor.on_this_machine);
    if (!right || !usable) {
        metrics::add("kommod_staff_logins_total", {{"outcome", "refused"}});
        if (account)
            association_.write([&](store::WriteSession& session) {
                table::note_failure(session, account->staff.id);
            });
        return fail("staff.login_refused");
    }
    const auto renewed =
        hasher_.is_outdated(account->password_hash) ? hasher_.hash(typed) : std::string{};
    association_.write([&](store::WriteSession& session) {
        table::empty_bucket(session, bucket);
        if (!renewed.empty()) table::set_hash(session, account->staff.id, renewed);
    });
    return *account;
}

http::Sessions::Opened LogIn::open_half(const Account& account, http::TrustLevel trust) {
    return sessions_.open(half_session_kind, account.staff.id, account.staff.home, trust,
                          half_session_lifetime, half_session_lifetime);
}

Result<std::string> LogIn::secret_of(const Account& account) const {
    const auto sealed = crypto::unbase64url(account.totp_sealed);
    if (!sealed) return fail(sealed.error());
    return crypto::open(settings_.key, *sealed, sealing_context(account.staff.id));
}

Result<LogIn::Factor> LogIn::check_factor(const Visitor& visitor, std::string_view account_id,
                                          std::string_view typed) {
    return association_.write([&](store::WriteSession& session) -> Result<Factor> {
        const Instant now = clock_.now();
        const auto account = table::account(session, account_id);
        if (!account || !account->has_factor()) return fail("staff.code_refused");
        const auto bucket =
            factor_bucket(settings_.key, account_id, known_device_id(visitor, *account));
        if (const auto wait = count_attempt(session, bucket, now); wait.count() > 0)
            return wait_error(wait);
        if (const auto code = normalized_code(typed); !code.empty()) {
            const auto secret = secret_of(*account);
            if (!secret) throw std::runtime_error("a sealed second factor cannot be opened");
            const auto step = matching_step(*secret, code, now, account->totp_last_step);
            if (step && table::use_step(session, account_id, *step)) {
                table::empty_bucket(session, bucket);
                return Factor::totp;
            }
        } else if (const auto recovery = normalized_recovery_code(typed); !recovery.empty()) {
            const auto hash = recovery_code_hash(settings_.key, account_id, recovery);
            if (table::use_recovery_code(session, account_id, hash, now)) {
                table::empty_bucket(session, bucket);
                record(session, *account, "staff.use_recovery_code",
                       {{"left", table::recovery_codes_left(session, account_id)}});
                return Factor::recovery_code;
            }
        }
        table::note_failure(session, account_id);
        record(session, *account, "staff.factor_refused");
        return fail("staff.code_refused");
    });
}

std::string LogIn::offered_secret(const Account& account, std::string_view session_id) const {
    return crypto::hmac_sha256(settings_.key,
                               fmt::format("staff.offer|{}|{}|{}", account.staff.id, session_id,
                                           account.credentials_set().micros()))
        .substr(0, totp_secret_bytes);
}

std::vector<std::string> LogIn::set_recovery_codes(store::WriteSession& session,
                                                   const Account& account) {
    auto codes = new_recovery_codes();
    std::vector<std::string> hashes;
    for (const auto& code : codes)
        hashes.push_back(
            recovery_code_hash(settings_.key, account.staff.id, normalized_recovery_code(code)));
    table::replace_recovery_codes(session, account.staff.id, hashes);
    return codes;
}

std::vector<std::string> LogIn::set_factor(store::WriteSession& session, const Account& account,
                                           std::string_view secret, std::int64_t step,
                                           std::string_view act) {
    table::set_factor(session, account.staff.id,
                      seal_secret(settings_.key, account.staff.id, secret), step, clock_.now());
    record(session, account, act);
    return set_recovery_codes(session, account);
}

Result<std::vector<std::string>> LogIn::enrol(const Visitor& visitor, std::string_view account_id,
                                              std::string_view session_id, std::string_view token,
                                              std::string_view code) {
    using Codes = std::vector<std::string>;
    return association_.write([&](store::WriteSession& session) -> Result<Codes> {
        const Instant now = clock_.now();
        const auto account = table::account(session, account_id);
        if (!account) return fail("staff.enrolment_refused");
        const auto bucket =
            factor_bucket(settings_.key, account_id, known_device_id(visitor, *account));
        if (const auto wait = count_attempt(session, bucket, now); wait.count() > 0)
            return wait_error(wait);
        if (!may_enrol(*account, settings_.key, token, now)) {
            record(session, *account, "staff.enrolment_refused");
            return fail_at("token", "staff.enrolment_refused");
        }
        const auto secret = offered_secret(*account, session_id);
        const auto step = matching_step(secret, normalized_code(code), now, 0);
        if (!step) return fail_at("code", "staff.code_refused");
        table::empty_bucket(session, bucket);
        return set_factor(session, *account, secret, *step, "staff.enrol_factor");
    });
}

Result<std::vector<std::string>> LogIn::replace_factor(const Visitor& visitor,
                                                       std::string_view account_id,
                                                       std::string_view session_id,
                                                       std::string_view current,
                                                       std::string_view code) {
    using Codes = std::vector<std::string>;
    const auto before =
        association_.read([&](store::Session& s) { return table::account(s, account_id); });
    if (!before) return fail("staff.code_refused");
    const auto secret = offered_secret(*before, session_id);
    const auto step = matching_step(secret, normalized_code(code), clock_.now(), 0);
    if (!step) return fail_at("code", "staff.code_refused");
    if (const auto factor = check_factor(visitor, account_id, current); !factor) {
        auto error = factor.error();
        error.field = "current";
        return fail(error);
    }
    return association_.write([&](store::WriteSession& session) -> Result<Codes> {
        return set_factor(session, *before, secret, *step, "staff.replace_factor");
    });
}

Result<std::vector<std::string>> LogIn::replace_recovery_codes(const Visitor& visitor,
                                                               std::string_view account_id,
                                                               std::string_view code) {
    if (const auto factor = check_factor(visitor, account_id, code); !factor)
        return fail(factor.error());
    return association_.write([&](store::WriteSession& session) {
        const auto account = table::account(session, account_id);
        record(session, *account, "staff.replace_recovery_codes");
        return set_recovery_codes(session, *account);
    });
}

LogIn::Door LogIn::open(const Visitor& visitor, const Account& account,
                        std::string_view half_session) {
    const Instant now = clock_.now();
    auto id = known_device_id(visitor, account);
    if (id.empty()) id = crypto::random_token();
    const Device device{std::move(id), now.plus(device_lifetime)};
    // Credentials may have changed on the way in; the proof is made for the ones that hold now.
    const auto current = association_.write([&](store::WriteSession& session) {
        table::note_login(session, account.staff.id, now);
        record(session, account, "staff.log_in");
        return table::account(session, account.staff.id);
    });
    sessions_.end(half_session);
    metrics::add("kommod_staff_logins_total", {{"outcome", "opened"}});
    return {.opened = sessions_.open(session_kind, account.staff.id, account.staff.home,
                                     http::TrustLevel::substantial, session_idle, session_absolute),
            .device_cookie_name = device_cookie_name(account.staff.id),
            .device_cookie =
                sign_device(settings_.key, account.staff.id, current->credentials_set(), device)};
}

void LogIn::log_out(const http::Session& session) {
    sessions_.end(session.id);
    if (session.subject_kind != session_kind) return;
    association_.write([&](store::WriteSession& writer) {
        if (const auto account = table::account(writer, session.subject_id))
            record(writer, *account, "staff.log_out");
    });
}

Result<std::string> LogIn::demonstration_code(const Account& account) const {
    if (!account.staff.demonstration || !account.has_factor())
        return fail("staff.not_a_demonstration", "codes are shown for demonstration accounts only");
    const auto secret = secret_of(account);
    if (!secret) return fail(secret.error());
    // The first code that still opens the door: the present one may have been used a moment ago.
    const auto step = std::max(totp_step(clock_.now()), account.totp_last_step + 1);
    return totp_code(*secret, step);
}

std::int64_t LogIn::sweep() {
    return association_.write([&](store::WriteSession& session) {
        return table::forget_buckets(session, clock_.now().plus(-throttle_memory));
    });
}

}  // namespace kommod::staff
