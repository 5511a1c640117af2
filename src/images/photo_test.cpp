// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "images/photo.h"

#include <gtest/gtest.h>

#include "images/testing.h"

namespace kommod::images {
namespace {

// An EXIF segment that holds nothing but how the camera was held.
std::string held(Size size, char orientation) {
    std::string tiff{"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18};
    tiff += orientation;
    tiff += std::string(7, '\0');
    const std::string exif = std::string{"Exif\0\0", 6} + tiff;
    const auto length = exif.size() + 2;
    const auto plain = testing::jpeg(size);
    return plain.substr(0, 2) + "\xff\xe1" + static_cast<char>(length >> 8) +
           static_cast<char>(length & 0xFF) + exif + plain.substr(2);
}

Size size_of(const std::string& jpeg) {
    const std::unique_ptr<void, decltype(&tjDestroy)> decoder{tjInitDecompress(), &tjDestroy};
    int width = 0, height = 0, subsampling = 0, colours = 0;
    tjDecompressHeader3(decoder.get(), reinterpret_cast<const unsigned char*>(jpeg.data()),
                        jpeg.size(), &width, &height, &subsampling, &colours);
    return {static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height)};
}

// CIPA DC-008, tag 0112: 5 to 8 lie on their side.
TEST(Photo, StandsUpright) {
    for (char orientation = 0; orientation <= 9; ++orientation) {
        const auto remade = photo_remade(held({640, 320}, orientation));
        ASSERT_TRUE(remade) << static_cast<int>(orientation);
        const bool turned = orientation >= 5 && orientation <= 8;
        EXPECT_EQ(size_of(*remade), (turned ? Size{320, 640} : Size{640, 320}))
            << static_cast<int>(orientation);
        EXPECT_EQ(remade->find("Exif"), std::string::npos);
    }
}

TEST(Photo, KeepsItsSharpness) {
    EXPECT_EQ(size_of(*photo_remade(testing::jpeg({4000, 3000}))), (Size{4000, 3000}));
}

TEST(Photo, IsHalvedUntilItFits) {
    EXPECT_EQ(size_of(*photo_remade(testing::jpeg({8160, 6120}))), (Size{4080, 3060}));
}

TEST(Photo, StaysAPngWithoutWhatStandsBesideThePixels) {
    const auto remade =
        photo_remade(testing::with_chunk(testing::png({64, 48}), "tEXt", "Comment\0Hof 3"));
    ASSERT_TRUE(remade);
    EXPECT_EQ(*png_size(*remade), (Size{64, 48}));
    EXPECT_EQ(remade->find("Hof"), std::string::npos);
}

TEST(Photo, RefusesWhatIsNone) {
    const auto key = [](std::string_view bytes) { return photo_remade(bytes).error().key; };
    EXPECT_EQ(key(""), "images.empty");
    EXPECT_EQ(key("%PDF-1.7"), "images.unknown_format");
    EXPECT_EQ(key(testing::webp({20, 20})), "images.unknown_format");
    EXPECT_EQ(key(testing::svg_with_script), "images.unknown_format");
    EXPECT_EQ(key(testing::jpeg({64, 64}).substr(0, 200)), "images.broken");
    EXPECT_EQ(key(testing::bomb({65535, 65535})), "images.too_wide");
}

}  // namespace
}  // namespace kommod::images
