// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Facts in the database, on both engines: what was known stays known, whatever is learnt later.
#include "readiness/store.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "audit/store.h"
#include "catalogue/starter.h"
#include "readiness/export.h"
#include "readiness/import.h"
#include "readiness/testing.h"
#include "readiness/ways.h"
#include "store/testing.h"

namespace kommod::readiness {
namespace {

using testing::day;

constexpr std::string_view coesfeld = "05558012";
constexpr std::string_view rosendahl = "05558040";

class FactsStore : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        database_ = &open({audit::migrations(), municipalities::Store::association_migrations(),
                           municipalities::Store::municipality_migrations(),
                           catalogue::Store::migrations(), Store::migrations()});
        municipalities_ = std::make_unique<municipalities::Store>(*database_, clock());
        catalogue_ = std::make_unique<catalogue::Store>(*database_, clock());
        store_ = std::make_unique<Store>(*database_, *catalogue_, *municipalities_, clock());
        catalogue::load_starter(*catalogue_);
    }
    void TearDown() override {
        store_.reset();
        catalogue_.reset();
        municipalities_.reset();
    }
    store::Database& database() { return *database_; }
    Store& facts() { return *store_; }
    // The facts of the demonstration that concern Coesfeld.
    void import_coesfeld() {
        for (const char* file : {"association", "coesfeld"}) {
            const auto report = import(testing::read_file(
                std::string(KOMMOD_SOURCE_DIR) + "/demonstration/facts/" + file + ".yaml"));
            ASSERT_TRUE(report.rejected.empty()) << report.to_german();
        }
    }
    ImportReport import(std::string_view yaml) {
        return import_facts(facts(), yaml, clock().today());
    }
    // Levels of all services, one digit each.
    std::string levels(std::string_view ags, PointInTime at) {
        std::string out;
        for (const ServiceReadiness& service : facts().picture(ags, at)->services)
            out += static_cast<char>('0' + service.level);
        return out;
    }
    const ServiceReadiness& standing(const Picture& picture, std::string_view key) {
        const auto* service = picture.catalogue->find(key);
        return picture
            .services[static_cast<std::size_t>(service - picture.catalogue->services().data())];
    }

  private:
    store::Database* database_ = nullptr;
    std::unique_ptr<municipalities::Store> municipalities_;
    std::unique_ptr<catalogue::Store> catalogue_;
    std::unique_ptr<Store> store_;
};
KOMMOD_ON_BOTH_ENGINES(FactsStore);

constexpr std::string_view described = R"(
municipality: "05558012"
facts:
  - solution: portal
    recorded: 2022-01-10
    title: Serviceportal
    kind: external
    from: 2021-01-01
    criteria: [information]
    services: ["*"]
)";

TEST_P(FactsStore, APastDayNeverChangesByWhatIsRecordedLater) {
    import(described);
    const PointInTime past = seen_on(day("2022-03-01"), day("2026-01-01"));
    const std::string then = levels(coesfeld, past);
    EXPECT_EQ(then.find('0'), std::string::npos);
    // Learnt in 2023: it never was there.
    const ImportReport report = import(R"(
municipality: "05558012"
facts:
  - solution: portal
    recorded: 2023-05-02
    title: Serviceportal
    kind: external
    from: 2021-01-01
    criteria: [information]
    services: ["*"]
    withdrawn: true
)");
    EXPECT_EQ(report.created, 1) << report.to_german();
    EXPECT_EQ(levels(coesfeld, past), then);
    // As known today, the same day was dark.
    EXPECT_EQ(levels(coesfeld, {day("2022-03-01"), day("2023-05-02")}),
              std::string(then.size(), '0'));
}

TEST_P(FactsStore, RefusesToRewriteThePast) {
    import(described);
    const ImportReport report = import(R"(
municipality: "05558012"
facts:
  - solution: other
    recorded: 2022-01-01
    title: Etwas anderes
    kind: external
    criteria: [information]
    services: ["*"]
  - solution: portal
    recorded: 2022-01-09
    title: Serviceportal
    kind: external
    from: 2010-01-01
    criteria: [information]
    services: ["*"]
)");
    ASSERT_EQ(report.rejected.size(), 1U);
    EXPECT_EQ(report.rejected[0].field, "recorded");
    // All or none: the harmless one was not recorded either.
    EXPECT_EQ(facts().log(store::municipality_namespace(coesfeld))->versions(), 1U);
}

