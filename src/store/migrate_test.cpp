// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "store/testing.h"

namespace kommod::store {
namespace {

using File = embedded::File;
constexpr Statement towns{"test.towns", "SELECT name, inhabitants FROM town ORDER BY name"};

const File first{"0001_town.sql", "CREATE TABLE town (name TEXT PRIMARY KEY);"};
const File second{"0002_inhabitants.sql",
                  "ALTER TABLE town ADD COLUMN inhabitants BIGINT NOT NULL DEFAULT 0;"
                  "UPDATE town SET inhabitants = 36000 WHERE name = 'Coesfeld';"};

class Migrating : public testing::Databases {
  protected:
    Database& with(std::span<const File> files,
                   Migrations::Scope scope = Migrations::Scope::every_namespace) {
        return open({{"towns", files, scope}});
    }
    std::string refusal(std::span<const File> files) {
        try {
            with(files);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return {};
    }
};

TEST_P(Migrating, AnUpgradeKeepsTheData) {
    static const File old_release[] = {first};
    with(old_release).create("m1").write([](WriteSession& s) {
        s.execute({"test.add", "INSERT INTO town (name) VALUES ($1)"}, {"Coesfeld"});
    });
    static const File new_release[] = {second, first};  // their numbers decide, not their places
    const auto rows = with(new_release).find("m1")->read([](Session& s) { return s.query(towns); });
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].integer(1), 36000);
}

TEST_P(Migrating, TamperedWithIsRefused) {
    static const File files[] = {first};
    with(files);
    static const File changed[] = {
        {first.name, "CREATE TABLE town (name TEXT PRIMARY KEY, x BIGINT);"}};
    EXPECT_NE(refusal(changed).find("was changed"), std::string::npos);
    EXPECT_EQ(refusal(files), "");
}

TEST_P(Migrating, ANewerDatabaseIsRefused) {
    static const File both[] = {first, second};
    with(both);
    static const File older[] = {first};
    EXPECT_NE(refusal(older).find("newer"), std::string::npos);
    EXPECT_EQ(refusal(both), "");
}

TEST_P(Migrating, ALateNumberIsRefused) {
    static const File later[] = {{"0003_later.sql", "CREATE TABLE later (id BIGINT);"}};
    with(later);
    static const File late[] = {first, later[0]};
    EXPECT_NE(refusal(late).find("too late"), std::string::npos);
    EXPECT_EQ(refusal(later), "");
}

TEST_P(Migrating, BadFileNamesAreRefused) {
    static const File misnamed[] = {{"town.sql", ""}};
    EXPECT_NE(refusal(misnamed).find("0001_name.sql"), std::string::npos);
    static const File twice[] = {first, {"0001_other.sql", ""}};
    EXPECT_NE(refusal(twice).find("two migrations"), std::string::npos);
    static const File oracle[] = {{"0001_town.oracle.sql", ""}};
    EXPECT_NE(refusal(oracle).find("unknown engine"), std::string::npos);
    static const File only_sqlite[] = {{"0001_town.sqlite.sql", ""}};
    static const File only_postgresql[] = {{"0001_town.postgresql.sql", ""}};
    const std::span<const File> other{GetParam() == Engine::sqlite ? only_postgresql : only_sqlite};
    EXPECT_NE(refusal(other).find("has no file for"), std::string::npos);
    open({});
}

TEST_P(Migrating, AFailingMigrationChangesNothing) {
    static const File files[] = {first};
    with(files).create("m1");
    static const File broken[] = {
        first, {"0002_half.sql", "CREATE TABLE half (id BIGINT); SELECT nonsense;"}};
    EXPECT_NE(
        refusal(broken).find("0002") == std::string::npos ? refusal(broken).find("2_half") : 0,
        std::string::npos);
    static const File repaired[] = {first, {"0002_half.sql", "CREATE TABLE half (id BIGINT);"}};
    EXPECT_EQ(refusal(repaired), "");
}

TEST_P(Migrating, ScopesDecideWhoGetsTheTable) {
    static const File files[] = {first};
    const auto has_table = [](Namespace* ns) {
        try {
            ns->read([](Session& s) { s.query({"test.any", "SELECT name FROM town"}); });
            return true;
        } catch (const DatabaseError&) {
            return false;
        }
    };
    Database& database = with(files, Migrations::Scope::association);
    database.create("m1");
    EXPECT_TRUE(has_table(database.find(association)));
    EXPECT_FALSE(has_table(database.find("m1")));
}

TEST_P(Migrating, MunicipalityScopeSparesTheAssociation) {
    static const File files[] = {first};
    Database& database = with(files, Migrations::Scope::municipality);
    EXPECT_NO_THROW(database.create("m1").write([](WriteSession& s) {
        s.execute({"test.add", "INSERT INTO town (name) VALUES ($1)"}, {"Coesfeld"});
    }));
    EXPECT_THROW(database.association_namespace().read(
                     [](Session& s) { s.query({"test.any", "SELECT name FROM town"}); }),
                 DatabaseError);
}

KOMMOD_ON_BOTH_ENGINES(Migrating);

}  // namespace
}  // namespace kommod::store
