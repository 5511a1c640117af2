// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// From blocks to pieces that can be put on pages.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "documents/document.h"
#include "documents/paging.h"
#include "documents/painter.h"

namespace kommod::documents {

// `draw` puts it on the page with its top at `y`; `repeat` does so with what is repeated above it.
struct Piece {
    Slice slice;
    std::function<Result<void>(Painter&, double y)> draw;
    std::function<void(Painter&, double y)> repeat = {};
    std::string field = {};  // the block it comes from, as errors name it
};

struct Layout {
    std::vector<Piece> pieces;
    std::map<std::string, std::string> links;  // of the figures: address and description
};

// Where the text stands on the page, in points from its left edge.
struct Measure {
    double left = 0, width = 0;
};

// The context must outlive the layout.
Result<Layout> lay_out(const Document& document, PangoContext* context, const Measure& measure);

}  // namespace kommod::documents
