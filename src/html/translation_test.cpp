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

// Texts given to translate() and msgid() in the rooms' code, with the file that uses them.
std::map<std::string, std::string> texts_in_code() {
    const std::regex call(
        R"re((?:translate|msgid)\((?:[^()",]+,\s*)?((?:"(?:[^"\\]|\\.)*"\s*)+)\))re");
    const std::regex literal(R"re("((?:[^"\\]|\\.)*)")re");
    std::map<std::string, std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(KOMMOD_SOURCE_DIR "/src")) {
        const auto name = entry.path().filename().string();
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
    auto texts = texts_in_code();
    for (const auto& [text, place] : TemplateSources(embedded::html_templates).messages())
        if (!is_for_designers(place)) texts.emplace(text, place);
    return texts;
}

TEST(Translations, EnglishIsComplete) {
    const Translations translations(embedded::html_translations);
    std::string missing;
    for (const auto& [text, place] : all_texts()) {
        if (translations.find("en", text)) continue;
        missing += "\n#: " + place + "\nmsgid \"" + text::replace_all(text, "\"", "\\\"") +
                   "\"\nmsgstr \"\"\n";
    }
    EXPECT_TRUE(missing.empty()) << "add to web/translations/en.po:\n" << missing;
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
