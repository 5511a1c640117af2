// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Places on the earth, and the square part of it that a picture shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kommod::geo {

// WGS 84 (EPSG:4326), in degrees; what maps of phones and RFC 7946 speak.
struct Position {
    double latitude = 0, longitude = 0;
    bool operator==(const Position&) const = default;
};

// "51.94460,7.16790": latitude first, with a point; five digits are a metre. Nothing when it is no
// place on the earth.
std::optional<Position> parse_position(std::string_view text);
std::string to_text(const Position& position);
// Along the surface of a sphere, in metres; exact to half a per cent.
double metres_between(const Position& a, const Position& b);

struct Bounds {
    double south = 90, west = 180, north = -90, east = -180;

    void include(const Position& position);
    bool contains(const Position& position) const;
    bool meets(const Bounds& other) const;
    Position centre() const { return {(south + north) / 2, (west + east) / 2}; }
    bool operator==(const Bounds&) const = default;
};

// A point of a picture, in pixels from its upper left corner.
struct Pixel {
    double x = 0, y = 0;
};

// What a picture shows, in the projection that all web maps use (EPSG:3857): at zoom 0 the world is
// 256 pixels wide, and each step doubles it. At 52° north a pixel is 94 m at zoom 10, 1.5 m at 16.
struct View {
    Position centre;
    int zoom = 12;
    int width = 256, height = 256;  // pixels

    constexpr static int furthest = 8, nearest = 18;

    Pixel to_pixel(const Position& position) const;
    Position at(const Pixel& pixel) const;
    Bounds bounds() const;
    double metres_of_pixel() const;
    // By parts of the picture: moved(0.5, 0) shows the east half and what follows it.
    View moved(double right, double down) const;
    // One step nearer is +1; stays within `furthest` and `nearest`.
    View zoomed(int steps) const;
};

// The nearest view that shows all of it.
View showing(const Bounds& bounds, int width, int height);
// A square of the grid that web maps are cut into; y counts from the north.
View tile(int zoom, int x, int y);

}  // namespace kommod::geo
