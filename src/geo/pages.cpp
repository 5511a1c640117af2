// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "geo/pages.h"

#include <charconv>

#include <fmt/format.h>

#include "base/json.h"
#include "geo/drawing.h"

namespace kommod::geo {
namespace {

using http::Request;
using http::Response;

constexpr const char* svg_type = "image/svg+xml";

Response nothing_here() {
    return http::text_response("Diese Karte gibt es nicht.\n", "text/plain; charset=utf-8", 404);
}

std::optional<int> number(std::string_view text, int least, int most) {
    int out = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failure != std::errc{} || end != text.data() + text.size() || out < least || out > most)
        return std::nullopt;
    return out;
}

std::shared_ptr<const Map> map_of(const Request& request, const Deps& deps) {
    auto* records = request.tenant ? deps.database.find(request.tenant->name_space) : nullptr;
    return records == nullptr ? nullptr : deps.maps.map(*records);
}

Response show_tile(const Request& request, const Deps& deps) {
    const auto map = map_of(request, deps);
    const auto zoom = number(request.capture("zoom"), View::furthest, View::nearest);
    if (!map || !zoom) return nothing_here();
    const int last = (1 << *zoom) - 1;
    auto name = request.capture("name");
    const bool svg = name.ends_with(".svg");
    if (svg) name.remove_suffix(4);
    const auto x = number(request.capture("x"), 0, last), y = number(name, 0, last);
    if (!svg || !x || !y) return nothing_here();
    const auto view = tile(*zoom, *x, *y);
    // Around the municipality there is a margin of one square, so that a map can be pulled; the
    // rest of the world is not drawn, nor kept.
    auto near = view;
    near.width *= 3;
    near.height *= 3;
    if (!near.bounds().meets(map->outline.bounds())) return nothing_here();
    auto response = http::text_response(draw(*map, view), svg_type);
    response.set_header("Cache-Control", "public, max-age=3600");
    response.cacheable = true;
    return response;
}

Response show_picture(const Request& request, const Deps& deps) {
    const auto map = map_of(request, deps);
    if (!map) return nothing_here();
    constexpr int usual = 320;
    const auto size = [&](std::string_view name) {
        return number(request.query.get(name), smallest_picture, largest_picture).value_or(usual);
    };
    auto view = overview(*map, size("breite"), size("hoehe"));
    if (const auto centre = parse_position(request.query.get("mitte"))) {
        view.centre = *centre;
        view.zoom = number(request.query.get("zoom"), View::furthest, View::nearest)
                        .value_or(View::nearest - 2);
    }
    auto response =
        http::text_response(draw(*map, view, parse_position(request.query.get("punkt"))), svg_type);
    // Which place somebody looks at is nobody else's business, a proxy's neither.
    response.set_header("Cache-Control", "private, max-age=3600");
    return response;
}

Response show_place(const Request& request, const Deps& deps) {
    const auto map = map_of(request, deps);
    const auto place = parse_position(request.query.get("punkt"));
    if (!map || !place) return nothing_here();
    const auto street = map->street_near(*place);
    auto response = http::json_response(json::serialize(json::object{
        {"inside", map->contains(*place)}, {"street", street ? street->name : std::string{}}}));
    response.set_header("Cache-Control", "no-store");
    return response;
}

}  // namespace

void add_pages(http::Router& router, const Deps& deps) {
    using Page = Response (*)(const Request&, const Deps&);
    const auto add = [&](std::string pattern, Page page) {
        router.tenant(
            {.method = http::Method::get,
             .pattern = std::move(pattern),
             .handler = [&deps, page](const Request& request) { return page(request, deps); }});
    };
    add("/karte/{zoom}/{x}/{name}", &show_tile);
    add("/karte/bild.svg", &show_picture);
    add("/karte/stelle.json", &show_place);
}

std::string picture_address(std::string_view base, const View& view,
                            const std::optional<Position>& marked) {
    return fmt::format("{}/karte/bild.svg?mitte={}&zoom={}&breite={}&hoehe={}{}", base,
                       to_text(view.centre), view.zoom, view.width, view.height,
                       marked ? "&punkt=" + to_text(*marked) : std::string{});
}

}  // namespace kommod::geo
