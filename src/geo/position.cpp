// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "geo/position.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include "base/text.h"

namespace kommod::geo {
namespace {

constexpr double earth_radius = 6'371'008.8;  // metres, the mean of IUGG
constexpr double equator_radius = 6'378'137;  // metres, of EPSG:3857
constexpr double tile_pixels = 256;
// Beyond, the projection runs away to infinity.
constexpr double furthest_north = 85.05;

double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}
double degrees(double radians) {
    return radians * 180 / std::numbers::pi;
}

double world_pixels(int zoom) {
    return std::ldexp(tile_pixels, zoom);
}

// From the world's upper left corner.
Pixel projected(const Position& position, int zoom) {
    const double latitude = std::clamp(position.latitude, -furthest_north, furthest_north);
    const double sine = std::sin(radians(latitude));
    const double world = world_pixels(zoom);
    return {(position.longitude + 180) / 360 * world,
            (0.5 - std::log((1 + sine) / (1 - sine)) / (4 * std::numbers::pi)) * world};
}

Position unprojected(const Pixel& pixel, int zoom) {
    const double world = world_pixels(zoom);
    const double north = std::numbers::pi * (1 - 2 * pixel.y / world);
    return {degrees(std::atan(std::sinh(north))), pixel.x / world * 360 - 180};
}

std::optional<double> number(std::string_view text) {
    double out = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failure != std::errc{} || end != text.data() + text.size() || !std::isfinite(out))
        return std::nullopt;
    return out;
}

}  // namespace

std::optional<Position> parse_position(std::string_view text) {
    const auto parts = text::split(text, ',');
    if (parts.size() != 2) return std::nullopt;
    const auto latitude = number(text::trim(parts[0])), longitude = number(text::trim(parts[1]));
    if (!latitude || !longitude || std::abs(*latitude) > 90 || std::abs(*longitude) > 180)
        return std::nullopt;
    return Position{*latitude, *longitude};
}

std::string to_text(const Position& position) {
    return fmt::format("{:.5f},{:.5f}", position.latitude, position.longitude);
}

double metres_between(const Position& a, const Position& b) {
    const double up = std::sin(radians(b.latitude - a.latitude) / 2);
    const double across = std::sin(radians(b.longitude - a.longitude) / 2);
    const double half =
        up * up + std::cos(radians(a.latitude)) * std::cos(radians(b.latitude)) * across * across;
    return 2 * earth_radius * std::asin(std::min(1.0, std::sqrt(half)));
}

void Bounds::include(const Position& position) {
    south = std::min(south, position.latitude);
    north = std::max(north, position.latitude);
    west = std::min(west, position.longitude);
    east = std::max(east, position.longitude);
}

bool Bounds::contains(const Position& position) const {
    return position.latitude >= south && position.latitude <= north && position.longitude >= west &&
           position.longitude <= east;
}

bool Bounds::meets(const Bounds& other) const {
    return south <= other.north && other.south <= north && west <= other.east && other.west <= east;
}

Pixel View::to_pixel(const Position& position) const {
    const auto middle = projected(centre, zoom), there = projected(position, zoom);
    return {there.x - middle.x + width / 2.0, there.y - middle.y + height / 2.0};
}

Position View::at(const Pixel& pixel) const {
    const auto middle = projected(centre, zoom);
    return unprojected({middle.x + pixel.x - width / 2.0, middle.y + pixel.y - height / 2.0}, zoom);
}

Bounds View::bounds() const {
    Bounds out;
    out.include(at({0, 0}));
    out.include(at({static_cast<double>(width), static_cast<double>(height)}));
    return out;
}

double View::metres_of_pixel() const {
    return std::cos(radians(centre.latitude)) * 2 * std::numbers::pi * equator_radius /
           world_pixels(zoom);
}

View View::moved(double right, double down) const {
    View out = *this;
    out.centre = at({width * (0.5 + right), height * (0.5 + down)});
    return out;
}

View View::zoomed(int steps) const {
    View out = *this;
    out.zoom = std::clamp(zoom + steps, furthest, nearest);
    return out;
}

View showing(const Bounds& bounds, int width, int height) {
    View out{{}, View::nearest, width, height};
    for (;; --out.zoom) {
        const auto upper = projected({bounds.north, bounds.west}, out.zoom);
        const auto lower = projected({bounds.south, bounds.east}, out.zoom);
        out.centre = unprojected({(upper.x + lower.x) / 2, (upper.y + lower.y) / 2}, out.zoom);
        const bool fits = lower.x - upper.x <= width && lower.y - upper.y <= height;
        if (fits || out.zoom == View::furthest) return out;
    }
}

View tile(int zoom, int x, int y) {
    constexpr double half = tile_pixels / 2;
    return {unprojected({x * tile_pixels + half, y * tile_pixels + half}, zoom), zoom,
            static_cast<int>(tile_pixels), static_cast<int>(tile_pixels)};
}

}  // namespace kommod::geo
