// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// How wide text is in Fira Sans, and how labels break: the picture is laid out on the server, with
// a fixed table of glyph widths and no browser.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kommod::monitor {

enum class Weight { regular, bold };  // 400 and 600

// Width of one line of text, in the unit of `size`.
double text_width(std::string_view utf8, double size, Weight weight = Weight::regular);

// Breaks a label into lines no wider than `width` where words allow it. Words that are too long are
// parted between their components ("Liegenschafts-/kataster"), at last anywhere.
std::vector<std::string> wrap(std::string_view label, double width, double size);

// The text, or its beginning and "…" where it would be wider.
std::string shortened(std::string_view text, double width, double size,
                      Weight weight = Weight::regular);

}  // namespace kommod::monitor
