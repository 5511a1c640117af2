// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The flat catalogue file: read or refused, never anything else.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "catalogue/flat.h"

namespace {

void try_once(std::string_view bytes) {
    if (const auto file = kommod::catalogue::read_flat(bytes); file)
        for (const auto& row : file->rows)
            if (row.key.empty() || row.line < 1) std::abort();
    kommod::catalogue::citations(bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_once({reinterpret_cast<const char*>(data), size});
    return 0;
}
