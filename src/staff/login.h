// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The log-in: password, then second factor, then the door. A refusal never says which of the two
// parts of user name and password was wrong, and takes as long for a name that does not exist.
//
//   password right -> half session ("staff-half", ten minutes, trust low)
//     has a factor   -> code or recovery code   (trust substantial)
//     has none       -> enrol one               (trust substantial)
//     one-time password -> choose one's own
//   -> the session ("staff"), under a new token
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "http/message.h"
#include "http/sessions.h"
#include "http/throttle.h"
#include "staff/accounts.h"
#include "staff/password.h"
#include "staff/store.h"
#include "store/database.h"

namespace kommod::staff {

constexpr std::chrono::minutes half_session_lifetime{10};
constexpr std::chrono::minutes session_idle{30};
constexpr std::chrono::hours session_absolute{10};

// Where a log-in comes from.
struct Visitor {
    std::string address;
    std::map<std::string, std::string, std::less<>> cookies;
    bool on_this_machine = false;  // client and addressed host are loopback, nothing in between
};
Visitor visitor_of(const http::Request& request);
bool is_on_this_machine(const http::Request& request);

// What a half session has to do next.
enum class Step { code, enrol, password, done };
Step next_step(const Account& account, http::TrustLevel trust);
// Whether a first or new factor may be enrolled: with the one-time password of a new account, or
// with the token of a reset; neither for ever.
bool may_enrol(const Account& account, std::string_view key, std::string_view token, Instant now);

// A secret as its table keeps it: sealed for this account, as text.
std::string seal_secret(std::string_view key, std::string_view account_id, std::string_view secret);

class LogIn {
  public:
    LogIn(store::Database& database, http::Sessions& sessions, PasswordHasher& hasher,
          const Clock& clock, const Settings& settings);

    // Keys: "staff.login_refused", "staff.wait" (value: seconds).
    Result<Account> check_password(const Visitor& visitor, std::string_view user_name,
                                   std::string_view password);
    http::Sessions::Opened open_half(const Account& account, http::TrustLevel trust);

    enum class Factor { totp, recovery_code };
    // A code of the app or a recovery code, which is used up by this. Keys: "staff.code_refused",
    // "staff.wait". Also asked before acts that need the factor again.
    Result<Factor> check_factor(const Visitor& visitor, std::string_view account_id,
                                std::string_view typed);

    // The secret offered to this session, and no other, for enrolment. It is kept nowhere: who
    // knows a password only cannot read off what somebody else is about to enrol.
    std::string offered_secret(const Account& account, std::string_view session_id) const;
    // Enrols the offered secret when `code` proves that the app has it; returns the recovery codes.
    // Keys: "staff.enrolment_refused" (token), "staff.code_refused", "staff.wait".
    Result<std::vector<std::string>> enrol(const Visitor& visitor, std::string_view account_id,
                                           std::string_view session_id, std::string_view token,
                                           std::string_view code);
    // Replaces one's own factor; `current` is a code of the old one.
    Result<std::vector<std::string>> replace_factor(const Visitor& visitor,
                                                    std::string_view account_id,
                                                    std::string_view session_id,
                                                    std::string_view current,
                                                    std::string_view code);
    Result<std::vector<std::string>> replace_recovery_codes(const Visitor& visitor,
                                                            std::string_view account_id,
                                                            std::string_view code);

    struct Door {
        http::Sessions::Opened opened;
        std::string device_cookie_name, device_cookie;
    };
    // Opens the session; the half session and the one the browser had before end.
    Door open(const Visitor& visitor, const Account& account, std::string_view half_session);
    void log_out(const http::Session& session);

    // The code an app would show now; for demonstration accounts only
    // ("staff.not_a_demonstration").
    Result<std::string> demonstration_code(const Account& account) const;
    std::int64_t sweep();  // forgets old throttles; called by a job

  private:
    std::string known_device_id(const Visitor& visitor, const Account& account) const;
    Result<void> take_attempt(const std::string& bucket);
    Result<std::string> secret_of(const Account& account) const;
    std::vector<std::string> set_factor(store::WriteSession& session, const Account& account,
                                        std::string_view secret, std::int64_t step,
                                        std::string_view act);
    std::vector<std::string> set_recovery_codes(store::WriteSession& session,
                                                const Account& account);
    void record(store::WriteSession& session, const Account& account, std::string_view act,
                json::object details = {});

    store::Namespace& association_;
    http::Sessions& sessions_;
    PasswordHasher& hasher_;
    const Clock& clock_;
    const Settings& settings_;
    http::Throttle strangers_;  // hashes are dear: a flood of unknown devices is cut off early
};

}  // namespace kommod::staff
