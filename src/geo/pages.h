// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Pictures of a municipality's map, on its portal, for everybody:
//   /karte/{zoom}/{x}/{y}.svg     a square of the grid of web maps
//   /karte/bild.svg?mitte=51.9,7.1&zoom=14&breite=320&hoehe=320&punkt=51.9,7.1
//                                 a window onto it; without `mitte` all of it
//   /karte/stelle.json?punkt=     {inside, street}: what lies there
// 404 while the municipality has no map.
#pragma once

#include "geo/store.h"
#include "http/router.h"

namespace kommod::geo {

struct Deps {
    store::Database& database;
    Store& maps;
};
void add_pages(http::Router& router, const Deps& deps);

// Size of a picture in pixels, each way: what `breite` and `hoehe` may be.
constexpr int smallest_picture = 100, largest_picture = 1200;
// Address of a picture below a portal's base.
std::string picture_address(std::string_view base, const View& view,
                            const std::optional<Position>& marked);

}  // namespace kommod::geo
