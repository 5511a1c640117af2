// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A picture that a citizen hands in, made anew in its own format and its full sharpness: turned
// upright, without where and when and with which device it was taken, and nothing behind its end.
//
// Nobody calls this in the server: see sandbox.h.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace kommod::images {

// 50 MB: what a form may allow at most.
constexpr std::size_t largest_photo = std::size_t{50} * 1024 * 1024;

// A JPEG becomes a JPEG, a PNG a PNG. A JPEG of more than longest_side pixels is halved until it
// fits. Keys: those of remade() but "images.too_large"; "images.unknown_format" for all else.
Result<std::string> photo_remade(std::string_view bytes);

}  // namespace kommod::images
