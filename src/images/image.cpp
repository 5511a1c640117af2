// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "images/image.h"

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>

#include "images/pixels.h"

namespace kommod::images {

Result<Pixels> room_for(std::int64_t width, std::int64_t height) {
    if (width <= 0 || height <= 0) return fail(refused("images.broken"));
    if (width > longest_side || height > longest_side) return fail(refused("images.too_wide"));
    const Size size{static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
    return Pixels{size,
                  std::vector<std::uint8_t>(std::size_t{size.width} * size.height * channels)};
}

Result<Pixels> decode_png(std::string_view bytes) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    const std::unique_ptr<png_image, decltype(&png_image_free)> closer{&image, &png_image_free};
    if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0)
        return fail(refused("images.broken"));
    auto pixels = room_for(image.width, image.height);
    if (!pixels) return pixels;
    image.format = PNG_FORMAT_RGBA;
    if (png_image_finish_read(&image, nullptr, pixels->bytes.data(), 0, nullptr) == 0)
        return fail(refused("images.broken"));
    return pixels;
}

Result<std::string> encode_png(const Pixels& pixels) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = pixels.size.width;
    image.height = pixels.size.height;
    image.format = PNG_FORMAT_RGBA;
    std::string out(PNG_IMAGE_PNG_SIZE_MAX(image), '\0');
    png_alloc_size_t size = out.size();
    if (png_image_write_to_memory(&image, out.data(), &size, 0, pixels.bytes.data(), 0, nullptr) ==
        0)
        return fail(refused("images.broken"));
    out.resize(size);
    return out;
}

namespace {

Result<Pixels> decode_jpeg(std::string_view bytes) {
    const std::unique_ptr<void, decltype(&tjDestroy)> decoder{tjInitDecompress(), &tjDestroy};
    int width = 0, height = 0, subsampling = 0, colours = 0;
    if (!decoder || tjDecompressHeader3(decoder.get(), data_of(bytes), bytes.size(), &width,
                                        &height, &subsampling, &colours) != 0)
        return fail(refused("images.broken"));
    auto pixels = room_for(width, height);
    if (!pixels) return pixels;
    // A progressive file may ask for endless passes over the same pixels.
    constexpr int flags = TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS;
    if (tjDecompress2(decoder.get(), data_of(bytes), bytes.size(), pixels->bytes.data(), width, 0,
                      height, TJPF_RGBA, flags) != 0)
        return fail(refused("images.broken"));
    return pixels;
}

Result<Pixels> decode_webp(std::string_view bytes) {
    int width = 0, height = 0;
    if (WebPGetInfo(data_of(bytes), bytes.size(), &width, &height) == 0)
        return fail(refused("images.broken"));
    auto pixels = room_for(width, height);
    if (!pixels) return pixels;
    if (WebPDecodeRGBAInto(data_of(bytes), bytes.size(), pixels->bytes.data(), pixels->bytes.size(),
                           width * static_cast<int>(channels)) == nullptr)
        return fail(refused("images.broken"));
    return pixels;
}

Result<Pixels> decoded(std::string_view bytes) {
    switch (format_of(bytes)) {
        case Format::png:
            return decode_png(bytes);
        case Format::jpeg:
            return decode_jpeg(bytes);
        case Format::webp:
            return decode_webp(bytes);
        case Format::svg:
            return fail(refused("images.svg"));
        case Format::unknown:
            break;
    }
    return fail(refused("images.unknown_format"));
}

// One pixel: the mean of those it stands for. Colours count by their opacity, so that what lies
// invisibly under a transparent edge does not shine through.
void average(const Pixels& from, Size start, Size end, std::uint8_t* out) {
    std::array<std::uint64_t, channels> sums{};
    for (std::uint32_t y = start.height; y < end.height; ++y)
        for (std::uint32_t x = start.width; x < end.width; ++x) {
            const auto* pixel = &from.bytes[(std::size_t{y} * from.size.width + x) * channels];
            for (std::size_t i = 0; i < 3; ++i)
                sums[i] += std::uint64_t{pixel[i]} * pixel[3];
            sums[3] += pixel[3];
        }
    const std::uint64_t count =
        std::uint64_t{end.width - start.width} * (end.height - start.height);
    for (std::size_t i = 0; i < 3; ++i)
        out[i] = static_cast<std::uint8_t>(sums[3] == 0 ? 0 : (sums[i] + sums[3] / 2) / sums[3]);
    out[3] = static_cast<std::uint8_t>((sums[3] + count / 2) / count);
}

Pixels shrunk(Pixels from, Size size) {
    if (size == from.size) return from;
    Pixels out{size, std::vector<std::uint8_t>(std::size_t{size.width} * size.height * channels)};
    const auto edge = [](std::uint32_t at, std::uint32_t whole, std::uint32_t parts) {
        return static_cast<std::uint32_t>(std::uint64_t{at} * whole / parts);
    };
    auto* pixel = out.bytes.data();
    for (std::uint32_t y = 0; y < size.height; ++y)
        for (std::uint32_t x = 0; x < size.width; ++x, pixel += channels)
            average(from,
                    {edge(x, from.size.width, size.width), edge(y, from.size.height, size.height)},
                    {edge(x + 1, from.size.width, size.width),
                     edge(y + 1, from.size.height, size.height)},
                    pixel);
    return out;
}

bool looks_like_svg(std::string_view bytes) {
    constexpr std::size_t far_enough = 1024;
    const auto start = bytes.substr(0, far_enough);
    return start.find("<svg") != start.npos || start.starts_with("<?xml");
}

struct Sentence {
    std::string_view key;
    const char* german;
};
constexpr std::array sentences{
    Sentence{"images.empty", "Sie haben noch kein Bild gewählt. Wählen Sie eine Datei."},
    Sentence{"images.too_large",
             "Das Bild ist größer als 1 MB. So große Bilder machen jede Seite langsam. Speichern "
             "Sie es kleiner, zum Beispiel 800 Bildpunkte breit."},
    Sentence{"images.too_wide",
             "Das Bild ist breiter oder höher als 4096 Bildpunkte. Verkleinern Sie es, zum "
             "Beispiel auf 800 Bildpunkte."},
    Sentence{"images.svg",
             "Das ist eine SVG-Datei. Sie kann Programme enthalten und wird deshalb nicht "
             "angenommen. Speichern Sie das Bild als PNG."},
    Sentence{"images.unknown_format",
             "Das ist kein Bild, das hier gelesen werden kann. Speichern Sie es als PNG, JPEG oder "
             "WebP."},
    Sentence{"images.broken",
             "Das Bild ist beschädigt oder in einer seltenen Form gespeichert. Öffnen Sie es in "
             "einem Bildprogramm und speichern Sie es neu als PNG."},
    Sentence{"images.busy",
             "Gerade wird ein anderes Bild verarbeitet. Versuchen Sie es in einigen Sekunden noch "
             "einmal."},
    Sentence{"images.failed",
             "Das Bild konnte nicht verarbeitet werden. Speichern Sie es neu als PNG. Hilft das "
             "nicht, wenden Sie sich an den Betrieb."}};

}  // namespace

