// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "images/photo.h"

#include <array>
#include <memory>

#include <libexif/exif-data.h>
#include <turbojpeg.h>

#include "images/image.h"
#include "images/pixels.h"

namespace kommod::images {
namespace {

using Turbo = std::unique_ptr<void, decltype(&tjDestroy)>;
// A progressive file may ask for endless passes over the same pixels.
constexpr int strict = TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS;
constexpr int quality = 88;
// A decoder may have to keep all of them at once, however small they become.
constexpr std::int64_t most_pixels = 128'000'000;

// What a library of JPEG allocated.
class Buffer {
  public:
    Buffer() = default;
    ~Buffer() { tjFree(bytes); }
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    std::string_view view() const { return {reinterpret_cast<const char*>(bytes), length}; }

    unsigned char* bytes = nullptr;
    unsigned long length = 0;
};

// How a camera was held: 1 is upright (CIPA DC-008, 4.6.4 A, tag 0112).
int orientation_of(std::string_view jpeg) {
    const std::unique_ptr<ExifData, decltype(&exif_data_unref)> exif{
        exif_data_new_from_data(data_of(jpeg), static_cast<unsigned>(jpeg.size())),
        &exif_data_unref};
    if (!exif) return 1;
    const auto* entry = exif_content_get_entry(exif->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return 1;
    return exif_get_short(entry->data, exif_data_get_byte_order(exif.get()));
}

int turn_for(int orientation) {
    constexpr std::array turns{TJXOP_NONE,      TJXOP_HFLIP, TJXOP_ROT180,     TJXOP_VFLIP,
                               TJXOP_TRANSPOSE, TJXOP_ROT90, TJXOP_TRANSVERSE, TJXOP_ROT270};
    const auto at = static_cast<std::size_t>(orientation) - 1;
    return orientation >= 1 && at < turns.size() ? turns.at(at) : TJXOP_NONE;
}

// The same picture upright. Blocks that do not fit at its edge are left out.
bool turn(std::string_view jpeg, int operation, Buffer& out) {
    const Turbo transformer{tjInitTransform(), &tjDestroy};
    tjtransform wanted{};
    wanted.op = operation;
    wanted.options = TJXOPT_TRIM | TJXOPT_COPYNONE;
    return transformer && tjTransform(transformer.get(), data_of(jpeg), jpeg.size(), 1, &out.bytes,
                                      &out.length, &wanted, TJFLAG_LIMITSCANS) == 0;
}

// Half of it, a quarter, an eighth: decoding less is cheaper than shrinking afterwards.
Size decoded_size(int width, int height) {
    for (const int parts : {1, 2, 4, 8}) {
        const tjscalingfactor factor{1, parts};
        const Size size{static_cast<std::uint32_t>(TJSCALED(width, factor)),
                        static_cast<std::uint32_t>(TJSCALED(height, factor))};
        if (size.width <= longest_side && size.height <= longest_side) return size;
    }
    return {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
}

Result<Pixels> decode_scaled(std::string_view jpeg) {
    const Turbo decoder{tjInitDecompress(), &tjDestroy};
    int width = 0, height = 0, subsampling = 0, colours = 0;
    if (!decoder || tjDecompressHeader3(decoder.get(), data_of(jpeg), jpeg.size(), &width, &height,
                                        &subsampling, &colours) != 0)
        return fail(refused("images.broken"));
    if (std::int64_t{width} * height > most_pixels) return fail(refused("images.too_wide"));
    const auto size = decoded_size(width, height);
    auto pixels = room_for(size.width, size.height);
    if (!pixels) return pixels;
    if (tjDecompress2(decoder.get(), data_of(jpeg), jpeg.size(), pixels->bytes.data(),
                      static_cast<int>(size.width), 0, static_cast<int>(size.height), TJPF_RGBA,
                      strict) != 0)
        return fail(refused("images.broken"));
    return pixels;
}

Result<std::string> encode_jpeg(const Pixels& pixels) {
    const Turbo encoder{tjInitCompress(), &tjDestroy};
    Buffer out;
    if (!encoder ||
        tjCompress2(encoder.get(), pixels.bytes.data(), static_cast<int>(pixels.size.width), 0,
                    static_cast<int>(pixels.size.height), TJPF_RGBA, &out.bytes, &out.length,
                    TJSAMP_420, quality, 0) != 0)
        return fail(refused("images.broken"));
    return std::string{out.view()};
}

// Turned after it was made anew: what is turned then is small and ours.
Result<std::string> jpeg_remade(std::string_view jpeg) {
    const auto pixels = decode_scaled(jpeg);
    if (!pixels) return fail(pixels.error());
    auto remade = encode_jpeg(*pixels);
    const int operation = turn_for(orientation_of(jpeg));
    if (!remade || operation == TJXOP_NONE) return remade;
    Buffer turned;
    if (!turn(*remade, operation, turned)) return fail(refused("images.broken"));
    return std::string{turned.view()};
}

}  // namespace

Result<std::string> photo_remade(std::string_view bytes) {
    if (bytes.empty()) return fail(refused("images.empty"));
    switch (format_of(bytes)) {
        case Format::jpeg:
            return jpeg_remade(bytes);
        case Format::png: {
            const auto pixels = decode_png(bytes);
            return pixels ? encode_png(*pixels) : fail(pixels.error());
        }
        default:
            return fail(refused("images.unknown_format"));
    }
}

}  // namespace kommod::images
