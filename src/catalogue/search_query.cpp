// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/search_query.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/text.h"

namespace kommod::catalogue {
namespace {

constexpr std::size_t longest_query = 200, most_words = 12;
constexpr float sure_synonym = 0.95F, less_sure = 0.04F, sure_part = 0.8F, sure_beginning = 0.7F,
                sure_correction = 0.9F;

// A word of the query after slips and compounds are dealt with.
struct Asked {
    WantedWord word;
    std::string stem;   // the surest one, for synonyms
    std::string shown;  // for the correction
    bool known = true;
    std::vector<std::string> parts = {};  // stems of a compound the catalogue has as one word, too
};

WantedWord::Term term_of(std::string stem, float sure) {
    const std::uint64_t hash = term_hash(stem);
    return {std::move(stem), hash, sure};
}

WantedWord exactly(const std::string& stem) {
    return {{term_of(stem, 1)}};
}

int slips_allowed(std::string_view folded) {
    if (folded.find_first_of("0123456789") != std::string_view::npos) return 0;
    return folded.size() < 4 ? 0 : folded.size() < 8 ? 1 : 2;
}

class Understanding {
  public:
    Understanding(const Vocabulary& vocabulary, Analyser& analyser)
        : vocabulary_(vocabulary), analyser_(analyser) {}

    void take(const Word& word) {
        const std::string stem = analyser_.stem(word.folded);
        if (vocabulary_.knows(stem)) {
            Asked asked{exactly(stem), stem, word.shown, true};
            for (const auto& part : vocabulary_.split(word.folded, analyser_))
                asked.parts.push_back(analyser_.stem(part));
            asked_.push_back(std::move(asked));
            return;
        }
        if (take_parts(word) || take_correction(word) || take_beginning(word) ||
            take_longest_part(word))
            return;
        asked_.push_back({exactly(stem), stem, word.shown, false});
    }
    std::vector<Asked>& asked() { return asked_; }
    bool corrected() const { return corrected_; }

  private:
    bool take_parts(const Word& word) {
        const auto parts = vocabulary_.split(word.folded, analyser_);
        for (const auto& part : parts) {
            const auto stem = analyser_.stem(part);
            asked_.push_back({exactly(stem), stem, part, true});
        }
        return !parts.empty();
    }
    bool take_correction(const Word& word) {
        constexpr std::size_t most = 3;
        for (int slips = 1; slips <= slips_allowed(word.folded); ++slips) {
            const auto found = vocabulary_.corrections(word.folded, slips, most);
            if (found.empty()) continue;
            Asked asked{{}, analyser_.stem(found.front().folded), found.front().shown, true};
            for (const auto& candidate : found)
                asked.word.any.push_back(
                    term_of(analyser_.stem(candidate.folded), sure_correction));
            corrected_ = true;
            asked_.push_back(std::move(asked));
            return true;
        }
        return false;
    }
    bool take_beginning(const Word& word) {
        constexpr std::size_t shortest = 4, most = 20;
        if (word.folded.size() < shortest) return false;
        const auto found = vocabulary_.completions(word.folded, most);
        if (found.empty()) return false;
        Asked asked{{}, analyser_.stem(found.front().folded), word.shown, true};
        for (const auto& candidate : found)
            asked.word.any.push_back(term_of(analyser_.stem(candidate.folded), sure_beginning));
        asked_.push_back(std::move(asked));
        return true;
    }
    bool take_longest_part(const Word& word) {
        const auto part = vocabulary_.longest_part(word.folded);
        if (part.empty()) return false;
        const auto stem = analyser_.stem(part);
        asked_.push_back({{{term_of(stem, sure_part)}}, stem, word.shown, true});
        return true;
    }

