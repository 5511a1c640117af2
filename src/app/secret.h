// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The installation's key file.
#pragma once

#include <filesystem>
#include <string>

namespace kommod::app {

// Reads 32 bytes from the file, or makes them (mode 0600, never half-written). Throws
// std::runtime_error with a sentence when the file cannot be used.
std::string load_or_make_secret(const std::filesystem::path& file);

}  // namespace kommod::app
