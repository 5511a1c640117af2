// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The applications of a municipality through the server's own checks, on both engines.
#include "cases/console_pages.h"

#include <gmock/gmock.h>

#include "base/text.h"
#include "cases/file_owners.h"
#include "cases/store.h"
#include "cases/testing.h"
#include "files/store.h"
#include "packages/testing.h"
#include "staff/test_console.h"

namespace kommod::cases {
namespace {

using staff::Role;
using staff::testing::billerbeck;
using staff::testing::Browser;
using staff::testing::coesfeld;
using staff::testing::location;
using testing::an_application;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string base = "/verwaltung/antraege/05558012";

std::string link_to(const std::string& page, std::string_view words) {
    const auto end = page.rfind("\">", page.find(words));
    const auto begin = page.rfind("href=\"", end) + std::string_view{"href=\""}.size();
    return text::replace_all(page.substr(begin, end - begin), "&amp;", "&");
}

class ApplicationConsole : public staff::testing::ConsoleTest {
  protected:
    void SetUp() override {
        ConsoleTest::SetUp();
        if (IsSkipped()) return;
        clock().set(*Instant::parse("2026-03-02T09:00:00Z"));
        auto& database = desk().database;
        packages_ = std::make_unique<packages::Store>(database, clock());
        package_ = packages::check(packages::small_package()).package;
        ASSERT_TRUE(package_);
        const audit::Entry act{.at = clock().now(),
                               .actor = staff::testing::command,
                               .act = "package.publish",
                               .object_kind = "package",
                               .object_id = package_->id};
        ASSERT_TRUE(packages_->publish(coesfeld, *package_, act));
        packages_->go_live(coesfeld, *package_, clock().today(), act);
        maps_ = std::make_unique<geo::Store>(clock());
        console_ = std::unique_ptr<Console>(new Console{database, *packages_, desk().municipalities,
                                                        renderer(), desk().gate, *maps_});
        http::Router router;
        add_console_pages(router, *console_);
        serve(std::move(router), console_tiles());
    }
    void TearDown() override {
        ConsoleTest::TearDown();
        console_.reset();
        packages_.reset();
    }
    std::vector<store::Migrations> more_migrations() const override {
        return {packages::Store::migrations(), files::migrations(), geo::migrations(),
                migrations()};
    }

    Application sent(const std::string& id, std::string_view town = coesfeld) {
        auto application = an_application(id);
        application.package_hash = package_->hash;
        return sent(application, town);
    }
    Application sent(const Application& application, std::string_view town = coesfeld) {
        desk().database.find(town)->write(
            [&](store::WriteSession& session) { EXPECT_TRUE(keep(session, application)); });
        return application;
    }
    static std::string page_of(const Application& application) {
        return base + "/vorgang/" + application.reference;
    }
    Browser worker(std::string_view home = coesfeld) {
        auto out = signed_in(person("karl", Role::case_worker, home));
        out.get("/verwaltung/konto");  // a page with a form: its token goes with every post
        return out;
    }
    static http::Response ask(Browser& visitor, const http::Route& route,
                              const Application& application,
                              const std::string& place = "05558012") {
        auto target = route.pattern;
        for (const auto& [mark, value] : {std::pair<std::string, std::string>{"{ort}", place},
                                          {"{nummer}", application.reference},
                                          {"{format}", "json"},
                                          {"{datei}", "f-1"}})
            target = text::replace_all(target, mark, value);
        return route.method == http::Method::get ? visitor.get(target)
                                                 : visitor.post(target, {{"weg", "phone"}});
    }
    std::vector<std::string> acts_on_applications() {
        auto out = acts(coesfeld);
        std::erase_if(out, [](const auto& act) { return !act.starts_with("application"); });
        return out;
    }
    bool is_withdrawn(const Application& application) {
        return find_application(*desk().database.find(coesfeld), application.id)->state ==
               Application::State::withdrawn;
    }

