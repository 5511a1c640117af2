// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The folder of the databases, uploads and the installation's key.
#pragma once

#include <filesystem>

namespace kommod::app {

// Makes what is missing in it. Throws std::runtime_error with a sentence when it cannot, and when
// root asks in a folder of somebody else: the service runs as its own user and could not read what
// root makes there.
std::filesystem::path prepared_data_folder(const std::filesystem::path& folder);

}  // namespace kommod::app
