// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "mail/smtp.h"

#include <gtest/gtest.h>

#include "mail/mail.h"
#include "mail/smtp_listener.h"
#include "store/testing.h"

namespace kommod::mail {
namespace {

using testing::SmtpListener;

Message sample() {
    return {.to = "anna@example.org",
            .subject = "Ihr Hinweis",
            .text = "Zeile 1\n.\n..\nGrüße\n",
            .reply_to = "amt@example.org"};
}

Settings settings_of(const SmtpListener& listener) {
    return {.server = listener.url(),
            .from = "portal@example.org",
            .from_name = "Serviceportal",
            .user = {},
            .password = {},
            .start_tls = usual_start_tls(listener.url()),
            .ca_file = {}};
}

class Mail : public store::testing::Databases {};

TEST_P(Mail, leaves_the_outbox_once_after_the_commit) {
    SmtpListener listener;
    auto& database = open({});
    auto& town = database.create("m05558012");
    store::OutboxWorker worker{database, clock()};
    worker.handle(std::string{topic}, deliverer(settings_of(listener), clock()));

    EXPECT_THROW(town.write([](store::WriteSession& session) {
        EXPECT_TRUE(enqueue(session, sample(), "feedback:0"));
        throw std::runtime_error("rolled back");
    }),
                 std::runtime_error);
    for (int twice = 0; twice < 2; ++twice)
        town.write([](store::WriteSession& session) {
            EXPECT_TRUE(enqueue(session, sample(), "feedback:1"));
        });
    EXPECT_EQ(worker.deliver_due(), 1);
    EXPECT_EQ(worker.deliver_due(), 0);

    const auto mails = listener.mails();
    ASSERT_EQ(mails.size(), 1u);
    EXPECT_TRUE(
        mails[0].starts_with("Date: Thu, 01 Dec 2022 09:00:00 +0000\r\n"
                             "From: \"Serviceportal\" <portal@example.org>\r\n"
                             "To: anna@example.org\r\n"
                             "Reply-To: amt@example.org\r\n"
                             "Subject: Ihr Hinweis\r\n"
                             "Message-ID: <"))
        << mails[0];
    EXPECT_TRUE(mails[0].ends_with("\r\n\r\nZeile 1\r\n.\r\n..\r\nGr=C3=BC=C3=9Fe\r\n"))
        << mails[0];
    const auto commands = listener.commands();
    ASSERT_GE(commands.size(), 4u);
    EXPECT_EQ(commands[0], "EHLO example.org");
    EXPECT_EQ(commands[1], "MAIL FROM:<portal@example.org>");
    EXPECT_EQ(commands[2], "RCPT TO:<anna@example.org>");
    EXPECT_EQ(commands[3], "DATA");
}

TEST_P(Mail, waits_while_there_is_no_mail_server) {
    auto& database = open({});
    auto& town = database.create("m05558012");
    town.write([](store::WriteSession& session) {
        EXPECT_TRUE(enqueue(session, sample(), "feedback:1"));
    });
    store::OutboxWorker worker{database, clock()};
    EXPECT_EQ(worker.deliver_due(), 0);
    EXPECT_EQ(store::outbox_state(town).waiting, 1);
    EXPECT_EQ(store::outbox_state(town).dead, 0);
}

TEST_P(Mail, what_is_refused_never_lies_in_the_outbox) {
    auto& town = open({}).create("m05558012");
    auto hostile = sample();
    hostile.subject = "x\r\nBcc: y@example.org";
    town.write([&](store::WriteSession& session) {
        EXPECT_FALSE(enqueue(session, hostile, "feedback:1"));
    });
    EXPECT_EQ(store::outbox_state(town).waiting, 0);
}

TEST_P(Mail, a_mailbox_that_does_not_exist_is_a_dead_letter_at_once) {
    SmtpListener listener{{{"RCPT", "550 anna@example.org does not exist"}}};
    auto& database = open({});
    auto& town = database.create("m05558012");
    store::OutboxWorker worker{database, clock()};
    worker.handle(std::string{topic}, deliverer(settings_of(listener), clock()));
    town.write([](store::WriteSession& session) {
        EXPECT_TRUE(enqueue(session, sample(), "feedback:1"));
    });
    EXPECT_EQ(worker.deliver_due(), 0);
    const auto letters = store::dead_letters(town);
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_NE(letters[0].last_error.find("550"), std::string::npos);
    EXPECT_EQ(letters[0].last_error.find("anna"), std::string::npos) << "no personal data";
}

TEST_P(Mail, a_server_that_is_busy_is_asked_again) {
    auto& database = open({});
    auto& town = database.create("m05558012");
    town.write([](store::WriteSession& session) {
        EXPECT_TRUE(enqueue(session, sample(), "feedback:1"));
    });
    {
        SmtpListener busy{{{"MAIL", "451 later"}}};
        store::OutboxWorker worker{database, clock()};
        worker.handle(std::string{topic}, deliverer(settings_of(busy), clock()));
        EXPECT_EQ(worker.deliver_due(), 0);
        EXPECT_EQ(store::outbox_state(town).waiting, 1);
    }
    SmtpListener awake;
    store::OutboxWorker worker{database, clock()};
    worker.handle(std::string{topic}, deliverer(settings_of(awake), clock()));
    clock().advance(std::chrono::hours{1});
    EXPECT_EQ(worker.deliver_due(), 1);
    EXPECT_EQ(awake.mails().size(), 1u);
}

KOMMOD_ON_BOTH_ENGINES(Mail);

store::Delivery delivery() {
    return {"m05558012", "0190b5e2-7c1a-7cc1-9d3e-0f6f2f8a9b10", "mail", "k", to_payload(sample())};
}

TEST(Smtp, which_failures_may_pass) {
    struct Case {
        std::map<std::string, std::string> answers;
        bool final;
    };
    const Case cases[] = {
        {{{"CONNECT", "554 no service"}}, false},  // the server, not the mail
        {{{"CONNECT", ""}}, false},                // hung up
        {{{"EHLO", "421 closing"}, {"HELO", "421 closing"}}, false},
        {{{"MAIL", "530 log in first"}}, false},  // the operator's to mend
        {{{"MAIL", "452 no space"}}, false},
        {{{"RCPT", "450 busy"}}, false},
        {{{"RCPT", "550 unknown"}}, true},
        {{{"RCPT", "552 mailbox full"}}, true},
        {{{"DATA", "554 refused"}}, true},
        {{{".", "554 unwanted"}}, true},
        {{{".", "451 later"}}, false},
    };
    const ManualClock clock{Instant{0}};
    for (const auto& [answers, final] : cases) {
        SmtpListener listener{answers};
        const auto deliver = deliverer(settings_of(listener), clock);
        const auto name = answers.begin()->first + " " + answers.begin()->second;
        try {
            deliver(delivery());
            ADD_FAILURE() << name;
        } catch (const store::Undeliverable&) {
            EXPECT_TRUE(final) << name;
        } catch (const std::runtime_error&) {
            EXPECT_FALSE(final) << name;
        }
    }
}

TEST(Smtp, nothing_leaves_in_the_clear_where_encryption_is_required) {
    SmtpListener listener;
    auto settings = settings_of(listener);
    settings.start_tls = StartTls::required;
    const ManualClock clock{Instant{0}};
    EXPECT_THROW(deliverer(settings, clock)(delivery()), std::runtime_error);
    EXPECT_TRUE(listener.mails().empty());
    for (const auto& command : listener.commands())
        EXPECT_FALSE(command.starts_with("MAIL")) << command;
}

TEST(Smtp, encryption_is_required_except_on_this_machine) {
    EXPECT_EQ(usual_start_tls("smtp://127.0.0.1:25"), StartTls::never);
    EXPECT_EQ(usual_start_tls("smtp://localhost"), StartTls::never);
    EXPECT_EQ(usual_start_tls("smtp://localhost.example.org"), StartTls::required);
    EXPECT_EQ(usual_start_tls("smtp://mail.example.org:587"), StartTls::required);
}

TEST(Smtp, settings_that_fail_for_every_mail_are_refused_at_start) {
    const ManualClock clock{Instant{0}};
    Settings settings;
    settings.from = "portal@example.org";
    for (const auto* server : {"", "mail.example.org", "http://mail", "smtp://", "smtp://a/b",
                               "smtp://user:secret@mail"}) {
        settings.server = server;
        EXPECT_EQ(check(settings).error().key, "mail.bad_server") << server;
        EXPECT_THROW(deliverer(settings, clock), std::invalid_argument);
    }
    settings.server = "smtps://mail.example.org:465";
    EXPECT_TRUE(check(settings));
    settings.from = "Portal <portal@example.org>";
    EXPECT_EQ(check(settings).error().field, "from");
}

}  // namespace
}  // namespace kommod::mail
