// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/document.h"

#include <array>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "documents/fonts.h"
#include "documents/test_pdf.h"
#include "documents/testing.h"
#include "documents/text.h"

namespace kommod::documents {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::Pdf;

const std::string small_drawing =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 660 40\"><rect width=\"300\" "
    "height=\"40\" "
    "fill=\"#22345c\"/></svg>";

Table blocks_table(int rows) {
    Table table{{{"Baustein", 3}, {"Öffnet", 2}, {"warten", 1, Alignment::right}}, {}};
    for (int i = 0; i < rows; ++i)
        table.rows.push_back({{{"Bezahlen", true}}, {{"01.04.2027"}}, {{std::to_string(731 + i)}}});
    return table;
}

Document report() {
    Document report;
    report.about = testing::about_the_town();
    report.about.title = "Wie weit ist Coesfeld?";
    report.footer = "Stadt Coesfeld, Bericht für den Rat";
    report.blocks = {
        Heading{1, "Wie weit ist Coesfeld?"},
        Paragraph{{{"In "},
                   {"221 von 1.200", true},
                   {" Leistungen ist volles Licht, und in vielen anderen geht es bald an, denn die "
                    "Bausteine sind bestellt."}},
                  Voice::lead},
        KeyFigures{
            {{"221", "durchgehend online", "+12 seit Juli"}, {"3 von 7", "Bausteine in Betrieb"}}},
        Heading{2, "Was am meisten freigibt"},
        Paragraph{{{"Mehr im "},
                   {"Monitor der Stadt", false, "/coesfeld/monitor"},
                   {" und dort in der Tabelle."}}},
        blocks_table(2),
        Figure{small_drawing, "Ein Balken", 80, "Alle Leistungen nach Reifegrad"},
        List{{{{"Mittel bereitstellen"}}, {{"Satzung ändern"}}}, true},
        Spacer{4},
        Paragraph{{{"Quelle: Monitor"}}, Voice::small},
    };
    return report;
}

std::string many_words(int sentences) {
    std::string words;
    for (int i = 0; i < sentences; ++i)
        words +=
            "Wer einen Antrag stellt, sieht jederzeit, wo er steht, und wer ihn bearbeitet, sieht "
            "alles. ";
    return words;
}

TEST(Document, IsAWholePdf) {
    Pdf pdf{document_pdf(report()).value()};
    EXPECT_THAT(pdf.check(), HasSubstr("No syntax or stream encoding errors"));
    EXPECT_THAT(pdf.info(), HasSubstr("595.276 x 841.89 pts (A4)"));
    EXPECT_THAT(pdf.info(), HasSubstr("Pages:           1\n"));
    EXPECT_THAT(pdf.info(), HasSubstr("Tagged:          yes"));
    EXPECT_THAT(pdf.images(), ::testing::IsEmpty());
    EXPECT_THAT(pdf.fonts(), Not(HasSubstr(" no ")));
    EXPECT_EQ(pdf.root().getKey("/Lang").getUTF8Value(), "de");
    EXPECT_EQ(testing::Unmarked::in(pdf), 0);
}

TEST(Document, ReadsFromTopToBottom) {
    EXPECT_THAT(
        Pdf{document_pdf(report()).value()}.text(),
        HasSubstr("221\ndurchgehend online\n+12 seit Juli\n3 von 7\nBausteine in Betrieb\n"));
}

TEST(Document, IsTaggedAsItIsMeant) {
    const Pdf pdf{document_pdf(report()).value()};
    const std::string structure = pdf.structure();
    std::size_t at = 0;
    for (const char* next :
         {"H1 (block)\nSpan (inline)\n\"Wie weit ist Coesfeld?\"",
          // A paragraph of two lines is read to its end, with a space where the line breaks.
          "P (block)\nSpan (inline)\n\"In 221 von 1.200 Leistungen ist volles Licht, und in vielen "
          "anderen geht es bald an, denn "
          "die Bausteine sind bestellt.\"",
          "Div\nP (block)\nSpan (inline)\n\"221\"", "H2 (block)", "\"Mehr im \"", "Link (inline)",
          "\"Monitor der Stadt\"", "\" und dort in der Tabelle.\"", "Table (block)\nTR\nTH",
          "/Scope /Column", "\"Baustein\"", "TD\nSpan (inline)\n\"Bezahlen\"", "\"732\"", "Figure",
          "/BBox", "\"Alle Leistungen nach Reifegrad\"", "L (block)", "LI (block)",
          "Lbl (block)\nSpan (inline)\n\"1.\"",
          "LBody (block)\nSpan (inline)\n\"Mittel bereitstellen\"", "\"Quelle: Monitor\""}) {
        at = structure.find(next, at);
        ASSERT_NE(at, std::string::npos) << next << " is not in its place in\n" << structure;
    }
    EXPECT_THAT(structure, Not(HasSubstr("Seite 1"))) << "a footer is an artifact";
}

TEST(Document, LinksLeadOut) {
    Pdf pdf{document_pdf(report()).value()};
    EXPECT_EQ(pdf.uri_of_link(0, 0), "https://coesfeld.example/coesfeld/monitor");
    EXPECT_EQ(pdf.annotation(0, 0).getKey("/Contents").getUTF8Value(),
              "https://coesfeld.example/coesfeld/monitor");
}

TEST(Document, IsTheSameFileAlsoFromManyThreads) {
    const std::string alone = document_pdf(report()).value();
    std::array<bool, 8> same{};
    {
        std::vector<std::jthread> threads;
        for (bool& mine : same)
            threads.emplace_back([&alone, &mine] {
                mine = true;
                for (int i = 0; i < 5; ++i)
                    mine = mine && document_pdf(report()) == alone;
            });
    }
    EXPECT_THAT(same, ::testing::Each(true));
}

TEST(Document, BreaksIntoPagesThatAreNumbered) {
    Document document = report();
    document.blocks.emplace_back(Paragraph{{{many_words(70)}}});
    document.blocks.emplace_back(blocks_table(60));
    Pdf pdf{document_pdf(document).value()};
    ASSERT_EQ(pdf.pages().size(), 4);
    EXPECT_THAT(pdf.text(), HasSubstr("Seite 4 von 4"));
    EXPECT_EQ(testing::Unmarked::in(pdf), 0);
    // The header stands on all three pages of the second table and is said once.
    const auto count = [](const std::string& text, const std::string& word) {
        int found = 0;
        for (std::size_t at = text.find(word); at != std::string::npos;
             at = text.find(word, at + 1))
            ++found;
        return found;
    };
    EXPECT_EQ(count(pdf.text(), "Öffnet"), 4);
    EXPECT_EQ(count(pdf.structure(), "\"Öffnet\""), 2);
    EXPECT_EQ(count(pdf.structure(), "Table (block)"), 2);
}

TEST(Document, IsRefusedWhenItMustBeShorter) {
    Document document = report();
    document.at_most_pages = 1;
    EXPECT_TRUE(document_pdf(document));
    document.blocks.emplace_back(Paragraph{{{many_words(70)}}});
    const auto refused = document_pdf(document);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "documents.too_long");
    EXPECT_EQ(refused.error().value, "2");
}

