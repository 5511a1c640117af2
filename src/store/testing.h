// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests of any room, on both engines. Not part of the product.
//
//   class CatalogueStore : public store::testing::Databases {};
//   TEST_P(CatalogueStore, KeepsWhatWasWritten) { auto& database = open(rooms); ... }
//   KOMMOD_ON_BOTH_ENGINES(CatalogueStore);
//
// PostgreSQL is used when KOMMOD_TEST_POSTGRESQL holds a postgresql:// URL (tests/postgresql.sh
// start makes one); otherwise those tests are skipped. Every test has its own folder or schemas.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/crypto.h"
#include "store/database.h"

namespace kommod::store::testing {

// Empty when there is none.
inline std::string postgresql_url() {
    const char* url = std::getenv("KOMMOD_TEST_POSTGRESQL");
    return url == nullptr ? std::string{} : std::string{url};
}

// The engines that can be tried here, for loops in property tests.
inline std::vector<Engine> engines() {
    if (postgresql_url().empty()) return {Engine::sqlite};
    return {Engine::sqlite, Engine::postgresql};
}

// A database that nobody else sees and that is gone afterwards.
class Scratch {
  public:
    explicit Scratch(Engine engine) {
        const std::string mark = "t" + crypto::hex(crypto::random_bytes(6)) + "_";
        if (engine == Engine::sqlite) {
            settings_.folder = std::filesystem::temp_directory_path() / ("kommod " + mark);
        } else {
            settings_.database_url = postgresql_url();
            settings_.schema_prefix = mark;
            settings_.read_connections_kept = 4;
            settings_.write_connections = 4;
        }
    }
    ~Scratch() {
        try {
            clean();
        } catch (const std::exception& error) {
            ADD_FAILURE() << "the test's database could not be removed: " << error.what();
        }
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    Settings& settings() { return settings_; }
    ManualClock& clock() { return clock_; }

    // Opens it, or closes it and opens it again. The migrations' files outlive the test.
    Database& open(const std::vector<Migrations>& rooms) {
        database_.reset();
        database_ = Database::open(settings_, rooms, clock_);
        rooms_ = rooms;  // with these it can be opened again to be removed
        return *database_;
    }
    void close() { database_.reset(); }

  private:
    void clean() {
        if (settings_.database_url.empty()) {
            database_.reset();
            std::filesystem::remove_all(settings_.folder);
        } else if (!rooms_.empty() || database_ != nullptr) {
            if (database_ == nullptr) database_ = Database::open(settings_, rooms_, clock_);
            for (const std::string& name : database_->namespaces())
                database_->drop(name);
        }
    }

    Settings settings_;
    ManualClock clock_{*Instant::parse("2022-12-01T09:00:00Z")};
    std::vector<Migrations> rooms_;
    std::unique_ptr<Database> database_;
};

class Databases : public ::testing::TestWithParam<Engine> {
  protected:
    void SetUp() override {
        if (GetParam() == Engine::postgresql && postgresql_url().empty())
            GTEST_SKIP() << "KOMMOD_TEST_POSTGRESQL is not set; see tests/postgresql.sh";
    }
    Database& open(const std::vector<Migrations>& rooms) { return scratch_.open(rooms); }
    ManualClock& clock() { return scratch_.clock(); }
    Scratch& scratch() { return scratch_; }

  private:
    Scratch scratch_{GetParam()};
};

inline std::string engine_name(const ::testing::TestParamInfo<Engine>& info) {
    return info.param == Engine::sqlite ? "sqlite" : "postgresql";
}

}  // namespace kommod::store::testing

#define KOMMOD_ON_BOTH_ENGINES(Suite)                                                        \
    INSTANTIATE_TEST_SUITE_P(                                                                \
        Engines, Suite,                                                                      \
        ::testing::Values(kommod::store::Engine::sqlite, kommod::store::Engine::postgresql), \
        kommod::store::testing::engine_name)
