// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What comes out of a citizen's picture is refused, or a picture of the same format.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "images/image.h"
#include "images/photo.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kommod::images;
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto photo = photo_remade(bytes);
    if (photo && format_of(*photo) != format_of(bytes)) std::abort();
    return 0;
}
