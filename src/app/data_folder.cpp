// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/data_folder.h"

#include <stdexcept>
#include <string>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kommod::app {
namespace {

std::string name_of(uid_t user) {
    const auto* entry = ::getpwuid(user);
    return entry ? entry->pw_name : std::to_string(user);
}

void refuse_foreign_root(const std::filesystem::path& folder) {
    struct stat state{};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &state) != 0 || state.st_uid == 0) return;
    const std::string owner = name_of(state.st_uid);
    throw std::runtime_error("the data folder " + folder.string() + " belongs to " + owner +
                             ", who could not read what root makes there. Run the same as " +
                             owner + ": runuser -u " + owner + " -- kommod ...");
}

}  // namespace

std::filesystem::path prepared_data_folder(const std::filesystem::path& folder) {
    refuse_foreign_root(folder);
    std::error_code error;
    std::filesystem::create_directories(folder / "namespaces", error);
    if (!error) std::filesystem::create_directories(folder / "uploads", error);
    if (error)
        throw std::runtime_error("the data folder " + folder.string() +
                                 " cannot be made: " + error.message());
    return folder;
}

}  // namespace kommod::app
