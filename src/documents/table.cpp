// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/table.h"

#include <algorithm>
#include <memory>

#include "documents/text.h"

namespace kommod::documents {
namespace {

constexpr Style header_style{8.5, 11, true, muted_ink};
constexpr Style cell_style{9.5, 13};
constexpr double above = 3.5, below = 3.5;  // the words of a row, points
constexpr double gutter = 12;               // between columns
constexpr double thin = 0.4, strong = 1;

struct Lane {
    double x = 0, width = 0;
    Alignment alignment = Alignment::left;
};

std::vector<Lane> lanes_of(const Table& table, const Measure& measure) {
    double shares = 0;
    for (const Column& column : table.columns)
        shares += column.share;
    const double room = measure.width - gutter * static_cast<double>(table.columns.size() - 1);
    std::vector<Lane> lanes;
    double x = measure.left;
    for (const Column& column : table.columns) {
        const double width = room * column.share / shares;
        lanes.push_back({x, width, column.alignment});
        x += width + gutter;
    }
    return lanes;
}

class Row {
  public:
    Row(PangoContext* context, const std::vector<Spans>& cells, const std::vector<Lane>& lanes,
        Style style, const Measure& measure, double rule)
        : lanes_(lanes), measure_(measure), rule_(rule) {
        double words = style.leading;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            style.alignment = lanes[i].alignment;
            cells_.emplace_back(context, cells[i], style, lanes[i].width);
            words = std::max(words, cells_.back().height());
        }
        height_ = above + words + below + rule;
    }

    double height() const { return height_; }

    // As part of the table, its cells being "TH" or "TD".
    void draw(Painter& painter, int table, int row, const char* cell, double y) const {
        const Path path{{"Table", table}, {"TR", row}};
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            Path within = path;
            within.push_back({cell, static_cast<int>(i)});
            painter.within(within);  // also an empty cell keeps its place
            cells_[i].draw(painter, within, lanes_[i].x, top_of(i, y));
        }
        draw_rule(painter, y);
    }
    // Once more, on a later page: there it says nothing new.
    void draw_again(Painter& painter, double y) const {
        for (std::size_t i = 0; i < cells_.size(); ++i)
            cells_[i].draw_as_decoration(painter, lanes_[i].x, top_of(i, y));
        draw_rule(painter, y);
    }

  private:
    // Headers of several lines stand on their rule.
    double top_of(std::size_t cell, double y) const {
        return rule_ == strong ? y + height_ - rule_ - below - cells_[cell].height() : y + above;
    }
    void draw_rule(Painter& painter, double y) const {
        painter.decoration();
        set_colour(painter.canvas(), rule_ == strong ? ink : hairline);
        cairo_rectangle(painter.canvas(), measure_.left, y + height_ - rule_, measure_.width,
                        rule_);
        cairo_fill(painter.canvas());
    }

    std::vector<Lane> lanes_;
    Measure measure_;
    double rule_;
    double height_ = 0;
    std::vector<Text> cells_;
};

}  // namespace

void lay_out_table(Layout& layout, const Table& table, int id, PangoContext* context,
                   const Measure& measure) {
    const std::vector<Lane> lanes = lanes_of(table, measure);
    std::vector<Spans> headers;
    for (const Column& column : table.columns)
        headers.push_back({{column.header}});
    const auto header =
        std::make_shared<const Row>(context, headers, lanes, header_style, measure, strong);
    layout.pieces.push_back({{header->height(), 8, !table.rows.empty(), 0},
                             [header, id](Painter& painter, double y) -> Result<void> {
                                 header->draw(painter, id, 0, "TH", y);
                                 return {};
                             }});
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto row =
            std::make_shared<const Row>(context, table.rows[i], lanes, cell_style, measure, thin);
        // Neither the first nor the last row stands alone on a page.
        const bool stays = i + 1 < table.rows.size() && (i == 0 || i + 2 == table.rows.size());
        layout.pieces.push_back(
            {{row->height(), 0, stays, header->height()},
             [row, id, number = static_cast<int>(i) + 1](Painter& painter,
                                                         double y) -> Result<void> {
                 row->draw(painter, id, number, "TD", y);
                 return {};
             },
             [header](Painter& painter, double y) { header->draw_again(painter, y); }});
    }
}

}  // namespace kommod::documents
