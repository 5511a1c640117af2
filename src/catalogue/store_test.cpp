// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/store.h"

#include <gtest/gtest.h>

#include "catalogue/import.h"
#include "catalogue/starter.h"
#include "store/testing.h"

namespace kommod::catalogue {
namespace {

constexpr LocalDate day{2022, 12, 1};
constexpr std::string_view coesfeld = "05558012";

class CatalogueStore : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        database_ = &open({Store::migrations()});
        store_ = std::make_unique<Store>(*database_, clock());
    }
    void TearDown() override { store_.reset(); }
    Store& catalogue() { return *store_; }
    store::Database& database() { return *database_; }
    std::string town() const { return store::municipality_namespace(coesfeld); }

    ImportReport import(std::string_view records, std::string municipality = {}) {
        const auto report = import_catalogue(
            *store_,
            {Input::text("test.jsonl", "{\"kommod_catalogue\":1}\n" + std::string{records})},
            {.municipality = std::move(municipality)});
        EXPECT_TRUE(report) << report.error().what;
        return report.value_or(ImportReport{});
    }

  private:
    store::Database* database_ = nullptr;
    std::unique_ptr<Store> store_;
};
KOMMOD_ON_BOTH_ENGINES(CatalogueStore);

TEST_P(CatalogueStore, StarterIsOneTownOf114HousesAnd1200Windows) {
    const auto report = load_starter(catalogue());
    EXPECT_TRUE(report.rejected.empty());
    const auto snapshot = catalogue().snapshot("", day);
    EXPECT_EQ(snapshot->bundles().size(), 114u);
    EXPECT_EQ(snapshot->services().size(), 1200u);
    for (std::size_t i = 0; i < snapshot->bundles().size(); ++i)
        EXPECT_EQ(snapshot->bundles()[i].order, static_cast<int>(i) + 1);
    for (const auto& service : snapshot->services()) {
        EXPECT_EQ(snapshot->find(service.key), &service);
        EXPECT_EQ(snapshot->bundles()[service.bundle_index].id, service.bundle);
        EXPECT_FALSE(service.criteria.empty()) << service.key;
        EXPECT_FALSE(service.office.empty()) << service.key;
    }
}

TEST_P(CatalogueStore, StarterIsLoadedOnce) {
    load_starter(catalogue());
    const auto before = catalogue().revision("");
    EXPECT_EQ(load_starter(catalogue()), ImportReport{});
    EXPECT_EQ(catalogue().revision(""), before);
}

TEST_P(CatalogueStore, DemonstrationTextsComplementTheStarter) {
    const auto loaded = load_demonstration(catalogue());
    EXPECT_GE(loaded.created, 1400 + 25);
    EXPECT_EQ(catalogue().revision("").records, 1) << "one unit of work: all of it, or nothing";
    EXPECT_EQ(load_demonstration(catalogue()), ImportReport{});
    const auto snapshot = catalogue().snapshot("", day);
    EXPECT_EQ(snapshot->services().size(), 1200u);
    int english = 0, simple = 0;
    for (const auto& service : snapshot->services()) {
        english += service.texts.contains("en");
        simple += service.texts.contains("de-leicht");
    }
    EXPECT_GE(english, 25);
    EXPECT_GE(simple, 8);
    // The identity card's fee rose on 7 February 2026: one of both is in force on any day.
    for (const auto on : {LocalDate{2022, 12, 1}, LocalDate{2026, 2, 6}, LocalDate{2026, 2, 7}}) {
        std::vector<std::int64_t> adult;
        for (const auto& fee : snapshot->find("99008001012000")->fees)
            if (fee.name == "ab 24 Jahren" && fee.valid_from <= on &&
                (!fee.valid_until || on <= *fee.valid_until))
                adult.push_back(fee.amount->count());
        EXPECT_EQ(adult, (std::vector<std::int64_t>{on < LocalDate{2026, 2, 7} ? 3700 : 4600}));
    }
}

TEST_P(CatalogueStore, SnapshotIsKeptUntilRecordsChange) {
    load_starter(catalogue());
    const auto first = catalogue().snapshot("", day);
    EXPECT_EQ(first, catalogue().snapshot("", day.plus_days(40)));
    EXPECT_EQ(first, catalogue().snapshot(town(), day)) << "nothing of its own: the association's";
    ASSERT_TRUE(catalogue().put_synonym("", "Plastikkarte", {"Personalausweis"}));
    EXPECT_EQ(first, catalogue().snapshot("", day)) << "synonyms are not part of the picture";
    ASSERT_TRUE(catalogue().remove("", "service", first->services().front().key));
    const auto second = catalogue().snapshot("", day);
    EXPECT_NE(first, second);
    EXPECT_EQ(second->services().size(), 1199u);
}

