// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The picture of the demonstration town: it is counted, parsed and measured, as nobody can look at
// it in a test. With KOMMOD_PICTURES=<folder> the pictures are left there to be looked at.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "monitor/drawing.h"
#include "monitor/json.h"
#include "monitor/layout.h"
#include "monitor/lettering.h"
#include "monitor/underground.h"
#include "readiness/fact_log.h"
#include "readiness/import.h"
#include "readiness/testing.h"

namespace kommod::monitor {
namespace {

using readiness::testing::day;

const std::string source = KOMMOD_SOURCE_DIR;

readiness::Facts demonstration(std::string_view ags, LocalDate known) {
    std::vector<readiness::FactVersion> of_association, own;
    for (const auto& entry : std::filesystem::directory_iterator(source + "/demonstration/facts")) {
        const auto file =
            readiness::read_facts(readiness::testing::read_file(entry.path()), day("2026-11-01"));
        EXPECT_TRUE(file.rejected.empty()) << entry.path();
        auto& versions = file.name_space == store::association ? of_association : own;
        if (&versions == &of_association || file.name_space == store::municipality_namespace(ags))
            versions.insert(versions.end(), file.versions.begin(), file.versions.end());
    }
    return readiness::facts_known(readiness::FactLog{}.with(of_association),
                                  readiness::FactLog{}.with(own), ags, known);
}

readiness::Picture picture_on(std::string_view iso, std::string_view known,
                              std::string_view ags = "05558012") {
    static const auto catalogue = readiness::testing::starter(source);
    return readiness::derive(std::string(ags), catalogue, readiness::testing::model_1_1(),
                             demonstration(ags, day(known)), {day(iso), day(known)});
}

Town town_on(std::string_view iso, std::string_view known, std::optional<std::size_t> block = {},
             std::string_view ags = "05558012") {
    return town(picture_on(iso, known, ags),
                {"Coesfeld", "/coesfeld", "?stand=2022-12-01&x=1", block, ""});
}

// Everything a page shows, as one document.
std::string page_of(const Town& town) {
    std::string out = "<div>" + draw_definitions(Measures{});
    out += draw_streets(plan_town(town, 1184), town, Houses::drawn);
    out += draw_underground(plan_underground(town, 1184), town);
    for (const Street& street : town.streets)
        out += draw_streets(plan_street(street, 350), town, Houses::referenced);
    return out + draw_level_bar(town, 1000, 20) + "</div>";
}

// A parsed document that answers XPath counts.
class Xml {
  public:
    explicit Xml(const std::string& text)
        : document_(xmlReadMemory(text.data(), static_cast<int>(text.size()), "picture", nullptr,
                                  XML_PARSE_NONET | XML_PARSE_NOERROR)) {}
    ~Xml() { xmlFreeDoc(document_); }
    Xml(const Xml&) = delete;
    Xml& operator=(const Xml&) = delete;
    bool well_formed() const { return document_ != nullptr; }
    int count(const std::string& path) const {
        xmlXPathContext* context = xmlXPathNewContext(document_);
        xmlXPathRegisterNs(context, xml("s"), xml("http://www.w3.org/2000/svg"));
        xmlXPathObject* found = xmlXPathEvalExpression(xml(path.c_str()), context);
        const int out =
            found == nullptr || found->nodesetval == nullptr ? 0 : found->nodesetval->nodeNr;
        xmlXPathFreeObject(found);
        xmlXPathFreeContext(context);
        return out;
    }

