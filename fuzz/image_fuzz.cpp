// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What comes out of a foreign image is refused, or a PNG of the size that was asked for.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "images/image.h"

namespace {

using namespace kommod::images;

void try_once(std::string_view bytes) {
    constexpr Size frame{48, 16};
    (void)png_size(bytes);
    const auto image = remade(bytes, frame);
    if (!image) return;
    const auto size = png_size(*image);
    if (!size || *size != fitted(*size, frame)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try_once({reinterpret_cast<const char*>(data), size});
    return 0;
}
