// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "mail/mime.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace kommod::mail {
namespace {

std::string escape(char c) {
    return fmt::format("={:02X}", static_cast<unsigned char>(c));
}

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// What may stand as it is in a "Q" encoded word anywhere in a header (RFC 2047, 5 (3)).
std::string encode_q(char c) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       std::string_view{"!*+-/"}.find(c) != std::string_view::npos;
    if (plain) return std::string(1, c);
    return c == ' ' ? "_" : escape(c);
}

std::string quoted_line(std::string_view line) {
    constexpr std::size_t longest = 75;  // and the "=" of a soft line break
    std::string out;
    std::size_t length = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool last = i + 1 == line.size();
        const bool space = c == ' ' || c == '\t';
        const bool plain = (c >= 0x21 && c <= 0x7E && c != '=') || (space && !last);
        const auto piece = plain ? std::string(1, c) : escape(c);
        if (length + piece.size() > longest) {
            out += "=\r\n";
            length = 0;
        }
        out += piece;
        length += piece.size();
    }
    return out;
}

}  // namespace

std::string quoted_printable(std::string_view text) {
    std::string out;
    for (;;) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        if (end != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
        out += quoted_line(line);
        if (end == std::string_view::npos) return out;
        out += "\r\n";
        text.remove_prefix(end + 1);
    }
}

std::string encode_header(std::string_view text) {
    const bool plain =
        text.size() <= 60 && text.find("=?") == std::string_view::npos && !text.starts_with(' ') &&
        !text.ends_with(' ') &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7E; });
    if (plain) return std::string{text};
    constexpr std::string_view begin = "=?UTF-8?Q?", end = "?=";
    constexpr std::size_t longest = 75 - begin.size() - end.size();
    std::string out{begin};
    std::size_t length = 0;
    for (std::size_t i = 0; i < text.size();) {
        std::string character = encode_q(text[i++]);  // all bytes of one character stay together
        while (i < text.size() && is_continuation(text[i]))
            character += encode_q(text[i++]);
        if (length + character.size() > longest) {
            out += std::string{end} + "\r\n " + std::string{begin};
            length = 0;
        }
        out += character;
        length += character.size();
    }
    return out + std::string{end};
}

std::string rfc5322_date(Instant instant) {
    constexpr const char* weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    using namespace std::chrono;
    const sys_time<microseconds> time{microseconds{instant.micros()}};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{floor<seconds>(time - day)};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                       weekdays[weekday{day}.c_encoding()], unsigned{date.day()},
                       months[unsigned{date.month()} - 1], int{date.year()}, clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

std::string to_mime(const Message& message, const Envelope& envelope) {
    const auto domain = envelope.from.substr(envelope.from.rfind('@') + 1);
    std::string out;
    const auto header = [&](std::string_view name, std::string_view value) {
        out += fmt::format("{}: {}\r\n", name, value);
    };
    header("Date", rfc5322_date(envelope.date));
    // An encoded word in front of the address; a plain name in quotes, which it cannot contain.
    const auto name = encode_header(envelope.from_name);
    if (name.empty() || name.find_first_of("\"\\") != std::string::npos)
        header("From", envelope.from);
    else if (name.starts_with("=?"))
        header("From", fmt::format("{} <{}>", name, envelope.from));
    else
        header("From", fmt::format("\"{}\" <{}>", name, envelope.from));
    header("To", message.to);
    if (!message.reply_to.empty()) header("Reply-To", message.reply_to);
    header("Subject", encode_header(message.subject));
    header("Message-ID", fmt::format("<{}@{}>", envelope.id, domain));
    // No out-of-office answers, please (RFC 3834).
    header("Auto-Submitted", "auto-generated");
    header("MIME-Version", "1.0");
    header("Content-Type", "text/plain; charset=UTF-8");
    header("Content-Transfer-Encoding", "quoted-printable");
    out += "\r\n";
    out += quoted_printable(message.text);
    if (!out.ends_with("\r\n")) out += "\r\n";
    return out;
}

}  // namespace kommod::mail
