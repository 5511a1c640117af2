// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "mail/mail.h"

#include <algorithm>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"

namespace kommod::mail {
namespace {

bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Dot-separated parts that are not empty and consist of letters, digits and the given characters.
bool is_dotted(std::string_view text, std::string_view others) {
    const auto parts = text::split(text, '.');
    return std::all_of(parts.begin(), parts.end(), [&](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [&](char c) {
            return is_alphanumeric(c) || others.find(c) != std::string_view::npos;
        });
    });
}

bool is_domain(std::string_view domain) {
    if (domain.empty() || domain.size() > 253 || !is_dotted(domain, "-")) return false;
    for (const auto part : text::split(domain, '.'))
        if (part.size() > 63 || part.starts_with('-') || part.ends_with('-')) return false;
    return true;
}

bool has_control(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

Result<void> check_address(std::string_view address, const char* field) {
    if (auto good = parse_address(address); !good) {
        good.error().field = field;
        return fail(good.error());
    }
    return {};
}

}  // namespace

Result<std::string> parse_address(std::string_view text) {
    const auto at = text.rfind('@');
    if (at != std::string_view::npos && at > 0 && at <= 64 && text.size() <= 254 &&
        is_dotted(text.substr(0, at), "!#$%&'*+/=?^_`{|}~-") && is_domain(text.substr(at + 1)))
        return std::string{text};
    return fail({"mail.bad_address",
                 "an address such as anna@example.org expected",
                 "address",
                 0,
                 std::string{text},
                 {}});
}

Result<void> check(const Message& message) {
    if (auto good = check_address(message.to, "to"); !good) return good;
    if (!message.reply_to.empty())
        if (auto good = check_address(message.reply_to, "reply_to"); !good) return good;
    if (message.subject.empty() || message.subject.size() > 400 || has_control(message.subject) ||
        !text::is_utf8(message.subject))
        return fail({"mail.bad_subject", "one line of UTF-8 expected", "subject", 0, {}, {}});
    if (message.text.size() > 1024 * 1024 || !text::is_utf8(message.text) ||
        message.text.find('\0') != std::string::npos)
        return fail({"mail.bad_text", "at most 1 MB of UTF-8 expected", "text", 0, {}, {}});
    return {};
}

Result<void> enqueue(store::WriteSession& session, const Message& message, std::string_view key,
                     Instant not_before) {
    if (auto good = check(message); !good) {
        log::warning("mail.refused", {{"reason", good.error().key}, {"field", good.error().field}});
        return good;
    }
    session.enqueue({std::string{topic}, std::string{key}, to_payload(message), not_before});
    return {};
}

std::string to_payload(const Message& message) {
    return json::serialize(json::object{{"to", message.to},
                                        {"subject", message.subject},
                                        {"text", message.text},
                                        {"reply_to", message.reply_to}});
}

Result<Message> from_payload(std::string_view payload) {
    boost::system::error_code error;
    const auto value = json::parse(payload, error);
    const auto* object = error ? nullptr : value.if_object();
    Message message;
    const std::pair<const char*, std::string*> fields[] = {{"to", &message.to},
                                                           {"subject", &message.subject},
                                                           {"text", &message.text},
                                                           {"reply_to", &message.reply_to}};
    for (const auto& [name, into] : fields) {
        const auto* member = object ? object->if_contains(name) : nullptr;
        const auto* text = member ? member->if_string() : nullptr;
        if (!text) return fail({"mail.bad_payload", "a text is missing", name, 0, {}, {}});
        *into = *text;
    }
    if (auto good = check(message); !good) return fail(good.error());
    return message;
}

}  // namespace kommod::mail
