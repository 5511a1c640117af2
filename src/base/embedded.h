// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Files compiled into the binary by kommod_embed() (cmake/Embed.cmake): migrations, templates,
// styles, data.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace kommod::embedded {

struct File {
    std::string_view name;  // path relative to the base folder given to kommod_embed
    std::string_view content;
};

// The file with this name, or nullptr.
inline const File* find(std::span<const File> files, std::string_view name) {
    for (const File& file : files)
        if (file.name == name) return &file;
    return nullptr;
}

}  // namespace kommod::embedded
