// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/names.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"

namespace kommod::municipalities {
namespace {

// Folded words with single spaces between them: "Horn-Bad Meinberg, Stadt" -> "horn bad meinberg".
std::string fold_name(std::string_view name) {
    return text::replace_all(text::slug(common_name(name)), "-", " ");
}

// What stands before a name without being part of it.
std::string_view without_title(std::string_view folded) {
    constexpr std::array titles = std::to_array<std::string_view>(
        {"stadt ", "gemeinde ", "markt ", "flecken ", "hansestadt ", "kreisstadt ",
         "landeshauptstadt ", "samtgemeinde ", "verbandsgemeinde ", "universitaetsstadt "});
    for (const auto title : titles)
        if (folded.starts_with(title) && folded.size() > title.size())
            return folded.substr(title.size());
    return folded;
}

// "emmerich am rhein" -> "emmerich"; empty when the name has no such end.
std::string without_place(const std::string& folded) {
    constexpr std::array links = std::to_array<std::string_view>(
        {" am ", " an ", " auf ", " bei ", " im ", " in ", " ob ", " unter ", " vor "});
    auto end = std::string::npos;
    for (const auto link : links)
        end = std::min(end, folded.find(link));
    return end == std::string::npos || end == 0 ? std::string{} : folded.substr(0, end);
}

// "muelheim an der ruhr" -> "muelheim ruhr", as in "Mülheim/Ruhr".
std::string without_links(std::string folded) {
    for (const auto* link :
         {" an der ", " auf der ", " in der ", " ob der ", " am ", " im ", " an "})
        folded = text::replace_all(folded, link, " ");
    return folded;
}

// The part before a bracket, slash or hyphen: "Wetter (Ruhr)", "Fröndenberg/Ruhr",
// "Herzebrock-Clarholz".
std::string first_part(std::string_view name, std::string_view separators) {
    const auto end = common_name(name).find_first_of(separators);
    return end == std::string::npos ? std::string{} : fold_name(name.substr(0, end));
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
    const auto end = std::mismatch(a.begin(), a.begin() + std::min(a.size(), b.size()), b.begin());
    return static_cast<std::size_t>(end.first - a.begin());
}

}  // namespace

NameMatcher::NameMatcher(const Directory& directory) {
    for (const auto& municipality : directory.all()) {
        const auto full = fold_name(municipality.name);
        const std::pair<std::string, int> ways[] = {{full, 0},
                                                    {std::string{without_title(full)}, 1},
                                                    {first_part(municipality.name, "("), 1},
                                                    {first_part(municipality.name, "/"), 1},
                                                    {without_links(full), 1},
                                                    {without_place(full), 2},
                                                    {first_part(municipality.name, "-"), 3}};
        for (const auto& [folded, penalty] : ways)
            if (!folded.empty() && (penalty == 0 || folded != full))
                spellings_.push_back({folded, penalty, &municipality});
        exact_[text::nfc(municipality.name)].push_back(&municipality);
        if (municipality.official_name != municipality.name)
            exact_[text::nfc(municipality.official_name)].push_back(&municipality);
    }
}

std::vector<const Municipality*> NameMatcher::exact(std::string_view name) const {
    const auto found = exact_.find(text::nfc(text::trim(name)));
    return found == exact_.end() ? std::vector<const Municipality*>{} : found->second;
}

NameMatcher::Guess NameMatcher::guess(std::string_view name,
                                      const std::unordered_set<std::string>& elsewhere) const {
    const auto whole = fold_name(name);
    const std::string typed{without_title(whole)};
    const int length = static_cast<int>(typed.size());
    const int likely = std::max(1, length / 3);
    int limit = (length + 1) / 2;

    // Fewest changes, then missing in the list, then least left out, then longest common beginning.
    using Rank = std::tuple<int, bool, int, std::size_t>;
    Rank best{limit + 1, true, 0, 0};
    Guess guess;
    for (const auto& spelling : spellings_) {
        int distance = text::edit_distance(typed, spelling.folded, limit);
        if (whole != typed)
            distance = std::min(distance, text::edit_distance(whole, spelling.folded, limit));
        if (distance > limit) continue;
        const Rank rank{distance, elsewhere.contains(spelling.municipality->ags), spelling.penalty,
                        typed.size() - common_prefix(typed, spelling.folded)};
        if (rank >= best) continue;
        best = rank;
        limit = distance;
        guess = {spelling.municipality, distance <= likely};
    }
    return guess;
}

}  // namespace kommod::municipalities
