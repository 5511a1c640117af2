// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "mail/mime.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"

namespace kommod::mail {
namespace {

const Envelope envelope{"portal@example.org", "Serviceportal Lüdinghausen",
                        "0190b5e2-7c1a-7cc1-9d3e-0f6f2f8a9b10",
                        *Instant::parse("2022-12-01T09:30:05Z")};

TEST(Mime, whole_message) {
    EXPECT_EQ(to_mime({.to = "anna@example.org",
                       .subject = "Ihr Hinweis",
                       .text = "Guten Tag,\n\nschöne Grüße",
                       .reply_to = "amt@example.org"},
                      envelope),
              "Date: Thu, 01 Dec 2022 09:30:05 +0000\r\n"
              "From: =?UTF-8?Q?Serviceportal_L=C3=BCdinghausen?= <portal@example.org>\r\n"
              "To: anna@example.org\r\n"
              "Reply-To: amt@example.org\r\n"
              "Subject: Ihr Hinweis\r\n"
              "Message-ID: <0190b5e2-7c1a-7cc1-9d3e-0f6f2f8a9b10@example.org>\r\n"
              "Auto-Submitted: auto-generated\r\n"
              "MIME-Version: 1.0\r\n"
              "Content-Type: text/plain; charset=UTF-8\r\n"
              "Content-Transfer-Encoding: quoted-printable\r\n"
              "\r\n"
              "Guten Tag,\r\n\r\nsch=C3=B6ne Gr=C3=BC=C3=9Fe\r\n");
}

TEST(Mime, dates_of_rfc_5322) {
    EXPECT_EQ(rfc5322_date(*Instant::parse("2024-02-29T23:59:59Z")),
              "Thu, 29 Feb 2024 23:59:59 +0000");
    EXPECT_EQ(rfc5322_date(Instant{0}), "Thu, 01 Jan 1970 00:00:00 +0000");
}

TEST(Mime, quoted_printable_of_rfc_2045) {
    EXPECT_EQ(quoted_printable("a=b"), "a=3Db");
    EXPECT_EQ(quoted_printable("end \nend\t\r\n"), "end=20\r\nend=09\r\n");
    EXPECT_EQ(quoted_printable("a\rb"), "a=0Db");
    EXPECT_EQ(quoted_printable(std::string(80, 'x')),
              std::string(75, 'x') + "=\r\n" + std::string(5, 'x'));
}

// What a mail program does with it (independent of the encoder's way).
std::string undo_quoted_printable(std::string text) {
    text = text::replace_all(text, "=\r\n", "");
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            out += text[i];
            continue;
        }
        out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
        i += 2;
    }
    return out;
}

RC_GTEST_PROP(Mime, quoted_printable_keeps_every_byte_in_short_ascii_lines,
              (const std::string& bytes)) {
    auto expected = text::replace_all(text::replace_all(bytes, "\r\n", "\n"), "\n", "\r\n");
    const auto encoded = quoted_printable(bytes);
    RC_ASSERT(undo_quoted_printable(encoded) == expected);
    for (auto line : text::split(encoded, '\n')) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        RC_ASSERT(line.size() <= 76);
        for (const char c : line)
            RC_ASSERT((c >= 0x20 && c <= 0x7E) || c == '\t');
        RC_ASSERT(!line.ends_with(' ') && !line.ends_with('\t'));
    }
}

RC_GTEST_PROP(Mime, a_header_is_one_header_whatever_it_says, (const std::string& bytes)) {
    const auto encoded = encode_header(bytes);
    std::string back;
    bool words = false;
    const auto lines = text::replace_all(encoded, "\r\n ", "\n");
    for (auto line : text::split(lines, '\n')) {
        RC_ASSERT(line.find('\r') == std::string_view::npos);
        RC_ASSERT(line.size() <= 75);
        for (const char c : line)
            RC_ASSERT(c >= 0x20 && c <= 0x7E);
        if (line.starts_with("=?UTF-8?Q?") && line.ends_with("?=")) {
            words = true;
            const std::string word{line.substr(10, line.size() - 12)};
            back += undo_quoted_printable(text::replace_all(word, "_", " "));
        }
    }
    RC_ASSERT((words ? back : encoded) == bytes);
}

TEST(Mime, an_encoded_word_cuts_no_character) {
    std::string subject;
    for (int i = 0; i < 60; ++i)
        subject += i % 2 ? "ß" : "€";
    const auto lines = text::replace_all(encode_header(subject), "\r\n ", "\n");
    for (auto line : text::split(lines, '\n'))
        EXPECT_TRUE(
            text::is_utf8(undo_quoted_printable(std::string{line.substr(10, line.size() - 12)})));
}

TEST(Mail, addresses) {
    for (const auto* good : {"anna@example.org", "a.b+c@sub.example.org", "x@localhost",
                             "o'neill@example.org", "1@xn--mller-kva.example"})
        EXPECT_TRUE(parse_address(good)) << good;
    for (const auto* bad :
         {"", "anna", "@example.org", "anna@", "a@b@c d", "anna@example.org\r\nBcc: x@example.org",
          "anna@example.org\n", " anna@example.org", "Anna <anna@example.org>", "a..b@example.org",
          ".a@example.org", "a@-example.org", "a@example..org", "a@example.org,b@example.org",
          "ä@example.org", "a@exämple.org", "\"a b\"@example.org", "a@[127.0.0.1]"})
        EXPECT_FALSE(parse_address(bad)) << bad;
}

TEST(Mail, what_could_become_another_header_is_refused) {
    const Message good{.to = "anna@example.org", .subject = "Hinweis", .text = "Text\n"};
    ASSERT_TRUE(check(good));
    auto bad = good;
    bad.subject = "Hinweis\r\nBcc: x@example.org";
    EXPECT_EQ(check(bad).error().key, "mail.bad_subject");
    bad.subject = "Hinweis\nBcc: x@example.org";
    EXPECT_EQ(check(bad).error().key, "mail.bad_subject");
    bad = good;
    bad.reply_to = "x@example.org\nBcc: y@example.org";
    EXPECT_EQ(check(bad).error().field, "reply_to");
    bad = good;
    bad.to = "x@example.org\r\n";
    EXPECT_EQ(check(bad).error().field, "to");
    bad = good;
    bad.text = "\xff";
    EXPECT_EQ(check(bad).error().key, "mail.bad_text");
}

TEST(Mail, payload_is_read_as_it_was_written) {
    const Message message{.to = "anna@example.org",
                          .subject = "Größe „1“",
                          .text = "Zeile 1\n.\nZeile 3\n",
                          .reply_to = "amt@example.org"};
    const auto back = from_payload(to_payload(message));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->to, message.to);
    EXPECT_EQ(back->subject, message.subject);
    EXPECT_EQ(back->text, message.text);
    EXPECT_EQ(back->reply_to, message.reply_to);
    for (const auto* bad :
         {"", "[]", "{}", "{\"to\":1}", R"({"to":"x","subject":"s","text":"t","reply_to":""})"})
        EXPECT_FALSE(from_payload(bad)) << bad;
}

}  // namespace
}  // namespace kommod::mail
