// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/map_reader.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

namespace kommod::forms {
namespace {

constexpr std::size_t longest_id = 60;

}  // namespace

bool is_id(std::string_view text) {
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return !text.empty() && text.size() <= longest_id && lower(text.front()) &&
           std::ranges::all_of(
               text, [&](char c) { return lower(c) || (c >= '0' && c <= '9') || c == '_'; });
}

MapReader::MapReader(const YAML::Node& map, std::string at, const std::vector<std::string>& known,
                     ProblemList& problems)
    : map_(map), at_(std::move(at)), problems_(problems) {
    if (map_.IsMap()) {
        check_keys(known);
        return;
    }
    error(map_, "forms.no_map", "Hier fehlen Angaben der Form „name: wert“.").proposal =
        fmt::format("Möglich sind: {}.", fmt::join(known, ", "));
}

void MapReader::check_keys(const std::vector<std::string>& known) {
    std::set<std::string> seen;
    for (const auto& entry : map_) {
        const std::string name = entry.first.IsScalar() ? entry.first.Scalar() : "?";
        if (!seen.insert(name).second)
            error(entry.first, "forms.twice", fmt::format("„{}“ steht hier zweimal.", name))
                .proposal = "Lassen Sie eine der beiden Angaben weg.";
        if (std::ranges::find(known, name) != known.end()) continue;
        const auto near = nearest(name, known);
        error(entry.first, "forms.unknown_key",
              fmt::format("Die Angabe „{}“ gibt es hier nicht.", name))
            .proposal = near.empty() ? fmt::format("Möglich sind: {}.", fmt::join(known, ", "))
                                     : fmt::format("Meinten Sie „{}“?", near);
    }
}

YAML::Node MapReader::get(std::string_view key) const {
    if (map_.IsMap())
        for (const auto& entry : map_)
            if (entry.first.IsScalar() && entry.first.Scalar() == key) return entry.second;
    return YAML::Node{YAML::NodeType::Undefined};
}

Problem& MapReader::error(const YAML::Node& node, std::string key, std::string what) {
    Problem& problem = problems_.error(node, std::move(key), std::move(what));
    problem.at = at_;
    return problem;
}

Problem& MapReader::missing(std::string_view key) {
    return error(map_, "forms.missing_key", fmt::format("Hier fehlt die Angabe „{}“.", key));
}

std::optional<std::string> MapReader::text(std::string_view key) {
    const auto node = get(key);
    if (!node.IsDefined()) return std::nullopt;
    if (node.IsScalar() && !node.Scalar().empty()) return node.Scalar();
    error(node, "forms.no_text", fmt::format("Bei „{}“ steht kein Text.", key));
    return std::nullopt;
}

std::string MapReader::required_text(std::string_view key) {
    if (!has(key)) {
        if (is_map()) missing(key);
        return {};
    }
    return text(key).value_or("");
}

std::string MapReader::required_id(std::string_view key) {
    auto id = required_text(key);
    if (id.empty() || is_id(id)) return id;
    error(get(key), "forms.bad_id",
          fmt::format("„{}“ ist kein Name, wie er hier gebraucht wird.", id))
        .proposal = "Nehmen Sie Kleinbuchstaben, Ziffern und _, zum Beispiel halter_name.";
    return id;
}

bool MapReader::yes(std::string_view key) {
    const auto node = get(key);
    if (!node.IsDefined()) return false;
    if (node.IsScalar() && node.Scalar() == "true") return true;
    if (!node.IsScalar() || node.Scalar() != "false")
        error(node, "forms.no_yes_no", fmt::format("Bei „{}“ steht true oder false.", key));
    return false;
}

std::optional<int> MapReader::whole(std::string_view key, int least, int most) {
    const auto node = get(key);
    if (!node.IsDefined()) return std::nullopt;
    int out = 0;
    const std::string written = node.IsScalar() ? node.Scalar() : "";
    const char* const end = written.data() + written.size();
    const auto [stopped, failure] = std::from_chars(written.data(), end, out);
    if (failure == std::errc{} && stopped == end && out >= least && out <= most) return out;
    error(node, "forms.no_number", fmt::format("Bei „{}“ steht keine passende Zahl.", key))
        .proposal = fmt::format("Möglich sind ganze Zahlen von {} bis {}.", least, most);
    return std::nullopt;
}

std::vector<YAML::Node> MapReader::list(std::string_view key) {
    const auto node = get(key);
    if (!node.IsDefined()) return {};
    if (node.IsSequence()) return {node.begin(), node.end()};
    error(node, "forms.no_list", fmt::format("Bei „{}“ steht keine Liste.", key)).proposal =
        "Schreiben Sie [a, b], oder jede Angabe in eine Zeile mit „- “ davor.";
    return {};
}

std::vector<std::string> MapReader::texts(std::string_view key) {
    std::vector<std::string> out;
    for (const YAML::Node& each : list(key)) {
        if (each.IsScalar() && !each.Scalar().empty())
            out.push_back(each.Scalar());
        else
            error(each, "forms.no_text", fmt::format("In „{}“ stehen nur Texte.", key));
    }
    return out;
}

}  // namespace kommod::forms