  private:
    static const xmlChar* xml(const char* text) { return reinterpret_cast<const xmlChar*>(text); }
    xmlDoc* document_;
};

void leave(const std::string& name, const std::string& content) {
    const char* folder = std::getenv("KOMMOD_PICTURES");
    if (folder != nullptr) std::ofstream(std::filesystem::path(folder) / name) << content;
}

TEST(Picture, ShowsEveryHouseAndEveryWindowOnce) {
    const Town shown = town_on("2022-12-01", "2022-12-01");
    const std::string page = page_of(shown);
    leave("2022-12-01.html", page);
    const Xml xml(page);
    ASSERT_TRUE(xml.well_formed());
    EXPECT_EQ(xml.count("//s:g[starts-with(@id,'h')]"), 114);
    const std::string windows = "//s:g[starts-with(@id,'h')]/s:use";
    EXPECT_EQ(xml.count(windows), 1200);
    for (int level = 0; level <= 4; ++level)
        EXPECT_EQ(xml.count(windows + "[@href='#w" + std::to_string(level) + "']"),
                  shown.levels[static_cast<std::size_t>(level)]);
    EXPECT_EQ(xml.count("//s:a[contains(@class,'m-house')][s:title]"), 2 * 114);
    EXPECT_EQ(xml.count("//@style"), 0);
}

TEST(Picture, IsMostlyDarkButNotMonotoneInDecember2022) {
    const Town shown = town_on("2022-12-01", "2022-12-01");
    EXPECT_GT(shown.levels[0] + shown.levels[1], shown.windows / 2);
    for (const int count : shown.levels)
        EXPECT_GT(count, 0);
    EXPECT_LT(shown.online, shown.windows / 10);
}

void expect_no_overlap(const TownPlan& plan) {
    std::vector<Box> boxes;
    for (const StreetPlace& street : plan.streets) {
        if (street.heading.width > 0) boxes.push_back(street.heading);
        for (const HousePlace& house : street.houses) {
            boxes.push_back(house.label_box);
            const Box walls{house.centre - house.width / 2,
                            house.ground - house.height - plan.measures.roof, house.width,
                            house.height + plan.measures.roof};
            boxes.push_back(walls);
            EXPECT_GE(house.label_box.x, 0) << house.house->label;
            EXPECT_LE(house.label_box.right(), plan.width) << house.house->label;
        }
    }
    for (std::size_t i = 0; i < boxes.size(); ++i)
        for (std::size_t j = i + 1; j < boxes.size(); ++j)
            EXPECT_FALSE(boxes[i].overlaps(boxes[j])) << i << " and " << j;
}

TEST(Layout, NothingOverlapsAtAnyWidth) {
    const Town shown = town_on("2022-12-01", "2022-12-01");
    for (const double width : {900.0, 1184.0, 1600.0}) {
        SCOPED_TRACE(width);
        expect_no_overlap(plan_town(shown, width));
    }
    for (const Street& street : shown.streets)
        for (const double width : {280.0, 350.0, 1184.0}) {
            SCOPED_TRACE(street.name + " at " + std::to_string(width));
            expect_no_overlap(plan_street(street, width));
        }
}

TEST(Layout, KeepsTheOrderOfHousesWhateverTheLight) {
    const auto order = [](const Town& town) {
        std::vector<std::string> out;
        const TownPlan plan = plan_town(town, 1184);
        for (const StreetPlace& street : plan.streets)
            for (const HousePlace& house : street.houses)
                out.push_back(house.house->id);
        return out;
    };
    EXPECT_EQ(order(town_on("2022-12-01", "2022-12-01")),
              order(town_on("2026-11-22", "2026-11-22")));
}

TEST(Picture, LooksAhead) {
    leave("2023-07-01.html", page_of(town_on("2023-07-01", "2023-07-01")));
    leave("2024-07-01.html", page_of(town_on("2024-07-01", "2024-07-01")));
    leave("2026-11-22.html", page_of(town_on("2026-11-22", "2026-11-22")));
    leave("2028-12-01.html", page_of(town_on("2028-12-01", "2026-11-22")));
    leave("payment.html", page_of(town_on("2022-12-01", "2022-12-01", 2)));
    leave("duelmen.html", page_of(town_on("2022-12-01", "2022-12-01", {}, "05558016")));
    leave("rosendahl.html", page_of(town_on("2022-12-01", "2022-12-01", {}, "05558040")));
    const Town before = town_on("2022-12-01", "2022-12-01");
    const Town after = town_on("2023-07-01", "2023-07-01");
    EXPECT_GT(after.online, before.online + 50);
}

}  // namespace
}  // namespace kommod::monitor
