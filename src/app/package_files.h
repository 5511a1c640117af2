// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What all commands of packages share: a package on disk, and what is wrong with it on the screen.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/error.h"
#include "packages/package.h"

namespace kommod::app {

// The files of a folder, or of an archive; throws Refusal when there is neither.
packages::Files package_files(const std::filesystem::path& folder_or_archive);
// Into a new or empty folder; throws Refusal.
void write_package(const std::filesystem::path& folder, const packages::Files& files);
// One line each on standard output.
void print_problems(const forms::Problems& problems);
// "lochgelb.zip: texts/de.yaml: Diese Datei wurde verändert."
std::string archive_error(std::string_view archive, const Error& error);

}  // namespace kommod::app
