// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/data_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/crypto.h"

namespace kommod::app {
namespace {

struct DataFolder : testing::Test {
    std::filesystem::path folder =
        std::filesystem::temp_directory_path() / ("kommod " + crypto::random_token());
    void TearDown() override { std::filesystem::remove_all(folder); }
};

TEST_F(DataFolder, IsMadeAndMayBeThereAlready) {
    for (int start = 0; start < 2; ++start) {
        EXPECT_EQ(prepared_data_folder(folder), folder);
        EXPECT_TRUE(std::filesystem::is_directory(folder / "namespaces"));
        EXPECT_TRUE(std::filesystem::is_directory(folder / "uploads"));
    }
}

TEST_F(DataFolder, OfAnotherUserIsLeftAloneByRoot) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
    constexpr uid_t somebody = 54321;
    std::filesystem::create_directory(folder);
    ASSERT_EQ(::chown(folder.c_str(), somebody, somebody), 0);
    EXPECT_THAT([&] { prepared_data_folder(folder); },
                testing::ThrowsMessage<std::runtime_error>(testing::HasSubstr("runuser -u 54321")));
    EXPECT_TRUE(std::filesystem::is_empty(folder));
}

}  // namespace
}  // namespace kommod::app
