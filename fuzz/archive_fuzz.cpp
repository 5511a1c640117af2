// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A foreign archive is refused with a key, or holds only plain paths.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "packages/archive.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kommod::packages;
    const auto archive = read_archive({reinterpret_cast<const char*>(data), size});
    if (!archive) {
        if (archive.error().key.empty() || archive.error().what.empty()) std::abort();
        return 0;
    }
    for (const auto& [name, content] : archive->files)
        if (name.find("..") != name.npos && name.find("/..") != name.npos) std::abort();
    return 0;
}
