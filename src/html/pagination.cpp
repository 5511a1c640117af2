// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/pagination.h"

#include <algorithm>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

namespace kommod::html {

json::value pagination(int page, int pages, std::string_view address) {
    if (pages <= 1) return nullptr;
    page = std::clamp(page, 1, pages);
    const auto link = [&](int number) { return fmt::format("{}{}", address, number); };
    json::array entries;
    int last = 0;
    for (int number = 1; number <= pages; ++number) {
        // The first, the last and the neighbours; a gap of one page is shown as that page.
        const bool near = std::abs(number - page) <= 1 || number == 1 || number == pages;
        const bool bridge = std::abs(number - page) == 2 && (number == 2 || number == pages - 1);
        if (!near && !bridge) continue;
        if (number > last + 1) entries.push_back(json::object{{"gap", true}});
        entries.push_back({{"label", number},
                           {"href", link(number)},
                           {"current", number == page},
                           {"gap", false}});
        last = number;
    }
    json::object view{
        {"pages", std::move(entries)}, {"previous_href", nullptr}, {"next_href", nullptr}};
    if (page > 1) view["previous_href"] = link(page - 1);
    if (page < pages) view["next_href"] = link(page + 1);
    return view;
}

}  // namespace kommod::html
