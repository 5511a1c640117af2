// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "geo/drawing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "base/markup.h"

namespace kommod::geo {
namespace {

// Contrast with white: names 12:1, the outline 5:1, ways at least 1.6:1 beside their edge.
constexpr const char* outside_color = "#e4e6ea";
constexpr const char* inside_color = "#fbfaf7";
constexpr const char* outline_color = "#6b4f8f";
constexpr const char* name_color = "#33363d";
constexpr const char* pin_color = "#b3261e";

struct Look {
    const char* color;
    const char* edge;  // around it; empty: none
    const char* dash;  // empty: none
    int first_zoom;
    double width;    // pixels at the first zoom
    double growth;   // pixels more with every step nearer
    int names_zoom;  // names from there on; 99: none
};

const Look& look_of(WayKind kind) {
    static constexpr std::array<Look, 5> looks{{
        {"#f2c879", "#b98a2f", "", View::furthest, 1.2, 0.9, 13},  // main
        {"#ffffff", "#b4b7bf", "", 13, 1, 1.6, 15},                // street
        {"#a58f6e", "", "4 3", 15, 1, 0.4, 16},                    // path
        {"#7a7d85", "", "7 4", 11, 1.2, 0.3, 99},                  // rail
        {"#7fb2d9", "", "", 10, 1, 0.7, 15},                       // water
    }};
    return looks.at(static_cast<std::size_t>(kind));
}

double width_of(const Look& look, int zoom) {
    return look.width + look.growth * (zoom - look.first_zoom);
}

// Code points of UTF-8.
double letters_of(std::string_view name) {
    return static_cast<double>(
        std::ranges::count_if(name, [](unsigned char byte) { return (byte & 0xC0U) != 0x80U; }));
}

class Drawing {
  public:
    Drawing(const Map& map, const View& view, std::string_view ids)
        : map_(map), view_(view), ids_(ids), shown_(view.bounds()) {
        // A name or a broad street reaches into a picture from outside of it.
        const double up = (shown_.north - shown_.south) / 4,
                     right = (shown_.east - shown_.west) / 4;
        shown_.include({shown_.north + up, shown_.east + right});
        shown_.include({shown_.south - up, shown_.west - right});
    }

    std::string made(const std::optional<Position>& marked) && {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 "
            "{0} {1}\"><rect width=\"{0}\" height=\"{1}\" fill=\"{2}\"/>",
            view_.width, view_.height, outside_color);
        draw_ground();
        using enum WayKind;
        for (const auto kind : {water, path, rail})
            draw_ways(kind, false);
        // All edges first, so that crossings are open.
        for (const bool edge : {true, false})
            for (const auto kind : {street, main})
                if (edge || *look_of(kind).edge != '\0') draw_ways(kind, edge);
        draw_names();
        draw_outline();
        if (marked) draw_pin(*marked);
        out_ += "</svg>";
        return std::move(out_);
    }

  private:
    template <class... Parts>
    void add(fmt::format_string<Parts...> format, Parts&&... parts) {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Parts>(parts)...);
    }

    std::vector<Pixel> pixels_of(const Line& line) const {
        constexpr double finest = 0.7;  // of a pixel: what is closer cannot be told apart
        std::vector<Pixel> out;
        for (std::size_t at = 0; at < line.size(); ++at) {
            const auto pixel = view_.to_pixel(line[at]);
            const bool last = at + 1 == line.size();
            if (out.empty() || last ||
                std::hypot(pixel.x - out.back().x, pixel.y - out.back().y) > finest)
                out.push_back(pixel);
        }
        return out;
    }

    void add_path(const std::vector<Pixel>& pixels) {
        char step = 'M';
        for (const auto& pixel : pixels) {
            add("{}{:.1f} {:.1f}", step, pixel.x, pixel.y);
            step = 'L';
        }
    }

    void add_area() {
        for (const auto& piece : map_.outline.pieces())
            for (const auto& ring : piece) {
                add_path(pixels_of(ring));
                out_ += 'Z';
            }
    }

    void draw_ground() {
        add("<path fill=\"{}\" fill-rule=\"evenodd\" d=\"", inside_color);
        add_area();
        out_ += "\"/>";
    }

