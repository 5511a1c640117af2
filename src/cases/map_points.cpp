// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/map_points.h"

#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "cases/answers_view.h"
#include "cases/uploads.h"
#include "geo/drawing.h"
#include "geo/pages.h"
#include "html/page.h"

namespace kommod::cases {
namespace {

using forms::Field;
using forms::FieldType;

// Fits a phone of 360 pixels; where it was clicked is only right when nobody scales it.
constexpr int picture_size = 320;  // pixels
// From here on a click hits the house that was meant.
constexpr int close_zoom = 16;

std::optional<int> number(std::string_view text) {
    int out = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return out;
}

std::string to_text(const geo::View& view) {
    return fmt::format("{}/{}", view.zoom, geo::to_text(view.centre));
}

std::optional<geo::View> parse_view(std::string_view text) {
    const auto slash = text.find('/');
    const auto zoom = number(text.substr(0, slash));
    if (slash == text.npos || !zoom || *zoom < geo::View::furthest || *zoom > geo::View::nearest)
        return std::nullopt;
    const auto centre = geo::parse_position(text.substr(slash + 1));
    if (!centre) return std::nullopt;
    return geo::View{*centre, *zoom, picture_size, picture_size};
}

// As people here write it, and as a field reads it.
std::string with_comma(double degrees) {
    return text::replace_all(fmt::format("{:.5f}", degrees), ".", ",");
}

// "ort:norden" or "ort:15/51.9,7.1".
struct Said {
    std::string_view field, rest;
};
Said said(std::string_view text) {
    const auto colon = text.find(':');
    return colon == text.npos ? Said{} : Said{text.substr(0, colon), text.substr(colon + 1)};
}

// What somebody did with the map of a question.
struct Act {
    std::string_view what;  // the button; "klick" for the picture
    geo::Pixel pixel;
};

std::optional<Act> act_on(const http::Request& request, std::string_view name) {
    const auto button = said(request.form.get("karte"));
    if (button.field == name) return Act{button.rest, {}};
    const auto x = number(request.form.get(fmt::format("{}.karte.x", name))),
               y = number(request.form.get(fmt::format("{}.karte.y", name)));
    if (!x || !y) return std::nullopt;
    // Pressed with the keyboard: browsers send the corner then.
    if (*x == 0 && *y == 0) return Act{"mitte", {}};
    const auto inside = [](int at) { return std::clamp(at, 0, picture_size) * 1.0; };
    return Act{"klick", {inside(*x), inside(*y)}};
}

// What the picture showed when its page was made: that page said so itself, or its address; at
// first the place that is chosen, else all there is.
geo::View view_before(const Visit& visit, const geo::Map& map, std::string_view name,
                      const std::optional<geo::Position>& chosen) {
    if (const auto own = parse_view(visit.request.form.get(fmt::format("{}.ansicht", name))))
        return *own;
    const auto address = said(visit.request.query.get("karte"));
    if (address.field == name)
        if (const auto view = parse_view(address.rest)) return *view;
    if (chosen) return {*chosen, close_zoom, picture_size, picture_size};
    return geo::overview(map, picture_size, picture_size);
}

geo::View view_after(const geo::Map& map, const geo::View& before, const Act& act) {
    constexpr double step = 0.4;  // of the picture
    if (act.what == "naeher") return before.zoomed(1);
    if (act.what == "weiter") return before.zoomed(-1);
    if (act.what == "norden") return before.moved(0, -step);
    if (act.what == "sueden") return before.moved(0, step);
    if (act.what == "westen") return before.moved(-step, 0);
    if (act.what == "osten") return before.moved(step, 0);
    auto out = before;
    // Nearer with every click until it is near enough: the next one mends it. Beyond the boundary
    // there is nothing to see.
    const auto clicked = before.at(act.pixel);
    if (act.what == "klick" && map.contains(clicked)) {
        out.centre = clicked;
        if (out.zoom < close_zoom) out.zoom = std::min(close_zoom, out.zoom + 2);
    }
    return out;
}

const Field* point_of(const Place& place, std::string_view name) {
    const auto& fields = place.fields();
    const auto found = std::ranges::find_if(fields, [&](const Field& field) {
        return field.type == FieldType::point && field.key == name;
    });
    return found == fields.end() ? nullptr : &*found;
}

// Typed coordinates, be they right or wrong, make way for what was chosen; "" empties them.
forms::RawInput with_position(const forms::RawInput& typed, const std::string& name,
                              const std::optional<geo::Position>& position) {
    const std::string latitude = position ? with_comma(position->latitude) : "",
                      longitude = position ? with_comma(position->longitude) : "";
    return [=](std::string_view input) -> std::vector<std::string> {
        if (input == name + ".latitude") return {latitude};
        if (input == name + ".longitude") return {longitude};
        return typed(input);
    };
}

}  // namespace

OnMaps read_maps(const Visit& visit, const Place& place, const forms::RawInput& typed) {
    OnMaps out{typed, {}, {}};
    const auto map = visit.map();
    if (!map) return out;
    for (const Field& field : place.fields()) {
        const auto act =
            field.type == FieldType::point ? act_on(visit.request, field.key) : std::nullopt;
        if (!act) continue;
        const auto chosen = position_in(forms::read_typed(field, field.key, typed).value);
        const auto before = view_before(visit, *map, field.key, chosen);
        out.field = field.key;
        out.view = to_text(view_after(*map, before, *act));
        if (act->what == "klick")
            out.typed = with_position(typed, field.key, before.at(act->pixel));
        if (act->what == "mitte") out.typed = with_position(typed, field.key, before.centre);
        if (act->what == "weg") out.typed = with_position(typed, field.key, std::nullopt);
    }
    return out;
}

http::Response to_changed(const Visit& visit, const Draft& kept, const std::string& page,
                          const OnMaps& on_maps) {
    if (on_maps.field.empty()) return to_files(visit, kept, page);
    const auto suffix = visit.return_suffix();
    auto response =
        http::redirect(fmt::format("{}{}{}karte={}:{}#{}", page, suffix, suffix.empty() ? "?" : "&",
                                   on_maps.field, on_maps.view, on_maps.field));
    set_cookie(response, visit, kept, visit.token);
    return response;
}

json::value map_view(const Visit& visit, const Place& place, std::string_view name,
                     const forms::RawInput& typed) {
    const auto map = visit.map();
    const auto* field = map ? point_of(place, name) : nullptr;
    if (field == nullptr) return nullptr;
    const auto chosen = position_in(forms::read_typed(*field, name, typed).value);
    auto view = view_before(visit, *map, name, chosen);
    if (const auto act = act_on(visit.request, name)) view = view_after(*map, view, *act);
    const auto street = chosen ? map->street_near(*chosen) : std::nullopt;
    const auto& bounds = map->outline.bounds();
    const auto base = std::string{visit.request.base()};
    return json::object{{"picture_href", geo::picture_address(base, view, chosen)},
                        {"view", to_text(view)},
                        {"source", map->sources_named()},
                        {"chosen", chosen.has_value()},
                        {"street", street ? street->name : std::string{}},
                        {"outside", chosen && !field->settings.outside && !map->contains(*chosen)},
                        {"tiles", base + "/karte/{z}/{x}/{y}.svg"},
                        {"place_href", base + "/karte/stelle.json"},
                        {"script_href", html::asset_path("map.js")},
                        {"style_href", html::asset_path("map.css")},
                        {"bounds", fmt::format("{},{},{},{}", bounds.south, bounds.west,
                                               bounds.north, bounds.east)}};
}

}  // namespace kommod::cases
