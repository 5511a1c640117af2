// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Where pages end. Knows heights only.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <tl/expected.hpp>

namespace kommod::documents {

// Something that is never torn apart: two lines, a row, a figure. All heights in one unit.
struct Slice {
    double height = 0;
    double gap = 0;                // above it, unless it begins a page
    bool stays_with_next = false;  // a page does not end after it
    double repeated =
        0;  // height of what stands above it once more when it begins a page: a table's header
};

struct Place {
    std::size_t page = 0;  // from 0
    double y = 0;          // of its top, from the top of the page's text; below what is repeated
};

// One place for each slice, from top to bottom, on as few pages as that takes. Slices that stay
// together and are higher than a page together are parted where the page is full. The error is the
// number of a slice that alone is higher than a page.
tl::expected<std::vector<Place>, std::size_t> paginate(std::span<const Slice> slices,
                                                       double page_height);

}  // namespace kommod::documents
