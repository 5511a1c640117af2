// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Words set in lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "documents/document.h"
#include "documents/handles.h"
#include "documents/painter.h"

namespace kommod::documents {

struct Colour {
    double red, green, blue;
};

// KERN's colours on white paper.
inline constexpr Colour ink{0x13 / 255.0, 0x15 / 255.0, 0x25 / 255.0};
inline constexpr Colour muted_ink{0x51 / 255.0, 0x57 / 255.0, 0x7a / 255.0};
inline constexpr Colour action{0x20 / 255.0, 0x44 / 255.0, 0xaa / 255.0};
inline constexpr Colour hairline{0xc0 / 255.0, 0xc3 / 255.0, 0xd5 / 255.0};

void set_colour(cairo_t* canvas, const Colour& colour);

struct Style {
    double size;     // points
    double leading;  // from one baseline to the next, points
    bool semibold = false;
    Colour colour = ink;
    Alignment alignment = Alignment::left;
};

// A text in its lines, ready to be drawn on any page. Links and bold stretches keep their own look.
class Text {
  public:
    Text(PangoContext* context, const Spans& spans, const Style& style, double width);

    std::size_t lines() const { return static_cast<std::size_t>(lines_); }
    double height() const { return style_.leading * lines_; }
    const Style& style() const { return style_; }
    // Draws lines from `first` to before `end`, the top of the first at `y`. They belong to the
    // element `within`, as Spans and Links of it.
    void draw(Painter& painter, const Path& within, std::size_t first, std::size_t end, double x,
              double y) const;
    void draw(Painter& painter, const Path& within, double x, double y) const {
        draw(painter, within, 0, lines(), x, y);
    }
    void draw_as_decoration(Painter& painter, double x, double y) const;

  private:
    struct Stretch {
        std::size_t begin = 0, end = 0;  // bytes
        std::string link;
    };
    const Stretch& stretch_at(std::size_t byte) const;
    void draw_lines(Painter& painter, const Path* within, std::size_t first, std::size_t end,
                    double x, double y) const;
    void draw_line(Painter& painter, const Path* within, PangoLayoutIter* line, double x,
                   double baseline, int number) const;
    void enter(Painter& painter, const Path* within, const Stretch& stretch, int line) const;
    double baseline_in_line() const;

    Style style_;
    std::string words_;
    std::vector<Stretch> stretches_;
    Object<PangoLayout> layout_;
    int lines_ = 0;
};

// The text as it is shown: normalisation form C, no control characters but line breaks, U+FFFD for
// what no typeface has.
std::string presentable(std::string_view text);

}  // namespace kommod::documents
