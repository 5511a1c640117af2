// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/store.h"

#include <thread>

#include <gtest/gtest.h>

#include "audit/store.h"
#include "municipalities/texts.h"
#include "store/testing.h"

namespace kommod::municipalities {
namespace {

const audit::Actor manager{audit::ActorKind::staff, "manager-1"};

Municipality named(const char* ags, const char* name) {
    Municipality m;
    m.ags = ags;
    m.official_name = name;
    m.name = common_name(name);
    m.kind = m.ags.size() == 5 ? Kind::district : Kind::municipality;
    m.district_ags = m.ags.substr(0, 5);
    m.district_name = "Coesfeld";
    m.inhabitants = 37030;
    m.area_km2 = 141.36;
    m.postcode = "48653";
    return m;
}

Office office_of(const char* id, const char* name, const char* parent = "") {
    Office office;
    office.id = id;
    office.name = name;
    office.parent = parent;
    office.opening_hours = "Mo-Fr 08:00-12:00\nDo 14:00-18:00";
    return office;
}

class Municipalities : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (!IsSkipped()) reopen();
    }
    // Opens the database again and nothing is left in memory.
    void reopen() {
        store_.reset();
        database_ = &open({audit::migrations(), Store::association_migrations(),
                           Store::municipality_migrations()});
        store_ = std::make_unique<Store>(*database_, clock());
    }
    void TearDown() override { store_.reset(); }
    Store& store() { return *store_; }
    store::Database& database() { return *database_; }

    void put(const std::vector<Municipality>& records) {
        const auto changes = store().put(manager, records);
        ASSERT_TRUE(changes) << changes.error().key;
    }
    std::vector<std::string> acts(const char* name_space) {
        std::vector<std::string> out;
        for (const auto& entry : audit::list(*database().find(name_space), {}))
            out.insert(out.begin(), entry.act);
        return out;
    }

  private:
    store::Database* database_ = nullptr;
    std::unique_ptr<Store> store_;
};

TEST_P(Municipalities, the_directory_is_kept_and_found_by_every_key) {
    auto coesfeld = named("05558012", "Coesfeld, Stadt");
    coesfeld.ars = "055580012012";
    coesfeld.host = "Coesfeld.Example";
    put({named("05558044", "Senden"), coesfeld, named("05558", "Kreis Coesfeld"),
         named("05558016", "Dülmen, Stadt"), named("05558000", "Übach")});
    reopen();
    std::vector<std::string> names;
    const auto all = store().all();
    for (const auto& m : *all)
        names.push_back(m.name);
    EXPECT_EQ(names, (std::vector<std::string>{"Coesfeld", "Dülmen", "Kreis Coesfeld", "Senden",
                                               "Übach"}));
    coesfeld.slug = "coesfeld";
    coesfeld.host = "coesfeld.example";
    EXPECT_EQ(store().by_ags("05558012"), coesfeld);
    EXPECT_EQ(store().by_slug("coesfeld"), coesfeld);
    EXPECT_EQ(store().by_host("COESFELD.example"), coesfeld);
    EXPECT_EQ(store().by_host(""), std::nullopt);
    EXPECT_EQ(store().by_ags("05558"), store().by_slug("kreis-coesfeld"));
    EXPECT_EQ(store().by_slug("nirgendwo"), std::nullopt);
}

TEST_P(Municipalities, putting_the_same_again_changes_and_records_nothing) {
    put({named("05558012", "Coesfeld, Stadt")});
    const auto again = store().put(manager, std::vector{named("05558012", "Coesfeld, Stadt")});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->front().outcome, Outcome::unchanged);
    auto grown = named("05558012", "Coesfeld, Stadt");
    grown.inhabitants = 37031;
    EXPECT_EQ(store().preview(std::vector{grown})->front().outcome, Outcome::changed);
    EXPECT_EQ(store().by_ags("05558012")->inhabitants, 37030);
    put({grown});
    EXPECT_EQ(store().by_ags("05558012")->inhabitants, 37031);
    const auto trail = audit::list(database().association_namespace(), {});
    ASSERT_EQ(trail.size(), 2u);
    EXPECT_EQ(trail[0].act, "municipality.change");
    EXPECT_EQ(trail[0].details, R"({"fields":["inhabitants"]})");
    EXPECT_EQ(trail[0].actor_id, "manager-1");
    EXPECT_TRUE(audit::verify(database().association_namespace()));
}