Format format_of(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return Format::png;
    if (bytes.starts_with("\xff\xd8\xff")) return Format::jpeg;
    if (bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP")
        return Format::webp;
    return looks_like_svg(bytes) ? Format::svg : Format::unknown;
}

Size fitted(Size image, Size frame) {
    const auto part = [](std::uint32_t value, std::uint32_t to, std::uint32_t of) {
        return std::max<std::uint32_t>(
            1, static_cast<std::uint32_t>((std::uint64_t{value} * to + of / 2) / of));
    };
    if (image.width > frame.width)
        image = {frame.width, part(image.height, frame.width, image.width)};
    if (image.height > frame.height)
        image = {part(image.width, frame.height, image.height), frame.height};
    return image;
}

Result<std::string> remade(std::string_view bytes, Size frame) {
    if (bytes.empty()) return fail(refused("images.empty"));
    if (bytes.size() > largest_file) return fail(refused("images.too_large"));
    auto pixels = decoded(bytes);
    if (!pixels) return fail(pixels.error());
    const auto size = fitted(pixels->size, frame);
    return encode_png(shrunk(std::move(*pixels), size));
}

Result<Size> png_size(std::string_view bytes) {
    constexpr std::size_t at = 16;  // signature, length and name of the first chunk
    if (format_of(bytes) != Format::png || bytes.size() < at + 8 || bytes.substr(12, 4) != "IHDR")
        return fail(refused("images.broken"));
    const auto number = [&](std::size_t from) {
        std::uint32_t out = 0;
        for (const char c : bytes.substr(from, 4))
            out = out << 8 | static_cast<unsigned char>(c);
        return out;
    };
    return Size{number(at), number(at + 4)};
}

Error refused(std::string_view key) {
    const auto found = std::find_if(sentences.begin(), sentences.end(),
                                    [&](const Sentence& sentence) { return sentence.key == key; });
    const auto& sentence = found == sentences.end() ? sentences.back() : *found;
    return {std::string{sentence.key}, sentence.german, "bild", 0, {}, {}};
}

}  // namespace kommod::images
