// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The installation's key file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace kommod::app {

// Reads 32 bytes from the file, or makes them (mode 0600, never half-written). Throws
// std::runtime_error with a sentence when the file cannot be used.
std::string load_or_make_secret(const std::filesystem::path& file);
// Puts another key in its place, at once or not at all; for a restored installation.
void replace_secret(const std::filesystem::path& file, std::string_view secret);

}  // namespace kommod::app
