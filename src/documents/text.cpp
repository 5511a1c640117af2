// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/text.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "documents/fonts.h"
#include "documents/glyphs.h"

namespace kommod::documents {
namespace {

template <class Visit>  // (character, first byte, bytes)
void each_character(std::string_view text, Visit visit) {
    for (const char* at = text.data(); at < text.data() + text.size();) {
        const char* const next = g_utf8_next_char(at);
        visit(static_cast<char32_t>(g_utf8_get_char(at)),
              static_cast<std::size_t>(at - text.data()), static_cast<std::size_t>(next - at));
        at = next;
    }
}

// What has no glyph of its own and needs none.
bool is_invisible(char32_t c) {
    return c == '\n' || c == 0x00ad || c == 0x200c || c == 0x200d || c == 0x2060;
}

void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end) {
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(list, attribute);
}

// A word with a letter that Fira Sans has not is set in Noto Sans as a whole: a combining mark must
// come from the typeface of its base to sit in its place, and a word of two faces looks torn.
void set_second_family(PangoAttrList* list, std::string_view words) {
    std::size_t begin = 0;
    bool foreign = false;
    const auto end_word = [&](std::size_t end) {
        if (foreign) add(list, pango_attr_family_new(second_family), begin, end);
        foreign = false;
    };
    each_character(words, [&](char32_t c, std::size_t at, std::size_t bytes) {
        if (c == ' ' || c == '\n' || c == 0xa0) {
            end_word(at);
            begin = at + bytes;
        } else if (!is_invisible(c) && !first_family_has(c)) {
            foreign = true;
        }
    });
    end_word(words.size());
}

// Marks that turn the direction of writing: no letter of ours needs them, and a name could be made
// to read as another.
bool turns(char32_t c) {
    return c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

PangoAttribute* weight(bool semibold) {
    return pango_attr_weight_new(semibold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
}

// Ligatures would need a note of their own in the PDF to be read as letters, and German compounds
// want none.
std::string features(const Style& style) {
    return style.alignment == Alignment::right ? "liga 0, clig 0, tnum 1" : "liga 0, clig 0";
}

}  // namespace

void set_colour(cairo_t* canvas, const Colour& colour) {
    cairo_set_source_rgb(canvas, colour.red, colour.green, colour.blue);
}

std::string presentable(std::string_view text) {
    std::string shown;
    const std::string composed = text::nfc(text);
    each_character(composed, [&](char32_t c, std::size_t at, std::size_t bytes) {
        if (turns(c)) return;
        if (is_invisible(c) || (c >= ' ' && (first_family_has(c) || second_family_has(c))))
            shown.append(composed, at, bytes);
        else if (c == '\t')
            shown += ' ';
        else if (c >= ' ' && !(c >= 0x7f && c < 0xa0))
            shown += "\xEF\xBF\xBD";
    });
    return shown;
}

Text::Text(PangoContext* context, const Spans& spans, const Style& style, double width)
    : style_(style), layout_(pango_layout_new(context)) {
    const Attributes attributes{pango_attr_list_new()};
    PangoAttrList* const list = attributes.get();
    add(list, pango_attr_font_features_new(features(style).c_str()), 0, G_MAXUINT);
    for (const Span& span : spans) {
        const std::size_t begin = words_.size();
        words_ += presentable(span.text);
        if (begin == words_.size()) continue;
        stretches_.push_back({begin, words_.size(), span.link});
        add(list, weight(style.semibold || span.bold), begin, words_.size());
        // Not seen: it keeps Pango from joining a link and its neighbours into one run.
        if (!span.link.empty())
            add(list, pango_attr_foreground_new(0, 0, 0xffff), begin, words_.size());
    }
    if (stretches_.empty()) stretches_.emplace_back();
    set_second_family(list, words_);

    const FontDescription font{pango_font_description_new()};
    pango_font_description_set_family(font.get(), first_family);
    pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
    pango_layout_set_font_description(layout_.get(), font.get());
    pango_layout_set_width(layout_.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_auto_dir(layout_.get(), FALSE);
    pango_layout_set_alignment(
        layout_.get(), style.alignment == Alignment::right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    pango_layout_set_attributes(layout_.get(), list);
    pango_layout_set_text(layout_.get(), words_.data(), static_cast<int>(words_.size()));
    lines_ = pango_layout_get_line_count(layout_.get());
}

const Text::Stretch& Text::stretch_at(std::size_t byte) const {
    const auto found =
        std::ranges::find_if(stretches_, [&](const Stretch& s) { return byte < s.end; });
    return found == stretches_.end() ? stretches_.back() : *found;
}

// Fira's ascender and descender are 0.935 and 0.265 of its size; the rest of the leading lies above
// and below alike.
double Text::baseline_in_line() const {
    return (style_.leading - 1.2 * style_.size) / 2 + 0.935 * style_.size;
}

void Text::draw(Painter& painter, const Path& within, std::size_t first, std::size_t end, double x,
                double y) const {
    draw_lines(painter, &within, first, end, x, y);
}

void Text::draw_as_decoration(Painter& painter, double x, double y) const {
    draw_lines(painter, nullptr, 0, lines(), x, y);
}

void Text::draw_lines(Painter& painter, const Path* within, std::size_t first, std::size_t end,
                      double x, double y) const {
    const LineIterator line{pango_layout_get_iter(layout_.get())};
    for (std::size_t i = 0; i < end; ++i) {
        if (i >= first)
            draw_line(painter, within, line.get(), x,
                      y + baseline_in_line() + style_.leading * static_cast<double>(i - first),
                      static_cast<int>(i));
        pango_layout_iter_next_line(line.get());
    }
}

void Text::enter(Painter& painter, const Path* within, const Stretch& stretch, int line) const {
    if (within == nullptr) return painter.decoration();
    Path path = *within;
    if (stretch.link.empty())
        path.push_back({"Span"});
    else  // one for each line: the areas of a link are rectangles
        path.push_back(
            {"Link", static_cast<int>(stretch.begin) * 1000 + line, "uri='" + stretch.link + "'"});
    painter.within(path);
}

void Text::draw_line(Painter& painter, const Path* within, PangoLayoutIter* line, double x,
                     double baseline, int number) const {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(line, nullptr, &logical);
    double pen = x + static_cast<double>(logical.x) / PANGO_SCALE;
    const PangoLayoutLine* const this_line = pango_layout_iter_get_line_readonly(line);
    const bool broken =
        words_[static_cast<std::size_t>(this_line->start_index + this_line->length)] == '\n';
    for (GSList* run = this_line->runs; run != nullptr; run = run->next) {
        auto* const item = static_cast<PangoGlyphItem*>(run->data);
        const Stretch& stretch = stretch_at(static_cast<std::size_t>(item->item->offset));
        enter(painter, within, stretch, number);
        set_colour(painter.canvas(), stretch.link.empty() ? style_.colour : action);
        const double width = show_run(painter.canvas(), item, words_, pen, baseline);
        if (broken && run->next == nullptr)
            show_space(painter.canvas(), item, pen + width, baseline);
        if (!stretch.link.empty()) {
            painter.decoration();
            cairo_rectangle(painter.canvas(), pen, baseline + 0.14 * style_.size, width, 0.5);
            cairo_fill(painter.canvas());
        }
        pen += width;
    }
}

}  // namespace kommod::documents