// Threads that must not wait get the present directory or none: never the one before a change.
TEST_P(Municipalities, the_directory_at_hand_is_never_an_old_one) {
    put({named("05558012", "Coesfeld, Stadt")});
    EXPECT_EQ(store().directory_at_hand(), nullptr) << "nobody has read it yet";
    // Our own write may be noticed once more in the file, a second later: then it is read again.
    const auto read_again = [&] {
        std::shared_ptr<const Directory> read, at_hand;
        for (int tries = 0; tries < 5 && !at_hand; ++tries) {
            read = store().directory();
            at_hand = store().directory_at_hand();
        }
        EXPECT_EQ(read, at_hand);
        return read->by_ags("05558012")->active;
    };
    EXPECT_FALSE(read_again());
    ASSERT_TRUE(store().activate(manager, "05558012"));
    EXPECT_EQ(store().directory_at_hand(), nullptr);
    EXPECT_TRUE(read_again());
    ASSERT_TRUE(store().deactivate(manager, "05558012"));
    EXPECT_EQ(store().directory_at_hand(), nullptr);
    EXPECT_FALSE(read_again());
}

TEST_P(Municipalities, the_directory_stays_at_hand_while_only_the_trail_grows) {
    bool stays = false;
    // A database just opened may still learn that it has missed something.
    for (int tries = 0; tries < 50 && !stays; ++tries) {
        const auto before = store().directory();
        audit::record(database().association_namespace(),
                      {clock().now(), manager, "staff.log_in", "staff_account", "1"});
        stays = store().directory_at_hand() == before;
        if (!stays) std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    EXPECT_TRUE(stays);
}

TEST_P(Municipalities, all_or_none) {
    const auto changes = store().put(
        manager, std::vector{named("05558012", "Coesfeld"), named("0555801", "Tippfehler")});
    ASSERT_FALSE(changes);
    EXPECT_EQ(changes.error().key, "municipalities.bad_ags");
    EXPECT_TRUE(store().all()->empty());
}

TEST_P(Municipalities, a_portal_is_given_and_taken_and_an_import_does_not_touch_it) {
    put({named("05558012", "Coesfeld"), named("05558016", "Dülmen")});
    EXPECT_TRUE(store().active().empty());
    ASSERT_TRUE(store().activate(manager, "05558012"));
    EXPECT_NE(database().find("m05558012"), nullptr);
    EXPECT_EQ(database().find("m05558016"), nullptr);
    put({named("05558012", "Coesfeld, Stadt der Osterräder")});
    ASSERT_EQ(store().active().size(), 1u);
    EXPECT_EQ(store().active().front().name, "Coesfeld");
    ASSERT_TRUE(store().deactivate(manager, "05558012"));
    EXPECT_TRUE(store().active().empty());
    EXPECT_NE(database().find("m05558012"), nullptr) << "its records stay";
    EXPECT_EQ(store().activate(manager, "05999999").error().key, "municipalities.unknown");
}

TEST_P(Municipalities, without_a_namespace_reads_are_empty_and_writes_refused) {
    put({named("05558012", "Coesfeld")});
    EXPECT_TRUE(store().offices("05558012").empty());
    EXPECT_FALSE(store().office("05558012", "buergerbuero"));
    EXPECT_EQ(store().text("05558012", "impressum", "de"), "");
    EXPECT_TRUE(store().theme("05558012").empty());
    EXPECT_EQ(store().outage_banner("05558012"), "");
    EXPECT_EQ(missing_texts(store(), "05558012").size(), mandatory_texts().size());
    EXPECT_EQ(store().put_text(manager, "05558012", "impressum", "de", "x").error().key,
              "municipalities.not_open");
    EXPECT_EQ(store().put_text(manager, "../05558012", "impressum", "de", "x").error().key,
              "municipalities.unknown");
    EXPECT_EQ(store().text("../association", "impressum", "de"), "");
}

TEST_P(Municipalities, offices_have_a_hierarchy_and_the_districts_stand_in) {
    put({named("05558012", "Coesfeld"), named("05558", "Kreis Coesfeld")});
    ASSERT_TRUE(store().activate(manager, "05558012"));
    ASSERT_TRUE(store().open(manager, "05558"));
    ASSERT_TRUE(store().put_office(manager, "05558012", office_of("rathaus", "Rathaus")));
    ASSERT_TRUE(store().put_office(manager, "05558012",
                                   office_of("buergerbuero", "Bürgerbüro", "rathaus")));
    ASSERT_TRUE(store().put_office(manager, "05558",
                                   office_of("kreis-strassenverkehrsamt", "Straßenverkehrsamt")));
    reopen();
    EXPECT_EQ(store().office("05558012", "buergerbuero"),
              office_of("buergerbuero", "Bürgerbüro", "rathaus"));
    const auto theirs = store().office("05558012", "kreis-strassenverkehrsamt");
    ASSERT_TRUE(theirs);
    EXPECT_TRUE(theirs->district);
    EXPECT_FALSE(store().office("05558", "kreis-strassenverkehrsamt")->district);
    EXPECT_FALSE(store().office("05558012", "standesamt"));
    std::vector<std::string> ids;
    for (const auto& office : store().offices("05558012"))
        ids.push_back(office.id);
    EXPECT_EQ(ids,
              (std::vector<std::string>{"buergerbuero", "rathaus", "kreis-strassenverkehrsamt"}));
    EXPECT_EQ(store().offices("05558").size(), 1u);

    auto circle = office_of("rathaus", "Rathaus", "buergerbuero");
    EXPECT_EQ(store().put_office(manager, "05558012", circle).error().field, "parent");
    circle.parent = "rathaus";
    EXPECT_EQ(store().put_office(manager, "05558012", circle).error().field, "parent");
    circle.parent = "keller";
    EXPECT_EQ(store().put_office(manager, "05558012", circle).error().field, "parent");

    ASSERT_TRUE(store().remove_office(manager, "05558012", "rathaus"));
    EXPECT_EQ(store().office("05558012", "buergerbuero")->parent, "");
    EXPECT_EQ(acts("m05558012"), (std::vector<std::string>{"municipality.open", "office.create",
                                                           "office.create", "office.remove"}));
}

TEST_P(Municipalities, an_office_with_a_foreign_scheme_or_line_is_refused) {
    put({named("05558012", "Coesfeld")});
    ASSERT_TRUE(store().activate(manager, "05558012"));
    auto office = office_of("amt", "Amt");
    office.url = "javascript:alert(1)";
    EXPECT_EQ(store().put_office(manager, "05558012", office).error().field, "url");
    office = office_of("amt", "Amt");
    office.email = "a@example.org\r\nBcc: b@example.org";
    EXPECT_EQ(store().put_office(manager, "05558012", office).error().field, "email");
    EXPECT_EQ(store().put_office(manager, "05558012", office_of("Amt 1", "Amt")).error().field,
              "id");
    EXPECT_EQ(store().put_office(manager, "05558012", office_of("amt", " ")).error().field, "name");
    EXPECT_TRUE(store().offices("05558012").empty());
}

TEST_P(Municipalities, texts_by_language_with_german_for_the_rest) {
    put({named("05558012", "Coesfeld")});
    ASSERT_TRUE(store().activate(manager, "05558012"));
    ASSERT_TRUE(store().put_text(manager, "05558012", "impressum", "de", "# Impressum\n"));
    ASSERT_TRUE(store().put_text(manager, "05558012", "kontakt", "en", "Call us."));
    EXPECT_EQ(store().text("05558012", "impressum", "de"), "# Impressum");
    EXPECT_EQ(store().text("05558012", "impressum", "en"), "# Impressum");
    EXPECT_EQ(store().text("05558012", "kontakt", "de"), "");
    std::vector<std::string_view> missing;
    for (const auto& text : missing_texts(store(), "05558012"))
        missing.push_back(text.id);
    EXPECT_EQ(missing,
              (std::vector<std::string_view>{"datenschutz", "barrierefreiheit", "leichte-sprache",
                                             "gebaerdensprache", "kontakt"}));
    ASSERT_TRUE(store().put_text(manager, "05558012", "impressum", "de", "  "));
    EXPECT_EQ(store().text("05558012", "impressum", "de"), "");
    EXPECT_EQ(store().put_text(manager, "05558012", "../x", "de", "x").error().key,
              "municipalities.bad_text");
    EXPECT_EQ(store().put_text(manager, "05558012", "impressum", "de", "\xff").error().key,
              "municipalities.bad_text");
    EXPECT_EQ(acts("m05558012"), (std::vector<std::string>{"municipality.open", "text.change",
                                                           "text.change", "text.remove"}));
}

TEST_P(Municipalities, a_theme_cannot_leave_its_declaration) {
    put({named("05558012", "Coesfeld")});
    ASSERT_TRUE(store().activate(manager, "05558012"));
    const std::map<std::string, std::string> good{{"--kommod-accent", "#005a9c"},
                                                  {"--kommod-radius", "0.25rem"},
                                                  {"--kommod-shade", "rgb(0 0 0 / 20%)"}};
    ASSERT_TRUE(store().put_theme(manager, "05558012", good));
    EXPECT_EQ(store().theme("05558012"), good);
    for (const auto* bad :
         {"red;}body{display:none", "url(//evil.example)", "URL(x)", "", "expression(alert(1))/*",
          "\\75rl(x)", "a\nb", "image-set(x)", "</style"})
        EXPECT_FALSE(store().put_theme(manager, "05558012", {{"--kommod-accent", bad}})) << bad;
    for (const auto* bad : {"color", "--", "--a b", "--a;b", "--A"})
        EXPECT_FALSE(store().put_theme(manager, "05558012", {{bad, "red"}})) << bad;
    EXPECT_EQ(store().theme("05558012"), good);
    ASSERT_TRUE(store().put_theme(manager, "05558012", {}));
    EXPECT_TRUE(store().theme("05558012").empty());
}

TEST_P(Municipalities, a_banner_goes_up_and_down_at_once) {
    put({named("05558012", "Coesfeld")});
    ASSERT_TRUE(store().activate(manager, "05558012"));
    ASSERT_TRUE(store().put_outage_banner(manager, "05558012", "Die Bezahlung fällt aus."));
    EXPECT_EQ(store().outage_banner("05558012"), "Die Bezahlung fällt aus.");
    EXPECT_FALSE(store().put_outage_banner(manager, "05558012", std::string(501, 'x')));
    ASSERT_TRUE(store().put_outage_banner(manager, "05558012", ""));
    EXPECT_EQ(store().outage_banner("05558012"), "");
}

TEST_P(Municipalities, a_logo_is_put_replaced_and_removed) {
    put({named("05558012", "Coesfeld"), named("05558008", "Billerbeck")});
    ASSERT_TRUE(store().activate(manager, "05558012"));
    EXPECT_FALSE(store().logo("05558012"));
    EXPECT_EQ(store().logo_content("05558012"), "");
    const std::string png{"\x89PNG\r\n\x1a\n\0 pixels", 16};
    const Logo arms{.hash = {}, .alt = " Wappen ", .width = 160, .height = 80};
    ASSERT_TRUE(store().put_logo(manager, "05558012", arms, png));
    ASSERT_TRUE(store().put_logo(manager, "05558012", arms, png)) << "nothing is changed";
    reopen();
    const auto kept = store().logo("05558012");
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->alt, "Wappen");
    EXPECT_EQ(kept->width, 160);
    EXPECT_EQ(kept->height, 80);
    EXPECT_EQ(kept->hash.size(), 32U);
    EXPECT_EQ(store().logo_content("05558012"), png);

    ASSERT_TRUE(store().put_logo(manager, "05558012", arms, png + "!"));
    EXPECT_NE(store().logo("05558012")->hash, kept->hash) << "other content, other address";
    ASSERT_TRUE(store().remove_logo(manager, "05558012"));
    ASSERT_TRUE(store().remove_logo(manager, "05558012"));
    EXPECT_FALSE(store().logo("05558012"));
    EXPECT_EQ(acts("m05558012"), (std::vector<std::string>{"municipality.open", "logo.change",
                                                           "logo.change", "logo.remove"}));

    for (const auto* bad : {"", "  ", "two\nlines", "\xff"})
        EXPECT_EQ(store().put_logo(manager, "05558012", {.hash = {}, .alt = bad}, png).error().key,
                  "municipalities.bad_logo");
    EXPECT_EQ(store().put_logo(manager, "05558008", arms, png).error().key,
              "municipalities.not_open");
    EXPECT_EQ(store().logo_content("05558008"), "");
    EXPECT_EQ(store().logo_content("nowhere"), "");
}

TEST_P(Municipalities, facts_of_the_association) {
    EXPECT_EQ(store().association_name(), "");
    store().put_association_fact(manager, "name", "Kreis Coesfeld");
    store().put_association_fact(manager, "name", "Kreis Coesfeld");
    EXPECT_EQ(store().association_name(), "Kreis Coesfeld");
    EXPECT_EQ(acts("association"), std::vector<std::string>{"association.change"});
}

KOMMOD_ON_BOTH_ENGINES(Municipalities);

}  // namespace
}  // namespace kommod::municipalities
