// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The typefaces inside the program, for Pango and librsvg, and nothing of the machine's.
#pragma once

#include <string_view>

#include "documents/handles.h"

namespace kommod::documents {

// While it lives, Pango on this thread (and so librsvg) knows the embedded typefaces only. One for
// each document: faces and metrics are found anew, so that a document never depends on those made
// before it.
class Fonts {
  public:
    Fonts();
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    // Measures in points, unhinted: the page has no pixels.
    Object<PangoContext> context(std::string_view language) const;

  private:
    Object<PangoFontMap> map_;
};

inline constexpr const char* first_family = "Fira Sans";
inline constexpr const char* second_family = "Noto Sans";
// Whether the family has a glyph for the character.
bool first_family_has(char32_t character);
bool second_family_has(char32_t character);

}  // namespace kommod::documents
