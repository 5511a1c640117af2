// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/terms.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <unordered_map>

#include <libstemmer.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include "base/text.h"

namespace kommod::catalogue {
namespace {

// Articles, pronouns, particles, and what everybody wants of an authority.
constexpr std::array<std::string_view, 78> fillers{
    "aber",   "als",        "am",    "an",       "antrag",  "antraege", "auch",    "auf",
    "aus",    "beantragen", "bei",   "bekommen", "bekomme", "bitte",    "brauche", "brauchen",
    "das",    "dem",        "den",   "der",      "des",     "die",      "du",      "ein",
    "eine",   "einem",      "einen", "einer",    "eines",   "er",       "es",      "formular",
    "fuer",   "haben",      "habe",  "hat",      "ich",     "im",       "in",      "ist",
    "kann",   "koennen",    "man",   "mein",     "meine",   "meinem",   "meinen",  "meiner",
    "meines", "mich",       "mir",   "mit",      "moechte", "muss",     "nach",    "nicht",
    "oder",   "online",     "sich",  "sie",      "sind",    "soll",     "stellen", "termin",
    "ueber",  "um",         "und",   "uns",      "unser",   "unsere",   "von",     "vom",
    "was",    "wie",        "will",  "wir",      "wo",      "zu"};

// "ae", "oe", "ue" as umlauts, which the stemmer takes away: "haeuser" and "haus" meet. Not in
// "steuer", "bauer", "quelle".
std::string with_umlauts(std::string_view folded) {
    std::string out;
    for (std::size_t i = 0; i < folded.size(); ++i) {
        const char c = folded[i];
        const bool before_e = i + 1 < folded.size() && folded[i + 1] == 'e';
        const char before = i > 0 ? folded[i - 1] : ' ';
        const bool part_of_vowels = before == 'a' || before == 'e' || before == 'q';
        if (before_e && (c == 'a' || c == 'o' || (c == 'u' && !part_of_vowels))) {
            out += c == 'a' ? "\xC3\xA4" : c == 'o' ? "\xC3\xB6" : "\xC3\xBC";
            ++i;
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace

struct Analyser::Impl {
    std::unique_ptr<sb_stemmer, decltype(&sb_stemmer_delete)> stemmer{
        sb_stemmer_new("german", "UTF_8"), &sb_stemmer_delete};
    std::unique_ptr<icu::BreakIterator> breaks;
    std::unordered_map<std::string, std::string> stems;  // building an index asks again and again
};

Analyser::Analyser() : impl_(std::make_unique<Impl>()) {
    UErrorCode status = U_ZERO_ERROR;
    impl_->breaks.reset(icu::BreakIterator::createWordInstance(icu::Locale::getGerman(), status));
    if (!impl_->stemmer || U_FAILURE(status))
        throw std::runtime_error("the German stemmer or word segmentation is not available");
}

Analyser::~Analyser() = default;

std::vector<Word> Analyser::words(std::string_view text) {
    const auto unicode =
        icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    auto& breaks = *impl_->breaks;
    breaks.setText(unicode);
    std::vector<Word> out;
    for (std::int32_t start = breaks.first(), end = breaks.next(); end != icu::BreakIterator::DONE;
         start = end, end = breaks.next()) {
        if (breaks.getRuleStatus() == UBRK_WORD_NONE) continue;
        std::string written;
        unicode.tempSubStringBetween(start, end).toUTF8String(written);
        Word word{{}, text::lower(written)};
        // What is left of apostrophes and points inside of words is no part of a term.
        for (const char c : text::fold(word.shown))
            if (static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
                (c >= '0' && c <= '9'))
                word.folded += c;
        if (!word.folded.empty()) out.push_back(std::move(word));
    }
    return out;
}

std::string Analyser::stem(std::string_view folded) {
    constexpr std::size_t stems_kept = 100'000;
    auto& stems = impl_->stems;
    const auto known = stems.find(std::string{folded});
    if (known != stems.end()) return known->second;
    const std::string word = with_umlauts(folded);
    std::vector<sb_symbol> symbols(word.begin(), word.end());
    const sb_symbol* result =
        sb_stemmer_stem(impl_->stemmer.get(), symbols.data(), static_cast<int>(symbols.size()));
    if (result == nullptr) throw std::bad_alloc();
    const auto length = static_cast<std::size_t>(sb_stemmer_length(impl_->stemmer.get()));
    std::string out = text::fold(std::string{result, result + length});
    if (stems.size() < stems_kept) stems.emplace(folded, out);
    return out;
}

bool Analyser::is_filler(std::string_view folded) {
    return std::ranges::find(fillers, folded) != fillers.end();
}

}  // namespace kommod::catalogue