    const Vocabulary& vocabulary_;
    Analyser& analyser_;
    std::vector<Asked> asked_;
    bool corrected_ = false;
};

float rarity_of(const Part& part, const Vocabulary& vocabulary) {
    int frequency = 0;
    for (const auto& reading : part.readings)
        for (const auto& word : reading.all)
            for (const auto& term : word.any)
                frequency = std::max(frequency, vocabulary.frequency(term.stem));
    return 1.0F / (1.0F + std::log10(1.0F + static_cast<float>(frequency)));
}

// The readings of a synonym: its own words, then what it means, the first meaning most of all.
Part synonym_part(const Thesaurus::Entry& entry, std::vector<WantedWord> own) {
    Part part;
    part.readings.push_back({std::move(own), 1});
    float sure = sure_synonym;
    for (const auto& meaning : entry.means) {
        Reading reading{{}, sure};
        for (const auto& stem : meaning)
            reading.all.push_back(exactly(stem));
        part.readings.push_back(std::move(reading));
        sure -= less_sure;
    }
    return part;
}

// Takes the longest synonyms out of the words until none is left, then the single words.
std::vector<Part> parts_of(std::vector<Asked> asked, const Thesaurus& thesaurus) {
    std::vector<Part> parts;
    for (;;) {
        std::vector<std::string> stems;
        for (const auto& word : asked)
            stems.push_back(word.stem);
        const auto* entry = thesaurus.find(stems);
        if (entry == nullptr) break;
        std::vector<WantedWord> own;
        for (const auto& stem : entry->stems) {
            const auto word = std::ranges::find(asked, stem, &Asked::stem);
            own.push_back(std::move(word->word));
            asked.erase(word);
        }
        parts.push_back(synonym_part(*entry, std::move(own)));
    }
    // A word that nobody knows would only hide what the others find.
    const bool any_known = !parts.empty() || std::ranges::any_of(asked, &Asked::known);
    for (auto& word : asked) {
        if (any_known && !word.known) continue;
        Part part;
        part.readings.push_back({{std::move(word.word)}, 1});
        if (!word.parts.empty()) {
            Reading apart{{}, sure_part};
            for (const auto& stem : word.parts)
                apart.all.push_back(exactly(stem));
            part.readings.push_back(std::move(apart));
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

std::string quoted(const std::string& term, store::Engine engine) {
    return engine == store::Engine::sqlite ? '"' + term + '"' : '\'' + term + '\'';
}

struct Operators {
    std::string_view both, either;
};

Operators operators_of(store::Engine engine) {
    return engine == store::Engine::sqlite ? Operators{" AND ", " OR "} : Operators{" & ", " | "};
}

std::string joined(const std::vector<std::string>& conditions, std::string_view with) {
    return conditions.size() == 1 ? conditions.front() : '(' + text::join(conditions, with) + ')';
}

std::string condition_of(const Part& part, store::Engine engine) {
    const auto [both, either] = operators_of(engine);
    std::vector<std::string> readings;
    for (const auto& reading : part.readings) {
        std::vector<std::string> words;
        for (const auto& word : reading.all) {
            std::vector<std::string> terms;
            for (const auto& term : word.any)
                terms.push_back(quoted(term.stem, engine));
            words.push_back(joined(terms, either));
        }
        readings.push_back(joined(words, both));
    }
    return joined(readings, either);
}

double answer(const SearchDocument& document, const WantedWord& word) {
    double best = 0;
    for (const auto& term : word.any)
        best = std::max(best, double{term.sure} * double{document.weight(term.hash)});
    return best;
}

double answer(const SearchDocument& document, const Reading& reading) {
    double sum = 0;
    for (const auto& word : reading.all) {
        const double one = answer(document, word);
        if (one == 0) return 0;
        sum += one;
    }
    return double{reading.sure} * sum / static_cast<double>(reading.all.size());
}

// How much of the document's name was asked for: a short name that says just this comes first.
double coverage(const SearchDocument& document, const std::vector<const Reading*>& answered) {
    if (document.name_words.empty()) return 0;
    double covered = 0;
    for (const auto& terms : document.name_words) {
        double best = 0;
        for (const auto* reading : answered)
            for (const auto& word : reading->all)
                for (const auto& term : word.any)
                    for (std::size_t i = 0; i < terms.size(); ++i)
                        if (terms[i] == term.hash) best = std::max(best, i == 0 ? 1.0 : 0.5);
        covered += best;
    }
    return covered / static_cast<double>(document.name_words.size());
}

}  // namespace

Thesaurus::Thesaurus(const std::vector<Synonym>& synonyms, Analyser& analyser) {
    const auto stems_of = [&](std::string_view words) {
        std::vector<std::string> stems;
        for (const auto& word : analyser.words(words))
            if (!Analyser::is_filler(word.folded)) stems.push_back(analyser.stem(word.folded));
        return stems;
    };
    for (const auto& synonym : synonyms) {
        Entry entry{stems_of(synonym.term), {}};
        for (const auto& meaning : synonym.means)
            if (auto stems = stems_of(meaning); !stems.empty())
                entry.means.push_back(std::move(stems));
        if (entry.stems.empty() || entry.means.empty()) continue;
        std::ranges::sort(entry.stems);
        const auto repeated = std::ranges::unique(entry.stems);
        entry.stems.erase(repeated.begin(), repeated.end());
        entries_.push_back(std::move(entry));
    }
    std::ranges::stable_sort(entries_, std::ranges::greater{},
                             [](const Entry& entry) { return entry.stems.size(); });
    for (std::uint32_t i = 0; i < entries_.size(); ++i)
        by_stem_[entries_[i].stems.front()].push_back(i);
}

const Thesaurus::Entry* Thesaurus::find(const std::vector<std::string>& stems) const {
    std::uint32_t best = static_cast<std::uint32_t>(entries_.size());
    for (const auto& stem : stems) {
        const auto candidates = by_stem_.find(stem);
        if (candidates == by_stem_.end()) continue;
        for (const auto i : candidates->second) {
            const bool all = std::ranges::all_of(entries_[i].stems, [&](const std::string& one) {
                return std::ranges::find(stems, one) != stems.end();
            });
            if (all) best = std::min(best, i);
        }
    }
    return best < entries_.size() ? &entries_[best] : nullptr;
}

Query understand(std::string_view text, const Vocabulary& vocabulary, const Thesaurus& thesaurus,
                 Analyser& analyser) {
    std::vector<Word> words = analyser.words(text::prefix(text, longest_query));
    const bool only_fillers = std::ranges::all_of(
        words, [](const Word& word) { return Analyser::is_filler(word.folded); });
    if (!only_fillers)
        std::erase_if(words, [](const Word& word) { return Analyser::is_filler(word.folded); });
    if (words.size() > most_words) words.resize(most_words);

    Understanding understanding{vocabulary, analyser};
    for (const auto& word : words)
        understanding.take(word);
    Query query;
    if (understanding.corrected()) {
        std::vector<std::string> shown;
        for (const auto& word : understanding.asked())
            shown.push_back(word.shown);
        query.correction = text::join(shown, " ");
    }
    query.parts = parts_of(std::move(understanding.asked()), thesaurus);
    for (auto& part : query.parts)
        part.rarity = rarity_of(part, vocabulary);
    return query;
}

std::string candidates_condition(const Query& query, store::Engine engine, bool every) {
    std::vector<std::string> parts;
    for (const auto& part : query.parts)
        parts.push_back(condition_of(part, engine));
    const auto [both, either] = operators_of(engine);
    return joined(parts, every ? both : either);
}

double score(const SearchDocument& document, const Query& query) {
    constexpr double for_coverage = 0.4;
    double sum = 0, most = 0;
    std::vector<const Reading*> answered;
    for (const auto& part : query.parts) {
        double best = 0;
        const Reading* by = nullptr;
        for (const auto& reading : part.readings) {
            const double one = answer(document, reading);
            if (one > best) {
                best = one;
                by = &reading;
            }
        }
        if (by) answered.push_back(by);
        sum += double{part.rarity} * best;
        most += double{part.rarity};
    }
    if (answered.empty() || most == 0) return 0;
    return sum / most + for_coverage * coverage(document, answered) + document.prior;
}

}  // namespace kommod::catalogue
