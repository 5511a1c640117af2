// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Maps come from files, on both engines; what is wrong in a file is said with its place.
#include "geo/import.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "audit/store.h"
#include "geo/testing.h"
#include "store/testing.h"

namespace kommod::geo {
namespace {

using testing::a_collection;
using testing::a_street;
using testing::an_outline;

class MapImport : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        database_ = &open({audit::migrations(), municipalities::Store::association_migrations(),
                           municipalities::Store::municipality_migrations(), migrations()});
        towns_ = std::make_unique<municipalities::Store>(*database_, clock());
        add("05558012", "Coesfeld, Stadt", true);
        add("05558016", "Dülmen, Stadt", true);
        add("05558020", "Havixbeck", false);
    }

    void add(const char* ags, const char* name, bool active) {
        municipalities::Municipality town;
        town.ags = ags;
        town.official_name = name;
        town.name = municipalities::common_name(name);
        ASSERT_TRUE(towns_->put(by_, std::vector{town}));
        if (active) {
            ASSERT_TRUE(towns_->activate(by_, ags));
        }
    }

    ImportReport import(const std::string& file, ImportOptions options = {}) {
        if (options.source.empty()) options.source = "Erfunden";
        return import_map(*database_, *towns_, maps_, file, options);
    }
    std::shared_ptr<const Map> map(const char* ags = "05558012") {
        return maps_.map(*database_->find(store::municipality_namespace(ags)));
    }
    std::int64_t entries() {
        return database_->find("m05558012")->read([](store::Session& session) {
            return session
                .query_one(
                    {"test.entries", "SELECT COUNT(*) FROM audit_entry WHERE act = 'map.put'"})
                ->integer(0);
        });
    }

  private:
    const audit::Actor by_{audit::ActorKind::command, "test"};
    store::Database* database_ = nullptr;
    std::unique_ptr<municipalities::Store> towns_;
    Store maps_{clock()};
};
KOMMOD_ON_BOTH_ENGINES(MapImport);

TEST_P(MapImport, BringsOutlinesAndStreets) {
    EXPECT_FALSE(map());
    const auto report = import(a_collection(an_outline() + "," + a_street("Letter Straße")));
    EXPECT_EQ(report.created, 2) << report.to_german();
    EXPECT_TRUE(report.rejected.empty()) << report.to_german();
    ASSERT_TRUE(map());
    EXPECT_TRUE(map()->contains({51.95, 7.2}));
    EXPECT_EQ(map()->street_names(), std::vector<std::string>{"Letter Straße"});
    EXPECT_EQ(map()->sources, std::vector<std::string>{"Erfunden"});
    EXPECT_FALSE(map("05558016"));
    EXPECT_EQ(entries(), 1);
}

TEST_P(MapImport, ChangesNothingTheSecondTime) {
    const auto file = a_collection(an_outline() + "," + a_street("Letter Straße"));
    import(file);
    const auto again = import(file);
    EXPECT_EQ(again.unchanged, 2);
    EXPECT_EQ(again.created + again.changed, 0);
    EXPECT_EQ(entries(), 1);
}

TEST_P(MapImport, LaysStreetsUponWhatIsThere) {
    const auto without = import(a_collection(a_street("Letter Straße")));
    ASSERT_EQ(without.rejected.size(), 1U);
    EXPECT_NE(without.rejected[0].reason.find("erst ihren Umriss"), std::string::npos);
    import(a_collection(an_outline()));
    EXPECT_EQ(import(a_collection(a_street("Letter Straße")), {.source = "Andere"}).created, 1);
    EXPECT_EQ(map()->sources, (std::vector<std::string>{"Erfunden", "Andere"}));
    EXPECT_EQ(import(a_collection(a_street("Neue Straße"))).changed, 1);
    EXPECT_EQ(map()->street_names(), std::vector<std::string>{"Neue Straße"});
}

TEST_P(MapImport, OnlyReportsWhenAsked) {
    const auto report = import(a_collection(an_outline()), {.dry_run = true});
    EXPECT_EQ(report.created, 1);
    EXPECT_FALSE(map());
    EXPECT_EQ(entries(), 0);
}

// Keys as they stand in files of the BKG, of a Land, of OpenStreetMap and of spreadsheets.
TEST_P(MapImport, KnowsWhoseAnAreaIs) {
    for (const char* properties :
         {R"({"AGS":"05558012"})", R"({"ARS":"055580012012"})", R"({"AGS":5558012})",
          R"({"de:amtlicher_gemeindeschluessel":"05558012"})"})
        EXPECT_EQ(import(a_collection(an_outline(properties)), {.dry_run = true}).created, 1)
            << properties;
    EXPECT_EQ(import(a_collection(an_outline("{}")), {.ags = "05558012", .dry_run = true}).created,
              1);
    const auto nobody = import(a_collection(an_outline("{}")));
    EXPECT_EQ(nobody.rejected.at(0).field, "features[0].properties.AGS");
    EXPECT_EQ(nobody.rejected.at(0).proposal, "--municipality AGS");
}

