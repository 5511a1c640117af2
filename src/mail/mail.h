// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Plain text mails. A room enqueues one in the unit of work that causes it; it leaves after the
// commit, when there is a mail server, and waits in the outbox as long as there is none.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "store/database.h"

namespace kommod::mail {

struct Message {
    std::string to;          // one address: anna@example.org
    std::string subject;     // one line
    std::string text;        // UTF-8, lines end with LF
    std::string reply_to{};  // an address, or empty
};

// The outbox topic.
constexpr std::string_view topic = "mail";

// A mail address as a form or a setting may hold it. Deliberately narrower than RFC 5321: no quoted
// local parts, no comments, nothing that is not ASCII. Error: "mail.bad_address".
Result<std::string> parse_address(std::string_view text);

// "mail.bad_address" with the field, "mail.bad_subject", "mail.bad_text". Whatever could become a
// second header line is refused, never mended.
Result<void> check(const Message& message);

// Puts the mail into the outbox of this unit of work; a second one with the same key is dropped.
// What check() refuses is not enqueued, and logged without its content.
Result<void> enqueue(store::WriteSession& session, const Message& message, std::string_view key,
                     Instant not_before = {});

// The payload in the outbox.
std::string to_payload(const Message& message);
Result<Message> from_payload(std::string_view payload);

}  // namespace kommod::mail
