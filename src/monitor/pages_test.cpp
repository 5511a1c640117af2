// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The monitor's pages over the demonstration, rendered by the real templates, without a socket.
#include "monitor/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "monitor/testing.h"

namespace kommod::monitor {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class MonitorPages : public testing::DemonstrationTown {};
KOMMOD_ON_BOTH_ENGINES(MonitorPages);

std::vector<std::string> keys_of(const json::value& value) {
    std::vector<std::string> out;
    for (const auto& entry : value.as_object())
        out.emplace_back(entry.key());
    return out;
}

using Keys = std::vector<std::string>;

TEST_P(MonitorPages, DataKeepsItsContract) {
    const json::object data = MonitorPages::data("stand=2022-12-01");
    EXPECT_EQ(keys_of(data), (Keys{"municipality", "date", "recorded", "model", "services",
                                   "bundles", "blocks", "preconditions"}));
    EXPECT_EQ(data.at("municipality"), "05558012");
    EXPECT_EQ(data.at("date"), "2022-12-01");
    EXPECT_EQ(data.at("recorded"), "2022-12-01");
    EXPECT_EQ(data.at("model"), "1.1");
    EXPECT_EQ(data.at("services").as_array().size(), 1200U);
    EXPECT_EQ(data.at("bundles").as_array().size(), 114U);
    const json::value& service = data.at("services").as_array()[0];
    EXPECT_EQ(keys_of(service),
              (Keys{"key", "name", "bundle", "level", "criteria", "missing", "solutions"}));
    EXPECT_EQ(keys_of(service.at("criteria")),
              (Keys{"information", "form", "submission", "authentication", "signature", "evidence",
                    "payment", "delivery", "status", "once_only"}));
    EXPECT_EQ(keys_of(data.at("bundles").as_array()[0]), (Keys{"id", "name", "subject", "levels"}));
    const json::array& blocks = data.at("blocks").as_array();
    ASSERT_EQ(blocks.size(), 7U);
    EXPECT_EQ(json::serialize(blocks[2]), R"({"id":"payment","state":"test","from":"2023-01-16"})");
    EXPECT_EQ(json::serialize(blocks[6]), R"({"id":"registers","state":"planned","from":null})");
    EXPECT_EQ(keys_of(data.at("preconditions").as_array()[0]),
              (Keys{"id", "owner", "state", "until"}));
}

TEST_P(MonitorPages, DataKnowsTheDifferenceBetweenThenAndNow) {
    EXPECT_EQ(data("stand=2023-04-15").at("recorded"), "2023-04-15");
    EXPECT_EQ(data("stand=2028-01-01").at("recorded"), "2026-11-22");
    const auto vault = [&](const std::string& query) {
        return json::serialize(data(query).at("blocks").as_array()[4]);
    };
    // Planned for April; in April it was not there; in December people believed it would be.
    EXPECT_THAT(vault("stand=2023-04-15"), HasSubstr("\"test\""));
    EXPECT_THAT(vault("stand=2023-04-15&bekannt=2022-12-01"), HasSubstr("\"operation\""));
}

TEST_P(MonitorPages, TheTownShowsItselfWithoutInlineStyle) {
    const auto page = get("/monitor", "stand=2022-12-01");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.cacheable);
    EXPECT_THAT(page.body, HasSubstr(" von 1.200 Fenstern ist volles Licht"));
    EXPECT_THAT(page.body, HasSubstr("/coesfeld/monitor/buendel/10119?stand=2022-12-01"));
    EXPECT_THAT(page.body, Not(HasSubstr("style=")));
    EXPECT_THAT(page.body, HasSubstr("Beispieldaten"));
    EXPECT_THAT(page.body, HasSubstr("stand=2023-01-01"));  // the slider
    EXPECT_THAT(page.body, HasSubstr("aria-current=\"date\""));
}

TEST_P(MonitorPages, ALineDimsWhatDoesNotWaitForIt) {
    const auto page = get("/monitor", "stand=2022-12-01&baustein=payment");
    EXPECT_THAT(page.body, HasSubstr("m-house m-dim"));
    EXPECT_THAT(page.body, HasSubstr("Wieder die ganze Stadt zeigen"));
    EXPECT_THAT(get("/monitor", "stand=2022-12-01").body, Not(HasSubstr("m-house m-dim")));
}

TEST_P(MonitorPages, ABrokenDateIsSaidAndTodayIsShown) {
    const auto page = get("/monitor", "stand=31.02.2023");
    EXPECT_EQ(page.status, 400);
    EXPECT_THAT(page.body, HasSubstr("31.02.2023"));
    EXPECT_FALSE(page.cacheable);
    EXPECT_EQ(get("/monitor/daten.json", "stand=gestern").status, 400);
    EXPECT_EQ(get("/monitor", "modell=9.9").status, 404);
    EXPECT_THAT(get("/monitor", "stand=%22%3E%3Cscript%3E").body, Not(HasSubstr("<script>\"")));
}

TEST_P(MonitorPages, ABundleSaysWhyItIsDarkAndWhoMustAct) {
    const auto page = get("/monitor/buendel/10119", "stand=2022-12-01");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Fingerabdrücke"));
    EXPECT_THAT(page.body, HasSubstr("PAuswG"));
    EXPECT_THAT(page.body, HasSubstr("Bund (Bundesministerium des Innern)"));
    EXPECT_THAT(page.body, HasSubstr("/coesfeld/monitor/leistung/99008001012001"));
    // A hurdle of the law is said once for all windows that stand alike, not once a window.
    constexpr std::string_view group = "<section class=\"standing\">",
                               hurdle = "Schutz des Lichtbilds";
    int told = 0;
    for (auto at = page.body.find(group); at != std::string::npos;) {
        const auto next = page.body.find(group, at + 1);
        const auto section = page.body.substr(at, next == std::string::npos ? next : next - at);
        const auto first = section.find(hurdle);
        if (first != std::string::npos) {
            ++told;
            EXPECT_EQ(section.find(hurdle, first + 1), std::string::npos);
        }
        at = next;
    }
    EXPECT_GT(told, 0);
    EXPECT_EQ(get("/monitor/buendel/99999").status, 404);
}

TEST_P(MonitorPages, TheTableSortsFiltersAndTurnsPages) {
    const auto bundles = get("/monitor/tabelle", "stand=2022-12-01");
    EXPECT_THAT(bundles.body, HasSubstr("114 Bündel"));
    const auto one = get("/monitor/tabelle", "stand=2022-12-01&thema=forschung-foerderung");
    EXPECT_THAT(one.body, HasSubstr("3 Bündel"));
    const auto services =
        get("/monitor/tabelle", "ansicht=leistungen&stand=2022-12-01&sortieren=licht");
    EXPECT_THAT(services.body, HasSubstr("seite=2"));
    EXPECT_THAT(services.body, HasSubstr("1200 Leistungen"));
    // Brightest first: the first row is fully lit.
    EXPECT_LT(services.body.find("4 Online-Transaktion</td>"),
              services.body.find("0 Offline</td>"));
    const auto lit = get("/monitor/tabelle", "ansicht=leistungen&stand=2022-12-01&stufe=4");
    EXPECT_THAT(lit.body, Not(HasSubstr("0 Offline</td>")));
}

}  // namespace
}  // namespace kommod::monitor
