// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What every PDF of Kommod says about itself, and the sizes of its pages.
#pragma once

#include <string>

#include "base/clock.h"

namespace kommod::documents {

// Written into the document information and as XMP (ISO 32000-1, 14.3), so that a reader shows the
// title instead of a file name and speaks the right language (PDF/UA-1, 7.1 and 7.2).
struct Metadata {
    std::string title;   // shown in the window's title bar; must not be empty
    std::string author;  // the municipality or office that speaks
    // What the document shows, in a few sentences. The alternative text of a drawing that fills its
    // page.
    std::string description;
    std::string language = "de";  // BCP 47
    Instant
        created;  // the only time in the file: the same input gives the same bytes, now and later
    // Scheme and host ("https://coesfeld.example") before links that begin with "/": a paper lies
    // elsewhere and has no site to be relative to. Without it such links are an error.
    std::string site;
};

// Size of a page in millimetres, as it lies before the reader (landscape: width > height).
struct PageSize {
    double width_mm = 0;
    double height_mm = 0;
};

// ISO 216.
inline constexpr PageSize a4_portrait{210, 297};
inline constexpr PageSize a0_portrait{841, 1189};
inline constexpr PageSize a0_landscape{1189, 841};

}  // namespace kommod::documents