TEST_P(CatalogueStore, MunicipalityOverlaysWithoutTouchingItsNeighbours) {
    load_starter(catalogue());
    const auto report = import(
        R"({"kind":"supplement","key":"99008001012000","fees":[{"name":"Ausweis","amount_cents":3700}]})"
        "\n"
        R"({"kind":"service","key":"lokal:burgfest","bundle":"10119","name":"Standplatz Burgfest","act":"order"})"
        "\n",
        std::string{coesfeld});
    EXPECT_EQ(report.created, 2);
    const auto own = catalogue().snapshot(town(), day);
    ASSERT_NE(own->find("99008001012000"), nullptr);
    EXPECT_EQ(own->find("99008001012000")->fees.at(0).amount, Cents{3700});
    EXPECT_EQ(own->services().size(), 1201u);
    const auto neighbour = catalogue().snapshot(store::municipality_namespace("05558016"), day);
    EXPECT_TRUE(neighbour->find("99008001012000")->fees.empty());
    EXPECT_EQ(neighbour->find("lokal:burgfest"), nullptr);
    EXPECT_EQ(catalogue().snapshot("", day)->services().size(), 1200u);
}

TEST_P(CatalogueStore, MunicipalityMayTakeAServiceOutOfItsTown) {
    load_starter(catalogue());
    import(R"({"kind":"supplement","key":"99008001012000","offered":false})",
           std::string{coesfeld});
    EXPECT_EQ(catalogue().snapshot(town(), day)->find("99008001012000"), nullptr);
    const auto full = catalogue().full(town(), day);
    ASSERT_NE(full->find("99008001012000"), nullptr);
    EXPECT_FALSE(full->find("99008001012000")->offered);
}

TEST_P(CatalogueStore, ServicesBeginAndEnd) {
    load_starter(catalogue());
    import(
        R"({"kind":"service","key":"lokal:corona-hilfe","bundle":"10119","name":"Hilfe","act":"benefit","valid_from":"2020-03-01","valid_until":"2022-06-30"})");
    const auto has = [&](LocalDate on) {
        return catalogue().snapshot("", on)->find("lokal:corona-hilfe") != nullptr;
    };
    EXPECT_FALSE(has({2020, 2, 29}));
    EXPECT_TRUE(has({2020, 3, 1}));
    EXPECT_TRUE(has({2022, 6, 30}));
    EXPECT_FALSE(has({2022, 7, 1}));
}

TEST_P(CatalogueStore, SecondImportChangesNothing) {
    load_starter(catalogue());
    const std::string record =
        R"({"kind":"supplement","key":"99008001012000","texts":{"de":{"05":"Kurz gesagt."}}})";
    EXPECT_EQ(import(record).created, 1);
    const auto before = catalogue().revision("");
    const auto again = import(record);
    EXPECT_EQ(again.unchanged, 1);
    EXPECT_EQ(again.created + again.changed, 0);
    EXPECT_EQ(catalogue().revision(""), before);
}

TEST_P(CatalogueStore, SynonymsOfTheTownComeBeforeTheAssociations) {
    ASSERT_TRUE(catalogue().put_synonym("", "Perso", {"Personalausweis"}));
    database().create(town());
    ASSERT_TRUE(catalogue().put_synonym(town(), " perso ", {"Ausweis"}));
    ASSERT_EQ(catalogue().synonyms(town()).size(), 1u);
    EXPECT_EQ(catalogue().synonyms(town()).front().means, std::vector<std::string>{"ausweis"});
    EXPECT_TRUE(catalogue().remove_synonym(town(), "PERSO"));
    EXPECT_FALSE(catalogue().remove_synonym(town(), "PERSO"));
    EXPECT_EQ(catalogue().synonyms(town()).front().means,
              std::vector<std::string>{"personalausweis"});
    EXPECT_FALSE(catalogue().put_synonym("", "  ", {"x"}));
    EXPECT_FALSE(catalogue().put_synonym("", "perso", {"  "}));
}

}  // namespace
}  // namespace kommod::catalogue
