// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/sealed_stream.h"

#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/crypto.h"

namespace kommod::crypto {
namespace {

constexpr SealingCost cheap{1, 8U << 10};

class SealedStream : public ::testing::Test {
  protected:
    SealedStream()
        : file_(std::filesystem::temp_directory_path() / ("sealed " + hex(random_bytes(6)))) {}
    ~SealedStream() override { std::filesystem::remove(file_); }

    void seal_lines(const std::vector<std::string>& lines) {
        std::filesystem::remove(file_);
        SealedWriter writer{file_, "a passphrase", cheap};
        for (const std::string& line : lines)
            writer.write(line + "\n");
        writer.finish();
    }
    // The lines, or the error's key as the last of them.
    std::vector<std::string> open_lines(std::string_view passphrase = "a passphrase") {
        auto reader = SealedReader::open(file_, passphrase);
        if (!reader) return {reader.error().key};
        std::vector<std::string> lines;
        std::string line;
        for (;;) {
            const auto more = reader->next_line(line);
            if (!more) {
                lines.push_back(more.error().key);
                return lines;
            }
            if (!*more) return lines;
            lines.push_back(line);
        }
    }
    std::string bytes() const {
        std::ifstream in{file_, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    void set_bytes(std::string_view bytes) const {
        std::ofstream{file_, std::ios::binary} << bytes;
    }

    std::filesystem::path file_;
};

TEST_F(SealedStream, GivesBackWhatWentIn) {
    rc::check([&] {
        auto lines = *rc::gen::container<std::vector<std::string>>(
            rc::gen::container<std::string>(rc::gen::inRange('a', 'z')));
        std::erase(lines, "");
        seal_lines(lines);
        RC_ASSERT(open_lines() == lines);
    });
    const std::vector<std::string> large = {std::string(200'000, 'x'), "y",
                                            std::string(65'536, 'z')};
    seal_lines(large);
    EXPECT_EQ(open_lines(), large);
}

TEST_F(SealedStream, AWrongPassphraseIsSaid) {
    seal_lines({"secret"});
    EXPECT_EQ(open_lines("another"), std::vector<std::string>{"sealed.wrong_passphrase"});
    EXPECT_EQ(bytes().find("secret"), std::string::npos);
}

TEST_F(SealedStream, EveryCutIsNoticed) {
    seal_lines({"first", std::string(70'000, 'x'), "last"});
    const std::string whole = bytes();
    for (const std::size_t kept : {std::size_t{0}, std::size_t{10}, std::size_t{72},
                                   std::size_t{80}, whole.size() / 2, whole.size() - 1}) {
        set_bytes(std::string_view{whole}.substr(0, kept));
        const auto lines = open_lines();
        ASSERT_FALSE(lines.empty());
        EXPECT_TRUE(lines.back() == "sealed.cut_off" || lines.back() == "sealed.not_sealed")
            << kept << lines.back();
    }
}

TEST_F(SealedStream, EveryChangedByteIsNoticed) {
    seal_lines({"first", "second"});
    const std::string whole = bytes();
    for (std::size_t i = 0; i < whole.size(); ++i) {
        // A changed cost of the key is dear to try; the two least bytes stand for the rest.
        if ((i >= 17 && i < 24) || (i >= 25 && i < 32)) continue;
        std::string changed = whole;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        set_bytes(changed);
        const auto lines = open_lines();
        ASSERT_FALSE(lines.empty());
        EXPECT_TRUE(lines.back().starts_with("sealed.")) << "byte " << i;
    }
    set_bytes(whole + "x");
    EXPECT_EQ(open_lines().back(), "sealed.damaged");
}

TEST_F(SealedStream, AnExistingFileIsNotOverwritten) {
    seal_lines({"kept"});
    EXPECT_THROW((SealedWriter{file_, "other", cheap}), std::system_error);
    EXPECT_EQ(open_lines(), std::vector<std::string>{"kept"});
}

}  // namespace
}  // namespace kommod::crypto
