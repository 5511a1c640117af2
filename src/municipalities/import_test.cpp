// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "municipalities/import.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "audit/store.h"
#include "base/csv.h"
#include "store/testing.h"

namespace kommod::municipalities {
namespace {

constexpr const char* good_file =
    "\xEF\xBB\xBF"
    "bevoelkerung;name;AGS;Fläche_km2;kreis_name;ars;kreis_schluessel;PLZ "
    "Verwaltungssitz;sonstiges\r\n"
    "37.030;\"Coesfeld, Stadt\";05558012;141,36;Coesfeld;055580012012;05558;48653;x\r\n"
    "10840;Rosendahl;05558040;94,49;Coesfeld;055580040040;05558;48720;\r\n";

std::optional<std::string> shared_file(const char* path) {
    const char* set = std::getenv("KOMMOD_SHARED");
    const std::filesystem::path folder =
        set ? std::filesystem::path{set}
            : std::filesystem::path{KOMMOD_SOURCE_DIR}.parent_path() / "shared";
    std::ifstream in{folder / "data" / path, std::ios::binary};
    if (!in) return std::nullopt;
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

class Import : public store::testing::Databases {
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
    std::int64_t trail() { return audit::anchor(database_->association_namespace()).sequence; }

  private:
    store::Database* database_ = nullptr;
    std::unique_ptr<Store> store_;
};

TEST_P(Import, columns_in_any_order_and_a_second_run_changes_nothing) {
    const auto first = import_municipalities(store(), good_file);
    EXPECT_EQ(first.accepted, 2);
    EXPECT_EQ(first.created, 2);
    EXPECT_TRUE(first.rejected.empty()) << first.to_german();
    const auto coesfeld = store().by_slug("coesfeld");
    ASSERT_TRUE(coesfeld);
    EXPECT_EQ(coesfeld->ags, "05558012");
    EXPECT_EQ(coesfeld->official_name, "Coesfeld, Stadt");
    EXPECT_EQ(coesfeld->inhabitants, 37030);
    EXPECT_EQ(coesfeld->area_km2, 141.36);
    EXPECT_EQ(coesfeld->postcode, "48653");
    EXPECT_FALSE(coesfeld->example);
    const auto entries = trail();
    const auto second = import_municipalities(store(), good_file);
    EXPECT_EQ(second.unchanged, 2);
    EXPECT_EQ(second.accepted, 2);
    EXPECT_EQ(second.created + second.changed, 0);
    EXPECT_EQ(trail(), entries);
}

TEST_P(Import, a_column_that_is_absent_leaves_what_is_recorded) {
    import_municipalities(store(), good_file);
    const auto report = import_municipalities(store(), "ags,name\n05558012,Coesfeld\n");
    EXPECT_EQ(report.changed, 1);
    EXPECT_EQ(store().by_ags("05558012")->inhabitants, 37030);
    EXPECT_EQ(store().by_ags("05558012")->official_name, "Coesfeld");
}

TEST_P(Import, a_dry_run_reports_and_changes_nothing) {
    const auto report = import_municipalities(store(), good_file, {.dry_run = true});
    EXPECT_EQ(report.created, 2);
    EXPECT_TRUE(store().all()->empty());
    EXPECT_EQ(trail(), 0);
}

TEST_P(Import, every_refused_row_is_reported_and_keeps_no_other_out) {
    const auto report = import_municipalities(
        store(),
        "ags,name,ars,kreis_schluessel,bevoelkerung,flaeche_km2,plz_verwaltungssitz,slug\n"
        "05558004,Ascheberg,,,15822,106.32,59387,\n"
        "5558008,Billerbeck,,,1,1,48727,\n"
        "05558012,,,,1,1,48653,\n"
        "05558016,Dülmen,055580016017,05515,viele,groß,4824,Dülmen\n"
        "05558004,Ascheberg,,,1,1,59387,\n"
        "05558020\n"
        "05558024,Monitor,,,1,1,59348,monitor\n"
        "05558044,Senden,,,20895,109.45,48308,\n");
    EXPECT_EQ(report.accepted, 2);
    using Row = std::tuple<int, std::string, std::string>;
    std::vector<Row> rows;
    for (const auto& r : report.rejected) {
        rows.emplace_back(r.line, r.field, r.proposal);
        EXPECT_TRUE(r.reason.ends_with(".")) << r.reason;
    }
    EXPECT_EQ(rows, (std::vector<Row>{{3, "ags", "05558008"},
                                      {4, "name", ""},
                                      {5, "ars", ""},
                                      {5, "kreis_schluessel", "05558"},
                                      {5, "bevoelkerung", ""},
                                      {5, "flaeche_km2", ""},
                                      {5, "plz_verwaltungssitz", "04824"},
                                      {5, "slug", "duelmen"},
                                      {6, "ags", ""},
                                      {7, "name", ""},
                                      {8, "slug", "stadt-monitor"}}));
    EXPECT_EQ(store().all()->size(), 2u);
}

TEST_P(Import, a_broken_file_changes_nothing_and_says_why) {
    struct Case {
        const char* file;
        int line;
        const char* field;
        const char* proposal;
    };
    const Case cases[] = {
        {"", 0, "", ""},
        {"\xff\xfe", 0, "", ""},
        {"ags,name\n05558004,Ascheberg\n05558008,\"Billerbeck\n", 3, "", ""},
        {"ags,name\n05558004,Ascheberg\n05558008,\"Billerbeck\"x\n", 3, "", ""},
        {"agz,name,bevoelkerung\n05558004,Ascheberg,1\n", 1, "ags", "agz"},
        {"ags,namen\n05558004,Ascheberg\n", 1, "name", "namen"},
        {"ags,name,name\n05558004,Ascheberg,x\n", 1, "name", ""},
    };
    for (const auto& [file, line, field, proposal] : cases) {
        const auto report = import_municipalities(store(), file);
        ASSERT_EQ(report.rejected.size(), 1u) << file;
        EXPECT_EQ(report.rejected[0].line, line) << file;
        EXPECT_EQ(report.rejected[0].field, field) << file;
        EXPECT_EQ(report.rejected[0].proposal, proposal) << file;
        EXPECT_EQ(report.accepted, 0);
    }
    const auto both = import_municipalities(store(), "schluessel,titel\n1,2\n");
    EXPECT_EQ(both.rejected.size(), 2u) << "all missing columns are named at once";
    EXPECT_TRUE(store().all()->empty());
    EXPECT_EQ(trail(), 0);
}

TEST_P(Import, a_list_of_names_is_checked_against_the_directory) {
    EXPECT_EQ(import_municipalities(store(), "name\nCoesfeld\n").rejected.at(0).line, 0)
        << "an empty directory proposes nothing";
    import_municipalities(store(), good_file);
    const auto report = import_municipalities(
        store(), "id,name,url\n1,Coesfeld,x\n2,\"Coesfeld, Stadt\",\n3,Rosndahl,\n4,,\n5,Xqyz,\n");
    EXPECT_EQ(report.accepted, 2);
    EXPECT_EQ(report.unchanged, 2);
    ASSERT_EQ(report.rejected.size(), 3u);
    EXPECT_EQ(report.rejected[0],
              (Rejection{4, "name", "Rosndahl",
                         "Im Verzeichnis ist keine Kommune mit diesem Namen.", "Rosendahl"}));
    EXPECT_EQ(report.rejected[1].line, 5);
    EXPECT_EQ(report.rejected[2].proposal, "");
    EXPECT_EQ(store().all()->size(), 2u);
}

TEST_P(Import, the_396_of_north_rhine_westphalia_and_the_dirty_list) {
    const auto directory = shared_file("municipalities/nrw_gemeinden.csv");
    const auto names = shared_file("catalogue/ozg_commune.csv");
    if (!directory || !names) GTEST_SKIP() << "KOMMOD_SHARED is not there";
    const auto start = std::chrono::steady_clock::now();
    const auto first = import_municipalities(store(), *directory);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    RecordProperty("seconds", std::to_string(took.count()));
    EXPECT_EQ(first.created, 396) << first.to_german();
    EXPECT_TRUE(first.rejected.empty());
    EXPECT_LT(took.count(), 5) << "aim: 1 s in a release build";
    EXPECT_EQ(import_municipalities(store(), *directory).unchanged, 396);

    const auto report = import_municipalities(store(), *names);
    EXPECT_EQ(report.accepted, 350);
    std::map<std::string, std::string> proposals;
    for (const auto& r : report.rejected) {
        proposals[r.value] = r.proposal;
        EXPECT_FALSE(r.proposal.empty()) << r.value;
    }
    EXPECT_EQ(report.rejected.size(), 40u);
    EXPECT_EQ(proposals["Bad Oynhausen"], "Bad Oeynhausen");
    EXPECT_EQ(proposals["Sank Ausgustin"], "Sankt Augustin");
    EXPECT_EQ(proposals["Wipperführt"], "Wipperfürth");
    EXPECT_EQ(proposals["Mülheim"], "Mülheim an der Ruhr");
    EXPECT_EQ(proposals["Herzebrock"], "Herzebrock-Clarholz");
}

KOMMOD_ON_BOTH_ENGINES(Import);

using Rows = std::vector<std::tuple<std::string, int, int>>;

std::string file_of(const Rows& rows) {
    std::string file = "name,ags,bevoelkerung\n";
    for (const auto& [name, number, people] : rows)
        csv::write(file, {name, "0" + std::to_string(number), std::to_string(people)});
    return file;
}

// Whatever the file says and whatever is there already: a second run changes nothing, and the
// directory grows by what was created.
TEST(ImportProperty, is_idempotent) {
    store::testing::Scratch scratch{store::Engine::sqlite};
    auto& database = scratch.open(
        {audit::migrations(), Store::association_migrations(), Store::municipality_migrations()});
    Store store{database, scratch.clock()};
    const auto name =
        rc::gen::oneOf(rc::gen::element<std::string>("Monitor", "Neustadt", "Ähm, St"),
                       rc::gen::string<std::string>());
    const auto rows = rc::gen::container<Rows>(
        rc::gen::tuple(name, rc::gen::inRange(5558000, 5558500), rc::gen::inRange(-5, 1000)));
    EXPECT_TRUE(rc::check([&] {
        const auto file = file_of(*rows);
        const auto before = store.all()->size();
        const auto first = import_municipalities(store, file);
        RC_ASSERT(store.all()->size() == before + static_cast<std::size_t>(first.created));
        const auto second = import_municipalities(store, file);
        RC_ASSERT(second.created == 0);
        RC_ASSERT(second.changed == 0);
        RC_ASSERT(second.unchanged == first.accepted);
        RC_ASSERT(second.rejected == first.rejected);
    }));
}

}  // namespace
}  // namespace kommod::municipalities
