// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/translation.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "base/text.h"
#include "html/template_source.h"

namespace kommod::embedded {
extern const std::span<const File> html_templates;
extern const std::span<const File> html_translations;
}  // namespace kommod::embedded

namespace kommod::html {
namespace {

namespace fs = std::filesystem;

// The preview is for designers and stays German.
bool is_for_designers(const std::string& place) {
    return place.starts_with("preview.html");
}

std::string content_of(const fs::path& path) {
    std::ifstream stream(path);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

// Consoles are for staff; everything else is what citizens read.
bool is_public(std::string_view place) {
    for (const auto* room : {"staff/", "authoring/", "catalogue/", "preview.html"})
        if (place.starts_with(room)) return false;
    return place.find("console") == std::string_view::npos;
}

// Texts given to translate(), msgid() and not_found() in the rooms' code, with the file that uses
// them ("portal/online.cpp").
std::multimap<std::string, std::string> texts_in_code() {
    const std::regex call(
        R"re((?:translate|msgid|not_found)\((?:[^()",]+,\s*)*((?:"(?:[^"\\]|\\.)*"\s*)+)\))re");
    const std::regex literal(R"re("((?:[^"\\]|\\.)*)")re");
    std::multimap<std::string, std::string> found;
    const fs::path source{KOMMOD_SOURCE_DIR "/src"};
    for (const auto& entry : fs::recursive_directory_iterator(source)) {
        const auto name = fs::relative(entry.path(), source).string();
        if (entry.path().extension() != ".cpp" || name.ends_with("_test.cpp")) continue;
        const auto text = content_of(entry.path());
        for (std::sregex_iterator match(text.begin(), text.end(), call), end; match != end;
             ++match) {
            const auto literals = (*match)[1].str();
            std::string message;
            for (std::sregex_iterator part(literals.begin(), literals.end(), literal), last;
                 part != last; ++part)
                message += (*part)[1].str();
            found.emplace(text::replace_all(message, "\\\"", "\""), name);
        }
    }
    return found;
}

std::map<std::string, std::string> all_texts() {
    std::map<std::string, std::string> texts;
    for (const auto& [text, place] : texts_in_code())
        texts.emplace(text, place);
    for (const auto& [text, place] : TemplateSources(embedded::html_templates).messages())
        if (!is_for_designers(place)) texts.emplace(text, place);
    return texts;
}

std::map<std::string, std::string> public_texts() {
    std::map<std::string, std::string> texts;
    for (const auto& [text, place] : texts_in_code())
        if (is_public(place)) texts.emplace(text, place);
    std::vector<embedded::File> templates;
    for (const auto& file : embedded::html_templates)
        if (is_public(file.name)) templates.push_back(file);
    for (const auto& [text, place] : TemplateSources(templates).messages())
        texts.emplace(text, place);
    return texts;
}

// Those without a translation, as the catalogue wants them.
std::string missing(std::string_view language, const std::map<std::string, std::string>& texts) {
    const Translations translations(embedded::html_translations);
    std::string out;
    for (const auto& [text, place] : texts) {
        if (translations.find(language, text)) continue;
        out += "\n#: " + place + "\nmsgid \"" + text::replace_all(text, "\"", "\\\"") +
               "\"\nmsgstr \"\"\n";
    }
    return out;
}

TEST(Translations, EnglishIsComplete) {
    const auto gap = missing("en", all_texts());
    EXPECT_TRUE(gap.empty()) << "add to web/translations/en.po:\n" << gap;
}

// What no citizen needs in Leichte Sprache, and why.
const std::map<std::string, std::string> without_leichte_sprache{
    {"Aushang: Schon online", "the counter sheet is printed by staff"},
    {"Aushang mit QR-Code zum Ausdrucken", "leads staff to the counter sheet"},
    {"Drucken Sie diese Seite aus und hängen Sie sie im Rathaus auf.", "is said to staff"},
    {"Der Betreiber hat keine Kontaktadresse für Sicherheitsmeldungen hinterlegt.",
     "answers machines that ask for security.txt"},
    {"Dieses Format können wir nicht lesen", "answers machines: no form of ours sends it"},
    {"Benutzen Sie das Formular der Seite.", "answers machines: no form of ours sends it"}};

TEST(Translations, LeichteSpracheReachesEveryPublicPage) {
    auto texts = public_texts();
    for (const auto& [text, reason] : without_leichte_sprache)
        EXPECT_EQ(texts.erase(text), 1U) << "no public page says this any more: " << text;
    const auto gap = missing("de-leicht", texts);
    EXPECT_TRUE(gap.empty()) << "add to web/translations/de-leicht.po:\n" << gap;
}

// The rules that a machine can check: short sentences, no colons of abbreviation, no "bzw.".
TEST(Translations, LeichteSpracheIsShort) {
    constexpr std::size_t longest_sentence = 15;  // words
    const Translations translations(embedded::html_translations);
    const std::regex sentence_end(R"re([.?!:]\s)re"), blank(R"re(\s+)re");
    for (const auto& [text, place] : public_texts()) {
        const auto simple = translations.find("de-leicht", text);
        if (!simple) continue;
        for (std::sregex_token_iterator part(simple->begin(), simple->end(), sentence_end, -1), end;
             part != end; ++part) {
            const std::string sentence = *part;
            const auto words = std::distance(
                std::sregex_token_iterator(sentence.begin(), sentence.end(), blank, -1), {});
            EXPECT_LE(words, longest_sentence) << place << ": " << sentence;
        }
    }
}

TEST(Translations, KeepTheMarkersOfTheGermanText) {
    const Translations translations(embedded::html_translations);
    for (const auto& [text, place] : all_texts()) {
        for (const char* language : {"en", "de-leicht"}) {
            const auto translated = translations.translate(language, text);
            EXPECT_EQ(markers_of(translated), markers_of(text)) << language << ": " << text;
        }
    }
}

TEST(Translations, KnowNothingOfUnknownLanguages) {
    const Translations translations(embedded::html_translations);
    EXPECT_FALSE(translations.find("fr", "Suchen"));
    EXPECT_EQ(translations.translate("fr", "Suchen"), "Suchen");
    EXPECT_EQ(translations.find("en", "Suchen"), "Search");
}

}  // namespace
}  // namespace kommod::html