TEST(Document, RefusesABlockThatIsNone) {
    const auto table = [](std::vector<std::vector<Spans>> rows) {
        return Table{{{"a"}, {"b"}}, std::move(rows)};
    };
    const std::string tall = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 30\"/>";
    const std::vector<std::pair<Block, std::string>> cases{
        {Heading{3, "ohne 2"}, "documents.block_malformed"},
        {Heading{1, "noch ein Titel"}, "documents.block_malformed"},
        {Heading{0, "keiner"}, "documents.block_malformed"},
        {Paragraph{{{"\xff"}}}, "documents.block_malformed"},
        {Paragraph{{{"x", false, "javascript:alert(1)"}}}, "documents.block_malformed"},
        {Paragraph{{{"x", false, "https://a.example/' rect=[0 0 1 1]"}}},
         "documents.block_malformed"},
        {table({{{{"nur eine"}}}}), "documents.block_malformed"},
        {Table{}, "documents.block_malformed"},
        {KeyFigures{}, "documents.block_malformed"},
        {KeyFigures{std::vector<KeyFigure>(5)}, "documents.block_malformed"},
        {Spacer{-1}, "documents.block_malformed"},
        {Figure{small_drawing, " "}, "documents.block_malformed"},
        {Figure{"<svg", "x"}, "documents.drawing_malformed"},
        {Figure{tall, "x"}, "documents.block_too_high"},
        {table({{{{many_words(200)}}, {}}}), "documents.block_too_high"},
        {Spacer{400}, ""},
    };
    for (std::size_t i = 0; i < cases.size(); ++i) {
        Document document;
        document.about = testing::about_the_town();
        document.blocks = {Heading{1, "Titel"}, cases[i].first};
        const auto pdf = document_pdf(document);
        EXPECT_EQ(pdf ? "" : pdf.error().key, cases[i].second) << "case " << i;
        EXPECT_EQ(pdf ? "blocks[1]" : pdf.error().field, "blocks[1]");
    }
}

