// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests and the bench: a drawing of the size of the monitor's, and data about it.
#pragma once

#include <string>

#include <fmt/format.h>

#include "documents/metadata.h"

namespace kommod::documents::testing {

inline Metadata about_the_town() {
    return {"Coesfeld: die Stadt, in der die Lichter angehen", "Stadt Coesfeld",
            "Eine Stadt aus 114 Häusern & 1.200 Fenstern.",    "de",
            Instant::parse("2026-11-25T18:30:00Z").value(),    "https://coesfeld.example"};
}

// 114 houses with names and links, 1,200 windows as <use>, styles by class: what the monitor draws,
// in its size.
inline std::string town() {
    std::string svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1189 841\" role=\"group\"><style>"
        "text{font-family:\"Fira "
        "Sans\";font-size:10px;fill:#131525}.wall{fill:#22345c}.frame{fill:none;"
        "stroke:#6f83ad}.lit{fill:#ffcf33}.name{text-anchor:middle}.big{font-size:28px;font-weight:"
        "600}"
        "</style><defs><g id=\"w0\"><path class=\"frame\" d=\"M.5 .5h7v9h-7z\"/></g>"
        "<path id=\"w1\" class=\"lit\" d=\"M0 0h8v10h-8z\"/></defs>"
        "<text class=\"big\" x=\"40\" y=\"48\">Die Stadt am Abend</text>";
    int window = 0;
    for (int house = 0; house < 114; ++house) {
        svg += fmt::format(
            "<a href=\"/coesfeld/monitor/buendel/{0}\" transform=\"translate({1} {2})\">"
            "<title>Haus {0}: zur Übersicht</title><path class=\"wall\" d=\"M0 0V-60L30 -70L60 "
            "-60V0z\"/>",
            house, 40 + house % 15 * 75, 150 + house / 15 * 90);
        for (const int last = 1200 * (house + 1) / 114; window < last; ++window)
            svg += fmt::format("<use href=\"#w{}\" x=\"{}\" y=\"{}\"/>", window % 3 == 0 ? 1 : 0,
                               5 + window % 5 * 11, -54 + window / 5 % 4 * 13);
        svg += fmt::format("<text class=\"name\" x=\"30\" y=\"14\">Bündel {}</text></a>", house);
    }
    return svg + "</svg>";
}

}  // namespace kommod::documents::testing
