// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "geo/layers.h"

#include <cmath>
#include <stdexcept>

#include "base/json.h"

namespace kommod::geo {
namespace {

constexpr double millionths = 1e6;

json::array to_numbers(const Line& line) {
    json::array out;
    out.reserve(2 * line.size());
    for (const auto& corner : line) {
        out.emplace_back(static_cast<std::int64_t>(std::llround(corner.longitude * millionths)));
        out.emplace_back(static_cast<std::int64_t>(std::llround(corner.latitude * millionths)));
    }
    return out;
}

Line to_line(const json::value& numbers) {
    const auto& all = numbers.as_array();
    Line out;
    out.reserve(all.size() / 2);
    for (std::size_t at = 0; at + 1 < all.size(); at += 2)
        out.push_back({static_cast<double>(all[at + 1].as_int64()) / millionths,
                       static_cast<double>(all[at].as_int64()) / millionths});
    return out;
}

}  // namespace

std::string to_json(const Area& outline) {
    json::array pieces;
    for (const auto& piece : outline.pieces()) {
        json::array rings;
        for (const auto& ring : piece)
            rings.push_back(to_numbers(ring));
        pieces.push_back(std::move(rings));
    }
    return json::serialize(json::object{{"pieces", std::move(pieces)}});
}

Area outline_from_json(std::string_view text) {
    const auto value = json::parse(text);
    std::vector<Area::Piece> pieces;
    for (const auto& rings : value.as_object().at("pieces").as_array()) {
        Area::Piece piece;
        for (const auto& ring : rings.as_array())
            piece.push_back(to_line(ring));
        pieces.push_back(std::move(piece));
    }
    auto area = Area::of(std::move(pieces));
    if (!area) throw std::runtime_error("a kept outline is broken: " + area.error().what);
    return std::move(*area);
}

std::string to_json(const std::vector<Way>& ways) {
    json::array out;
    out.reserve(ways.size());
    for (const auto& way : ways)
        out.push_back(
            {{"name", way.name}, {"kind", to_id(way.kind)}, {"line", to_numbers(way.line)}});
    return json::serialize(out);
}

std::vector<Way> ways_from_json(std::string_view text) {
    const auto value = json::parse(text);
    std::vector<Way> out;
    for (const auto& each : value.as_array()) {
        const auto& way = each.as_object();
        out.push_back({std::string{way.at("name").as_string()},
                       way_kind_from_id(way.at("kind").as_string()).value(),
                       to_line(way.at("line"))});
    }
    return out;
}

}  // namespace kommod::geo
