// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/import.h"

#include <chrono>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalogue/starter.h"
#include "store/testing.h"

namespace kommod::catalogue {
namespace {

using ::testing::HasSubstr;

constexpr LocalDate day{2022, 12, 1};
constexpr std::string_view header =
    "leistungsschluessel,bezeichnung,leika_typ,ozg_id,ozg_leistung,lage,themenfeld,sdg1,sdg2,"
    "gesetze_kurz,gesetze,rechtsgrundlage\n";

std::filesystem::path shared_file(std::string_view name) {
    const char* shared = std::getenv("KOMMOD_SHARED");
    return std::filesystem::path{shared ? shared : KOMMOD_SOURCE_DIR "/../shared"} / name;
}

class CatalogueImport : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        store_ = std::make_unique<Store>(open({Store::migrations()}), clock());
    }
    void TearDown() override { store_.reset(); }
    Store& catalogue() { return *store_; }

    Result<ImportReport> try_import(const Input& input, const ImportOptions& options = {}) {
        return import_catalogue(*store_, {input}, options);
    }
    ImportReport import(const Input& input, const ImportOptions& options = {}) {
        const auto report = try_import(input, options);
        EXPECT_TRUE(report) << report.error().what;
        return report.value_or(ImportReport{});
    }
    ImportReport import_rows(std::string_view rows, const ImportOptions& options = {}) {
        return import(Input::text("rows.csv", std::string{header} + std::string{rows}), options);
    }

  private:
    std::unique_ptr<Store> store_;
};
KOMMOD_ON_BOTH_ENGINES(CatalogueImport);

constexpr std::string_view wohngeld =
    "99107023000000,Wohngeld,2/3,10105,Wohngeld,Wohnen & Umzug,Bauen & Wohnen,1,1,WoGG,"
    "Wohngeldgesetz,§ 3 Absatz 1 Wohngeldgesetz (WoGG) [http://example.org/wogg/__3.html]\n";

TEST_P(CatalogueImport, FlatRowBecomesAServiceWithItsPlace) {
    const auto report = import_rows(wohngeld);
    EXPECT_EQ(report.created, 1);
    EXPECT_TRUE(report.rejected.empty());
    const auto full = catalogue().full("", day);
    const auto* service = full->find("99107023000000");
    ASSERT_NE(service, nullptr);
    EXPECT_EQ(service->name, "Wohngeld");
    EXPECT_EQ(service->legal_basis, std::vector<std::string>{"§ 3 Abs. 1 WoGG"});
    EXPECT_TRUE(service->sdg);
    EXPECT_FALSE(service->offered);
    EXPECT_EQ(full->find_bundle("10105")->subject, "bauen-wohnen");
    EXPECT_TRUE(catalogue().snapshot("", day)->services().empty()) << "known is not offered";
}

TEST_P(CatalogueImport, ColumnsStandInAnyOrderAndUnknownOnesAreLeftOut) {
    const auto report = import(Input::text("x.csv",
                                           "themenfeld;lage;Farbe;ozg_leistung;ozg_id;leika_typ;"
                                           "bezeichnung;leistungsschluessel\r\n"
                                           "Wohnen;Umzug;blau;Wohngeld;10105;2/3;Wohngeld;"
                                           "99107023000000\r\n"));
    EXPECT_EQ(report.created, 1);
}

TEST_P(CatalogueImport, MissingColumnsAreNamedAndNothingChanges) {
    import_rows(wohngeld);
    const auto before = catalogue().revision("");
    const auto report = try_import(
        Input::text("x.csv", "leistungsschluessel,bezeichnung,ozg_id,ozg_leistung,themenfeld\n"));
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().key, "catalogue.missing_columns");
    EXPECT_THAT(report.error().what, HasSubstr("leika_typ, lage"));
    EXPECT_EQ(catalogue().revision(""), before);
}