TEST_P(FactsStore, ASecondImportChangesNothing) {
    const ImportReport first = load_demonstration(facts(), day("2026-11-22"));
    EXPECT_GT(first.created, 100);
    const std::string before = levels(coesfeld, seen_on(day("2022-12-01"), day("2026-11-22")));
    const ImportReport second = load_demonstration(facts(), day("2026-11-23"));
    EXPECT_EQ(second.created, 0);
    EXPECT_EQ(second.unchanged, first.created + first.unchanged);
    EXPECT_EQ(levels(coesfeld, seen_on(day("2022-12-01"), day("2026-11-22"))), before);
}

TEST_P(FactsStore, TheTrailTellsWhoRecordedWhichFileAndHowMuch) {
    const std::string name_space = store::municipality_namespace(coesfeld);
    const auto trail = [&] { return audit::list(*database().find(name_space), {.act = "facts."}); };
    const Origin from{{audit::ActorKind::command, "import"}, "coesfeld.yaml"};
    const auto report = import_facts(facts(), described, clock().today(), &from);
    ASSERT_EQ(report.created, 1) << report.to_german();
    const auto entries = trail();
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].act, "facts.import");
    EXPECT_EQ(entries[0].actor_kind, "command");
    EXPECT_EQ(entries[0].actor_id, "import");
    EXPECT_EQ(entries[0].object_id, "coesfeld.yaml");
    EXPECT_EQ(entries[0].details, R"({"facts":1})");
    import_facts(facts(), described, clock().today(), &from);
    EXPECT_EQ(trail().size(), 1U) << "nothing was recorded, nothing is told";
    EXPECT_TRUE(audit::verify(*database().find(name_space)));

    // Refused in the unit of work: the trail is rolled back with the facts.
    const std::string late = text::replace_all(described, "2022-01-10", "2021-01-10");
    EXPECT_FALSE(import_facts(facts(), text::replace_all(late, "Serviceportal", "Anderes"),
                              clock().today(), &from)
                     .rejected.empty());
    EXPECT_EQ(trail().size(), 1U);
}

// A block as somebody says it today, planned for a day.
FactVersion planned(const char* recorded, const char* planned_for) {
    FactVersion out;
    out.kind = FactKind::block;
    out.id = "payment";
    out.payload = {{"name", "Bezahlen"}, {"planned_for", planned_for}};
    out.recorded_on = day(recorded);
    return out;
}

TEST_P(FactsStore, ALastWordGoesBackOnTheSameDayAndAFileDoesNot) {
    const std::string town = store::municipality_namespace(coesfeld);
    const std::vector first{planned("2022-10-10", "2023-01-16")};
    const std::vector mistake{planned("2022-10-10", "2032-01-16")};
    const auto say = [&](const std::vector<FactVersion>& versions, Store::Telling telling) {
        return facts().record(town, versions, nullptr, telling).created;
    };
    EXPECT_EQ(say(first, Store::Telling::last_word), 1);
    EXPECT_EQ(say(first, Store::Telling::last_word), 0) << "that is what holds already";
    EXPECT_EQ(say(mistake, Store::Telling::last_word), 1);
    EXPECT_EQ(say(first, Store::Telling::file), 0) << "a file is read from its beginning";
    EXPECT_EQ(say(first, Store::Telling::last_word), 1);
    const auto known = facts().facts(coesfeld, day("2022-10-10"));
    ASSERT_EQ(known.blocks.size(), 1U);
    EXPECT_EQ(known.blocks[0].planned_for, day("2023-01-16"));
    EXPECT_EQ(known.blocks[0].plans, (std::vector{Plan{day("2022-10-10"), day("2023-01-16")}}))
        << "what was taken back on the same day was never planned";
    const auto told = facts().events(coesfeld, day("2022-01-01"), day("2022-12-31"));
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].after, day("2023-01-16"));
}

