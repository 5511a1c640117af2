// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Text as markup: HTML, SVG and XML alike.
#pragma once

#include <string>
#include <string_view>

namespace kommod::markup {

// For element content and for attributes in quotes of either kind. Control characters but line ends
// and tabs are left out: XML knows none, not even escaped.
std::string escaped(std::string_view text);

}  // namespace kommod::markup
