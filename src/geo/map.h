// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What is known of a municipality's ground: where it ends, and the ways in it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "geo/position.h"

namespace kommod::geo {

using Line = std::vector<Position>;

// One or more pieces of ground, each with its outer ring first and then its holes. Rings are closed
// and do not cross themselves or each other.
class Area {
  public:
    using Piece = std::vector<Line>;

    // Errors "geo.ring" (fewer than three corners), "geo.area" (rings that cross); `what` is a
    // German sentence.
    static Result<Area> of(std::vector<Piece> pieces);

    // The line of the boundary belongs to it.
    bool contains(const Position& position) const;
    const Bounds& bounds() const { return bounds_; }
    const std::vector<Piece>& pieces() const { return pieces_; }
    // Of all corners.
    std::size_t size() const;
    bool operator==(const Area& other) const { return pieces_ == other.pieces_; }

  private:
    struct Shape;
    std::vector<Piece> pieces_;
    Bounds bounds_;
    std::shared_ptr<const Shape> shape_;
};

// How a line is drawn, and from which zoom on.
enum class WayKind : std::uint8_t { main, street, path, rail, water };
std::string_view to_id(WayKind kind);
std::optional<WayKind> way_kind_from_id(std::string_view id);

struct Way {
    std::string name;  // may be empty
    WayKind kind = WayKind::street;
    Line line;
    bool operator==(const Way&) const = default;
};

struct Ways {
    std::vector<Way> all;
    std::vector<Bounds> bounds;  // of each

    explicit Ways(std::vector<Way> ways = {});
};

// A street with a name, and how far away it is.
struct NearStreet {
    std::string name;
    double metres = 0;
};

struct Map {
    Area outline;
    Ways ways;
    std::vector<std::string> sources;  // to be named under every picture, each once

    bool contains(const Position& position) const { return outline.contains(position); }
    // The one that a person standing there would name; nothing beyond 250 m.
    std::optional<NearStreet> street_near(const Position& position) const;
    // Names of all streets, each once, in the order of bytes.
    std::vector<std::string> street_names() const;
    // "© BKG; © OpenStreetMap-Mitwirkende"
    std::string sources_named() const { return text::join(sources, "; "); }
};

}  // namespace kommod::geo
