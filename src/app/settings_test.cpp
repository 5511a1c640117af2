// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/settings.h"

#include <gtest/gtest.h>

namespace kommod::app {
namespace {

TEST(Settings, FileThenEnvironmentThenCommandLine) {
    Settings settings;
    ASSERT_TRUE(read_settings("port: 8081\nworkers: 4\n# a comment\ndatabase:\n", settings));
    EXPECT_EQ(settings.port, 8081);
    EXPECT_EQ(settings.workers, 4);

    const auto loaded =
        load_settings({}, {{"KOMMOD_PORT", "9000"}, {"KOMMOD_WORKERS", "3"}}, {{"port", "9001"}});
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->port, 9001);
    EXPECT_EQ(loaded->workers, 3);
}

TEST(Settings, AnErrorNamesLineKeyAndProposal) {
    Settings settings;
    const auto unknown = read_settings("port: 8080\nworker: 4\n", settings);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().key, "settings.unknown");
    EXPECT_EQ(unknown.error().line, 2);
    EXPECT_EQ(unknown.error().proposal, "workers");

    const auto bad = read_settings("\nport: eighty\n", settings);
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().field, "port");
    EXPECT_EQ(bad.error().line, 2);

    const auto broken = read_settings("port: [1\n", settings);
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().key, "settings.malformed");
}

TEST(Settings, RefusesWhatCannotBe) {
    struct Case {
        const char* key;
        const char* value;
    };
    for (const auto& [key, value] : {Case{"port", "65536"}, Case{"port", "-1"}, Case{"port", "80 "},
                                     Case{"database", "mysql://x"}, Case{"log_level", "loud"},
                                     Case{"mail_server", "http://mail"}, Case{"data", ""}}) {
        EXPECT_FALSE(load_settings({}, {}, {{key, value}})) << key << "=" << value;
    }
}

}  // namespace
}  // namespace kommod::app
