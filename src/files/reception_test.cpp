// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What is taken of citizens, and what is refused with which reason.
#include "files/reception.h"

#include <gtest/gtest.h>

#include "files/testing.h"
#include "images/testing.h"

namespace kommod::files {
namespace {

using images::testing::jpeg_with_position;
using images::testing::png;

const std::string pdf = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

class Received : public ::testing::Test {
  protected:
    std::string outcome(const std::string& content, const Scanner& scanner) {
        const auto accepted = Reception{images_, scanner}.receive(content);
        return accepted ? std::string{to_id(accepted->kind)} : accepted.error().key;
    }
    std::string outcome(const std::string& content) { return outcome(content, Scanner{""}); }

    images::Sandbox images_{IMAGES_CHILD, {}};
};

TEST_F(Received, TakesWhatItIsByItsBytes) {
    EXPECT_EQ(outcome(pdf), "pdf");
    EXPECT_EQ(outcome(png({40, 30})), "png");
    EXPECT_EQ(outcome(jpeg_with_position({40, 30})), "jpeg");
}

TEST_F(Received, SaysWhyAFileIsNotTaken) {
    EXPECT_EQ(outcome(""), "file.empty");
    EXPECT_EQ(outcome("MZ this is a program"), "file.unknown_kind");
    EXPECT_EQ(outcome(std::string{images::testing::svg_with_script}), "file.unknown_kind");
    EXPECT_EQ(outcome(images::testing::webp({20, 20})), "file.unknown_kind");
    EXPECT_EQ(outcome(pdf.substr(0, pdf.size() - 6)), "file.broken") << "cut off";
    EXPECT_EQ(outcome(png({64, 64}).substr(0, 90)), "file.broken");
    EXPECT_EQ(outcome(jpeg_with_position({64, 64}).substr(0, 120)), "file.broken");
    EXPECT_EQ(outcome(images::testing::bomb({65535, 65535})), "file.too_wide");
}

TEST_F(Received, LeavesNothingOfWhereAPhotoWasTaken) {
    const Scanner none{""};
    const auto photo = jpeg_with_position({640, 480});
    ASSERT_NE(photo.find("GPS"), std::string::npos);
    const auto accepted =
        Reception{images_, none}.receive(photo + "PK\x03\x04 something behind it");
    ASSERT_TRUE(accepted) << accepted.error().key;
    EXPECT_EQ(accepted->content.find("GPS"), std::string::npos);
    EXPECT_EQ(accepted->content.find("Exif"), std::string::npos);
    EXPECT_EQ(accepted->content.find("behind"), std::string::npos);
}

TEST_F(Received, AsksTheScanner) {
    const testing::FakeScanner clamd;
    const Scanner scanner{clamd.address()};
    EXPECT_TRUE(scanner.alive());
    EXPECT_EQ(outcome(pdf, scanner), "pdf");
    EXPECT_EQ(outcome(std::string{"%PDF-1.7 "} + testing::FakeScanner::virus + " %%EOF", scanner),
              "file.infected");
    // More than one piece of the protocol.
    EXPECT_EQ(outcome(pdf + std::string(300'000, ' ') + testing::FakeScanner::virus, scanner),
              "file.infected");
}

// Who configured a scanner wants nothing unscanned.
TEST_F(Received, TakesNothingThatCouldNotBeScanned) {
    const testing::FakeScanner full{"INSTREAM size limit exceeded. ERROR"};
    EXPECT_EQ(outcome(pdf, Scanner{full.address()}), "file.not_scanned");
    EXPECT_EQ(outcome(pdf, Scanner{"unix:/nonexistent/clamd.ctl"}), "file.not_scanned");
    EXPECT_FALSE(Scanner{"unix:/nonexistent/clamd.ctl"}.alive());
}

TEST(ScannerAddress, IsASocketOrAHostWithItsPort) {
    for (const char* good : {"", "unix:/run/clamav/clamd.ctl", "tcp:127.0.0.1:3310", "tcp:scan:1"})
        EXPECT_TRUE(Scanner::check(good)) << good;
    for (const char* bad : {"/run/clamd.ctl", "unix:", "tcp:host", "tcp::3310", "tcp:host:port"}) {
        const auto checked = Scanner::check(bad);
        ASSERT_FALSE(checked) << bad;
        EXPECT_EQ(checked.error().key, "scanner.address");
    }
}

TEST(SafeName, IsWhatPeopleSeeAndNothingElse) {
    EXPECT_EQ(safe_name("Ausweis.pdf", Kind::pdf), "Ausweis.pdf");
    EXPECT_EQ(safe_name("Foto vom Hof.JPEG", Kind::jpeg), "Foto vom Hof.jpg");
    EXPECT_EQ(safe_name("C:\\Users\\mia\\Käufe.png", Kind::png), "Käufe.png");
    EXPECT_EQ(safe_name("../../etc/passwd", Kind::pdf), "passwd.pdf");
    EXPECT_EQ(safe_name("rechnung\u202Efdp.exe", Kind::pdf), "rechnungfdp.pdf");
    EXPECT_EQ(safe_name("a\r\nSet-Cookie: x.pdf", Kind::pdf), "aSet-Cookie x.pdf");
    EXPECT_EQ(safe_name("", Kind::png), "Datei.png");
    EXPECT_EQ(safe_name(".pdf", Kind::pdf), "Datei.pdf");
    EXPECT_EQ(safe_name(std::string(500, 'x'), Kind::pdf), std::string(100, 'x') + ".pdf");
}

}  // namespace
}  // namespace kommod::files