TEST_P(FactsStore, WhatIsTakenAlongComesBackAsUnchanged) {
    import_coesfeld();
    const std::string town = store::municipality_namespace(coesfeld);
    const std::vector there_and_back{planned("2026-01-01", "2027-01-16"),
                                     planned("2026-01-01", "2028-01-16"),
                                     planned("2026-01-01", "2027-01-16")};
    EXPECT_EQ(facts().record(town, there_and_back).created, 3) << "a file may go there and back";
    EXPECT_EQ(facts().record(town, there_and_back).created, 0);
    for (const std::string& name_space : {town, std::string(store::association)}) {
        const auto log = facts().log(name_space);
        const ImportReport report = import(export_yaml(name_space, *log));
        EXPECT_EQ(report.created, 0) << report.to_german();
        EXPECT_EQ(report.unchanged, static_cast<std::int64_t>(log->versions()));
        const FactsFile table = read_facts_csv(name_space, export_csv(*log), day("2030-01-01"));
        EXPECT_TRUE(table.rejected.empty());
        EXPECT_EQ(facts().record(name_space, table.versions).created, 0);
    }
}

TEST_P(FactsStore, APreviewShowsWhatRecordingThenShows) {
    import_coesfeld();
    const std::string town = store::municipality_namespace(coesfeld);
    for (const auto& [name_space, draft] :
         {std::pair{town, planned("2026-11-22", "2027-04-16")},
          {std::string(store::association), planned("2026-11-23", "2027-07-16")}}) {
        const PointInTime coming{day("2027-06-01"), draft.recorded_on};
        const auto seen = facts().picture_with(name_space, std::span{&draft, 1}, coesfeld, coming);
        EXPECT_EQ(facts().record(name_space, std::span{&draft, 1}).created, 1);
        const auto recorded = facts().picture(coesfeld, coming);
        EXPECT_EQ(difference(*seen, *recorded).services.size(), 0U);
        EXPECT_EQ(seen->levels(), recorded->levels());
    }
    EXPECT_EQ(facts().picture_with(town, {}, coesfeld,
                                   seen_on(day("2026-11-22"), day("2026-11-22")), "0.9"),
              nullptr);
}

TEST_P(FactsStore, ReportsEveryWrongFieldWithItsLineAndChangesNothing) {
    const ImportReport report = import(R"(municipality: "05558012"
facts:
  - block: pipeline
    name: Leitung
  - solution: x
    title: X
    kind: magic
    from: 2022-02-30
    criteria: [informaton]
    services: ["bundle:"]
    url: javascript:alert(1)
  - precondition: y
    title: Y
    kind: legal
    criteria: [submission]
    services: ["*"]
)");
    const auto line_of = [&](std::string_view field) {
        for (const Rejection& wrong : report.rejected)
            if (wrong.field == field) return wrong.line;
        return 0;
    };
    EXPECT_EQ(line_of("id"), 3);
    EXPECT_EQ(line_of("kind"), 7);
    EXPECT_EQ(line_of("from"), 8);
    EXPECT_EQ(line_of("criteria"), 9);
    EXPECT_EQ(line_of("services"), 10);
    EXPECT_EQ(line_of("url"), 11);
    EXPECT_EQ(line_of("owner"), 12);
    EXPECT_EQ(report.created, 0);
    EXPECT_EQ(facts().log(store::municipality_namespace(coesfeld))->versions(), 0U);
    EXPECT_EQ(import("municipality: [").rejected.size(), 1U);
    EXPECT_EQ(import("").rejected.size(), 1U);
}

TEST_P(FactsStore, OwnFactsReplaceTheAssociationsAndOnlyReachWhomTheyConcern) {
    import(R"(
municipality: association
facts:
  - solution: portal
    recorded: 2022-01-10
    title: Gemeinsam
    kind: external
    criteria: [information]
    services: ["*"]
    municipalities: ["05558012"]
)");
    const PointInTime at = seen_on(day("2022-03-01"), day("2022-03-01"));
    EXPECT_EQ(facts().picture(coesfeld, at)->solutions.size(), 1U);
    EXPECT_EQ(facts().picture(rosendahl, at)->solutions.size(), 0U);
    import(described);
    ASSERT_EQ(facts().picture(coesfeld, at)->solutions.size(), 1U);
    EXPECT_EQ(facts().picture(coesfeld, at)->solutions[0].title, "Serviceportal");
}

