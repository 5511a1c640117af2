// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What a file is, by its first bytes; what a browser says of it is not asked.
#pragma once

#include <optional>
#include <string_view>

namespace kommod::files {

enum class Kind { pdf, jpeg, png };
std::string_view to_id(Kind kind);
std::optional<Kind> kind_from_id(std::string_view id);
// Of the kinds we take; nothing for everything else.
std::optional<Kind> kind_of(std::string_view first_bytes);

}  // namespace kommod::files
