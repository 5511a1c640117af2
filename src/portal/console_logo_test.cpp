// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The logo's console through the server's own checks, on both engines: what is uploaded, and by
// whom.
#include <fstream>

#include <gmock/gmock.h>

#include "images/testing.h"
#include "portal/console.h"
#include "staff/test_console.h"

namespace kommod::portal {
namespace {

using staff::Role;
using staff::testing::Browser;
using ::testing::HasSubstr;
using ::testing::IsSubsetOf;
using ::testing::Not;

constexpr auto page = "/verwaltung/portal/05558012/logo";
constexpr auto removal = "/verwaltung/portal/05558012/logo/entfernen";

class LogoConsole : public staff::testing::ConsoleTest {
  protected:
    void SetUp() override {
        ConsoleTest::SetUp();
        if (IsSkipped()) return;
        console_ = std::unique_ptr<Console>(
            new Console{desk().municipalities, renderer(), desk().gate, images_});
        http::Router router;
        add_console_pages(router, *console_);
        serve(std::move(router));
        file_ = std::filesystem::temp_directory_path() / ("kommod logo " + crypto::random_token(6));
    }
    void TearDown() override {
        std::error_code ignored;
        std::filesystem::remove(file_, ignored);
        ConsoleTest::TearDown();
    }

    Browser stranger() { return browser(); }
    Browser editor() {
        return signed_in(person("anna", Role::service_manager, staff::testing::coesfeld));
    }
    // As the browser sends it: name and type are what an enemy says they are.
    http::Response upload(Browser& visitor, const std::string& content,
                          std::string alt = "Wappen") {
        visitor.get(page);
        std::ofstream{file_, std::ios::binary} << content;
        http::Upload sent;
        sent.field = "bild";
        sent.file_name = "wappen.png";
        sent.content_type = "image/png";
        sent.path = file_;
        sent.size = content.size();
        return visitor.post(page, {{"beschreibung", std::move(alt)}}, {sent});
    }
    std::optional<municipalities::Logo> logo() { return desk().municipalities.logo("05558012"); }

  private:
    images::Sandbox images_{IMAGES_CHILD, {}};
    std::unique_ptr<Console> console_;
    std::filesystem::path file_;
};

TEST_P(LogoConsole, AnImageIsPutReplacedDescribedAndRemoved) {
    auto anna = editor();
    EXPECT_THAT(anna.get(page).body, HasSubstr("Wappen von Coesfeld"));
    EXPECT_EQ(upload(anna, images::testing::jpeg_with_position({640, 320})).status, 303);
    const auto first = logo();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->alt, "Wappen");
    EXPECT_EQ(first->width, 320);
    EXPECT_EQ(first->height, 160);
    const auto content = desk().municipalities.logo_content("05558012");
    EXPECT_EQ(images::format_of(content), images::Format::png);
    EXPECT_THAT(content, Not(HasSubstr("GPS")));
    EXPECT_THAT(anna.get(page).body, HasSubstr("/coesfeld/logo/" + first->hash + ".png"));

    EXPECT_EQ(upload(anna, images::testing::webp({50, 60})).status, 303);
    EXPECT_NE(logo()->hash, first->hash);
    anna.get(page);
    EXPECT_EQ(anna.post(page, {{"beschreibung", "Rathaus"}}).status, 303) << "without a new file";
    EXPECT_EQ(logo()->alt, "Rathaus");
    EXPECT_EQ(logo()->width, 50);
    anna.get(page);
    EXPECT_EQ(anna.post(removal, {}).status, 303);
    EXPECT_FALSE(logo());
    EXPECT_THAT((std::vector<std::string>{"logo.change", "logo.remove"}),
                IsSubsetOf(acts(staff::testing::coesfeld)));
}

TEST_P(LogoConsole, WhatIsNoImageIsRefusedInWordsAndNothingChanges) {
    using namespace images::testing;
    auto anna = editor();
    const std::vector<std::pair<std::string, std::string>> cases{
        {std::string{svg_with_script}, "SVG-Datei"},
        {bomb({65535, 65535}), "4096 Bildpunkte"},
        {png({64, 64}).substr(0, 90), "beschädigt"},
        {"%PDF-1.7", "PNG, JPEG oder WebP"},
        {std::string(images::largest_file + 1, 'x'), "größer als 1 MB"},
        {"", "noch kein Bild gewählt"}};
    for (const auto& [content, words] : cases) {
        const auto answer = upload(anna, content);
        EXPECT_EQ(answer.status, 422) << words;
        EXPECT_THAT(answer.body, HasSubstr(words));
        EXPECT_THAT(answer.body, HasSubstr("href=\"#bild\"")) << words;
    }
    const auto answer = upload(anna, png({64, 64}), " ");
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, HasSubstr("href=\"#beschreibung\""));
    EXPECT_FALSE(logo());
}

TEST_P(LogoConsole, NobodyElseGetsAtIt) {
    auto anna = editor();
    EXPECT_EQ(upload(anna, images::testing::png({40, 40})).status, 303);
    const auto before = logo();
    auto unknown = stranger();
    auto neighbour = signed_in(person("nora", Role::service_manager, staff::testing::billerbeck));
    auto of_association = signed_in(person("viktor", Role::service_manager));
    auto reader = signed_in(person("lea", Role::reader, staff::testing::coesfeld));
    for (auto* visitor : {&unknown, &neighbour, &of_association, &reader}) {
        const auto shown = visitor->get(page);
        EXPECT_TRUE(shown.status == 303 || shown.status == 403) << shown.status;
        visitor->get("/verwaltung/konto");  // a form's token of the session
        const auto put = upload(*visitor, images::testing::png({20, 20}));
        EXPECT_TRUE(put.status == 401 || put.status == 403) << put.status;
        if (visitor != &unknown) {
            EXPECT_THAT(put.body, HasSubstr("Kein Zugriff"));
        }
        const auto removed = visitor->post(removal, {});
        EXPECT_TRUE(removed.status == 401 || removed.status == 403) << removed.status;
    }
    EXPECT_EQ(logo(), before);
}

KOMMOD_ON_BOTH_ENGINES(LogoConsole);

}  // namespace
}  // namespace kommod::portal
