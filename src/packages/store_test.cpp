// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/store.h"

#include "audit/store.h"
#include "packages/life.h"
#include "packages/testing.h"
#include "readiness/testing.h"
#include "store/testing.h"

namespace kommod::packages {
namespace {

const std::string town = "m05558012";

class PackagesStore : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        database_ = &open({audit::migrations(), Store::migrations()});
        database_->create(town);
        database_->create("m05558016");
        store_.emplace(*database_, clock());
    }
    Store& packages() { return *store_; }
    store::Database& database() { return *database_; }
    audit::Entry act(const char* name) {
        return {.at = clock().now(),
                .actor = {audit::ActorKind::staff, "anna"},
                .act = name,
                .object_kind = "package",
                .object_id = "fundhund"};
    }
    LocalDate today() { return clock().today(); }

  private:
    store::Database* database_ = nullptr;
    std::optional<Store> store_;
};

std::shared_ptr<const ServicePackage> small(const char* version = "1.0.0") {
    auto files = small_package();
    auto& manifest = files["package.yaml"];
    manifest.replace(manifest.find("1.0.0"), 5, version);
    return check(files).package;
}

TEST_P(PackagesStore, a_published_version_is_read_again_as_it_was) {
    const auto package = small();
    ASSERT_TRUE(packages().publish(store::association, *package, act("package.publish")));
    ASSERT_TRUE(packages().publish(store::association, *package, act("package.publish")));
    Store fresh{database(), clock()};
    const auto read = fresh.version(town, package->hash);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->document, package->document);
    EXPECT_EQ(fresh.published(town).size(), 1U) << "the same again changes nothing";
    EXPECT_TRUE(fresh.published(town).front().of_association);
    EXPECT_FALSE(fresh.version(town, std::string(64, '0')));
}

TEST_P(PackagesStore, a_version_number_is_given_once) {
    ASSERT_TRUE(packages().publish(store::association, *small(), act("package.publish")));
    auto files = small_package();
    auto& texts = files["texts/de.yaml"];
    texts.replace(texts.find("Fundhund"), 8, "Fundtier");
    const auto other =
        packages().publish(store::association, *check(files).package, act("package.publish"));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().key, "packages.version_taken");
}

TEST_P(PackagesStore, a_neighbour_sees_nothing_of_a_towns_own_package) {
    const auto package = small();
    ASSERT_TRUE(packages().publish(town, *package, act("package.publish")));
    EXPECT_TRUE(packages().version(town, package->hash));
    Store fresh{database(), clock()};
    EXPECT_FALSE(fresh.version("m05558016", package->hash));
    EXPECT_TRUE(packages().published("m05558016").empty());
}

TEST_P(PackagesStore, versions_follow_each_other_by_day_and_drafts_stay_on_theirs) {
    const auto first = small(), second = small("1.1.0");
    for (const auto& each : {first, second})
        ASSERT_TRUE(packages().publish(store::association, *each, act("package.publish")));
    packages().go_live(town, *first, today(), act("package.go_live"));
    packages().go_live(town, *second, today().plus_days(10), act("package.go_live"));
    EXPECT_FALSE(packages().service(town, "fundhund", today().plus_days(-1)));
    EXPECT_EQ(packages().service(town, "fundhund", today())->package->version, "1.0.0");
    EXPECT_EQ(packages().service(town, "fundhund", today().plus_days(10))->package->version,
              "1.1.0");
    EXPECT_EQ(packages()
                  .service_on(town, "fundhund", first->hash, today().plus_days(20))
                  ->package->version,
              "1.0.0");
    EXPECT_FALSE(packages().service("m05558016", "fundhund", today()));
}

TEST_P(PackagesStore, parameters_hold_from_their_day) {
    const auto package = small();
    ASSERT_TRUE(packages().publish(store::association, *package, act("package.publish")));
    packages().go_live(town, *package, today(), act("package.go_live"));
    const auto fee = [&](LocalDate day) {
        return forms::Value{forms::Record(packages().service(town, "fundhund", day)->parameters)}
            .at("futtergeld");
    };
    EXPECT_EQ(fee(today()), forms::Value{Cents{1250}}) << "what the provider proposed";
    packages().set_parameters(
        town, "fundhund",
        {{"futtergeld", "14.00", today().plus_days(31), "§ 3 Gebührensatzung 2023"}},
        act("package.parameters"));
    EXPECT_EQ(fee(today()), forms::Value{Cents{1250}});
    EXPECT_EQ(fee(today().plus_days(31)), forms::Value{Cents{1400}});
}

TEST_P(PackagesStore, withdrawn_is_closed_at_once_and_open_again_afterwards) {
    const auto package = small();
    ASSERT_TRUE(packages().publish(store::association, *package, act("package.publish")));
    packages().go_live(town, *package, today(), act("package.go_live"));
    ASSERT_TRUE(packages().service(town, "fundhund", today())->is_open(today()));
    packages().withdraw(town, "fundhund", "Wir prüfen einen Fehler.", act("package.withdraw"));
    const auto withdrawn = packages().service(town, "fundhund", today());
    EXPECT_FALSE(withdrawn->is_open(today()));
    EXPECT_EQ(withdrawn->offer.notice, "Wir prüfen einen Fehler.");
    packages().resume(town, "fundhund", act("package.resume"));
    EXPECT_TRUE(packages().service(town, "fundhund", today())->is_open(today()));
    packages().retire(town, "fundhund", today().plus_days(3), act("package.retire"));
    EXPECT_TRUE(packages().service(town, "fundhund", today())->is_open(today().plus_days(2)));
    EXPECT_FALSE(packages().service(town, "fundhund", today())->is_open(today().plus_days(3)));
}

