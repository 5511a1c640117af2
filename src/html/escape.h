// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: text as markup, for what the template engine does not escape itself.
#pragma once

#include <string>
#include <string_view>

namespace kommod::html {

// For element content and for attributes in quotes of either kind.
std::string escaped(std::string_view text);

}  // namespace kommod::html
