// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// An image from outside made into one of ours: decoded, shrunk and written anew as PNG, so that
// nothing is left of it but pixels: no position, no camera, no profile, nothing behind its end.
//
// Decoders are where malformed files strike. Nobody calls this in the server: see sandbox.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace kommod::images {

constexpr std::size_t largest_file = 1024 * 1024;
// Of each side. What is decoded is at most 64 MB.
constexpr std::uint32_t longest_side = 4096;

enum class Format { unknown, png, jpeg, webp, svg };
// By the first bytes; what a browser says of a file is not asked.
Format format_of(std::string_view bytes);

struct Size {
    std::uint32_t width = 0, height = 0;
    bool operator==(const Size&) const = default;
};
// The size within `frame` with the same proportions; nothing is made larger.
Size fitted(Size image, Size frame);

// The image as PNG, not larger than `frame`. Keys: "images.empty", "images.too_large" (bytes),
// "images.too_wide" (pixels), "images.svg", "images.unknown_format", "images.broken". Each Error
// says in German what is wrong and what to do.
Result<std::string> remade(std::string_view bytes, Size frame);

// The size that a PNG says it has; nothing when it is no PNG.
Result<Size> png_size(std::string_view bytes);

// The error of this key, in words.
Error refused(std::string_view key);

}  // namespace kommod::images