    void draw_outline() {
        add("<path fill=\"none\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"8 3 2 3\" "
            "d=\"",
            outline_color);
        add_area();
        out_ += "\"/>";
    }

    template <class Take>
    void each_shown(WayKind kind, Take take) const {
        for (std::size_t at = 0; at < map_.ways.all.size(); ++at)
            if (map_.ways.all[at].kind == kind && map_.ways.bounds[at].meets(shown_))
                take(map_.ways.all[at]);
    }

    void draw_ways(WayKind kind, bool edge) {
        const auto& look = look_of(kind);
        if (view_.zoom < look.first_zoom) return;
        const double width = width_of(look, view_.zoom) + (edge ? 1.6 : 0);
        std::string lines;
        std::swap(lines, out_);
        each_shown(kind, [&](const Way& way) { add_path(pixels_of(way.line)); });
        std::swap(lines, out_);
        if (lines.empty()) return;
        add("<path fill=\"none\" stroke=\"{}\" stroke-width=\"{:.1f}\" stroke-linecap=\"round\" "
            "stroke-linejoin=\"round\"",
            edge ? look.edge : look.color, width);
        if (*look.dash != '\0') add(" stroke-dasharray=\"{}\"", look.dash);
        add(" d=\"{}\"/>", lines);
    }

    // Along the way, read from left to right, where it is long enough for it.
    void draw_name(const Way& way, const Look& look) {
        auto pixels = pixels_of(way.line);
        if (pixels.back().x < pixels.front().x) std::ranges::reverse(pixels);
        double length = 0;
        for (std::size_t at = 1; at < pixels.size(); ++at)
            length += std::hypot(pixels[at].x - pixels[at - 1].x, pixels[at].y - pixels[at - 1].y);
        const double size = std::clamp(width_of(look, view_.zoom) + 3, 10.0, 13.0);
        constexpr double width_of_letter = 0.56;
        const double needed = size * width_of_letter * letters_of(way.name);
        if (length < needed * 1.1) return;
        const auto id = fmt::format("{}{}", ids_, names_++);
        add("<path id=\"{}\" fill=\"none\" d=\"", id);
        add_path(pixels);
        add("\"/><text font-size=\"{:.1f}\" dy=\"{:.1f}\"><textPath href=\"#{}\" "
            "startOffset=\"50%\">{}</textPath></text>",
            size, size * 0.35, id, markup::escaped(way.name));
    }

    void draw_names() {
        add("<g font-family=\"Fira Sans,Arial,sans-serif\" text-anchor=\"middle\" fill=\"{}\" "
            "stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" "
            "paint-order=\"stroke\">",
            name_color);
        using enum WayKind;
        for (const auto kind : {main, street, path, water}) {
            const auto& look = look_of(kind);
            if (view_.zoom < look.names_zoom) continue;
            each_shown(kind, [&](const Way& way) {
                if (!way.name.empty()) draw_name(way, look);
            });
        }
        out_ += "</g>";
    }

    // Its tip is the place.
    void draw_pin(const Position& position) {
        const auto tip = view_.to_pixel(position);
        add("<g transform=\"translate({:.1f} {:.1f})\"><path fill=\"{}\" stroke=\"#ffffff\" "
            "stroke-width=\"2\" d=\"M0 0C-4-10-12-15-12-24a12 12 0 1 1 24 0C12-15 4-10 0 0Z\"/>"
            "<circle cy=\"-24\" r=\"4.5\" fill=\"#ffffff\"/></g>",
            tip.x, tip.y, pin_color);
    }

    const Map& map_;
    const View& view_;
    std::string_view ids_;
    Bounds shown_;
    std::string out_;
    int names_ = 0;
};

}  // namespace

std::string draw(const Map& map, const View& view, const std::optional<Position>& marked,
                 std::string_view ids) {
    return Drawing{map, view, ids}.made(marked);
}

View overview(const Map& map, int width, int height) {
    constexpr int margin = 16;  // pixels on every side
    auto out = showing(map.outline.bounds(), width - 2 * margin, height - 2 * margin);
    out.width = width;
    out.height = height;
    return out;
}

}  // namespace kommod::geo