TEST_P(CatalogueImport, EveryRefusedRowSaysWhatIsWrongAndWhatWouldDo) {
    const std::string rest = ",10105,Wohngeld,Umzug,Wohnen,0,0,,,\n";
    const auto report =
        import_rows("nicht im LeiKa,Mängelmelder der Stadt,4" + rest +                   // 2
                    "3233,Test 4,44" + rest +                                            // 3
                    "99 107 023 000 000,Wohngeld,2/3" + rest +                           // 4
                    "107023000000,Wohngeld,2/3" + rest +                                 // 5
                    "9.9107E+13,Wohngeld,2/3" + rest +                                   // 6
                    "99107023000001,,2/3" + rest +                                       // 7
                    "99107023000002,Wohngeld,2/3,,,,,0,0,,,\n"                           // 8
                    "99107023000003,Wohngeld,2/3,10105,Wohngeld,Umzug\n"                 // 9
                    "99107023000004,Wohngeld,2/3,10105,Wohngeld,Umzug,Wohnen,ja,0,,,\n"  // 10
                    "99107023000005,\"Wohn\"geld,2/3" +
                    rest +                                  // 11
                    "99107023000006,Wohngeld,2/3" + rest);  // 12
    EXPECT_EQ(report.created, 1);
    ASSERT_EQ(report.rejected.size(), 10u);
    const auto& rejected = report.rejected;
    EXPECT_EQ(rejected[0].line, 2);
    EXPECT_EQ(rejected[0].field, "leistungsschluessel");
    EXPECT_EQ(rejected[0].value, "nicht im LeiKa");
    EXPECT_EQ(rejected[0].proposal, "lokal:maengelmelder-der-stadt");
    EXPECT_THAT(rejected[1].reason, HasSubstr("Außerdem leika_typ"));
    EXPECT_EQ(rejected[2].proposal, "99107023000000");
    EXPECT_EQ(rejected[3].proposal, "99107023000000");
    EXPECT_THAT(rejected[4].reason, HasSubstr("Tabellenkalkulation"));
    EXPECT_EQ(rejected[5].field, "bezeichnung");
    EXPECT_EQ(rejected[6].field, "ozg_id");
    EXPECT_THAT(rejected[7].reason, HasSubstr("6 statt 12"));
    EXPECT_EQ(rejected[8].field, "sdg1");
    EXPECT_EQ(rejected[9].line, 11);
}

TEST_P(CatalogueImport, SameKeyAgainIsExplained) {
    const auto report =
        import_rows(std::string{wohngeld} + std::string{wohngeld} +
                    "99107023000000,Wohngeld,2/3,10999,Anderes,Umzug,Wohnen,1,1,,,\n");
    EXPECT_EQ(report.created, 1);
    ASSERT_EQ(report.rejected.size(), 2u);
    EXPECT_THAT(report.rejected[0].reason, HasSubstr("Derselbe Eintrag steht schon in Zeile 2"));
    EXPECT_THAT(report.rejected[1].reason, HasSubstr("im Leistungsbündel 10105"));
}

TEST_P(CatalogueImport, SameKeyAgainIsExplainedAlsoWhenItSaysWhatIsThere) {
    import_rows(wohngeld);
    const auto report =
        import_rows(std::string{wohngeld} + std::string{wohngeld} +
                    "99107023000000,Wohngeld,2/3,10999,Anderes,Umzug,Wohnen,1,1,,,\n");
    EXPECT_EQ(report.unchanged, 1);
    ASSERT_EQ(report.rejected.size(), 2u);
    EXPECT_THAT(report.rejected[0].reason, HasSubstr("Derselbe Eintrag steht schon in Zeile 2"));
    EXPECT_THAT(report.rejected[1].reason, HasSubstr("im Leistungsbündel 10105"));
}

