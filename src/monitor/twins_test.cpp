// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The picture's twins over the demonstration: each tells the same town, and every link of theirs
// leads somewhere.
#include "monitor/twins.h"

#include <algorithm>
#include <cstring>
#include <regex>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libxml/parser.h>

#include "monitor/picture_style.h"
#include "monitor/planner_view.h"
#include "monitor/poster.h"
#include "monitor/roadmap.h"
#include "monitor/testing.h"
#include "readiness/needs.h"

namespace kommod::monitor {
namespace {

using readiness::testing::day;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view coesfeld = "05558012";

class MonitorTwins : public testing::DemonstrationTown {
  protected:
    json::object view(const std::string& path, const std::string& query) {
        const auto answer = get(path, query, "application/json");
        EXPECT_EQ(answer.status, 200) << path;
        return json::parse(answer.body).as_object();
    }
    std::shared_ptr<const readiness::Picture> picture(std::string_view on) {
        return readiness().picture(coesfeld, readiness::seen_on(day(on), clock().today()));
    }
};
KOMMOD_ON_BOTH_ENGINES(MonitorTwins);

bool is_xml(const std::string& text) {
    xmlDoc* document = xmlReadMemory(text.data(), static_cast<int>(text.size()), "", nullptr,
                                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    const bool whole = document != nullptr;
    xmlFreeDoc(document);
    return whole;
}

TEST_P(MonitorTwins, EveryLinkInsideTheMonitorLeadsSomewhere) {
    std::set<std::string> seen, open{"/monitor?stand=2022-12-01"};
    const std::regex link("href=\"(?:/coesfeld)(/monitor[^\"#]*)");
    std::map<std::string, int> of_kind;  // a few of each kind are enough
    while (!open.empty()) {
        const std::string address = *open.begin();
        open.erase(open.begin());
        if (address.find("sprache=") != std::string::npos || !seen.insert(address).second) continue;
        const auto mark = address.find('?');
        const std::string path = http::url_decode(address.substr(0, mark), false).value();
        if (++of_kind[path.substr(0, path.find('/', std::strlen("/monitor/")))] > 3) continue;
        const auto page = get(path, mark == std::string::npos ? "" : address.substr(mark + 1));
        EXPECT_EQ(page.status, 200) << address;
        for (auto at = std::sregex_iterator(page.body.begin(), page.body.end(), link);
             at != std::sregex_iterator(); ++at)
            open.insert(std::regex_replace(at->str(1), std::regex("&amp;"), "&"));
    }
    for (const char* path :
         {"/monitor/engpaesse", "/monitor/fahrplan", "/monitor/planer", "/monitor/aenderungen",
          "/monitor/fristen", "/monitor/vergleich", "/monitor/tabelle", "/monitor/modelle",
          "/monitor/woerter", "/monitor/einbetten", "/monitor/poster.pdf", "/monitor/bericht.pdf",
          "/monitor/daten.csv", "/monitor/daten.json", "/monitor/aenderungen.atom"})
        EXPECT_TRUE(std::any_of(seen.begin(), seen.end(), [&](const std::string& each) {
            return each.starts_with(path);
        })) << path;
}

TEST_P(MonitorTwins, TheMatrixNamesTheWorstBottleneck) {
    const json::object matrix = view("/monitor/engpaesse", "stand=2022-12-01");
    EXPECT_EQ(matrix.at("worst_block").as_object().at("name"), "Bezahlen (ePayment)");
    // The sums are those of the rows.
    const auto& columns = matrix.at("columns").as_array();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::int64_t sum = 0;
        for (const auto& row : matrix.at("rows").as_array())
            sum += row.as_object().at("cells").as_array()[i].as_object().at("alone").as_int64();
        EXPECT_EQ(columns[i].as_object().at("alone").as_string(),
                  grouped(static_cast<int>(sum)).c_str());
    }
    // Every number leads to its list, which is as long.
    const auto list = get("/monitor/tabelle",
                          "ansicht=leistungen&stand=2022-12-01&ziel=3&fehlt=baustein:payment"
                          "&allein=1");
    const auto shown = picture("2022-12-01");
    const auto all = readiness::bottlenecks(*shown, 3);
    const auto payment = std::find_if(all.begin(), all.end(), [&](const auto& each) {
        return each.kind == readiness::Bottleneck::Kind::block &&
               shown->blocks[each.index].id == "payment";
    });
    ASSERT_NE(payment, all.end());
    EXPECT_THAT(list.body, HasSubstr(std::to_string(payment->alone.size()) + " Leistungen"));
}

TEST_P(MonitorTwins, TheRoadmapShowsHowFarADayHasMoved) {
    const Roadmap plan = roadmap(*picture("2022-12-01"), day("2022-06-01"), readiness());
    const auto payment = std::find_if(plan.stops.begin(), plan.stops.end(),
                                      [](const Stop& stop) { return stop.id == "payment"; });
    ASSERT_NE(payment, plan.stops.end());
    EXPECT_EQ(payment->slippage(), 75);
    EXPECT_GT(payment->lights.size(), 50U);
    EXPECT_FALSE(payment->happened);
    const auto drawn =
        draw_roadmap(plan, 1184, [](const Stop& stop) { return "/x?" + stop.id; }, Words{});
    EXPECT_TRUE(is_xml(drawn));
    const auto page = get("/monitor/fahrplan", "stand=2022-12-01").body;
    EXPECT_THAT(page, HasSubstr("75 Tage später als zuerst geplant"));
}

TEST_P(MonitorTwins, WhatTheRoadmapLightsIsWhatTheDaysShow) {
    // On the day after the last stop as known then, the town is as bright as the stops promised.
    const auto now = picture("2022-12-01");
    const Roadmap plan = roadmap(*now, day("2022-12-01"), readiness());
    std::set<std::uint32_t> promised;
    for (const Stop& stop : plan.stops)
        if (!stop.happened) promised.insert(stop.lights.begin(), stop.lights.end());
    const auto then = readiness().picture(coesfeld, {plan.until, now->at.known}, now->model->id);
    for (std::uint32_t i = 0; i < now->services.size(); ++i)
        EXPECT_EQ(then->services[i].level > now->services[i].level, promised.contains(i)) << i;
}

TEST_P(MonitorTwins, ABlockSaysWhatItsOpeningWouldChange) {
    const json::object block = view("/monitor/baustein/payment", "stand=2022-12-01");
    EXPECT_GT(block.at("brighter_number").as_int64(), 50);
    EXPECT_EQ(block.at("plans").as_array().size(), 2U);
    EXPECT_FALSE(block.at("operating").as_bool());
    EXPECT_EQ(get("/monitor/baustein/unknown").status, 404);
    EXPECT_EQ(get("/monitor/voraussetzung/unknown").status, 404);
    EXPECT_EQ(get("/monitor/loesung/unknown").status, 404);
    EXPECT_EQ(get("/monitor/leistung/unknown").status, 404);
}

TEST_P(MonitorTwins, APreconditionComesWithALetterToItsOwner) {
    const auto page = get("/monitor/voraussetzung/ausweis-abgleich", "stand=2022-12-01").body;
    EXPECT_THAT(page, HasSubstr("Bund (Bundesministerium des Innern)"));
    EXPECT_THAT(page, HasSubstr("Sehr geehrte Damen und Herren"));
    EXPECT_THAT(page, HasSubstr("Betreff: Bild und Person müssen im Amt verglichen werden"));
}

TEST_P(MonitorTwins, AServiceTellsItsWay) {
    const json::object service = view("/monitor/leistung/99107023017001", "");
    const auto& steps = service.at("steps").as_array();
    ASSERT_GE(steps.size(), 2U);
    // Newest first; Wohngeld came at the end of 2022.
    const bool told = std::any_of(steps.begin(), steps.end(), [](const json::value& step) {
        return step.as_object().at("day") == "30. Dezember 2022" &&
               step.as_object().at("level").as_int64() >= 3;
    });
    EXPECT_TRUE(told);
}

TEST_P(MonitorTwins, ChangesNameTheirCauseAndComeAsAFeed) {
    const json::object changes = view("/monitor/aenderungen", "seit=2022-12-01&stand=2023-02-01");
    const auto& causes = changes.at("causes").as_array();
    EXPECT_TRUE(std::any_of(causes.begin(), causes.end(), [](const json::value& cause) {
        return cause.as_object().at("title") == "Bezahlen (ePayment)";
    }));
    const auto wrong = get("/monitor/aenderungen", "seit=gestern&stand=2023-02-01");
    EXPECT_EQ(wrong.status, 400);
    EXPECT_THAT(wrong.body, HasSubstr("ist kein Tag"));
    const auto feed = get("/monitor/aenderungen.atom");
    EXPECT_EQ(feed.content_type, "application/atom+xml; charset=utf-8");
    EXPECT_TRUE(is_xml(feed.body));
    EXPECT_THAT(feed.body, HasSubstr("https://service.example/coesfeld/monitor/aenderungen"));
    EXPECT_THAT(feed.body, HasSubstr("verschoben vom"));
}

TEST_P(MonitorTwins, DeadlinesSayWhoHasToAct) {
    const json::object page = view("/monitor/fristen", "stand=2022-12-01");
    const auto& deadlines = page.at("deadlines").as_array();
    ASSERT_EQ(deadlines.size(), 3U);
    const json::object& ozg = deadlines[1].as_object();
    EXPECT_EQ(ozg.at("day"), "31. Dezember 2022");
    EXPECT_EQ(ozg.at("demanded"), "1.200");
    EXPECT_LT(ozg.at("percent").as_int64(), 10);
    EXPECT_FALSE(ozg.at("debtors").as_array().empty());
    EXPECT_THAT(get("/monitor", "stand=2022-12-01").body, HasSubstr("Onlinezugangsgesetz"));
}

TEST_P(MonitorTwins, NeighboursAreComparedByCountAndByPeople) {
    const json::object page = view("/monitor/vergleich", "stand=2023-12-01");
    EXPECT_EQ(page.at("towns").as_array().size(), 2U);
    const json::object& first = page.at("coverage").as_array()[0].as_object();
    EXPECT_EQ(first.at("some").as_object().at("of_municipalities"), 2);
    EXPECT_EQ(first.at("some").as_object().at("of_inhabitants"), "84.121");
}

TEST_P(MonitorTwins, BothModelsMeasureTheSameServices) {
    const json::object page = view("/monitor/modelle", "stand=2026-11-01");
    ASSERT_EQ(page.at("models").as_array().size(), 2U);
    const json::object second = view("/monitor", "stand=2026-11-01&modell=2.0");
    EXPECT_EQ(second.at("model"), "2.0");
    EXPECT_EQ(get("/monitor", "modell=9.9").status, 404);
}

TEST_P(MonitorTwins, ThePlannerNeverLosesToTheRecordedOrder) {
    for (const char* on : {"2022-12-01", "2023-03-01", "2026-11-01"}) {
        const auto shown = picture(on);
        const auto answered = answer(*shown, usual_scenario(*shown));
        ASSERT_TRUE(answered) << on;
        EXPECT_GE(answered->plan.best.value, answered->recorded_order.value) << on;
        EXPECT_TRUE(answered->plan.exact) << on;
    }
    const auto page = get("/monitor/planer", "stand=2022-12-01").body;
    EXPECT_THAT(page, HasSubstr("Am meisten bringt als Nächstes"));
    EXPECT_EQ(get("/monitor/planer", "stand=2022-12-01&kapazitaet=viel").status, 400);
    EXPECT_EQ(get("/monitor/planer", "stand=2022-12-01&bis=2022-01-01").status, 400);
}

TEST_P(MonitorTwins, WhatTheSelectionDimsIsCounted) {
    const auto all = get("/monitor", "stand=2022-12-01&stufe=4");
    EXPECT_THAT(all.body, HasSubstr("Hervorgehoben sind 16 Fenster"));
    EXPECT_THAT(get("/monitor", "stand=2022-12-01&sdg=1").body, HasSubstr("SDG"));
}

TEST_P(MonitorTwins, PaperIsOnePageAndStandsAlone) {
    const auto poster = get("/monitor/poster.svg", "stand=2022-12-01");
    EXPECT_TRUE(is_xml(poster.body));
    EXPECT_THAT(poster.body, Not(HasSubstr("var(--")));
    EXPECT_THAT(poster.body, HasSubstr("Coesfeld: In 16 von 1.200 Fenstern"));
    EXPECT_THAT(get("/monitor/poster.pdf", "stand=2022-12-01").body, StartsWith("%PDF-"));
    for (const char* on : {"2022-12-01", "2023-07-01", "2026-11-01", "2028-01-01"}) {
        const auto report = get("/monitor/bericht.pdf", std::string("stand=") + on);
        EXPECT_EQ(report.status, 200) << on;
        EXPECT_THAT(report.body, StartsWith("%PDF-")) << on;
    }
    const auto picture_alone = get("/monitor/bild.svg");
    EXPECT_TRUE(picture_alone.embeddable);
    EXPECT_TRUE(is_xml(picture_alone.body));
}

TEST_P(MonitorTwins, DrawingsSpeakTheLanguageOfTheVisitor) {
    const auto town = get("/monitor", "stand=2022-12-01&sprache=en").body;
    for (const char* english : {"Below the street", "services wait for it", "with full light",
                                "in test, opens 16.01.2023", "brighter by it alone"})
        EXPECT_THAT(town, HasSubstr(english));
    for (const char* german : {"Unter der Straße", "mit vollem Licht", "im Test, öffnet"})
        EXPECT_THAT(town, Not(HasSubstr(german)));
    const auto roadmap = get("/monitor/fahrplan", "stand=2022-12-01&sprache=en").body;
    EXPECT_THAT(roadmap, HasSubstr("75 days later than first planned"));
    EXPECT_THAT(roadmap, Not(HasSubstr("Leistungen werden heller")));
}

// Facts, levels and the catalogue are data and stay German ("Weitere Leistungen"); these words come
// from code.
TEST_P(MonitorTwins, NothingComposedInCodeStaysGerman) {
    const std::string day = "stand=2022-12-01&sprache=en";
    for (const char* path : {"/monitor", "/monitor/fahrplan", "/monitor/planer", "/monitor/tabelle",
                             "/monitor/baustein/payment"}) {
        const auto page = get(path, day).body;
        for (const char* german : {" Leistungen,", "Leistungen w", "in Betrieb", "geplant für",
                                   " Häuser", "Bester Weg", "Fahrplan:", "als Tabelle",
                                   "wie in der Stadt", "nach Namen", ">alle<", "nachgenutzt"})
            EXPECT_THAT(page, Not(HasSubstr(german))) << path;
    }
    EXPECT_THAT(get("/monitor/tabelle", "ansicht=leistungen&fehlt=geplant&sprache=en").body,
                HasSubstr("an online service that is already planned"));
}

TEST_P(MonitorTwins, MistakesAreToldInTheLanguageOfTheVisitor) {
    const auto told = [&](const std::string& path, const std::string& query) {
        const auto page = get(path, query + "&sprache=en");
        EXPECT_EQ(page.status, 400) << path << "?" << query;
        return page.body;
    };
    EXPECT_THAT(told("/monitor", "stand=gestern"), HasSubstr("is not a day"));
    EXPECT_THAT(told("/monitor/aenderungen", "stand=2022-12-01&seit=2023-01-01"),
                HasSubstr("must be before 01.12.2022"));
    EXPECT_THAT(told("/monitor/planer", "bis=irgendwann"), HasSubstr("is not a day"));
    EXPECT_THAT(told("/monitor/planer", "kapazitaet=viel"),
                HasSubstr("Person-days per quarter: write a whole number"));
    EXPECT_THAT(told("/monitor/planer", "stand=2022-12-01&bis=2022-11-01"),
                HasSubstr("The last day must be after 01.12.2022"));
    // What was typed is shown as it is, even when it looks like a placeholder.
    EXPECT_THAT(get("/monitor", "stand={{example}}").body, HasSubstr("„{{example}}“ ist kein Tag"));
}

TEST(PictureStyle, FillsInVariablesAndLeavesStatesOut) {
    EXPECT_EQ(plain_style(":root{--a:#123;--b:#456}\n@media print{.m-x{fill:red}}\n"
                          "/* no */.m-wall{fill:var(--a);stroke:var(--missing)}\n"
                          ".m-house:hover .m-x{fill:var(--b)}\n.other{fill:var(--b)}\n"
                          ".m-a,\n.m-b text{fill:var(--b);}"),
              ".m-wall{fill:#123;}.m-a,.m-b text{fill:#456;}");
}

}  // namespace
}  // namespace kommod::monitor
