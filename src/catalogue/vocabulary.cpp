// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/vocabulary.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>

#include "base/text.h"

namespace kommod::catalogue {
namespace {

constexpr std::size_t shortest_part = 3;
constexpr std::size_t longest_compound = 60;

// Words of three letters that compounds are made of; others ("aus", "ein", "vor") are prefixes.
constexpr std::array<std::string_view, 16> short_parts{"amt", "bau", "rad", "weg", "hof", "kfz",
                                                       "see", "ort", "tor", "bus", "rat", "tod",
                                                       "gas", "arm", "tag", "ehe"};
// Letters that join parts.
constexpr std::array<std::string_view, 6> joints{"", "s", "es", "n", "en", "e"};

bool may_be_part(std::string_view folded) {
    if (folded.size() < shortest_part || Analyser::is_filler(folded)) return false;
    return folded.size() > shortest_part ||
           std::ranges::find(short_parts, folded) != short_parts.end();
}

bool is_number(std::string_view folded) {
    return folded.find_first_of("0123456789") != std::string_view::npos;
}

}  // namespace

Vocabulary::Shape Vocabulary::shape_of(std::string_view folded) {
    Shape shape{0, static_cast<std::uint32_t>(folded.size())};
    for (const char c : folded)
        if (c >= 'a' && c <= 'z') shape.letters |= 1U << (c - 'a');
    return shape;
}

void Vocabulary::add(const Word& word, const std::string& stem, bool part) {
    ++stems_[stem];
    const auto [known, is_new] =
        index_.try_emplace(word.folded, static_cast<std::uint32_t>(words_.size()));
    if (is_new) {
        words_.push_back(word);
        shapes_.push_back(shape_of(word.folded));
        uses_.push_back(0);
    }
    ++uses_[known->second];
    if (part && may_be_part(word.folded) && !is_number(word.folded)) {
        parts_.insert(word.folded);
        part_stems_.insert(stem);
    }
}

int Vocabulary::frequency(std::string_view stem) const {
    const auto found = stems_.find(std::string{stem});
    return found == stems_.end() ? 0 : found->second;
}

std::vector<std::string> Vocabulary::split(std::string_view folded, Analyser& analyser) const {
    if (folded.size() < 2 * shortest_part || folded.size() > longest_compound) return {};
    if (is_number(folded)) return {};
    // best[i]: the fewest parts that make the first i letters; -1 when there are none.
    struct Step {
        int parts = -1;
        std::size_t from = 0, length = 0;
    };
    std::vector<Step> best(folded.size() + 1);
    best[0].parts = 0;
    const auto is_part = [&](std::string_view piece) {
        if (!may_be_part(piece)) return false;
        return parts_.contains(std::string{piece}) ||
               (piece.size() > 4 && part_stems_.contains(analyser.stem(piece)));
    };
    for (std::size_t from = 0; from < folded.size(); ++from) {
        if (best[from].parts < 0) continue;
        for (std::size_t length = shortest_part; from + length <= folded.size(); ++length) {
            if (length == folded.size()) continue;  // the word itself
            const auto piece = folded.substr(from, length);
            if (!is_part(piece)) continue;
            const auto rest = folded.substr(from + length);
            for (const auto joint : joints) {
                if (!rest.starts_with(joint) || (!joint.empty() && joint.size() == rest.size()))
                    continue;
                Step& step = best[from + length + joint.size()];
                const int parts = best[from].parts + 1;
                if (step.parts < 0 || parts < step.parts) step = {parts, from, length};
            }
        }
    }
    if (best.back().parts < 2) return {};
    std::vector<std::string> out;
    for (std::size_t at = folded.size(); at > 0; at = best[at].from)
        out.emplace_back(folded.substr(best[at].from, best[at].length));
    std::ranges::reverse(out);
    return out;
}

std::string Vocabulary::longest_part(std::string_view folded) const {
    constexpr std::size_t shortest = 5;
    for (std::size_t length = folded.size() - 1; length >= shortest && length < folded.size();
         --length) {
        for (const auto piece : {folded.substr(0, length), folded.substr(folded.size() - length)})
            if (parts_.contains(std::string{piece})) return std::string{piece};
    }
    return {};
}

std::vector<Word> Vocabulary::corrections(std::string_view folded, int distance,
                                          std::size_t limit) const {
    const Shape shape = shape_of(folded);
    struct Found {
        int distance;
        int uses;
        std::uint32_t word;
    };
    std::vector<Found> found;
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
        const Shape& other = shapes_[i];
        const std::uint32_t longer = std::max(shape.length, other.length);
        const std::uint32_t shorter = std::min(shape.length, other.length);
        if (longer - shorter > static_cast<std::uint32_t>(distance)) continue;
        if (std::popcount(shape.letters ^ other.letters) > 2 * distance) continue;
        const int away = text::edit_distance(folded, words_[i].folded, distance);
        if (away <= distance) found.push_back({away, uses_[i], i});
    }
    if (found.empty()) return {};
    std::ranges::sort(found, {}, [&](const Found& f) {
        return std::tuple{f.distance, -f.uses, std::string_view{words_[f.word].folded}};
    });
    std::vector<Word> out;
    for (const auto& one : found)
        if (one.distance == found.front().distance && out.size() < limit)
            out.push_back(words_[one.word]);
    return out;
}

std::vector<Word> Vocabulary::completions(std::string_view beginning, std::size_t limit) const {
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < words_.size(); ++i)
        if (words_[i].folded.starts_with(beginning)) found.push_back(i);
    std::ranges::sort(found, {}, [&](std::uint32_t i) {
        return std::tuple{-uses_[i], std::string_view{words_[i].folded}};
    });
    if (found.size() > limit) found.resize(limit);
    std::vector<Word> out;
    for (const auto i : found)
        out.push_back(words_[i]);
    return out;
}

}  // namespace kommod::catalogue
