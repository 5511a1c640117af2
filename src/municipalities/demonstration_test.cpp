// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/demonstration.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "audit/store.h"
#include "base/json.h"
#include "municipalities/texts.h"
#include "store/testing.h"

namespace kommod::municipalities {
namespace {

class Demonstration : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        database_ = &open({audit::migrations(), Store::association_migrations(),
                           Store::municipality_migrations()});
        store_ = std::make_unique<Store>(*database_, clock());
    }
    void TearDown() override { store_.reset(); }
    Store& store() { return *store_; }
    // Number of entries in all trails: grows with every change anywhere.
    std::int64_t trail() {
        std::int64_t entries = 0;
        for (const auto& name : database_->namespaces())
            entries += audit::anchor(*database_->find(name)).sequence;
        return entries;
    }

  private:
    store::Database* database_ = nullptr;
    std::unique_ptr<Store> store_;
};

TEST_P(Demonstration, eleven_towns_and_their_district) {
    ASSERT_TRUE(load_demonstration(store()));
    EXPECT_EQ(store().association_name(), "Kreis Coesfeld");
    std::vector<std::string> slugs;
    std::int64_t inhabitants = 0;
    for (const auto& town : store().active()) {
        slugs.push_back(town.slug);
        inhabitants += town.inhabitants;
        EXPECT_EQ(town.example, town.slug != "coesfeld");
    }
    EXPECT_EQ(slugs, (std::vector<std::string>{"ascheberg", "billerbeck", "coesfeld", "duelmen",
                                               "havixbeck", "luedinghausen", "nordkirchen",
                                               "nottuln", "olfen", "rosendahl", "senden"}));
    const auto district = store().by_slug("kreis-coesfeld");
    ASSERT_TRUE(district);
    EXPECT_EQ(district->kind, Kind::district);
    EXPECT_EQ(district->inhabitants, inhabitants);
    EXPECT_FALSE(district->active);
}

TEST_P(Demonstration, every_kind_of_office_of_the_catalogue_has_an_office_in_every_town) {
    ASSERT_TRUE(load_demonstration(store()));
    std::ifstream catalogue{KOMMOD_SOURCE_DIR "/catalogue/starter.jsonl"};
    ASSERT_TRUE(catalogue);
    std::set<std::string> kinds;
    for (std::string line; std::getline(catalogue, line);) {
        const auto record = json::parse(line).as_object();
        const auto* kind = record.if_contains("kind");
        if (kind && kind->as_string() == "office") kinds.emplace(record.at("id").as_string());
    }
    ASSERT_GT(kinds.size(), 30u);
    for (const auto& town : store().active())
        for (const auto& kind : kinds) {
            const auto office = store().office(town.ags, kind);
            ASSERT_TRUE(office) << town.name << ": " << kind;
            EXPECT_EQ(office->phone, "") << "no telephone number that may be someone's";
            EXPECT_TRUE(office->email.ends_with("@example.org"));
            EXPECT_EQ(office->district, kind.starts_with("kreis-") ||
                                            office->name.find("Kreis") != std::string::npos ||
                                            office->name.find("Kreises") != std::string::npos)
                << office->name;
        }
    EXPECT_TRUE(store().office("05558020", "jugendamt")->district);
    EXPECT_FALSE(store().office("05558012", "jugendamt")->district);
}

TEST_P(Demonstration, texts_are_complete_but_in_one_town_where_the_warning_shows) {
    ASSERT_TRUE(load_demonstration(store()));
    ASSERT_EQ(association_host(store())->ags, "05558");
    EXPECT_EQ(owing_texts(store()).size(), 12u) << "eleven towns and the district";
    for (const auto& town : owing_texts(store())) {
        const auto missing = missing_texts(store(), town.ags).size();
        EXPECT_EQ(missing, town.slug == "olfen" ? mandatory_texts().size() : 0) << town.name;
        for (const auto& mandatory : mandatory_texts()) {
            const auto text = store().text(town.ags, mandatory.id, "de");
            EXPECT_EQ(text.find('{'), std::string::npos) << mandatory.id;
            EXPECT_TRUE(text.empty() || text.starts_with("**Demonstrationstext.**") ||
                        text.starts_with("**Das ist ein Beispiel-Text.**"))
                << mandatory.id;
        }
    }
    EXPECT_NE(store().text("05558", "impressum", "de").find("Bezirksregierung"), std::string::npos);
    EXPECT_NE(store().text("05558012", "kontakt", "en").find("invented"), std::string::npos);
}

TEST_P(Demonstration, a_second_time_changes_nothing_and_brings_nothing_back) {
    ASSERT_TRUE(load_demonstration(store()));
    const audit::Actor manager{audit::ActorKind::staff, "manager-1"};
    ASSERT_TRUE(store().put_text(manager, "05558012", "kontakt", "de", ""));
    ASSERT_TRUE(store().put_text(manager, "05558012", "impressum", "de", "Unser Impressum."));
    const auto before = trail();
    ASSERT_TRUE(load_demonstration(store()));
    EXPECT_EQ(trail(), before);
    EXPECT_EQ(store().text("05558012", "impressum", "de"), "Unser Impressum.");
}

TEST_P(Demonstration, goes_on_where_it_was_interrupted) {
    const audit::Actor system{audit::ActorKind::system, "demonstration"};
    store().put_association_fact(system, "demonstration", "begun");
    Municipality senden;
    senden.ags = "05558044";
    senden.name = senden.official_name = "Senden";
    ASSERT_TRUE(store().put(system, std::vector{senden}));
    ASSERT_TRUE(load_demonstration(store()));
    EXPECT_EQ(store().active().size(), 11u);
    EXPECT_EQ(store().association_fact("demonstration"), "complete");
}

TEST_P(Demonstration, leaves_a_directory_alone_that_is_in_use) {
    Municipality real;
    real.ags = "05558044";
    real.name = real.official_name = "Senden";
    ASSERT_TRUE(store().put({audit::ActorKind::command, "import"}, std::vector{real}));
    EXPECT_FALSE(load_demonstration(store()));
    EXPECT_EQ(store().all()->size(), 1u);
    EXPECT_EQ(store().association_name(), "");
}

KOMMOD_ON_BOTH_ENGINES(Demonstration);

}  // namespace
}  // namespace kommod::municipalities
