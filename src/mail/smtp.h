// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The way to the mail server.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "store/outbox.h"

namespace kommod::mail {

// Encryption on a connection that begins in the clear (smtp://). smtps:// is encrypted from the
// first byte on.
enum class StartTls {
    required,  // no mail, no password without it
    never,
};

// Required, except for a server on this machine: what does not leave it needs none, and the
// certificate of a Debian's own mail server is signed by nobody.
StartTls usual_start_tls(std::string_view server);

struct Settings {
    std::string server;     // "smtp://host:587" or "smtps://host:465"
    std::string from;       // sender address of all mails
    std::string from_name;  // shown with it; may be empty
    std::string user, password;
    StartTls start_tls = StartTls::required;
    std::string ca_file;  // certificates to trust instead of the system's; may be empty
    std::chrono::seconds connect_timeout{10};
    std::chrono::seconds timeout{60};
};

// "mail.bad_server", "mail.bad_address" (field "from"): what would fail for every mail.
Result<void> check(const Settings& settings);

// Delivers the outbox's topic "mail": worker.handle(std::string{mail::topic},
// mail::deliverer(...)). Throws store::Undeliverable when the server refuses the mail for good (550
// to 556 after the connection stood), std::runtime_error for everything that may pass. Neither
// names an address.
store::OutboxWorker::Handler deliverer(Settings settings, const Clock& clock);

}  // namespace kommod::mail