TEST_P(FactsStore, PlansLeaveTheirTraces) {
    import_coesfeld();
    const auto picture = facts().picture(coesfeld, seen_on(day("2022-12-01"), day("2026-11-22")));
    const BuildingBlock& payment = picture->blocks[*block_index("payment")];
    EXPECT_EQ(payment.state, BlockState::test);
    EXPECT_EQ(payment.operation_from, day("2023-01-16"));
    ASSERT_EQ(payment.plans.size(), 2U);
    EXPECT_EQ(payment.plans[0].planned_for, day("2022-11-02"));
}

// What the demonstration promises of 1 December 2022.
TEST_P(FactsStore, CoesfeldInDecember2022) {
    import_coesfeld();
    const auto at = seen_on(day("2022-12-01"), day("2026-11-22"));
    const auto picture = facts().picture(coesfeld, at);
    for (const std::string_view key :
         {"99089017000000", "lokal:vhs-kurse", "99041004034000", "lokal:maengelmelder"})
        EXPECT_GE(standing(*picture, key).level, 3) << key;
    // Wohngeld is promised for the end of the year, and kept when one looks ahead.
    EXPECT_LT(standing(*picture, "99107023017001").level, 3);
    const auto new_year = facts().picture(coesfeld, {day("2023-01-01"), day("2022-12-01")});
    EXPECT_EQ(standing(*new_year, "99107023017001").level, 3);
    // The identity card is dark by federal law.
    const ServiceReadiness& card = standing(*picture, "99008001012001");
    EXPECT_LE(card.level, 1);
    EXPECT_EQ(card.preconditions.size(), 4U);  // three of the PAuswG, and the registers
    const auto index = static_cast<std::uint32_t>(&card - picture->services.data());
    const Ways found = ways(*picture, index);
    EXPECT_FALSE(found.fully_online);
    EXPECT_TRUE(found.in_person);
    EXPECT_NE(std::find(found.must_act.begin(), found.must_act.end(),
                        "Bund (Bundesministerium des Innern)"),
              found.must_act.end());
    // Payment opens in January 2023 and lights the fee services.
    const auto summer = facts().picture(coesfeld, seen_on(day("2023-07-01"), day("2026-11-22")));
    EXPECT_LT(standing(*picture, "99108001001000").level, 3);
    EXPECT_GE(standing(*summer, "99108001001000").level, 3);
}

TEST_P(FactsStore, SaysSinceWhenSomethingIsOnline) {
    import_coesfeld();
    const auto summer = facts().picture(coesfeld, seen_on(day("2023-07-01"), day("2026-11-22")));
    const auto online = online_since(*summer);
    ASSERT_FALSE(online.empty());
    for (std::size_t i = 1; i < online.size(); ++i)
        EXPECT_GE(online[i - 1].since, online[i].since);
    for (const OnlineService& service : online) {
        const std::string& key = summer->catalogue->services()[service.service].key;
        if (key == "99108001001000") {
            EXPECT_EQ(service.since, day("2023-01-16"));  // the solution is older, payment is not
        }
        if (key == "lokal:maengelmelder") {
            EXPECT_EQ(service.since, day("2021-04-12"));
            EXPECT_EQ(service.way.url, "https://example.org/coesfeld/maengel");
        }
    }
}

TEST_P(FactsStore, EveryTownDiffersAndIsMarkedAsExample) {
    load_demonstration(facts(), day("2026-11-22"));
    std::set<std::string> pictures;
    for (const std::string_view ags :
         {"05558004", "05558008", "05558012", "05558016", "05558020", "05558024", "05558028",
          "05558032", "05558036", "05558040", "05558044"}) {
        const auto at = seen_on(day("2023-07-01"), day("2026-11-22"));
        EXPECT_TRUE(facts().picture(ags, at)->example) << ags;
        EXPECT_TRUE(pictures.insert(levels(ags, at)).second) << ags;
        const auto span = facts().span(ags, day("2026-11-22"));
        ASSERT_TRUE(span);
        EXPECT_GT(span->last, day("2027-01-01"));
    }
}

}  // namespace
}  // namespace kommod::readiness
