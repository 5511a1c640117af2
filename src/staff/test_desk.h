// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// For tests of this room and of consoles above it: a desk over two towns and a few people, on
// either engine.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "audit/store.h"
#include "base/crypto.h"
#include "municipalities/store.h"
#include "staff/desk.h"
#include "staff/totp.h"
#include "store/testing.h"

namespace kommod::staff::testing {

constexpr std::string_view coesfeld = "m05558012";
constexpr std::string_view billerbeck = "m05558008";
inline const std::string good_password = "vier Pferde kauen Regen";
inline const audit::Actor command{audit::ActorKind::command, "test"};

inline municipalities::Municipality town(const char* ags, const char* name) {
    municipalities::Municipality m;
    m.ags = ags;
    m.name = m.official_name = name;
    m.district_ags = "05558";
    m.district_name = "Coesfeld";
    m.inhabitants = 37030;
    m.area_km2 = 141.36;
    m.postcode = "48653";
    return m;
}

// Somebody who can log in: the account with its secret.
struct Person {
    std::string id, user_name, secret;
};

class DeskTest : public store::testing::Databases {
  protected:
    void SetUp() override {
        Databases::SetUp();
        if (IsSkipped()) return;
        std::vector rooms{audit::migrations(),
                          http::Sessions::migrations(),
                          municipalities::Store::association_migrations(),
                          municipalities::Store::municipality_migrations(),
                          association_migrations(),
                          municipality_migrations()};
        for (const auto& room : more_migrations())
            rooms.push_back(room);
        auto& database = open(rooms);
        towns_ = std::make_unique<municipalities::Store>(database, clock());
        const std::vector all{town("05558012", "Coesfeld"), town("05558008", "Billerbeck")};
        const auto put = towns_->put(command, all);
        ASSERT_TRUE(put) << put.error().key << " " << put.error().what;
        ASSERT_TRUE(towns_->open(command, "05558012"));
        ASSERT_TRUE(towns_->open(command, "05558008"));
        sessions_ = std::make_unique<http::Sessions>(database.association_namespace(), clock());
        desk_ = std::make_unique<Desk>(database, *sessions_, *towns_, clock(), settings());
    }
    void TearDown() override {
        desk_.reset();
        sessions_.reset();
        towns_.reset();
    }
    // Of a room above whose console is tested.
    virtual std::vector<store::Migrations> more_migrations() const { return {}; }
    static Settings settings() {
        return {.key = std::string(32, 'k'),
                .issuer = "Kommod",
                .cost = {.memory_kib = 64, .passes = 1, .lanes = 1},
                .strangers = {0, 0}};
    }
    Desk& desk() { return *desk_; }

    // An account with a password of its own and an enrolled factor.
    Person person(const std::string& user_name, Role role,
                  std::string_view home = store::association) {
        const auto added = desk().accounts.add(command, {.user_name = user_name,
                                                         .name = "Person " + user_name,
                                                         .home = std::string{home},
                                                         .roles = {role},
                                                         .password = {}});
        EXPECT_TRUE(added) << (added ? "" : added.error().key);
        Person out{added->id, user_name,
                   desk().log_in.offered_secret(*desk().accounts.find(added->id), "enrolment")};
        EXPECT_TRUE(
            desk().log_in.enrol(visitor(), out.id, "enrolment", "", next_code(out)).has_value());
        EXPECT_TRUE(desk().accounts.choose_password(out.id, good_password));
        return out;
    }
    // A code that was not used yet: time goes on.
    std::string next_code(const Person& person) {
        clock().advance(std::chrono::seconds{30});
        return totp_code(person.secret, totp_step(clock().now()));
    }
    static Visitor visitor(std::string address = "192.0.2.7") {
        return {.address = std::move(address), .cookies = {}, .on_this_machine = false};
    }
    std::vector<std::string> acts(std::string_view name_space) {
        std::vector<std::string> out;
        for (const auto& entry : audit::list(*desk().database.find(name_space), {.limit = 500}))
            out.insert(out.begin(), entry.act);
        return out;
    }
    Staff staff_of(const Person& person) { return desk().accounts.find(person.id)->staff; }

  private:
    std::unique_ptr<municipalities::Store> towns_;
    std::unique_ptr<http::Sessions> sessions_;
    std::unique_ptr<Desk> desk_;
};

}  // namespace kommod::staff::testing
