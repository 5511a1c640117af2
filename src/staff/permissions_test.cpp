// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/permissions.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/csv.h"
#include "base/text.h"
#include "store/database.h"

namespace kommod::staff {
namespace {

Permission permission_of(std::string_view text) {
    for (const auto permission : all_permissions)
        if (id(permission) == text) return permission;
    throw std::runtime_error("unknown permission " + std::string{text});
}

Grant grant_of(std::string_view text, const std::string& account) {
    const auto parts = text::split(text, ':');
    Grant grant;
    grant.account_id = account;
    grant.place = parts.at(0);
    grant.role = parse_role(parts.at(1)).value();
    grant.from = LocalDate::parse(parts.at(2)).value();
    if (!parts.at(3).empty()) grant.until = LocalDate::parse(parts.at(3)).value();
    if (parts.size() > 4) grant.revoked = Instant{1};
    return grant;
}

Staff staff_of(const std::vector<std::string>& fields) {
    Staff staff;
    staff.id = "person";
    staff.home = fields.at(1);
    staff.active = fields.at(2) == "1";
    for (const auto role : text::split(fields.at(3), '|'))
        if (!role.empty()) staff.roles.push_back(parse_role(role).value());
    for (const auto grant : text::split(fields.at(4), '|'))
        if (!grant.empty()) staff.grants.push_back(grant_of(grant, staff.id));
    return staff;
}

TEST(Permissions, TableOfCases) {
    std::ifstream file{KOMMOD_SOURCE_DIR "/tests/cases/staff_permissions.csv"};
    ASSERT_TRUE(file);
    std::stringstream content;
    content << file.rdbuf();
    const auto all = content.str();
    csv::Reader reader{all};
    csv::Record record;
    ASSERT_TRUE(reader.next(record).value());
    int cases = 0;
    while (reader.next(record).value()) {
        const auto staff = staff_of(record.fields);
        EXPECT_EQ(may(staff, permission_of(record.fields.at(5)), record.fields.at(6),
                      LocalDate::parse(record.fields.at(7)).value()),
                  record.fields.at(8) == "1")
            << "line " << record.line << ": " << record.fields.at(0);
        ++cases;
    }
    EXPECT_GT(cases, 35);
}

TEST(Permissions, NamesAreUniqueAndParse) {
    for (const auto role : all_roles) {
        EXPECT_EQ(parse_role(id(role)).value(), role);
        EXPECT_EQ(parse_role(german_name(role)).value(), role);
    }
    EXPECT_EQ(parse_role("chef").error().key, "staff.unknown_role");
}

Staff any_staff() {
    static const std::vector<std::string> places{"association", "m05558012", "m05558008"};
    Staff staff;
    staff.id = "person";
    staff.home = *rc::gen::elementOf(places);
    staff.active = *rc::gen::arbitrary<bool>();
    staff.roles = *rc::gen::container<std::vector<Role>>(rc::gen::elementOf(all_roles));
    const int grants = *rc::gen::inRange(0, 4);
    for (int i = 0; i < grants; ++i) {
        Grant grant;
        grant.account_id = *rc::gen::element<std::string>("person", "somebody else");
        grant.place = *rc::gen::elementOf(places);
        grant.role = *rc::gen::elementOf(all_roles);
        grant.from = LocalDate{2022, 1, 1}.plus_days(*rc::gen::inRange(0, 30));
        if (*rc::gen::arbitrary<bool>())
            grant.until = grant.from.plus_days(*rc::gen::inRange(0, 9));
        if (*rc::gen::inRange(0, 4) == 0) grant.revoked = Instant{1};
        staff.grants.push_back(grant);
    }
    return staff;
}

// Whatever is allowed follows from a role at home or from a living grant of that very place.
TEST(Permissions, NothingWithoutARoleOrAGrant) {
    EXPECT_TRUE(rc::check([] {
        const auto staff = any_staff();
        const auto permission = *rc::gen::elementOf(all_permissions);
        const auto place = *rc::gen::element<std::string>("association", "m05558012", "m05558008");
        const auto today = LocalDate{2022, 1, 1}.plus_days(*rc::gen::inRange(0, 40));
        if (!may(staff, permission, place, today)) return;
        RC_ASSERT(staff.active);
        const bool by_role =
            staff.home == place && std::any_of(staff.roles.begin(), staff.roles.end(),
                                               [&](Role r) { return allows(r, permission); });
        const bool by_grant =
            staff.home == store::association && place != store::association &&
            !is_own_matter(permission) &&
            std::any_of(staff.grants.begin(), staff.grants.end(), [&](const Grant& g) {
                return g.place == place && g.account_id == staff.id && !g.revoked &&
                       g.from <= today && (!g.until || *g.until >= today) &&
                       allows(g.role, permission);
            });
        RC_ASSERT(by_role || by_grant);
    }));
}

// Revoking can only take away.
TEST(Permissions, RevokingNeverAllowsMore) {
    EXPECT_TRUE(rc::check([] {
        auto staff = any_staff();
        const auto today = LocalDate{2022, 1, 1}.plus_days(*rc::gen::inRange(0, 40));
        auto revoked = staff;
        for (auto& grant : revoked.grants)
            grant.revoked = Instant{1};
        for (const auto permission : all_permissions)
            for (const auto* place : {"association", "m05558012", "m05558008"}) {
                const bool after = may(revoked, permission, place, today);
                RC_ASSERT(!after || may(staff, permission, place, today));
                RC_ASSERT(place == staff.home || !after);
            }
    }));
}

}  // namespace
}  // namespace kommod::staff
