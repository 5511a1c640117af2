// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The message as it goes over the wire (RFC 5322, RFC 2045, RFC 2047). Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "mail/mail.h"

namespace kommod::mail {

struct Envelope {
    std::string from;       // address
    std::string from_name;  // "Stadt Coesfeld", or empty
    std::string id;         // of the outbox message: the same at every attempt
    Instant date;
};

// The whole message with CRLF line ends.
std::string to_mime(const Message& message, const Envelope& envelope);

// "Thu, 01 Dec 2022 09:30:00 +0000"
std::string rfc5322_date(Instant instant);
// A header value: as it is when it is short printable ASCII, else as encoded words of at most 75
// characters on lines of their own.
std::string encode_header(std::string_view text);
// Lines of at most 76 characters, CRLF between them.
std::string quoted_printable(std::string_view text);

}  // namespace kommod::mail
