// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "geo/map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/linestring.hpp>
#include <boost/geometry/geometries/multi_polygon.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/polygon.hpp>

namespace kommod::geo {
namespace {

namespace bg = boost::geometry;
// Degrees as if they were flat: straight between two corners, as RFC 7946, 3.1.1 has it.
using Flat = bg::model::d2::point_xy<double>;
using Polygon = bg::model::polygon<Flat>;

Flat flat(const Position& position) {
    return {position.longitude, position.latitude};
}

template <class Ring>
void fill(Ring& ring, const Line& line) {
    for (const auto& corner : line)
        ring.push_back(flat(corner));
}

Polygon polygon_of(const Area::Piece& piece) {
    Polygon out;
    fill(out.outer(), piece.front());
    out.inners().resize(piece.size() - 1);
    for (std::size_t hole = 1; hole < piece.size(); ++hole)
        fill(out.inners()[hole - 1], piece[hole]);
    return out;
}

std::string reason_of(bg::validity_failure_type failure) {
    switch (failure) {
        case bg::failure_self_intersections:
        case bg::failure_intersecting_interiors:
        case bg::failure_wrong_orientation:  // as much turns left as right: it crosses itself
            return "Die Grenze schneidet sich selbst, oder Teilflächen überdecken sich.";
        case bg::failure_interior_rings_outside:
            return "Ein Loch liegt außerhalb der Fläche.";
        case bg::failure_nested_interior_rings:
            return "Ein Loch liegt in einem anderen Loch.";
        case bg::failure_spikes:
            return "Die Grenze läuft auf derselben Linie hin und zurück.";
        default:
            return "Die Fläche ist nicht richtig geschlossen.";
    }
}

// Around a place, in metres east and north of it.
class Ground {
  public:
    explicit Ground(const Position& middle)
        : middle_(middle), east_(metres_between(middle, {middle.latitude, middle.longitude + 1})) {}

    Flat flat(const Position& position) const {
        constexpr double metres_of_latitude = 111'195;
        return {(position.longitude - middle_.longitude) * east_,
                (position.latitude - middle_.latitude) * metres_of_latitude};
    }
    double metres_to(const Line& line) const {
        bg::model::linestring<Flat> there;
        for (const auto& corner : line)
            there.push_back(flat(corner));
        return bg::distance(Flat{0, 0}, there);
    }

  private:
    Position middle_;
    double east_;  // metres of one degree of longitude
};

bool is_street(const Way& way) {
    const bool walked =
        way.kind == WayKind::main || way.kind == WayKind::street || way.kind == WayKind::path;
    return walked && !way.name.empty();
}

constexpr std::array way_kinds{std::pair{WayKind::main, "main"},
                               std::pair{WayKind::street, "street"},
                               std::pair{WayKind::path, "path"}, std::pair{WayKind::rail, "rail"},
                               std::pair{WayKind::water, "water"}};

}  // namespace

struct Area::Shape {
    bg::model::multi_polygon<Polygon> polygons;
};

Result<Area> Area::of(std::vector<Piece> pieces) {
    Area out;
    auto shape = std::make_shared<Shape>();
    constexpr std::size_t fewest_corners = 4;  // of a triangle, with the first again at the end
    for (auto& piece : pieces) {
        for (auto& ring : piece) {
            if (!ring.empty() && ring.front() != ring.back()) ring.push_back(ring.front());
            if (ring.size() < fewest_corners)
                return fail("geo.ring", "Eine Fläche braucht mindestens drei Ecken.");
            for (const auto& corner : ring)
                out.bounds_.include(corner);
        }
        if (piece.empty()) return fail("geo.ring", "Eine Fläche braucht mindestens drei Ecken.");
        shape->polygons.push_back(polygon_of(piece));
    }
    if (pieces.empty()) return fail("geo.ring", "Eine Fläche braucht mindestens drei Ecken.");
    bg::correct(shape->polygons);
    bg::validity_failure_type failure{};
    if (!bg::is_valid(shape->polygons, failure)) return fail("geo.area", reason_of(failure));
    out.pieces_ = std::move(pieces);
    out.shape_ = std::move(shape);
    return out;
}

bool Area::contains(const Position& position) const {
    return bounds_.contains(position) && bg::covered_by(flat(position), shape_->polygons);
}

std::size_t Area::size() const {
    std::size_t out = 0;
    for (const auto& piece : pieces_)
        for (const auto& ring : piece)
            out += ring.size();
    return out;
}

std::string_view to_id(WayKind kind) {
    return std::ranges::find(way_kinds, kind, &std::pair<WayKind, const char*>::first)->second;
}

std::optional<WayKind> way_kind_from_id(std::string_view id) {
    const auto* found = std::ranges::find(way_kinds, id, &std::pair<WayKind, const char*>::second);
    return found == way_kinds.end() ? std::nullopt : std::optional{found->first};
}

Ways::Ways(std::vector<Way> ways) : all(std::move(ways)) {
    for (const auto& way : all) {
        Bounds around;
        for (const auto& corner : way.line)
            around.include(corner);
        bounds.push_back(around);
    }
}

std::optional<NearStreet> Map::street_near(const Position& position) const {
    constexpr double furthest = 250;         // metres
    const double reach = furthest / 60'000;  // degrees, in both directions more than that far
    Bounds around;
    around.include({position.latitude - reach, position.longitude - reach});
    around.include({position.latitude + reach, position.longitude + reach});
    const Ground ground{position};
    std::optional<NearStreet> out;
    for (std::size_t at = 0; at < ways.all.size(); ++at) {
        const auto& way = ways.all[at];
        if (!is_street(way) || !ways.bounds[at].meets(around)) continue;
        const double metres = ground.metres_to(way.line);
        if (metres <= (out ? out->metres : furthest)) out = NearStreet{way.name, metres};
    }
    return out;
}

std::vector<std::string> Map::street_names() const {
    std::set<std::string, std::less<>> names;
    for (const auto& way : ways.all)
        if (is_street(way)) names.insert(way.name);
    return {names.begin(), names.end()};
}

}  // namespace kommod::geo
