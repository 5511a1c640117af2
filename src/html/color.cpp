// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/color.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace kommod::html {
namespace {

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double companded(double channel) {
    return channel <= 0.0031308 ? channel * 12.92 : 1.055 * std::pow(channel, 1 / 2.4) - 0.055;
}

double luminance(const Color& color) {
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

struct Oklab {
    double lightness, a, b;
};

// Matrices of Björn Ottosson's OKLab.
Oklab to_oklab(const Color& color) {
    const double r = linear(color.red), g = linear(color.green), b = linear(color.blue);
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Color from_oklab(const Oklab& lab) {
    const double l = std::pow(lab.lightness + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
    const double m = std::pow(lab.lightness - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
    const double s = std::pow(lab.lightness - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);
    return {companded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            companded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            companded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

bool is_displayable(const Color& color) {
    constexpr double tolerance = 0.0005;
    const auto inside = [](double channel) {
        return channel >= -tolerance && channel <= 1 + tolerance;
    };
    return inside(color.red) && inside(color.green) && inside(color.blue);
}

// Rounded to what can be written as #rrggbb.
Color rounded(const Color& color) {
    const auto channel = [](double value) {
        return std::round(std::clamp(value, 0.0, 1.0) * 255) / 255;
    };
    return {channel(color.red), channel(color.green), channel(color.blue)};
}

// The hue at another lightness; as colourful as a screen can show it there.
Color at_lightness(const Oklab& lab, double lightness) {
    for (double chroma = 1.0; chroma > 0; chroma -= 0.02) {
        const auto color = from_oklab({lightness, lab.a * chroma, lab.b * chroma});
        if (is_displayable(color)) return rounded(color);
    }
    return rounded(from_oklab({lightness, 0, 0}));
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

Result<Color> Color::parse(std::string_view text) {
    const auto refuse = [&] {
        Error error{"theme.not_a_color", "a colour is written as #rrggbb", {}, 0, {}, {}};
        error.value = std::string(text);
        return fail(std::move(error));
    };
    if ((text.size() != 4 && text.size() != 7) || text.front() != '#') return refuse();
    const std::size_t width = text.size() == 7 ? 2 : 1;
    std::array<double, 3> channels{};
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const int high = hex_digit(text[1 + i * width]);
        const int low = hex_digit(text[width == 2 ? 2 + i * width : 1 + i]);
        if (high < 0 || low < 0) return refuse();
        channels[i] = (high * 16 + low) / 255.0;
    }
    return Color{channels[0], channels[1], channels[2]};
}

std::string Color::hex() const {
    const auto channel = [](double value) {
        return static_cast<int>(std::lround(std::clamp(value, 0.0, 1.0) * 255));
    };
    return fmt::format("#{:02x}{:02x}{:02x}", channel(red), channel(green), channel(blue));
}

double contrast_ratio(const Color& a, const Color& b) {
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Color with_contrast(const Color& color, const Color& background, double ratio) {
    if (contrast_ratio(color, background) >= ratio) return color;
    const auto lab = to_oklab(color);
    const bool darker =
        contrast_ratio({0, 0, 0}, background) > contrast_ratio({1, 1, 1}, background);
    // Between the colour, which has too little, and black or white, which has the most there is.
    double little = lab.lightness, enough = darker ? 0.0 : 1.0;
    for (int step = 0; step < 20; ++step) {
        const double middle = (little + enough) / 2;
        const bool good = contrast_ratio(at_lightness(lab, middle), background) >= ratio;
        (good ? enough : little) = middle;
    }
    return at_lightness(lab, enough);
}

}  // namespace kommod::html