  private:
    std::unique_ptr<geo::Store> maps_;
    std::unique_ptr<packages::Store> packages_;
    std::shared_ptr<const packages::ServicePackage> package_;
    std::unique_ptr<Console> console_;
};
KOMMOD_ON_BOTH_ENGINES(ApplicationConsole);

TEST_P(ApplicationConsole, WithoutASessionEveryDoorIsClosed) {
    const auto application = sent("a");
    for (const auto& route : routes()) {
        auto stranger = browser();
        stranger.get("/verwaltung/anmelden");
        const auto answer = ask(stranger, route, application);
        EXPECT_EQ(answer.status, route.method == http::Method::get ? 303 : 401) << route.pattern;
        EXPECT_THAT(answer.body, Not(HasSubstr("Dackel")));
    }
    EXPECT_EQ(routes().size(), 7U);
    EXPECT_FALSE(is_withdrawn(application));
    EXPECT_TRUE(acts_on_applications().empty());
}

// The file of one application is not there under another, and reading it is written down.
TEST_P(ApplicationConsole, ReadsAFileAndTheTrailSaysSo) {
    auto& town = *desk().database.find(coesfeld);
    const auto deposit =
        files::put(town, "Größe.pdf", files::Kind::pdf, "%PDF-1.7 secret %%EOF", clock().now());
    auto with_file = an_application("a");
    with_file.attachments = {{"nachweis.0", deposit.id, "Größe.pdf", "pdf", 21}};
    const auto application = sent(with_file), other = sent("b");
    town.write([&](store::WriteSession& session) {
        files::claim(session, deposit.id, owner_of_application("a"), deposit.key);
    });

    auto karl = worker();
    EXPECT_THAT(karl.get(page_of(application)).body, HasSubstr("/datei/" + deposit.id));
    const auto answer = karl.get(page_of(application) + "/datei/" + deposit.id);
    EXPECT_EQ(answer.body, "%PDF-1.7 secret %%EOF");
    EXPECT_THAT(answer.headers,
                Contains(std::pair<std::string, std::string>{
                    "Content-Disposition", "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf"}));
    EXPECT_THAT(acts_on_applications(), Contains("application.file"));

    EXPECT_EQ(karl.get(page_of(other) + "/datei/" + deposit.id).status, 404);
    EXPECT_EQ(karl.get(page_of(application) + "/datei/f-1").status, 404);
    auto manager = signed_in(person("mia", Role::service_manager, coesfeld));
    EXPECT_EQ(manager.get(page_of(application) + "/datei/" + deposit.id).status, 403);
}

TEST_P(ApplicationConsole, OtherRolesAndOtherTownsAreRefused) {
    const auto application = sent("a");
    auto manager = signed_in(person("mia", Role::service_manager, coesfeld));
    auto neighbour = signed_in(person("ben", Role::case_worker, billerbeck));
    auto provider = signed_in(person("vera", Role::case_worker));
    for (auto* visitor : {&manager, &neighbour, &provider}) {
        visitor->get("/verwaltung/konto");
        for (const auto& route : routes()) {
            const auto answer = ask(*visitor, route, application);
            EXPECT_EQ(answer.status, 403) << route.pattern;
            EXPECT_THAT(answer.body, Not(HasSubstr("Dackel")));
        }
    }
    EXPECT_FALSE(is_withdrawn(application));
    EXPECT_TRUE(acts_on_applications().empty());
    EXPECT_THAT(manager.get("/verwaltung").body, Not(HasSubstr(base)));
}

TEST_P(ApplicationConsole, InOnesOwnTownTheNumbersOfOthersLeadNowhere) {
    const auto application = sent("a");
    auto neighbour = signed_in(person("ben", Role::case_worker, billerbeck));
    neighbour.get("/verwaltung/konto");
    const std::string own = "/verwaltung/antraege/05558008";
    EXPECT_EQ(neighbour.get(own).status, 200);
    for (const auto& route : routes()) {
        if (route.pattern.find("{nummer}") == std::string::npos) continue;
        EXPECT_EQ(ask(neighbour, route, application, "05558008").status, 404) << route.pattern;
    }
    EXPECT_EQ(neighbour.get(own + "?nummer=" + application.reference).status, 422);
    EXPECT_THAT(neighbour.get(own + "/ausgabe/csv").body, Not(HasSubstr(application.reference)));
    EXPECT_FALSE(is_withdrawn(application));
}

TEST_P(ApplicationConsole, TheAssociationHasNone) {
    auto provider = signed_in(person("vera", Role::case_worker));
    EXPECT_EQ(provider.get("/verwaltung/antraege/verbund").status, 404);
    EXPECT_THAT(provider.get("/verwaltung").body, Not(HasSubstr("/verwaltung/antraege/")));
}

TEST_P(ApplicationConsole, TheListIsFilteredWalkedAndTakenAlong) {
    auto karl = worker();
    EXPECT_THAT(karl.get(base).body, HasSubstr("Noch keine Anträge"));
    std::vector<Application> all;
    for (int number = 0; number < 53; ++number) {
        auto application = an_application("n" + std::to_string(number));
        application.submitted_at = application.submitted_at.plus(std::chrono::minutes{number});
        if (number == 0) application.package_id = "sperrmuell";
        all.push_back(sent(application));
    }
    const auto first = karl.get(base).body;
    EXPECT_THAT(first, HasSubstr(all[52].reference));
    EXPECT_THAT(first, HasSubstr(all[3].reference));
    EXPECT_THAT(first, Not(HasSubstr(all[2].reference)));
    const auto link = link_to(first, "Ältere Anträge");
    const auto second = karl.get(link).body;
    EXPECT_THAT(second, HasSubstr(all[2].reference));
    EXPECT_THAT(second, Not(HasSubstr(all[3].reference)));
    EXPECT_THAT(second, Not(HasSubstr("Ältere Anträge")));

    const auto other = karl.get(base + "?dienst=sperrmuell").body;
    EXPECT_THAT(other, HasSubstr(all[0].reference));
    EXPECT_THAT(other, Not(HasSubstr(all[1].reference)));
    EXPECT_THAT(karl.get(base + "?zustand=zurueckgenommen").body,
                HasSubstr("Kein Antrag passt dazu"));
    EXPECT_EQ(karl.get(base + "?hinter=unsinn.x&zustand=unsinn").status, 200);

    const auto csv = karl.get(base + "/ausgabe/csv");
    EXPECT_EQ(std::ranges::count(csv.body, '\n'), 54);
    EXPECT_THAT(csv.body, StartsWith("reference,submitted_at,"));
    EXPECT_THAT(csv.body, Not(HasSubstr("Dackel")));
    EXPECT_EQ(std::ranges::count(karl.get(base + "/ausgabe/csv?dienst=sperrmuell").body, '\n'), 2);
}

TEST_P(ApplicationConsole, ANumberOnThePhoneLeadsToItsApplication) {
    const auto application = sent("a");
    auto karl = worker();
    const auto typed = text::lower(text::replace_all(application.reference, "-", "+"));
    EXPECT_EQ(location(karl.get(base + "?nummer=" + typed)), page_of(application));
    const auto missing = karl.get(base + "?nummer=" + an_application("b").reference);
    EXPECT_EQ(missing.status, 422);
    EXPECT_THAT(missing.body, HasSubstr("Diese Vorgangsnummer gibt es hier nicht"));
    EXPECT_THAT(karl.get(base + "?nummer=%3Cb%3E").body,
                AllOf(HasSubstr("Das ist keine Vorgangsnummer"), Not(HasSubstr("<b>"))));
}

TEST_P(ApplicationConsole, AnApplicationIsReadInTheWordsOfItsPackage) {
    auto application = an_application("a");
    application.package_hash = sent("other").package_hash;
    application.changed = {"tiere.0.art"};
    application.fees = {{"futter", "once", "§ 3 Gebührensatzung", Cents{1250}}};
    application.attachments = {{"foto.0", "f1", "<Hund>.jpg", "jpeg", 1200}};
    sent(application);
    auto karl = worker();
    const auto page = karl.get(page_of(application)).body;
    for (const char* told : {"Fundhund", "Anlass der Meldung", "Gefunden", "Tier 1", "Dackel",
                             "27. Februar 2026", "geändert", "Futtergeld", "12,50 €",
                             "§ 3 Gebührensatzung", "&lt;Hund&gt;.jpg", "1. September 2026"})
        EXPECT_THAT(page, HasSubstr(told));
    EXPECT_THAT(karl.get(page_of(application)).headers,
                Contains(std::pair<std::string, std::string>{"Cache-Control", "no-store"}));

    const auto file = karl.get(page_of(application) + "/ausgabe/json");
    const auto json = json::parse(file.body).as_object();
    EXPECT_EQ(json.at("format"), "kommod-application/1");
    EXPECT_EQ(json.at("reference"), json::value(application.reference));
    EXPECT_EQ(json.at("answers").as_object(), application.answers);
    EXPECT_EQ(json.at("fees").at(0).at("amount"), "12.50");
    EXPECT_EQ(json.at("state"), "submitted");
    EXPECT_TRUE(json.at("withdrawn_at").is_null());
    EXPECT_THAT(karl.get(page_of(application) + "/ausgabe/pdf").body, StartsWith("%PDF-"));
    EXPECT_TRUE(json.at("email").is_null());
    EXPECT_EQ(karl.get(page_of(application) + "/ausgabe/exe").status, 404);
    EXPECT_EQ(karl.get(base + "/vorgang/unsinn").status, 404);
}

TEST_P(ApplicationConsole, WithoutItsPackageItIsStillThere) {
    auto application = an_application("a");
    application.package_hash = "gone";
    sent(application);
    auto karl = worker();
    EXPECT_THAT(karl.get(page_of(application)).body,
                HasSubstr("Die Fassung des Online-Dienstes fehlt"));
    EXPECT_THAT(karl.get(page_of(application) + "/ausgabe/json").body, HasSubstr("Dackel"));
    EXPECT_EQ(karl.get(page_of(application) + "/ausgabe/pdf").status, 200);
}

TEST_P(ApplicationConsole, IsWithdrawnOnTheCitizensWordOnce) {
    const auto application = sent("a");
    auto karl = worker();
    const auto action = page_of(application) + "/zuruecknehmen";
    EXPECT_THAT(karl.get(page_of(application)).body, HasSubstr(action));
    EXPECT_EQ(karl.get(action).status, 200);
    EXPECT_FALSE(is_withdrawn(application)) << "asking changes nothing";
    EXPECT_EQ(karl.post(action, {}).status, 422);
    EXPECT_EQ(karl.post(action, {{"weg", "gerücht"}}).status, 422);
    EXPECT_FALSE(is_withdrawn(application)) << "who does not say how they know is asked again";
    EXPECT_EQ(location(karl.post(action, {{"weg", "phone"}})),
              page_of(application) + "?meldung=zurueckgenommen");
    EXPECT_TRUE(is_withdrawn(application));
    EXPECT_EQ(location(karl.post(action, {{"weg", "phone"}})),
              page_of(application) + "?meldung=schon-zurueckgenommen");
    EXPECT_EQ(karl.get(action).status, 303);
    const auto page = karl.get(page_of(application)).body;
    EXPECT_THAT(page, HasSubstr("Dieser Antrag ist zurückgenommen"));
    EXPECT_THAT(page, Not(HasSubstr(action)));
    const auto file = json::parse(karl.get(page_of(application) + "/ausgabe/json").body);
    EXPECT_EQ(file.at("state"), "withdrawn");
    EXPECT_TRUE(Instant::parse(std::string{file.at("withdrawn_at").as_string()}));
    const auto told = acts_on_applications();
    EXPECT_EQ(std::ranges::count(told, "application.withdraw"), 1);
}

TEST_P(ApplicationConsole, EveryReadingStandsInTheTrailWithoutPersonalData) {
    const auto application = sent("a");
    auto karl = worker();
    karl.get(base);
    karl.get(base + "/ausgabe/csv");
    karl.get(page_of(application));
    karl.get(page_of(application) + "/ausgabe/json");
    karl.get(page_of(application) + "/ausgabe/pdf");
    EXPECT_THAT(
        acts_on_applications(),
        ::testing::ElementsAre("applications.list", "applications.export", "application.read",
                               "application.export", "application.export"));
    for (const auto& entry : audit::list(*desk().database.find(coesfeld), {.act = "application"})) {
        EXPECT_THAT(entry.details, Not(HasSubstr("Dackel")));
        EXPECT_EQ(entry.actor_kind, "staff");
        const bool of_one = entry.object_kind == "application";
        EXPECT_EQ(entry.object_id, of_one ? application.id : std::string{coesfeld});
    }
}

}  // namespace
}  // namespace kommod::cases