TEST_P(CatalogueImport, SecondRunChangesNothingAndAChangedRowChangesOne) {
    import_rows(wohngeld);
    const auto before = catalogue().revision("");
    const auto again = import_rows(wohngeld);
    EXPECT_EQ(again.unchanged, 1);
    EXPECT_EQ(again.accepted, 1);
    EXPECT_EQ(catalogue().revision(""), before);
    const auto changed = import_rows(
        "99107023000000,Wohngeld Plus,2/3,10105,Wohngeld,Wohnen & Umzug,"
        "Bauen & Wohnen,1,1,,,\n");
    EXPECT_EQ(changed.changed, 1);
    EXPECT_EQ(catalogue().full("", day)->find("99107023000000")->name, "Wohngeld Plus");
}

TEST_P(CatalogueImport, DryRunOnlyReports) {
    const auto report = import_rows(wohngeld, {.dry_run = true});
    EXPECT_EQ(report.created, 1);
    EXPECT_TRUE(catalogue().full("", day)->services().empty());
}

TEST_P(CatalogueImport, BrokenFilesChangeNothing) {
    load_starter(catalogue());
    const auto before = catalogue().revision("");
    const std::vector<Input> broken{
        Input::file("/nonexistent/catalogue.csv"),
        Input::file("/"),
        Input::text("empty", ""),
        Input::text("words", "Guten Tag"),
        Input::text("latin1.csv",
                    std::string{header} + "99107023000000,M\xE4ngel,4,1,a,b,c,,,,,\n"),
        Input::text("nul.csv", std::string{header} + std::string("99\0,", 4)),
        Input::text("twice.csv", "ozg_id," + std::string{header}),
        Input::text("version.jsonl", "{\"kommod_catalogue\":2}\n"),
        Input::text("other.jsonl", "{\"hello\":1}\n"),
        Input::text("cut.jsonl",
                    "{\"kommod_catalogue\":1}\n"
                    "{\"kind\":\"synonym\",\"term\":\"neu\",\"means\":[\"alt\"]}\n{\"kind\":\"syn"),
    };
    for (const auto& input : broken)
        EXPECT_FALSE(try_import(input)) << input.name();
    const std::vector<Input> good_and_broken{
        Input::text("good.csv", std::string{header} + std::string{wohngeld}), broken.back()};
    EXPECT_FALSE(import_catalogue(catalogue(), good_and_broken, {}));
    EXPECT_EQ(catalogue().revision(""), before);
}

TEST_P(CatalogueImport, OwnFormatRefusesWhatLeadsNowhere) {
    load_starter(catalogue());
    const auto report = import(Input::text(
        "own.jsonl",
        "{\"kommod_catalogue\":1,\"supplement\":true}\n"
        R"({"kind":"service","key":"lokal:a","bundle":"1011","name":"A","act":"certificate"})"
        "\n"
        R"({"kind":"service","key":"lokal:b","bundle":"10119","name":"B","act":"certifikate"})"
        "\n"
        R"({"kind":"service","key":"lokal:C","bundle":"10119","name":"C"})"
        "\n"
        R"({"kind":"supplement","key":"99999999999999","texts":{}})"
        "\n"
        R"({"kind":"bundle","id":"b","ozg":[],"life_event":"geburt","name":"B","blocks":["pay"]})"
        "\n"
        R"({"kind":"service","key":"lokal:d","bundle":"10119","name":"D","nmae":"D"})"
        "\n"
        R"({"kind":"fee","id":"x"})"
        "\n"
        R"({"kind":"service","key":"lokal:e","bundle":"neu","name":"E"})"
        "\n"
        R"({"kind":"bundle","id":"neu","ozg":[],"life_event":"geburt","name":"Neu","order":900})"
        "\n"));
    EXPECT_EQ(report.created, 2) << "the order of lines does not matter";
    ASSERT_EQ(report.rejected.size(), 7u);
    EXPECT_EQ(report.rejected[0].field, "bundle");
    EXPECT_EQ(report.rejected[1].proposal, "certificate");
    EXPECT_EQ(report.rejected[2].proposal, "lokal:c");
    EXPECT_EQ(report.rejected[3].field, "key");
    EXPECT_EQ(report.rejected[4].field, "blocks");
    EXPECT_EQ(report.rejected[5].field, "nmae");
    EXPECT_EQ(report.rejected[6].field, "kind");
    for (std::size_t i = 0; i < report.rejected.size(); ++i)
        EXPECT_EQ(report.rejected[i].line, static_cast<int>(i) + 2);
}

