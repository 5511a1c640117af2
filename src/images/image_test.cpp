// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "images/image.h"

#include <gtest/gtest.h>

#include "images/testing.h"

namespace kommod::images {
namespace {

constexpr Size frame{480, 160};

std::string key_of(std::string_view bytes) {
    const auto image = remade(bytes, frame);
    return image ? "accepted" : image.error().key;
}

Size size_of(std::string_view bytes) {
    const auto image = remade(bytes, frame);
    return image ? png_size(*image).value() : Size{};
}

TEST(Image, IsKnownByItsContent) {
    EXPECT_EQ(format_of(testing::png({2, 2})), Format::png);
    EXPECT_EQ(format_of(testing::jpeg({2, 2})), Format::jpeg);
    EXPECT_EQ(format_of(testing::webp({2, 2})), Format::webp);
    EXPECT_EQ(format_of(testing::svg_with_script), Format::svg);
    EXPECT_EQ(format_of("\xEF\xBB\xBF<!-- logo --><svg/>"), Format::svg);
    EXPECT_EQ(format_of("GIF89a"), Format::unknown);
    EXPECT_EQ(format_of("RIFF"), Format::unknown);
    EXPECT_EQ(format_of(""), Format::unknown);
}

TEST(Image, FitsIntoItsFrameAndKeepsItsProportions) {
    EXPECT_EQ(fitted({100, 50}, frame), (Size{100, 50}));
    EXPECT_EQ(fitted({960, 160}, frame), (Size{480, 80}));
    EXPECT_EQ(fitted({320, 320}, frame), (Size{160, 160}));
    EXPECT_EQ(fitted({4000, 4000}, frame), (Size{160, 160}));
    EXPECT_EQ(fitted({4096, 1}, frame), (Size{480, 1}));
    EXPECT_EQ(fitted({1, 4096}, frame), (Size{1, 160}));
}

TEST(Image, OfEveryFormatBecomesPng) {
    EXPECT_EQ(size_of(testing::png({640, 320})), (Size{320, 160}));
    EXPECT_EQ(size_of(testing::jpeg({640, 320})), (Size{320, 160}));
    EXPECT_EQ(size_of(testing::webp({640, 320})), (Size{320, 160}));
    EXPECT_EQ(size_of(testing::png({30, 20})), (Size{30, 20}));
}

// The red of the field stays as red as it was, also where it meets the transparent border.
TEST(Image, KeepsItsColoursWhenItShrinks) {
    const auto small = remade(testing::png({900, 300}), frame);
    ASSERT_TRUE(small);
    const auto once_more = remade(*small, frame);
    ASSERT_TRUE(once_more);
    EXPECT_EQ(*small, *once_more) << "nothing is left to be changed";
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    ASSERT_TRUE(png_image_begin_read_from_memory(&image, small->data(), small->size()));
    image.format = PNG_FORMAT_RGBA;
    std::vector<std::uint8_t> pixels(PNG_IMAGE_SIZE(image));
    ASSERT_TRUE(png_image_finish_read(&image, nullptr, pixels.data(), 0, nullptr));
    for (std::size_t i = 0; i < pixels.size(); i += 4) {
        if (pixels[i + 3] == 0) continue;
        ASSERT_EQ(pixels[i], 200) << i;
        ASSERT_EQ(pixels[i + 1], 0) << i;
    }
    EXPECT_LT(pixels[3], 255) << "the corner stays translucent";
}

TEST(Image, LosesEverythingButItsPixels) {
    const auto photo = testing::jpeg_with_position({64, 64});
    ASSERT_NE(photo.find("GPSLatitude"), std::string::npos);
    const auto from_photo = remade(photo, frame);
    ASSERT_TRUE(from_photo) << from_photo.error().key;
    EXPECT_EQ(from_photo->find("GPS"), std::string::npos);

    const std::string comment{"Comment\0Author: Erika Mustermann", 32};
    const auto drawing =
        testing::with_chunk(testing::png({64, 64}), "tEXt", comment) + "<script>alert(1)</script>";
    const auto from_drawing = remade(drawing, frame);
    ASSERT_TRUE(from_drawing) << from_drawing.error().key;
    for (const auto* foreign : {"tEXt", "Mustermann", "script"})
        EXPECT_EQ(from_drawing->find(foreign), std::string::npos) << foreign;
}

TEST(Image, ThatIsNoneIsRefusedInWords) {
    EXPECT_EQ(key_of(""), "images.empty");
    EXPECT_EQ(key_of(testing::svg_with_script), "images.svg");
    EXPECT_EQ(key_of("%PDF-1.7"), "images.unknown_format");
    EXPECT_EQ(key_of(std::string(largest_file + 1, 'x')), "images.too_large");
    EXPECT_EQ(key_of(testing::bomb({65535, 65535})), "images.too_wide");
    EXPECT_EQ(key_of(testing::bomb({4096, 4096})), "images.broken");
    EXPECT_EQ(key_of(testing::bomb({0, 5})), "images.broken");
    for (const auto& whole :
         {testing::png({64, 64}), testing::jpeg({64, 64}), testing::webp({64, 64})})
        EXPECT_EQ(key_of(whole.substr(0, whole.size() * 2 / 3)), "images.broken");
    for (const auto* key : {"images.empty", "images.svg", "images.too_wide", "images.busy"})
        EXPECT_EQ(refused(key).key, key);
    EXPECT_EQ(refused("<b>from the child</b>").key, "images.failed");
}

TEST(Image, HeadThatIsCutOffHasNoSize) {
    const auto whole = testing::png({64, 48});
    EXPECT_EQ(png_size(whole).value(), (Size{64, 48}));
    for (std::size_t length = 0; length < 24; ++length)
        EXPECT_FALSE(png_size(whole.substr(0, length))) << length;
}

}  // namespace
}  // namespace kommod::images
