// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/layout.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "documents/table.h"
#include "documents/text.h"

namespace kommod::documents {
namespace {

constexpr Style heading_styles[]{{22, 27, true}, {13, 17, true}, {10.5, 14.5, true}};
constexpr double above_headings[]{0, 20, 13};
constexpr double below_heading = 4;
constexpr Style lead_style{12, 17.5};
constexpr Style plain_style{10, 14.5};
constexpr Style small_style{8.5, 11.5, false, muted_ink};
constexpr double between_paragraphs = 7;
constexpr double between_items = 2.5;
constexpr double item_indent = 14;

constexpr Style number_style{26, 31, true};
constexpr Style label_style{9.5, 12.5};
constexpr Style change_style{8.5, 11.5, false, muted_ink};
constexpr double key_gutter = 18;
constexpr double key_rule = 1.5;

const Style& style_of(Voice voice) {
    if (voice == Voice::lead) return lead_style;
    return voice == Voice::small ? small_style : plain_style;
}

class Layouter {
  public:
    Layouter(const Document& document, PangoContext* context, const Measure& measure)
        : document_(document), context_(context), measure_(measure) {}

    Result<Layout> run() {
        for (const Block& block : document_.blocks) {
            const std::size_t before = layout_.pieces.size();
            const std::string field = fmt::format("blocks[{}]", id_++);
            if (auto added = std::visit(*this, block); !added) {
                added.error().field = field;
                return fail(std::move(added.error()));
            }
            for (std::size_t i = before; i < layout_.pieces.size(); ++i)
                layout_.pieces[i].field = field;
            const bool is_heading = std::holds_alternative<Heading>(block);
            if (after_heading_ && !is_heading && layout_.pieces.size() > before)
                layout_.pieces[before].slice.gap = below_heading;
            after_heading_ = is_heading;
        }
        return std::move(layout_);
    }

    Result<void> operator()(const Heading& heading) {
        const auto level = static_cast<std::size_t>(heading.level - 1);
        const auto text = set({{heading.text}}, heading_styles[level]);
        const Path path{{"H" + std::to_string(heading.level), id_}};
        layout_.pieces.push_back(
            {{text->height(), above_headings[level], true},
             [text, path, x = measure_.left](Painter& painter, double y) -> Result<void> {
                 text->draw(painter, path, x, y);
                 return {};
             }});
        return {};
    }

    Result<void> operator()(const Paragraph& paragraph) {
        add_lines(set(paragraph.text, style_of(paragraph.voice)), {{"P", id_}}, measure_.left,
                  between_paragraphs);
        return {};
    }

    Result<void> operator()(const List& list) {
        for (std::size_t i = 0; i < list.items.size(); ++i) {
            const Path item{{"L", id_}, {"LI", static_cast<int>(i)}};
            Path body = item;
            body.push_back({"LBody"});
            const std::size_t first = layout_.pieces.size();
            add_lines(set(list.items[i], plain_style, measure_.width - item_indent), body,
                      measure_.left + item_indent, i == 0 ? between_paragraphs : between_items);
            add_label(layout_.pieces[first], item,
                      list.numbered ? std::to_string(i + 1) + "." : "\u2022");
        }
        return {};
    }

    Result<void> operator()(const Table& table) {
        lay_out_table(layout_, table, id_, context_, measure_);
        return {};
    }

    Result<void> operator()(const Figure& figure);
    Result<void> operator()(const KeyFigures& key);

    Result<void> operator()(const Spacer& spacer) {
        layout_.pieces.push_back(
            {{0, points(spacer.height_mm)}, [](Painter&, double) -> Result<void> { return {}; }});
        return {};
    }

  private:
    using SharedText = std::shared_ptr<const Text>;  // by the pieces that its lines become

    SharedText set(const Spans& spans, const Style& style, double width = 0) const {
        return std::make_shared<const Text>(context_, spans, style,
                                            width > 0 ? width : measure_.width);
    }

