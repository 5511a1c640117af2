// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/sentences.h"

#include <gtest/gtest.h>

#include "app/settings.h"

namespace kommod::app {
namespace {

TEST(Sentences, SayWhatToDo) {
    const auto told = sentence({"restore.exists", "namespace m05 exists already", {}, 0, {}, {}});
    EXPECT_NE(told.find("--overwrite"), std::string::npos) << told;
    EXPECT_EQ(told.find("already"), std::string::npos) << told;
}

TEST(Sentences, NameLineFieldValueAndProposal) {
    EXPECT_EQ(sentence({"settings.unknown", "x", "prot", 3, {}, "port"}),
              "Zeile 3: prot: Diese Einstellung gibt es nicht. „kommod settings“ nennt alle, die "
              "es gibt. Gemeint ist vielleicht „port“.");
    EXPECT_EQ(sentence({"other.key", "Das passt nicht.", {}, 0, "7", {}}),
              "Das passt nicht (angegeben: „7“).");
    EXPECT_EQ(sentence({"other.key", {}, {}, 0, {}, {}}), "other.key.");
}

TEST(Sentences, OfSettingsAreGerman) {
    const auto refused = [](const char* key, const char* value) {
        const auto settings = load_settings({}, {}, {{key, value}});
        return settings ? std::string{} : sentence(settings.error());
    };
    EXPECT_EQ(refused("port", "70000"),
              "port: Erwartet wird eine Zahl von 0 bis 65535 (angegeben: „70000“).");
    EXPECT_NE(refused("log_level", "loud").find("debug, info, warning oder error"),
              std::string::npos);
    const auto database = refused("database", "mysql://kommod:geheim@host/kommod");
    EXPECT_NE(database.find("postgresql://"), std::string::npos);
    EXPECT_EQ(database.find("geheim"), std::string::npos) << "passwords do not go to the journal";
}

}  // namespace
}  // namespace kommod::app