TEST_P(PackagesStore, what_nobody_published_is_kept_for_a_trial_and_goes) {
    const auto package = small();
    packages().keep_for_trial(town, *package, today().plus_days(1));
    const auto found = packages().service_on(town, "fundhund", package->hash, today());
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->is_open(today()));
    EXPECT_FALSE(packages().version("m05558016", package->hash)) << "in its own place only";
    EXPECT_TRUE(packages().published(town).empty());
    EXPECT_EQ(delete_trials(database().create(town), today().plus_days(1)), 0);
    EXPECT_EQ(delete_trials(database().create(town), today().plus_days(2)), 1);
    EXPECT_FALSE(packages().version(town, package->hash));
}

TEST_P(PackagesStore, a_version_of_one_town_is_no_other_towns) {
    const auto package = small();
    ASSERT_TRUE(packages().publish(town, *package, act("package.publish")));
    ASSERT_TRUE(packages().version(town, package->hash));
    EXPECT_FALSE(packages().version("m05558016", package->hash)) << "though it was read before";
}

TEST_P(PackagesStore, what_was_done_for_a_version_stays_with_it) {
    const auto package = small();
    packages().mark_done(town, *package, {"privacy", clock().now(), "mia"}, act("package.privacy"));
    packages().mark_done(town, *package, {"preview", clock().now(), "mia", {{"answers", 1}}},
                         act("package.walked"));
    const auto done = packages().done(town, package->hash);
    ASSERT_EQ(done.size(), 2U);
    EXPECT_EQ(done.front().task, "preview");
    EXPECT_EQ(done.front().details.at("answers"), 1);
    EXPECT_TRUE(packages().done("m05558016", package->hash).empty());
}

TEST_P(PackagesStore, every_act_stands_in_the_trail) {
    const auto package = small();
    ASSERT_TRUE(packages().publish(town, *package, act("package.publish")));
    packages().set_office(town, "fundhund", "ordnungsamt", act("package.office"));
    packages().go_live(town, *package, today(), act("package.go_live"));
    packages().withdraw(town, "fundhund", "", act("package.withdraw"));
    EXPECT_EQ(packages().offer(town, "fundhund")->office, "ordnungsamt");
    EXPECT_EQ(audit::list(database().create(town), {.act = "package."}).size(), 4U);
}

KOMMOD_ON_BOTH_ENGINES(PackagesStore);

TEST(Tasks, a_package_goes_live_when_all_is_said) {
    const auto package = small();
    Offer offer;
    const LocalDate day{2026, 3, 1};
    std::vector<DoneTask> done;
    const auto open = [&](const Offer& of, const OfficeKnown& office) {
        std::string out;
        for (const Task& task : tasks_of(*package, of, day, office, done))
            if (!task.done) out += (out.empty() ? "" : " ") + task.id;
        return out;
    };
    EXPECT_EQ(open(offer, {}), "parameters office office_mail preview privacy");
    const auto unknown = tasks_of(*package, offer, day, {}, done, {"99999999999999"});
    EXPECT_EQ(unknown.front().detail.substr(0, 34), "Im Katalog fehlt: 99999999999999. ");
    done = {{"preview", Instant{}, "mia"}};
    EXPECT_EQ(open(offer, {}), "parameters office office_mail privacy");
    done.push_back({"privacy", Instant{}, "mia"});
    offer.parameters.push_back({"futtergeld", "12.50", day, "§ 3"});
    EXPECT_EQ(open(offer, {.exists = true}), "office_mail");
    EXPECT_EQ(open(offer, {.exists = true, .has_mail = true}), "");
    offer.parameters.front().valid_from = day.plus_days(1);
    EXPECT_EQ(open(offer, {.exists = true, .has_mail = true}), "parameters")
        << "a value of tomorrow is none today";
}

TEST(Solution, says_what_the_monitor_needs) {
    const auto package = small();
    Offer offer;
    offer.versions.push_back({package->hash, "1.0.0", LocalDate{2026, 3, 2}});
    auto fact = solution_of(*package, offer, "/coesfeld/antrag/fundhund", LocalDate{2026, 3, 1});
    EXPECT_TRUE(readiness::check_payload(fact.kind, fact.id, fact.payload).empty());
    const auto solution = readiness::to_solution(fact);
    EXPECT_EQ(solution.from, (LocalDate{2026, 3, 2}));
    EXPECT_FALSE(solution.until);
    EXPECT_EQ(solution.url, "/coesfeld/antrag/fundhund");
    offer.retired_from = LocalDate{2026, 5, 1};
    fact = solution_of(*package, offer, "/x", LocalDate{2026, 4, 1});
    EXPECT_EQ(readiness::to_solution(fact).until, (LocalDate{2026, 4, 30}));
}

}  // namespace
}  // namespace kommod::packages
