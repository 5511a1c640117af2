// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace kommod::http {

// Compressed text, or "" when it did not become smaller.
std::string gzip(std::string_view text, int level);
std::string brotli(std::string_view text, int quality);

}  // namespace kommod::http
