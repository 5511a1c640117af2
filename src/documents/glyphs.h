// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "documents/handles.h"

namespace kommod::documents {

// Draws one run of a line of the text `words` and returns its width in points.
// Pango's own renderer draws no glyph for the space at which a line breaks; Cairo then writes an
// /ActualText of its own for it, after which some readers lose the rest of the paragraph. Here that
// space is drawn, and words of two lines stay two words.
double show_run(cairo_t* canvas, PangoGlyphItem* run, const std::string& words, double x,
                double baseline);

// Draws the space that a line break stands for, so that the words before and after it stay two.
void show_space(cairo_t* canvas, PangoGlyphItem* after, double x, double baseline);

}  // namespace kommod::documents