    // At least two lines of a paragraph stand on either side of a page's end.
    void add_lines(const SharedText& text, const Path& path, double x, double gap) {
        const std::size_t lines = text->lines();
        for (std::size_t first = 0; first < lines;) {
            const bool at_an_end = first == 0 || first + 2 == lines;
            const std::size_t end = lines <= 3 ? lines : first + (at_an_end ? 2 : 1);
            layout_.pieces.push_back(
                {{text->style().leading * static_cast<double>(end - first), first == 0 ? gap : 0},
                 [text, path, x, first, end](Painter& painter, double y) -> Result<void> {
                     text->draw(painter, path, first, end, x, y);
                     return {};
                 }});
            first = end;
        }
    }

    void add_label(Piece& piece, Path item, std::string label) const {
        item.push_back({"Lbl"});
        const auto text = set({{std::move(label)}}, plain_style, item_indent);
        piece.draw = [text, item, x = measure_.left, body = std::move(piece.draw)](
                         Painter& painter, double y) -> Result<void> {
            text->draw(painter, item, x, y);
            return body(painter, y);
        };
    }

    const Document& document_;
    PangoContext* context_;
    Measure measure_;
    Layout layout_;
    int id_ = 0;
    bool after_heading_ = false;
};

Result<void> Layouter::operator()(const Figure& figure) {
    auto parsed = Svg::parse(figure.svg, document_.about.site);
    if (!parsed) return fail(std::move(parsed.error()));
    layout_.links.insert(parsed->links().begin(), parsed->links().end());
    const auto drawing = std::make_shared<const Svg>(std::move(*parsed));
    const double width =
        figure.width_mm > 0 ? std::min(points(figure.width_mm), measure_.width) : measure_.width;
    const double height = width * drawing->height_per_width();
    const SharedText caption =
        figure.caption.empty() ? nullptr : set({{figure.caption}}, small_style);
    constexpr double above_caption = 4;
    layout_.pieces.push_back(
        {{height + (caption ? above_caption + caption->height() : 0), 10},
         [drawing, caption, width, height, id = id_, x = measure_.left,
          alternative = figure.alternative](Painter& painter, double y) -> Result<void> {
             painter.within({{"Figure", id}});
             auto drawn = painter.figure(*drawing, {x, y, width, height}, alternative);
             if (drawn && caption)
                 caption->draw(painter, {{"P", id}}, x, y + height + above_caption);
             return drawn;
         }});
    return {};
}

Result<void> Layouter::operator()(const KeyFigures& key) {
    struct Cell {
        SharedText number, label, change;
        double height() const {
            return number->height() + label->height() + (change ? change->height() : 0);
        }
    };
    const auto count = static_cast<double>(key.figures.size());
    const double width = (measure_.width - key_gutter * (count - 1)) / count;
    std::vector<Cell> cells;
    double height = 0;
    for (const KeyFigure& figure : key.figures) {
        cells.push_back(
            {set({{figure.number}}, number_style, width), set({{figure.label}}, label_style, width),
             figure.change.empty() ? nullptr : set({{figure.change}}, change_style, width)});
        height = std::max(height, cells.back().height());
    }
    constexpr double below_rule = 5;
    layout_.pieces.push_back(
        {{key_rule + below_rule + height, 12},
         [cells, width, id = id_, left = measure_.left](Painter& painter,
                                                        double y) -> Result<void> {
             for (std::size_t i = 0; i < cells.size(); ++i) {
                 const double x = left + static_cast<double>(i) * (width + key_gutter);
                 painter.decoration();
                 set_colour(painter.canvas(), action);
                 cairo_rectangle(painter.canvas(), x, y, width, key_rule);
                 cairo_fill(painter.canvas());
                 double at = y + key_rule + below_rule;
                 int part = static_cast<int>(i) * 3;
                 for (const SharedText& text : {cells[i].number, cells[i].label, cells[i].change}) {
                     if (!text) continue;
                     text->draw(painter, {{"Div", id}, {"P", part++}}, x, at);
                     at += text->height();
                 }
             }
             return {};
         }});
    return {};
}

}  // namespace

Result<Layout> lay_out(const Document& document, PangoContext* context, const Measure& measure) {
    return Layouter{document, context, measure}.run();
}

}  // namespace kommod::documents
