// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests: images as people and enemies send them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <png.h>
#include <turbojpeg.h>
#include <webp/encode.h>
#include <zlib.h>

#include "images/image.h"

namespace kommod::images::testing {

// A red field with a transparent border of one pixel.
inline std::vector<std::uint8_t> field(Size size) {
    std::vector<std::uint8_t> pixels(std::size_t{size.width} * size.height * 4, 0);
    for (std::uint32_t y = 1; y + 1 < size.height; ++y)
        for (std::uint32_t x = 1; x + 1 < size.width; ++x) {
            auto* pixel = &pixels[(std::size_t{y} * size.width + x) * 4];
            pixel[0] = 200;
            pixel[3] = 255;
        }
    return pixels;
}

inline std::string png(Size size) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = size.width;
    image.height = size.height;
    image.format = PNG_FORMAT_RGBA;
    const auto pixels = field(size);
    std::string out(PNG_IMAGE_PNG_SIZE_MAX(image), '\0');
    png_alloc_size_t length = out.size();
    png_image_write_to_memory(&image, out.data(), &length, 0, pixels.data(), 0, nullptr);
    out.resize(length);
    return out;
}

inline std::string chunk(std::string_view name, std::string_view content) {
    const auto number = [](std::uint32_t value) {
        std::string out;
        for (const int shift : {24, 16, 8, 0})
            out += static_cast<char>(value >> shift & 0xFF);
        return out;
    };
    const std::string checked = std::string{name} + std::string{content};
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(checked.data()), static_cast<uInt>(checked.size()));
    return number(static_cast<std::uint32_t>(content.size())) + checked +
           number(static_cast<std::uint32_t>(sum));
}

// Puts a chunk behind the head of a PNG.
inline std::string with_chunk(const std::string& png, std::string_view name,
                              std::string_view content) {
    constexpr std::size_t head = 33;
    return png.substr(0, head) + chunk(name, content) + png.substr(head);
}

// Some bytes that claim to be an image of that size: 65535 x 65535 pixels would fill 17 GB.
inline std::string bomb(Size claimed) {
    std::string head;
    for (const auto value : {claimed.width, claimed.height})
        for (const int shift : {24, 16, 8, 0})
            head += static_cast<char>(value >> shift & 0xFF);
    head += std::string_view{"\x08\x06\0\0\0", 5};
    return std::string{"\x89PNG\r\n\x1a\n"} + chunk("IHDR", head) + chunk("IDAT", "x") +
           chunk("IEND", "");
}

inline std::string jpeg(Size size) {
    const auto pixels = field(size);
    const std::unique_ptr<void, decltype(&tjDestroy)> encoder{tjInitCompress(), &tjDestroy};
    unsigned char* bytes = nullptr;
    unsigned long length = 0;
    tjCompress2(encoder.get(), pixels.data(), static_cast<int>(size.width), 0,
                static_cast<int>(size.height), TJPF_RGBA, &bytes, &length, TJSAMP_420, 80, 0);
    std::string out{reinterpret_cast<char*>(bytes), length};
    tjFree(bytes);
    return out;
}

// As a phone writes it: where the picture was taken stands in an EXIF segment.
inline std::string jpeg_with_position(Size size) {
    const std::string exif = std::string{"Exif\0\0", 6} + "GPSLatitude 51.9442 GPSLongitude 7.1681";
    const auto length = exif.size() + 2;
    const auto plain = jpeg(size);
    return plain.substr(0, 2) + "\xff\xe1" + static_cast<char>(length >> 8) +
           static_cast<char>(length & 0xFF) + exif + plain.substr(2);
}

inline std::string webp(Size size) {
    const auto pixels = field(size);
    std::uint8_t* bytes = nullptr;
    const auto length = WebPEncodeLosslessRGBA(pixels.data(), static_cast<int>(size.width),
                                               static_cast<int>(size.height),
                                               static_cast<int>(size.width) * 4, &bytes);
    std::string out{reinterpret_cast<char*>(bytes), length};
    WebPFree(bytes);
    return out;
}

constexpr std::string_view svg_with_script =
    "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\">"
    "<script>alert(1)</script></svg>";

}  // namespace kommod::images::testing
