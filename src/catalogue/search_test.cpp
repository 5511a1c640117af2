// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/search.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/csv.h"
#include "base/text.h"
#include "catalogue/import.h"
#include "catalogue/starter.h"
#include "store/testing.h"

namespace kommod::catalogue {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

std::string slurp(const std::filesystem::path& path) {
    std::ostringstream out;
    out << std::ifstream{path}.rdbuf();
    return out.str();
}

class CatalogueSearch : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        database_ = &open({Store::migrations()});
        store_ = std::make_unique<Store>(*database_, clock());
        load_starter(*store_);
        search_ = std::make_unique<Search>(*database_, *store_, clock());
    }
    void TearDown() override {
        search_.reset();
        store_.reset();
    }
    Search& search() { return *search_; }
    Store& catalogue() { return *store_; }
    store::Database& database() { return *database_; }
    std::vector<std::string> first(std::string_view query, std::size_t limit,
                                   std::string_view name_space = "") {
        std::vector<std::string> keys;
        for (const auto& hit : search_->find(name_space, query, limit).hits)
            keys.push_back(hit.key);
        return keys;
    }
    void import(std::string_view record, std::string municipality = {}) {
        const auto report =
            import_catalogue(*store_,
                             {Input::text("x", "{\"kommod_catalogue\":1,\"supplement\":true}\n" +
                                                   std::string{record})},
                             {.municipality = std::move(municipality)});
        ASSERT_TRUE(report && report->rejected.empty());
    }

  private:
    store::Database* database_ = nullptr;
    std::unique_ptr<Store> store_;
    std::unique_ptr<Search> search_;
};
KOMMOD_ON_BOTH_ENGINES(CatalogueSearch);

TEST_P(CatalogueSearch, EverydayWordsFindTheService) {
    const std::string cases = slurp(KOMMOD_SOURCE_DIR "/tests/cases/search_cases.csv");
    csv::Reader reader{cases};
    csv::Record row;
    ASSERT_TRUE(reader.next(row));
    int count = 0;
    while (reader.next(row).value_or(false)) {
        ++count;
        const auto found = first(row.fields.at(0), 3);
        const auto expected = text::split(row.fields.at(1), '|');
        const bool any = std::ranges::any_of(expected, [&](std::string_view key) {
            return std::ranges::find(found, key) != found.end();
        });
        EXPECT_TRUE(any) << "line " << row.line << ": " << row.fields.at(0) << " found "
                         << text::join(found, ", ");
    }
    EXPECT_GE(count, 60);
}

TEST_P(CatalogueSearch, NothingIsFoundForNothing) {
    EXPECT_EQ(search().find("", "", 10).total, 0u);
    EXPECT_EQ(search().find("", "  ,;! ", 10).total, 0u);
    EXPECT_EQ(search().find("", "xqwztk", 10).total, 0u);
    EXPECT_EQ(search().find("", "\"' OR ) & ( * : NEAR", 10).query, "\"' OR ) & ( * : NEAR");
    EXPECT_EQ(search().find("", std::string(5000, 'x'), 10).total, 0u);
}

TEST_P(CatalogueSearch, UnknownWordsDoNotHideWhatTheOthersFind) {
    EXPECT_EQ(first("wohngeld xqwztk", 1), first("wohngeld", 1));
}

TEST_P(CatalogueSearch, CorrectionIsSaid) {
    EXPECT_EQ(search().find("", "reisepas", 1).correction, "reisepass");
    EXPECT_EQ(search().find("", "reisepass", 1).correction, "");
}

