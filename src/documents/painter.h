// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The pages while they are drawn: a Cairo PDF surface, and the structure that its contents belong
// to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "documents/handles.h"
#include "documents/metadata.h"
#include "documents/svg.h"

namespace kommod::documents {

// An element of the structure (ISO 32000-1, 14.8.4): "P", "Table", "TD". `id` tells two neighbours
// of one kind apart.
struct Tag {
    std::string name;
    int id = 0;
    std::string attributes = {};  // of a Link, in Cairo's words: uri='...'

    bool operator==(const Tag&) const = default;
};
// From the outermost element below the document to the one that holds the content.
using Path = std::vector<Tag>;

// A figure as it came onto its page, in the order of the structure.
struct PlacedFigure {
    std::string alternative;
    Box box;
    double page_height = 0;
};

class Painter {
  public:
    explicit Painter(const PageSize& first);

    cairo_t* canvas() const { return canvas_.get(); }
    // What is drawn from here on belongs to this element. Elements that stay open from one call to
    // the next are one element, also across pages; Cairo marks what the innermost one holds, so
    // content belongs only into leaves.
    void within(const Path& path);
    // What is drawn from here on is decoration: an artifact. It may stand between two parts of an
    // element.
    void decoration();
    Result<void> figure(const Svg& drawing, const Box& box, std::string alternative);
    void end_page();

    struct Pages {
        std::string pdf;
        std::vector<PlacedFigure> figures;
    };
    // Ends the document. Throws when Cairo is in an error state, for that is a mistake of ours.
    Pages finish();

  private:
    void close_down_to(std::size_t depth);

    std::string bytes_;
    Surface surface_;
    Canvas canvas_;
    struct Open {
        Tag tag;
        bool holds_others = false;
    };
    std::vector<Open> open_;
    double page_height_;
    std::vector<PlacedFigure> figures_;
};

}  // namespace kommod::documents