TEST_P(CatalogueImport, MunicipalityOffersWhatItImports) {
    load_starter(catalogue());
    import_rows(wohngeld);
    import_rows(
        "99107023000000,Wohngeld,2/3,10105,Wohngeld,x,y,1,1,,,\n"
        "99012001000000,Abbruchgenehmigung,4,10999,Abbruch,Bauen,Bauen & Wohnen,0,0,,,\n"
        "99050001000000,Zoll,1,10998,Zoll,Zoll,Steuern,0,0,,,\n",
        {.municipality = "05558012"});
    const auto town = catalogue().snapshot("m05558012", day);
    EXPECT_NE(town->find("99012001000000"), nullptr);
    EXPECT_EQ(town->find("99050001000000"), nullptr) << "the federation's own affair";
    EXPECT_EQ(catalogue().full("", day)->find("99012001000000") != nullptr,
              catalogue().snapshot("", day)->find("99012001000000") != nullptr)
        << "the association's catalogue is untouched";
}

TEST_P(CatalogueImport, RealCatalogueKeepsTheTownAndReportsEveryRow) {
    const auto path = shared_file("data/catalogue/derived_catalog_flat.csv");
    if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
    load_starter(catalogue());
    const auto town = catalogue().snapshot("", day);
    std::size_t last = 0;
    const auto start = std::chrono::steady_clock::now();
    const auto report = import(Input::file(path),
                               {.progress = [&](std::size_t done, std::size_t) { last = done; }});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    RecordProperty("seconds", std::to_string(took.count()));
    std::cout << "import took " << took.count() << " s\n";
    EXPECT_EQ(report.accepted + static_cast<std::int64_t>(report.rejected.size()), 5251);
    EXPECT_EQ(last, 5251u);
    int without_key = 0, malformed = 0, orphans = 0;
    for (const auto& row : report.rejected) {
        without_key += row.value == "nicht im LeiKa" && row.proposal.starts_with("lokal:");
        malformed += row.field == "leistungsschluessel" && row.value != "nicht im LeiKa";
        orphans += row.reason.find("zu keinem Leistungsbündel") != std::string::npos;
    }
    EXPECT_EQ(without_key, 436);
    EXPECT_EQ(malformed, 2);
    EXPECT_EQ(orphans, 26);

    const auto after = catalogue().snapshot("", day);
    ASSERT_EQ(after->services().size(), town->services().size());
    ASSERT_EQ(after->bundles().size(), 114u);
    for (std::size_t i = 0; i < 114; ++i) {
        EXPECT_EQ(after->bundles()[i].id, town->bundles()[i].id);
        EXPECT_EQ(after->bundles()[i].order, static_cast<int>(i) + 1);
    }
    for (const auto& service : town->services()) {
        const auto* same = after->find(service.key);
        ASSERT_NE(same, nullptr);
        EXPECT_EQ(same->bundle, service.bundle) << service.key;
        EXPECT_EQ(same->criteria, service.criteria) << service.key;
        EXPECT_EQ(same->name, service.name);
    }
    EXPECT_GT(catalogue().full("", day)->services().size(), 4800u);

    const auto again = import(Input::file(path));
    EXPECT_EQ(again.unchanged, report.accepted);
    EXPECT_EQ(again.rejected, report.rejected);
}

}  // namespace
}  // namespace kommod::catalogue