TEST(Document, MayBeEmpty) {
    Document document;
    document.about = testing::about_the_town();
    EXPECT_THAT(Pdf{document_pdf(document).value()}.info(), HasSubstr("Pages:           1\n"));
    document.about.title.clear();
    EXPECT_EQ(document_pdf(document).error().key, "documents.no_title");
}

// Letters with combining marks of DIN 91379, which have no code point of their own.
const std::string sequences =
    "A̋ C̀ C̄ C̆ C̈ C̕ C̣ C̦ C̨̆ D̂ F̀ F̄ G̀ H̄ H̦ H̱ J́ J̌ K̀ K̂ K̄ K̇ K̕ K̛ K̦ K͟H K͟h L̂ L̥ L̥̄ L̦ M̀ M̂ M̆ M̐ N̂ N̄ N̆ N̦ P̀ P̄ P̕ P̣ R̆ R̥ R̥̄ "
    "S̀ S̄ S̛̄ S̱ T̀ T̄ T̈ T̕ T̛ U̇ Z̀ Z̄ Z̆ Z̈ Z̧ a̋ c̀ c̄ c̆ c̈ c̕ c̣ c̦ c̨̆ d̂ f̀ f̄ g̀ h̦ j́ k̀ k̂ k̄ k̇ k̕ k̛ k̦ k͟h l̂ l̥ l̥̄ l̦ m̀ m̂ m̆ m̐ "
    "n̂ n̄ n̆ "
    "n̦ p̀ p̄ p̕ p̣ r̆ r̥ r̥̄ s̀ s̄ s̛̄ s̱ t̀ t̄ t̕ t̛ u̇ z̀ z̄ z̆ z̈ z̧ Ç̆ ç̆ Û̄ û̄";

TEST(Document, HasEveryLetterOfNames) {
    for (char32_t c = 0x20; c <= 0x17f; ++c) {
        if (c >= 0x7f && c <= 0x9f) continue;
        EXPECT_TRUE(first_family_has(c) || second_family_has(c)) << static_cast<int>(c);
    }
    const std::string others =
        "ƇƓƗƙƚƠơƯưƷǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǢǣǤǥǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȒȓȘșȚțȞȟȧȨȩȪȫȬȭȮȯȰȱȲȳəɨʒʰʳʹʺʾʿˈˌ"
        "ḂḃḆḇḊḋḌḍḎḏḐḑḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḯḰḱḲḳḴḵḶḷḺḻṀṁṂṃṄṅṆṇṈṉṒṓṔṕṖṗṘṙṚṛṞṟṠṡṢṣṪṫṬṭṮṯẀẁẂẃẄẅẆẇẌẍẎẏẐẑẒẓẔẕẖ"
        "ẗẞẠạẢảẤấẦầẪẫẬậẮắẰằẴẵẶặẸẹẼẽẾếỀềỄễỆệỊịỌọỐốỒồỖỗỘộỚớỜờỠỡỢợỤụỨứỪừỮữỰựỲỳỴỵỸỹ’‡";
    EXPECT_EQ(presentable(others), text::nfc(others));
    EXPECT_EQ(presentable(sequences), text::nfc(sequences));
}

TEST(Document, SetsEverySequenceInOneTypeface) {
    for (const std::string_view name : text::split(sequences, ' ')) {
        bool first = true, second = true;
        const std::string composed = text::nfc(name);
        for (const char* at = composed.c_str(); *at != 0; at = g_utf8_next_char(at)) {
            first = first && first_family_has(g_utf8_get_char(at));
            second = second && second_family_has(g_utf8_get_char(at));
        }
        EXPECT_TRUE(first || second) << name;
    }
    Document document = report();
    document.blocks.emplace_back(Paragraph{{{sequences}}});
    const Pdf pdf{document_pdf(document).value()};
    for (const std::string_view name : text::split(sequences, ' '))
        EXPECT_THAT(pdf.structure(), HasSubstr(text::nfc(name)));
}

TEST(Document, ShowsNoEmptyBoxesAndNoTricks) {
    EXPECT_EQ(presentable("a\tb\x07"), "a b");
    EXPECT_EQ(presentable("😀 ok"), "\uFFFD ok");
    EXPECT_EQ(presentable("abc\u202Edef\u2066"), "abcdef");
    EXPECT_EQ(presentable("u\u0308"), "ü");
}

}  // namespace
}  // namespace kommod::documents
