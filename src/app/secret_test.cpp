// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/secret.h"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/crypto.h"

namespace kommod::app {
namespace {

struct Secret : testing::Test {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("kommod " + crypto::random_token());
    std::filesystem::path file = folder / "secret.key";
    void SetUp() override { std::filesystem::create_directory(folder); }
    void TearDown() override { std::filesystem::remove_all(folder); }
};

TEST_F(Secret, IsMadeOnceAndOnlyForItsOwner) {
    const auto made = load_or_make_secret(file);
    EXPECT_EQ(made.size(), 32U);
    EXPECT_EQ(load_or_make_secret(file), made);
    struct stat status{};
    ASSERT_EQ(::stat(file.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder}, {}), 1)
        << "no draft is left";
}

TEST_F(Secret, IsReplacedAsAWhole) {
    load_or_make_secret(file);
    const std::string other(32, 'k');
    replace_secret(file, other);
    EXPECT_EQ(load_or_make_secret(file), other);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder}, {}), 1)
        << "no draft is left";
}

TEST_F(Secret, RefusesAFileThatIsOpenOrIsNoKey) {
    load_or_make_secret(file);
    ::chmod(file.c_str(), 0644);
    EXPECT_THROW(load_or_make_secret(file), std::runtime_error);
    ::chmod(file.c_str(), 0600);
    std::ofstream{file} << "short";
    EXPECT_THROW(load_or_make_secret(file), std::runtime_error);
}

}  // namespace
}  // namespace kommod::app
