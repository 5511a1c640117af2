// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/drawing.h"

#include <chrono>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/crypto.h"
#include "documents/test_pdf.h"
#include "documents/testing.h"

namespace kommod::documents {
namespace {

using testing::about_the_town;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Pdf;
using testing::town;

std::string svg(std::string_view content) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
           "viewBox=\"0 0 100 100\">" +
           std::string(content) + "</svg>";
}

std::string drawn(std::string_view drawing) {
    const auto pdf = drawing_pdf(drawing, a4_portrait, about_the_town());
    EXPECT_TRUE(pdf) << pdf.error().key << " " << pdf.error().what;
    return pdf.value_or("");
}

std::string refused(std::string_view drawing) {
    const auto pdf = drawing_pdf(drawing, a4_portrait, about_the_town());
    return pdf ? "drawn" : pdf.error().key;
}

TEST(Drawing, IsOnePageOfTheRightSize) {
    const Pdf pdf{drawing_pdf(town(), a0_landscape, about_the_town()).value()};
    EXPECT_THAT(pdf.check(), HasSubstr("No syntax or stream encoding errors"));
    EXPECT_THAT(pdf.info(), HasSubstr("Pages:           1\n"));
    EXPECT_THAT(pdf.info(), HasSubstr("3370.39 x 2383.94 pts (A0)"));
    EXPECT_THAT(pdf.info(), HasSubstr("PDF version:     1.7"));
}

TEST(Drawing, StaysVectorAndItsTextText) {
    const Pdf pdf{drawing_pdf(town(), a0_landscape, about_the_town()).value()};
    EXPECT_THAT(pdf.images(), IsEmpty());
    EXPECT_THAT(pdf.text(), HasSubstr("Die Stadt am Abend\n"));
    EXPECT_THAT(pdf.text(), HasSubstr("Bündel 113\n"));
}

TEST(Drawing, EmbedsSubsetsOfItsOwnTypefacesOnly) {
    const Pdf pdf{
        drawn(svg("<text font-family=\"Comic Sans MS\" y=\"20\">Fremd</text>"
                  "<text font-family=\"Fira Sans\" font-weight=\"600\" y=\"40\">Eigen</text>"))};
    std::istringstream fonts{pdf.fonts()};
    int count = 0;
    for (std::string font; std::getline(fonts, font); ++count)
        EXPECT_THAT(font, ContainsRegex("^[A-Z]{6}.FiraSans-(Regular|SemiBold) .* yes yes yes "));
    EXPECT_EQ(count, 2);
}

TEST(Drawing, SaysWhatItIs) {
    Pdf pdf{drawing_pdf(town(), a0_landscape, about_the_town()).value()};
    EXPECT_THAT(pdf.info(), HasSubstr("Title:           Coesfeld: die Stadt, in der"));
    EXPECT_THAT(pdf.info(), HasSubstr("Author:          Stadt Coesfeld"));
    EXPECT_THAT(pdf.info(), HasSubstr("CreationDate:    Wed Nov 25 18:30:00 2026 UTC"));
    EXPECT_THAT(pdf.info(), HasSubstr("Tagged:          yes"));
    EXPECT_EQ(pdf.root().getKey("/Lang").getUTF8Value(), "de");
    EXPECT_TRUE(pdf.root().getKey("/MarkInfo").getKey("/Marked").getBoolValue());
    EXPECT_TRUE(pdf.root().getKey("/ViewerPreferences").getKey("/DisplayDocTitle").getBoolValue());
    const auto packet = pdf.root().getKey("/Metadata").getStreamData();
    const std::string xmp(reinterpret_cast<const char*>(packet->getBuffer()), packet->getSize());
    EXPECT_THAT(xmp, HasSubstr("114 Häusern &amp; 1.200 Fenstern"));
    EXPECT_THAT(xmp, HasSubstr("<xmp:CreateDate>2026-11-25T18:30:00Z</xmp:CreateDate>"));
}

TEST(Drawing, IsAFigureWithAnAlternativeAndTheRestAnArtifact) {
    Pdf pdf{drawing_pdf(town(), a0_landscape, about_the_town()).value()};
    auto document = pdf.root().getKey("/StructTreeRoot").getKey("/K");
    if (document.isArray()) document = document.getArrayItem(0);
    auto figure = document.getKey("/K");
    if (figure.isArray()) figure = figure.getArrayItem(0);
    EXPECT_EQ(figure.getKey("/S").getName(), "/Figure");
    EXPECT_EQ(figure.getKey("/Alt").getUTF8Value(), about_the_town().description);
    EXPECT_EQ(testing::Unmarked::in(pdf), 0);
}

TEST(Drawing, KeepsItsLinks) {
    Pdf pdf{drawing_pdf(town(), a0_landscape, about_the_town()).value()};
    auto page = pdf.pages().at(0).getObjectHandle();
    EXPECT_EQ(page.getKey("/Annots").getArrayNItems(), 114);
    EXPECT_EQ(page.getKey("/Tabs").getName(), "/S");
    EXPECT_EQ(pdf.uri_of_link(0, 7), "https://coesfeld.example/coesfeld/monitor/buendel/7");
    EXPECT_EQ(pdf.annotation(0, 7).getKey("/Contents").getUTF8Value(), "Haus 7: zur Übersicht");
}

TEST(Drawing, ShowsNamesOfAllOfEurope) {
    const std::string names = "Şükrü Łukasz Čapek Őry GROẞ Ğülçe Nguyễn Ǆ Ẑoe K͟hān M̐ R̥̄ C̕";
    const Pdf pdf{drawn(
        svg("<text font-family=\"Fira Sans\" font-size=\"3\" y=\"20\">" + names + "</text>"))};
    EXPECT_THAT(pdf.text(), HasSubstr("Şükrü Łukasz Čapek Őry GROẞ Ğülçe Nguyễn Ǆ Ẑoe"));
    EXPECT_THAT(pdf.text(), HasSubstr("K͟hān"));
}

TEST(Drawing, IsTheSameFileForTheSameInput) {
    const auto first = drawing_pdf(town(), a0_landscape, about_the_town()).value();
    const auto second = drawing_pdf(town(), a0_landscape, about_the_town()).value();
    EXPECT_TRUE(first == second);
    auto later = about_the_town();
    later.created = later.created.plus(std::chrono::hours{1});
    EXPECT_FALSE(first == drawing_pdf(town(), a0_landscape, later).value());
}

// The other half of SameOnAMachineWithoutFonts; by itself it only draws.
TEST(Drawing, Digest) {
    std::cout << "digest "
              << crypto::hex(
                     crypto::sha256(drawing_pdf(town(), a0_landscape, about_the_town()).value()))
              << std::endl;
}

TEST(Drawing, SameOnAMachineWithoutFonts) {
    const std::string self = std::filesystem::read_symlink("/proc/self/exe");
    const std::string digest =
        crypto::hex(crypto::sha256(drawing_pdf(town(), a0_landscape, about_the_town()).value()));
    EXPECT_THAT(testing::output_of(
                    "GTEST_OUTPUT= FONTCONFIG_FILE=/nowhere FONTCONFIG_PATH=/nowhere HOME=/nowhere "
                    "LC_ALL=C LANG=C LANGUAGE=ja TZ=Asia/Tokyo PANGO_LANGUAGE=ja " +
                    self + " --gtest_filter=Drawing.Digest"),
                HasSubstr("digest " + digest));
}

TEST(Drawing, IsTheSameFromManyThreads) {
    const std::string alone = drawing_pdf(town(), a0_landscape, about_the_town()).value();
    std::array<bool, 8> same{};
    {
        std::vector<std::jthread> threads;
        for (bool& mine : same)
            threads.emplace_back([&alone, &mine] {
                mine = true;
                for (int i = 0; i < 3; ++i)
                    mine = mine && drawing_pdf(town(), a0_landscape, about_the_town()) == alone;
            });
    }
    EXPECT_THAT(same, ::testing::Each(true));
}

TEST(Drawing, RefusesWhatIsNotAPlainDrawing) {
    const std::string malformed = "documents.drawing_malformed";
    const std::string element = "documents.drawing_element";
    const std::string reference = "documents.drawing_reference";
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", malformed},
        {"Guten Tag", malformed},
        {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><g></svg>", malformed},
        {svg("<text>\xff</text>"), malformed},
        {svg("<text>&unknown;</text>"), malformed},
        {"<!DOCTYPE svg [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + svg("<text>&e;</text>"),
         malformed},
        {"<?xml-stylesheet href=\"x.css\"?>" + svg(""), element},
        {"<html xmlns=\"http://www.w3.org/1999/xhtml\"/>", element},
        {"<svg viewBox=\"0 0 1 1\"/>", element},
        {svg("<image href=\"data:image/png;base64,AAAA\"/>"), element},
        {svg("<script>alert(1)</script>"), element},
        {svg("<foreignObject/>"), element},
        {svg("<filter id=\"f\"/>"), element},
        {svg("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\"/>"),
         element},
        {svg("<use href=\"other.svg#a\"/>"), reference},
        {svg("<use xlink:href=\"file:///etc/passwd#a\"/>"), reference},
        {svg("<a href=\"javascript:alert(1)\"><rect width=\"1\" height=\"1\"/></a>"), reference},
        {svg("<a href=\"//evil.example\"><rect width=\"1\" height=\"1\"/></a>"), reference},
        {svg("<a href=\"https://a.example/' rect=[0 0 1 1]\"/>"), reference},
        {svg("<style>@import \"https://evil.example/x.css\";</style>"), reference},
        {svg("<style><![CDATA[rect{fill:u\\72l(https://evil.example)}]]></style>"), reference},
        {svg("<rect fill=\"URL( 'https://evil.example#x')\"/>"), reference},
        {svg("<g xml:base=\"https://evil.example/\"/>"), reference},
        {"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "documents.drawing_size"},
    };
    for (const auto& [drawing, key] : cases)
        EXPECT_EQ(refused(drawing), key) << drawing;
}

TEST(Drawing, AllowsWhatStaysInside) {
    const Pdf pdf{
        drawn(svg("<defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#fff\"/><stop "
                  "offset=\"1\"/>"
                  "</linearGradient><clipPath id=\"c\"><circle r=\"40\"/></clipPath></defs>"
                  "<rect width=\"50\" height=\"50\" fill=\"url(#g)\" clip-path=\"url('#c')\" "
                  "opacity=\".5\"/>"))};
    EXPECT_THAT(pdf.check(), HasSubstr("No syntax or stream encoding errors"));
    EXPECT_THAT(pdf.images(), IsEmpty());
}

TEST(Drawing, GivesUpOnUseWithinUse) {
    std::string bomb = "<defs><rect id=\"u0\" width=\"1\" height=\"1\"/>";
    for (int i = 1; i < 12; ++i) {
        bomb += fmt::format("<g id=\"u{}\">", i);
        for (int k = 0; k < 10; ++k)
            bomb += fmt::format("<use href=\"#u{}\"/>", i - 1);
        bomb += "</g>";
    }
    EXPECT_EQ(refused(svg(bomb + "</defs><use href=\"#u11\"/>")), "documents.drawing_refused");
}

TEST(Drawing, NeedsATitleAPageAndASiteForItsLinks) {
    auto about = about_the_town();
    about.title.clear();
    EXPECT_EQ(drawing_pdf(svg(""), a4_portrait, about).error().key, "documents.no_title");
    for (const double width : {0.0, -1.0, 9e9, std::nan("")})
        EXPECT_EQ(drawing_pdf(svg(""), {width, 100}, about_the_town()).error().key,
                  "documents.drawing_size");
    about = about_the_town();
    about.site.clear();
    EXPECT_EQ(drawing_pdf(town(), a4_portrait, about).error().key, "documents.drawing_reference");
}

}  // namespace
}  // namespace kommod::documents
