// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/theme.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"

namespace kommod::html {
namespace {

constexpr std::string_view accent = "--kommod-accent";
constexpr std::string_view accent_dark = "--kommod-accent-dark";
constexpr std::string_view strip = "--kommod-strip";
constexpr std::string_view radius = "--kommod-radius";

// WCAG 2.2, 1.4.3: text of normal size.
constexpr double enough = 4.5;

// The brightest and the darkest ground on which the accent stands as text
// (web/styles/parts/base.css: KERN's grey surface and our lightest dark surface).
constexpr Color light_ground{0xf2 / 255.0, 0xf3 / 255.0, 0xf8 / 255.0};
constexpr Color dark_ground{0x21 / 255.0, 0x25 / 255.0, 0x36 / 255.0};
constexpr Color white{1, 1, 1};
constexpr Color black{0, 0, 0};

using Theme = std::map<std::string, std::string>;

std::optional<Color> color_of(const Theme& theme, std::string_view name) {
    const auto found = theme.find(std::string(name));
    if (found == theme.end()) return std::nullopt;
    const auto color = Color::parse(found->second);
    return color ? std::optional(*color) : std::nullopt;
}

// "0.25rem" to "1rem", or "0".
std::optional<double> radius_of(std::string_view text) {
    if (text == "0") return 0;
    if (!text.ends_with("rem")) return std::nullopt;
    text.remove_suffix(3);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && value >= 0 && value <= 1 ? std::optional(value) : std::nullopt;
}

std::string german(double ratio) {
    return text::replace_all(fmt::format("{:.1f}", ratio), ".", ",");
}

Error refusal(std::string key, std::string what, std::string_view field, std::string_view value,
              std::string proposal) {
    return Error{std::move(key),     std::move(what),    std::string(field), 0,
                 std::string(value), std::move(proposal)};
}

Result<void> check_contrast(std::string_view name, std::string_view value, const Color& color,
                            const Color& ground, std::string_view where) {
    const auto ratio = contrast_ratio(color, ground);
    if (ratio >= enough) return {};
    const auto better = with_contrast(color, ground, enough).hex();
    // Rounded down: 4.46 must not be shown as 4,5.
    const double shown = static_cast<int>(ratio * 10) / 10.0;
    return fail(refusal(
        "theme.contrast",
        fmt::format("Die Farbe {} hat auf {} Grund nur einen Kontrast von {} : 1. Nötig sind 4,5 : "
                    "1, damit alle Menschen sie lesen können. Die nächste geeignete Farbe ist {}.",
                    value, where, german(shown), better),
        name, value, better));
}

Result<void> check_property(std::string_view name, std::string_view value) {
    if (name == radius) {
        if (radius_of(value)) return {};
        return fail(refusal("theme.not_a_length",
                            "Die Rundung ist eine Länge zwischen 0 und 1rem, zum Beispiel 0.5rem.",
                            name, value, "0.5rem"));
    }
    const auto color = Color::parse(value);
    if (!color)
        return fail(refusal("theme.not_a_color",
                            "Eine Farbe wird als # mit sechs Ziffern geschrieben, zum Beispiel "
                            "#005a9c.",
                            name, value, "#005a9c"));
    if (name == accent) return check_contrast(name, value, *color, light_ground, "hellem");
    if (name == accent_dark) return check_contrast(name, value, *color, dark_ground, "dunklem");
    return {};
}

std::string_view readable_on(const Color& ground) {
    return contrast_ratio(white, ground) >= contrast_ratio(black, ground) ? "#ffffff" : "#000000";
}

std::string accent_rules(const Color& color) {
    return fmt::format(
        "--kern-color-action-default:{0};--kern-color-action-on-default:{1};"
        "--kern-color-decorative-brand-default:{0}",
        color.hex(), readable_on(color));
}

}  // namespace

const std::vector<ThemeProperty>& theme_properties() {
    static const std::vector<ThemeProperty> properties{
        {accent, "Farbe für Knöpfe und Links", "Muss auf hellem Grund gut lesbar sein.", "#005a9c"},
        {accent_dark, "Dieselbe Farbe im dunklen Modus",
         "Leer lassen: Kommod wählt eine passende hellere Farbe.", "#7db8ea"},
        {strip, "Farbe des Streifens ganz oben", "Die Schrift darauf wird passend gewählt.",
         "#005a9c"},
        {radius, "Rundung der Ecken", "Von 0 (eckig) bis 1rem.", "0.5rem"},
    };
    return properties;
}

Result<void> check_theme(const Theme& theme) {
    for (const auto& [name, value] : theme) {
        const auto& known = theme_properties();
        const bool is_known = std::any_of(known.begin(), known.end(), [&](const auto& property) {
            return property.name == name;
        });
        if (!is_known)
            return fail(refusal("theme.unknown_property",
                                "Diese Eigenschaft kann nicht eingestellt werden.", name, value,
                                ""));
        if (auto good = check_property(name, value); !good) return good;
    }
    return {};
}

std::string theme_css(const Theme& theme) {
    std::string light, dark;
    if (const auto color = color_of(theme, accent)) {
        light += accent_rules(with_contrast(*color, light_ground, enough)) + ";";
        const auto for_dark = color_of(theme, accent_dark).value_or(*color);
        dark += accent_rules(with_contrast(for_dark, dark_ground, enough)) + ";";
    }
    if (const auto color = color_of(theme, strip))
        light += fmt::format("--portal-strip:{};--portal-strip-text:{};", color->hex(),
                             readable_on(*color));
    if (const auto found = theme.find(std::string(radius)); found != theme.end())
        if (const auto length = radius_of(found->second))
            light += fmt::format("--portal-radius:{}rem;", *length);
    std::string css;
    if (!light.empty()) css += ":root{" + light + "}\n";
    if (!dark.empty())
        css += "@media screen and (prefers-color-scheme:dark){:root{" + dark + "}}\n";
    return css;
}

http::Response theme_response(const Theme& theme) {
    auto response = http::text_response(theme_css(theme), "text/css; charset=utf-8");
    response.set_header("Cache-Control", "public, max-age=300");
    response.cacheable = true;
    return response;
}

}  // namespace kommod::html
