// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Colours as far as accessibility asks: WCAG 2.2 contrast, and the nearest colour that has enough.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace kommod::html {

struct Color {
    double red = 0, green = 0, blue = 0;  // sRGB, 0 to 1

    // "#005a9c" or "#05c"; "theme.not_a_color" otherwise.
    static Result<Color> parse(std::string_view text);
    std::string hex() const;
    bool operator==(const Color&) const = default;
};

// WCAG 2.2, "contrast ratio": 1 to 21.
double contrast_ratio(const Color& a, const Color& b);

// The colour itself when its contrast with `background` is enough; otherwise the one of the same
// hue, as near as possible in perceived lightness (OKLab), that has it: darker on a light ground,
// lighter on a dark one. The result survives rounding to #rrggbb.
Color with_contrast(const Color& color, const Color& background, double ratio);

}  // namespace kommod::html
