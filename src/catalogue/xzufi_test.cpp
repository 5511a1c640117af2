// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "catalogue/xzufi.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalogue/export.h"
#include "catalogue/import.h"
#include "catalogue/starter.h"
#include "store/testing.h"

namespace kommod::catalogue {
namespace {

using ::testing::HasSubstr;

std::filesystem::path document(std::string_view name) {
    return std::filesystem::path{KOMMOD_SOURCE_DIR "/tests/documents/xzufi"} / name;
}

Result<XzufiFile> read(std::string_view name) {
    std::ifstream stream{document(name)};
    EXPECT_TRUE(stream.good()) << name;
    return read_xzufi(stream);
}

TEST(Xzufi, ReadsTextsFeesAndDeadlines) {
    const auto file = read("melderegisterauskunft_2_2_0.xml");
    ASSERT_TRUE(file) << file.error().what;
    ASSERT_EQ(file->services.size(), 1u);
    const auto& service = file->services.front();
    EXPECT_EQ(service.key, "99115004001001");
    EXPECT_EQ(service.name, "Melderegisterauskunft Erteilung einfach");
    const auto& details = service.details;
    EXPECT_THAT(details.texts.at("de").at("05"), HasSubstr("Bürgerbüro"));
    EXPECT_THAT(details.texts.at("en").at("05"), HasSubstr("citizens"));
    EXPECT_EQ(details.texts.at("de").at("08"),
              "Sie nennen:\n\n- Familienname & Vorname\n\n- letzte bekannte Anschrift");
    EXPECT_EQ(details.texts.at("de").at("fristen"), "Es gibt keine Frist.");
    EXPECT_EQ(details.texts.at("de").at("bearbeitungsdauer"), "3 TAG");
    ASSERT_EQ(details.fees->size(), 2u);
    EXPECT_EQ(details.fees->at(0).amount, Cents{1100});
    EXPECT_EQ(details.fees->at(1).from, Cents{1500});
    EXPECT_EQ(details.fees->at(1).until, Cents{5050});
    ASSERT_EQ(details.deadlines->size(), 1u);
    EXPECT_EQ(details.deadlines->front().amount, 2);
    EXPECT_EQ(details.deadlines->front().until_unit, "WOCHE");
    EXPECT_EQ(details.type, "2/3");
    EXPECT_EQ(details.trust, "substantial");
    EXPECT_EQ(details.addressees, (std::vector<std::string>{"citizen", "business"}));
    EXPECT_EQ(details.valid_from, (LocalDate{2022, 5, 1}));
}

TEST(Xzufi, RefusesWithLineAndProposal) {
    const auto file = read("melderegisterauskunft_2_2_0.xml");
    ASSERT_TRUE(file);
    ASSERT_EQ(file->rejected.size(), 3u);
    EXPECT_EQ(file->rejected[0].proposal, "lokal:laubsack-ausgabe");
    EXPECT_EQ(file->rejected[0].line, 59);
    EXPECT_EQ(file->rejected[1].proposal, "99115004001006");
    EXPECT_EQ(file->rejected[1].line, 68);
    EXPECT_EQ(file->rejected[2].field, "loesche");
}

TEST(Xzufi, ReadsVersion231AndSeveralKeys) {
    const auto file = read("fundsachen_2_3_1.xml");
    ASSERT_TRUE(file) << file.error().what;
    ASSERT_EQ(file->services.size(), 2u);
    EXPECT_EQ(file->services[0].key, "99089017152000");
    EXPECT_EQ(file->services[1].key, "99089017500000");
    EXPECT_EQ(file->services[0].details.fee_charged, false);
    EXPECT_TRUE(file->services[0].details.texts.contains("de-x-ls"));
    EXPECT_EQ(file->services[0].details.deadlines->front().until, (LocalDate{2022, 6, 30}));
}

TEST(Xzufi, RefusesBrokenAndHostileDocuments) {
    for (const auto* name : {"broken_cut.xml", "broken_laughs.xml", "broken_outside.xml",
                             "broken_version.xml", "broken_other.xml", "broken_crossed.xml"}) {
        const auto file = read(name);
        ASSERT_FALSE(file) << name;
        EXPECT_FALSE(file.error().what.empty());
    }
    EXPECT_THAT(read("broken_outside.xml").error().what, HasSubstr("Entitäten"));
    EXPECT_THAT(read("broken_version.xml").error().what, HasSubstr("2.2.0 und 2.3.1"));
}

TEST(Xzufi, PlainTextOfHtml) {
    EXPECT_EQ(plain_text("<p>a &lt; b</p><p>c</p>"), "a < b\n\nc");
    EXPECT_EQ(plain_text("1 < 2 und 3 > 2"), "1 < 2 und 3 > 2");
    EXPECT_EQ(plain_text("a<br/>b<script>x</script>"), "a\nbx");
    EXPECT_EQ(plain_text("R&D &unknown; &amp;"), "R&D &unknown; &");
    EXPECT_EQ(plain_text("<"), "<");
    EXPECT_EQ(plain_text("<p"), "<p");
}

class CatalogueExchange : public store::testing::Databases {};
KOMMOD_ON_BOTH_ENGINES(CatalogueExchange);

ImportReport must_import(Store& store, const Input& input) {
    const auto report = import_catalogue(store, {input}, {});
    EXPECT_TRUE(report) << report.error().what;
    return report.value_or(ImportReport{});
}

TEST_P(CatalogueExchange, XzufiComplementsKnownServicesAndASecondRunChangesNothing) {
    Store store{open({Store::migrations()}), clock()};
    load_starter(store);
    const auto report =
        must_import(store, Input::file(document("melderegisterauskunft_2_2_0.xml")));
    EXPECT_EQ(report.created, 1);
    EXPECT_EQ(report.rejected.size(), 3u);
    const auto fundsachen = must_import(store, Input::file(document("fundsachen_2_3_1.xml")));
    EXPECT_EQ(fundsachen.created, 2);
    const auto day = LocalDate{2022, 12, 1};
    const auto full = store.full("", day);
    EXPECT_EQ(full->find("99115004001001")->fees.size(), 2u);
    EXPECT_EQ(full->find("99115004001001")->bundle, "10559") << "its place in the town stays";
    ASSERT_NE(full->find("99089017500000"), nullptr);
    EXPECT_EQ(full->find("99089017500000")->bundle, full->find("99089017152000")->bundle);
    EXPECT_EQ(store.snapshot("", day)->services().size(), 1200u);
    for (const auto* name : {"melderegisterauskunft_2_2_0.xml", "fundsachen_2_3_1.xml"}) {
        const auto again = must_import(store, Input::file(document(name)));
        EXPECT_EQ(again.created + again.changed, 0) << name;
        EXPECT_GT(again.unchanged, 0) << name;
    }
}

TEST_P(CatalogueExchange, BrokenXmlChangesNothing) {
    Store store{open({Store::migrations()}), clock()};
    load_starter(store);
    const auto before = store.revision("");
    EXPECT_FALSE(import_catalogue(store, {Input::file(document("broken_cut.xml"))}, {}));
    EXPECT_EQ(store.revision(""), before);
}

TEST_P(CatalogueExchange, OwnFormatComesBackByteForByte) {
    Store store{open({Store::migrations()}), clock()};
    load_starter(store);
    must_import(store, Input::file(document("melderegisterauskunft_2_2_0.xml")));
    const auto written = export_catalogue(store, "", ExportFormat::kommod);
    store::testing::Scratch other{GetParam()};
    Store copy{other.open({Store::migrations()}), other.clock()};
    const auto report = must_import(copy, Input::text("copy", written));
    EXPECT_TRUE(report.rejected.empty()) << report.to_german();
    EXPECT_EQ(export_catalogue(copy, "", ExportFormat::kommod), written);
}

constexpr ExportFormat every_format[] = {ExportFormat::kommod, ExportFormat::flat_csv,
                                         ExportFormat::xzufi_2_2_0, ExportFormat::xzufi_2_3_1};

TEST_P(CatalogueExchange, WhatWasExportedComesBackAsUnchangedInEveryFormat) {
    Store store{open({Store::migrations()}), clock()};
    load_demonstration(store);
    must_import(store, Input::file(document("melderegisterauskunft_2_2_0.xml")));
    const auto untidy = import_catalogue(
        store,
        {Input::text("own", R"({"kommod_catalogue":1,"supplement":true})"
                            "\n"
                            R"({"kind":"supplement","key":"99102013000000","legal":)"
                            R"(["Hundesteuersatzung, § 3 Absatz 2"],"texts":{"de":{"06":)"
                            R"("Zeile  \n\n\n\n<b>fett</b> & mehr"}}})"
                            "\n")},
        {});
    ASSERT_TRUE(untidy && untidy->rejected.empty() && untidy->accepted == 1) << untidy->to_german();
    const auto before = store.revision("");
    for (const auto format : every_format) {
        const auto written = export_catalogue(store, "", format);
        const auto report = must_import(store, Input::text("again", written));
        EXPECT_TRUE(report.rejected.empty()) << report.to_german();
        EXPECT_GE(report.accepted, 1200);
        EXPECT_EQ(report.unchanged, report.accepted) << report.to_german();
        EXPECT_EQ(store.revision(""), before);
        EXPECT_EQ(export_catalogue(store, "", format), written);
    }
}

TEST_P(CatalogueExchange, AMunicipalitysOwnExportComesBackAsUnchanged) {
    Store store{open({Store::migrations()}), clock()};
    load_starter(store);
    const ImportOptions own{.municipality = "05558012"};
    const auto changed = import_catalogue(
        store,
        {Input::text("own", R"({"kommod_catalogue":1,"supplement":true})"
                            "\n"
                            R"({"kind":"supplement","key":"99102013000000","legal":)"
                            R"(["Hundesteuersatzung, § 3 Absatz 2"]})"
                            "\n")},
        own);
    ASSERT_TRUE(changed && changed->created == 1);
    const auto before = store.revision("m05558012");
    for (const auto format : every_format) {
        const auto written = export_catalogue(store, "05558012", format);
        const auto report = import_catalogue(store, {Input::text("again", written)}, own);
        ASSERT_TRUE(report) << report.error().what;
        EXPECT_EQ(report->unchanged, report->accepted) << report->to_german();
        EXPECT_EQ(store.revision("m05558012"), before);
    }
}

TEST_P(CatalogueExchange, WhatDiffersFromTheExportIsStillTaken) {
    Store store{open({Store::migrations()}), clock()};
    load_starter(store);
    auto csv = export_catalogue(store, "", ExportFormat::flat_csv);
    const auto row = csv.find("\n99102013000000,");
    ASSERT_NE(row, std::string::npos);
    const auto name = csv.find(',', row) + 1;
    csv.insert(name, "Neue ");
    const auto rows = must_import(store, Input::text("rows.csv", csv));
    EXPECT_EQ(rows.changed, 1) << rows.to_german();
    EXPECT_EQ(rows.unchanged, rows.accepted - 1);
    auto xml = export_catalogue(store, "", ExportFormat::xzufi_2_3_1);
    const auto text = xml.find("Neue ");
    ASSERT_NE(text, std::string::npos);
    xml.insert(text, "Ganz ");
    const auto services = must_import(store, Input::text("x.xml", xml));
    EXPECT_EQ(services.created, 1) << services.to_german();
    EXPECT_EQ(services.unchanged, services.accepted - 1);
}

TEST_P(CatalogueExchange, XzufiComesBackAsFarAsItCarries) {
    Store store{open({Store::migrations()}), clock()};
    load_starter(store);
    must_import(store, Input::file(document("melderegisterauskunft_2_2_0.xml")));
    for (const auto format : {ExportFormat::xzufi_2_2_0, ExportFormat::xzufi_2_3_1}) {
        const auto xml = export_catalogue(store, "", format);
        std::istringstream stream{xml};
        const auto file = read_xzufi(stream);
        ASSERT_TRUE(file) << file.error().what;
        const auto* known = [&]() -> const XzufiService* {
            for (const auto& service : file->services)
                if (service.key == "99115004001001") return &service;
            return nullptr;
        }();
        ASSERT_NE(known, nullptr);
        std::ifstream original{document("melderegisterauskunft_2_2_0.xml")};
        const auto expected = read_xzufi(original)->services.front();
        EXPECT_EQ(known->details.texts, expected.details.texts);
        EXPECT_EQ(known->details.fees, expected.details.fees);
        EXPECT_EQ(known->details.deadlines, expected.details.deadlines);
        EXPECT_EQ(known->details.valid_from, expected.details.valid_from);
    }
}

}  // namespace
}  // namespace kommod::catalogue
