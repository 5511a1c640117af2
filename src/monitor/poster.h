// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The town as one drawing that stands alone: headline, streets, supply lines and their legend in
// one SVG with its own style. For the poster, the report and pictures on other sites.
#pragma once

#include <string>
#include <vector>

#include "monitor/town.h"

namespace kommod::monitor {

struct PosterWords {
    std::string title;               // "In 16 von 1.200 Fenstern ist volles Licht"
    std::string subtitle;            // what is what, and the day
    std::string footer;              // where from, what of it is invented
    std::vector<std::string> lines;  // under the subtitle: a deadline; may be empty
};
// As wide as high by `ratio` (width through height): the width of the town is chosen so that all
// of it fits.
std::string draw_poster(const Town& town, const PosterWords& words, double ratio);
// The streets alone.
std::string draw_standalone(const Town& town, double width);

}  // namespace kommod::monitor
