// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/glyphs.h"

#include <string_view>
#include <vector>

#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>

namespace kommod::documents {
namespace {

double units(int pango) {
    return static_cast<double>(pango) / PANGO_SCALE;
}

// Glyphs with the text they stand for, as Cairo takes them.
struct Shown {
    std::string text;
    std::vector<cairo_glyph_t> glyphs;
    std::vector<cairo_text_cluster_t> clusters;
    double pen;  // where the next glyph goes
    double baseline;

    void add(PangoGlyph glyph, const PangoGlyphGeometry& geometry) {
        glyphs.push_back(
            {glyph, pen + units(geometry.x_offset), baseline + units(geometry.y_offset)});
        pen += units(geometry.width);
    }
    void end_cluster(std::string_view words, std::size_t glyphs_before) {
        text += words;
        clusters.push_back(
            {static_cast<int>(words.size()), static_cast<int>(glyphs.size() - glyphs_before)});
    }
};

void show_cluster(Shown& shown, const PangoGlyphItemIter& at, PangoFont* font,
                  std::string_view words) {
    const PangoGlyphString* const string = at.glyph_item->glyphs;
    const std::size_t before = shown.glyphs.size();
    for (int i = at.start_glyph; i < at.end_glyph; ++i) {
        const PangoGlyphInfo& info = string->glyphs[i];
        if (info.glyph != PANGO_GLYPH_EMPTY)
            shown.add(info.glyph, info.geometry);
        else if (words == " ")
            shown.add(pango_fc_font_get_glyph(PANGO_FC_FONT(font), ' '), info.geometry);
    }
    if (shown.glyphs.size() > before) shown.end_cluster(words, before);
}

void show(cairo_t* canvas, PangoFont* font, const Shown& shown) {
    cairo_set_scaled_font(canvas, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)));
    cairo_show_text_glyphs(canvas, shown.text.data(), static_cast<int>(shown.text.size()),
                           shown.glyphs.data(), static_cast<int>(shown.glyphs.size()),
                           shown.clusters.data(), static_cast<int>(shown.clusters.size()),
                           static_cast<cairo_text_cluster_flags_t>(0));
}

}  // namespace

double show_run(cairo_t* canvas, PangoGlyphItem* run, const std::string& words, double x,
                double baseline) {
    PangoFont* const font = run->item->analysis.font;
    Shown shown{{}, {}, {}, x, baseline};
    PangoGlyphItemIter at;
    for (bool more = pango_glyph_item_iter_init_start(&at, run, words.c_str()); more;
         more = pango_glyph_item_iter_next_cluster(&at))
        show_cluster(shown, at, font,
                     std::string_view{words}.substr(
                         static_cast<std::size_t>(at.start_index),
                         static_cast<std::size_t>(at.end_index - at.start_index)));
    show(canvas, font, shown);
    return shown.pen - x;
}

void show_space(cairo_t* canvas, PangoGlyphItem* after, double x, double baseline) {
    PangoFont* const font = after->item->analysis.font;
    Shown shown{{}, {}, {}, x, baseline};
    shown.add(pango_fc_font_get_glyph(PANGO_FC_FONT(font), ' '), {});
    shown.end_cluster(" ", 0);
    show(canvas, font, shown);
}

}  // namespace kommod::documents