TEST_P(MapImport, TellsWhatItPassesBy) {
    const auto point =
        R"({"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[7,51]}})";
    const auto far =
        R"({"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[1,1],[2,2]]}})";
    const auto report =
        import(a_collection(an_outline() + "," + an_outline(R"({"AGS":"05558020"})") + "," +
                            an_outline(R"({"AGS":"09162000"})") + "," + point + "," + far));
    EXPECT_EQ(report.created, 1);
    ASSERT_EQ(report.rejected.size(), 3U) << report.to_german();
    EXPECT_EQ(report.rejected[0].value, "2") << "without a portal, and unknown";
}

// Pieces of one key are one outline; two that cover each other are none.
TEST_P(MapImport, PutsPiecesTogether) {
    const auto island =
        R"({"type":"Feature","properties":{"AGS":"05558012"},"geometry":{"type":"Polygon","coordinates":[[[8,51.9],[8.1,51.9],[8.1,52],[8,51.9]]]}})";
    EXPECT_EQ(import(a_collection(an_outline() + "," + island)).created, 1);
    EXPECT_EQ(map()->outline.pieces().size(), 2U);
    const auto twice = import(a_collection(an_outline() + "," + an_outline()));
    EXPECT_EQ(twice.rejected.at(0).field, "features[0].geometry");
    EXPECT_EQ(map()->outline.pieces().size(), 2U) << "what was there stays";
}

TEST_P(MapImport, RefusesWhatIsNoMap) {
    struct {
        std::string file;
        const char* field;
        const char* reason;  // part of it
        int line;
    } cases[] = {
        {"", "", "kein vollständiges JSON", 1},
        {"{\n \"type\":\n}", "", "kein vollständiges JSON", 3},
        {R"({"type":"FeatureCollection","features":[]} x)", "", "kein vollständiges JSON", 1},
        {"\xFF", "", "UTF-8", 0},
        {"[]", "type", "kein GeoJSON", 0},
        {R"({"type":"Topology"})", "type", "kein GeoJSON", 0},
        {R"({"type":"FeatureCollection","crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::25832"}},"features":[]})",
         "crs", "Koordinatensystem", 0},
        {a_collection("7"), "features[0]", "Objekt", 0},
        {a_collection(
             R"({"geometry":{"type":"Polygon","coordinates":[[[392000,5757000],[1,2],[3,4]]]}})"),
         "features[0].geometry.coordinates[0][0]", "keine Grad", 0},
        {a_collection(R"({"geometry":{"type":"Polygon"}})"), "features[0].geometry",
         "„coordinates“ fehlt", 0},
        {a_collection(R"({"geometry":{"type":"Polygon","coordinates":[[[7,"51"]]]}})"),
         "features[0].geometry.coordinates[0][0]", "zwei Zahlen", 0},
        {a_collection(
             R"({"geometry":{"type":"LineString","coordinates":[[7.2,51.9],[7.2,51.9]]}})"),
         "features[0].geometry", "zwei Punkte", 0},
        {a_collection(
             R"({"properties":{"AGS":"05558012"},"geometry":{"type":"Polygon","coordinates":[[[7.1,51.90],[7.2,51.95],[7.1,51.95],[7.2,51.90]]]}})"),
         "features[0].geometry", "schneidet sich", 0}};
    for (const auto& each : cases) {
        const auto report = import(each.file);
        ASSERT_FALSE(report.rejected.empty()) << each.file;
        EXPECT_EQ(report.accepted, 0) << each.file;
        EXPECT_EQ(report.rejected[0].field, each.field) << each.file;
        EXPECT_NE(report.rejected[0].reason.find(each.reason), std::string::npos)
            << report.rejected[0].reason;
        EXPECT_EQ(report.rejected[0].line, each.line) << each.file;
    }
    EXPECT_FALSE(map());
}

TEST_P(MapImport, WantsToKnowWhoMadeTheData) {
    const auto report = import(a_collection(an_outline()), {.source = " "});
    EXPECT_EQ(report.rejected.at(0).field, "source");
    EXPECT_FALSE(map());
}

// GeoBasis-DE / BKG VG5000: the eleven municipalities of Kreis Coesfeld.
TEST_P(MapImport, TakesTheMunicipalitiesOfADistrict) {
    const std::filesystem::path file = std::filesystem::path{KOMMOD_SOURCE_DIR} /
                                       "../shared/data/geo/kreis-coesfeld-gemeinden-vg5000.geojson";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "needs " << file;
    std::ostringstream content;
    content << std::ifstream{file}.rdbuf();
    const auto report = import(content.str(), {.source = "© GeoBasis-DE / BKG 2021, dl-de/by-2-0"});
    EXPECT_EQ(report.created, 2);
    EXPECT_EQ(report.rejected.at(0).value, "9");
    EXPECT_TRUE(map()->contains({51.9446, 7.1679})) << "Coesfeld's market place";
    EXPECT_FALSE(map("05558016")->contains({51.9446, 7.1679}));
    EXPECT_TRUE(map("05558016")->contains({51.8297, 7.2806})) << "Dülmen's";
}

}  // namespace
}  // namespace kommod::geo