TEST_P(CatalogueSearch, PagesFollowEachOtherWithoutGapsAndTellTheTotal) {
    const auto all = first("führerschein", 1000);
    const auto found = search().find("", "führerschein", 7, 7);
    EXPECT_EQ(found.total, all.size());
    ASSERT_EQ(found.hits.size(), 7u);
    for (std::size_t i = 0; i < 7; ++i)
        EXPECT_EQ(found.hits[i].key, all[7 + i]);
    EXPECT_THAT(search().find("", "führerschein", 7, 10'000).hits, IsEmpty());
}

TEST_P(CatalogueSearch, SynonymsCountAtOnce) {
    EXPECT_EQ(search().find("", "plastikkärtchen", 3).total, 0u);
    ASSERT_TRUE(catalogue().put_synonym("", "Plastikkärtchen", {"Personalausweis"}));
    EXPECT_THAT(first("plastikkärtchen", 2), Contains("10119"));
    ASSERT_TRUE(catalogue().remove_synonym("", "plastikkärtchen"));
    EXPECT_EQ(search().find("", "plastikkärtchen", 3).total, 0u);
}

TEST_P(CatalogueSearch, TownSeesItsOwnRecordsAndNobodyElseDoes) {
    import(
        R"({"kind":"service","key":"lokal:burgfest","bundle":"10119","name":"Standplatz Burgfest"})",
        "05558012");
    EXPECT_EQ(first("burgfest", 1, "m05558012"), std::vector<std::string>{"lokal:burgfest"});
    EXPECT_THAT(first("burgfest", 1, "m05558016"), IsEmpty());
    EXPECT_THAT(first("burgfest", 1), IsEmpty());
    EXPECT_THAT(first("wohngeld", 2, "m05558012"), Contains("10092")) << "and the association's";
}

TEST_P(CatalogueSearch, TextOfATownReplacesTheAssociationsDocument) {
    import(
        R"({"kind":"supplement","key":"99107023000000","texts":{"de":{"05":"Mietkostenbremse"}}})",
        "05558012");
    EXPECT_EQ(first("mietkostenbremse", 5, "m05558012"),
              std::vector<std::string>{"99107023000000"});
    const auto twice = first("wohngeld", 100, "m05558012");
    EXPECT_EQ(std::ranges::count(twice, "99107023000000"), 1);
}

TEST_P(CatalogueSearch, WhatIsNotValidTodayIsNotFound) {
    import(
        R"({"kind":"service","key":"lokal:alt","bundle":"10119","name":"Seuchenpass","valid_until":"2022-06-30"})");
    EXPECT_THAT(first("seuchenpass", 5), Not(Contains("lokal:alt")));
    clock().set(*Instant::parse("2022-06-01T12:00:00Z"));
    EXPECT_THAT(first("seuchenpass", 5), Contains("lokal:alt"));
}

TEST_P(CatalogueSearch, SuggestionsCompleteWhatIsTyped) {
    const auto suggestions = search().suggest("", "hund an", 5);
    EXPECT_THAT(suggestions, Contains("hund anmelden"));
    EXPECT_LE(search().suggest("", "a", 5).size(), 5u);
    EXPECT_THAT(search().suggest("", "", 5), IsEmpty());
    EXPECT_THAT(search().suggest("", "personalausw", 3), Contains("Personalausweis"));
}

TEST_P(CatalogueSearch, MissedSearchesAreCountedWithoutAnythingPersonal) {
    for (int i = 0; i < 3; ++i)
        search().find("", "Xqwztk", 3);
    search().find("", "zzyzx", 3);
    for (int i = 0; i < 5; ++i) {
        search().find("", "0171 2345678 xx", 3);
        search().find("", "qqxx@example.org", 3);
        search().find("", "qxqxqxqxqx qxqxqxqxqx qxqxqxqxqx qxqxqxqxqx", 3);
    }
    const auto missed = search().missed("");
    ASSERT_EQ(missed.size(), 1u) << "what only one person typed is not shown";
    EXPECT_EQ(missed.front().words, "xqwztk");
    EXPECT_EQ(missed.front().searches, 3);
    EXPECT_EQ(search().missed("", 1).size(), 2u);

    clock().advance(std::chrono::days{91});
    search().find("", "Xqwztk", 3);
    EXPECT_EQ(search().missed("", 1).size(), 1u) << "older ones are forgotten";
}

TEST_P(CatalogueSearch, IndexIsWrittenOnceAndSurvivesARestart) {
    search().refresh("");
    // The version also grows when a look at the files, once a second, finds the write of refresh().
    std::this_thread::sleep_for(std::chrono::milliseconds{1100});
    const auto version = database().find(store::association)->version();
    Search other{database(), catalogue(), clock()};
    EXPECT_EQ(other.find("", "wohngeld", 1).hits.size(), 1u);
    EXPECT_EQ(database().find(store::association)->version(), version);
}

// Both engines must name the same hits in the same order: each run's answer is compared with what
// the other one wrote down.
TEST(CatalogueSearchEngines, AnswerAlike) {
    if (store::testing::postgresql_url().empty())
        GTEST_SKIP() << "KOMMOD_TEST_POSTGRESQL is not set";
    std::vector<std::vector<std::string>> answers;
    for (const auto engine : store::testing::engines()) {
        store::testing::Scratch scratch{engine};
        auto& database = scratch.open({Store::migrations()});
        Store store{database, scratch.clock()};
        load_starter(store);
        Search search{database, store, scratch.clock()};
        std::vector<std::string> answer;
        for (const auto* query :
             {"hund anmelden", "perso verloren", "erteilung", "antrag auf erlaubnis", "kind",
              "auto", "sperrmüllabfuhr", "gewerbe ummeldung xqwz", "steuer", "§ 10 bmg"}) {
            answer.emplace_back(query);
            for (const auto& hit : search.find("", query, 500).hits)
                answer.push_back(hit.key + " " + std::to_string(hit.score));
        }
        answers.push_back(std::move(answer));
    }
    EXPECT_EQ(answers.at(0), answers.at(1));
}

TEST_P(CatalogueSearch, WhatIsOfferedStandsBeforeWhatTheCatalogueOnlyKnows) {
    import(R"({"kind":"service","key":"99102013999000","bundle":"10160-hundesteuer",)"
           R"("name":"Hundesteuer","offered":false})");
    const auto found = search().find("", "hundesteuer", 200);
    ASSERT_EQ(found.hits.size(), found.total);
    EXPECT_EQ(found.offered, found.total - 1);
    for (std::size_t i = 0; i < found.total; ++i)
        EXPECT_EQ(found.hits[i].offered, i < found.offered) << found.hits[i].name;
    EXPECT_EQ(found.hits.back().key, "99102013999000") << "however well its name fits";
}

}  // namespace
}  // namespace kommod::catalogue
