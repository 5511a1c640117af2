// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The style of the picture for drawings that leave the portal (poster, report, picture on another
// site): the light colours of web/styles/parts/monitor.css with their variables filled in.
#pragma once

#include <string>
#include <string_view>

namespace kommod::monitor {

// Rules of `css` whose selectors are classes of the drawing (".m-...") and nothing else, with
// var(--name) replaced by the values of the first :root. What cannot be filled in is left out.
std::string plain_style(std::string_view css);
// Of the style in the binary, made once.
const std::string& picture_style();

}  // namespace kommod::monitor
