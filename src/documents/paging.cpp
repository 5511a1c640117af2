// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "documents/paging.h"

#include <algorithm>

namespace kommod::documents {
namespace {

// Heights are sums of many small ones: half a thousandth too much is still fitting.
constexpr double tolerance = 0.0005;

// Number of slices from `first` on that stay together.
std::size_t company(std::span<const Slice> slices, std::size_t first) {
    std::size_t end = first;
    while (end < slices.size() && slices[end].stays_with_next)
        ++end;
    return std::min(end + 1, slices.size()) - first;
}

double height_of(std::span<const Slice> slices) {
    double height = 0;
    for (std::size_t i = 0; i < slices.size(); ++i)
        height += slices[i].height + (i == 0 ? 0 : slices[i].gap);
    return height;
}

}  // namespace

tl::expected<std::vector<Place>, std::size_t> paginate(std::span<const Slice> slices,
                                                       double page_height) {
    std::vector<Place> places;
    std::size_t page = 0;
    double y = 0;
    bool page_is_empty = true;
    std::size_t together_until = 0;  // slices before this one have been found to fit
    for (std::size_t i = 0; i < slices.size(); ++i) {
        const Slice& slice = slices[i];
        const bool leads = i >= together_until;
        const std::size_t count = leads ? company(slices, i) : 1;
        if (leads) together_until = i + count;
        const double wanted = slice.gap + height_of(slices.subspan(i, count));
        if (!page_is_empty && y + wanted > page_height + tolerance) {
            ++page;
            y = 0;
            page_is_empty = true;
        }
        y += page_is_empty ? slice.repeated : slice.gap;
        if (y + slice.height > page_height + tolerance) return tl::unexpected(i);
        places.push_back({page, y});
        y += slice.height;
        page_is_empty = false;
    }
    return places;
}

}  // namespace kommod::documents
