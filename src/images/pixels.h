// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Decoded images. Inside this room only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "images/image.h"

namespace kommod::images {

constexpr std::size_t channels = 4;  // red, green, blue, opacity

struct Pixels {
    Size size;
    std::vector<std::uint8_t> bytes;
};

// Asked before anything is decoded: a small file may claim to be enormous.
Result<Pixels> room_for(std::int64_t width, std::int64_t height);
Result<Pixels> decode_png(std::string_view bytes);
Result<std::string> encode_png(const Pixels& pixels);

inline const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace kommod::images
