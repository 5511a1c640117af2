// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A municipality's look: a handful of CSS custom properties, and no way to make a page unreadable
// with them. Route: tenant GET /thema.css -> theme_response().
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "html/color.h"
#include "http/message.h"

namespace kommod::html {

// What a municipality may set; everything else is ignored.
struct ThemeProperty {
    std::string_view name;   // "--kommod-accent"
    std::string_view label;  // German, for the console
    std::string_view hint;
    std::string_view example;
};
const std::vector<ThemeProperty>& theme_properties();

// A property that is not known ("theme.unknown_property"), a value that is no colour or length
// ("theme.not_a_color", "theme.not_a_length") or a colour with less than 4.5:1 ("theme.contrast").
// `what` is a German sentence for the person at the form, `proposal` the nearest good value.
Result<void> check_theme(const std::map<std::string, std::string>& theme);

// The style sheet. A stored colour with too little contrast is replaced by the nearest good one, so
// that a page stays readable whatever the records hold.
std::string theme_css(const std::map<std::string, std::string>& theme);
http::Response theme_response(const std::map<std::string, std::string>& theme);

}  // namespace kommod::html
