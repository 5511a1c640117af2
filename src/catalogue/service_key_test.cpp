// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "catalogue/builder.h"
#include "catalogue/catalogue.h"

namespace kommod::catalogue {
namespace {

struct KeyCase {
    std::string_view written;
    std::string_view proposal;
};

TEST(ServiceKey, TakesLeikaAndLocalKeys) {
    for (const auto* key : {"99107023000000", "lokal:maengelmelder", "lokal:a", "lokal:2-mal"}) {
        const auto parsed = ServiceKey::parse(key);
        ASSERT_TRUE(parsed) << key;
        EXPECT_EQ(parsed->str(), key);
    }
    EXPECT_EQ(ServiceKey::parse(" 99107023000000 ")->str(), "99107023000000");
    EXPECT_TRUE(ServiceKey::parse("lokal:a")->is_local());
    EXPECT_FALSE(ServiceKey::parse("99107023000000")->is_local());
}

TEST(ServiceKey, ProposesWhatWasMeant) {
    for (const auto& [written, proposal] : std::initializer_list<KeyCase>{
             {"99 107 023 000 000", "99107023000000"},
             {"99.107.023.000.000", "99107023000000"},
             {"99107-023-000-000", "99107023000000"},
             {"urn:de:fim:leika:leistung:99107023000000", "99107023000000"},
             {"107023000000", "99107023000000"},
             {"lokal:Mängel Melder", "lokal:maengel-melder"},
             {"LOKAL:x", "lokal:x"},
             {"lokal:", ""},
             {"", ""},
             {"3233", ""},
             {"9.9107E+13", ""},
             {"12345678901234", ""},
             {"991070230000001", ""},
         }) {
        const auto parsed = ServiceKey::parse(written);
        ASSERT_FALSE(parsed) << written;
        EXPECT_EQ(parsed.error().key, "catalogue.bad_key");
        EXPECT_EQ(parsed.error().proposal, proposal) << written;
        EXPECT_FALSE(parsed.error().what.empty());
    }
}

RC_GTEST_PROP(ServiceKey, ProposalIsAlwaysAKey, (const std::string& text)) {
    const auto parsed = ServiceKey::parse(text);
    if (parsed) return;
    if (!parsed.error().proposal.empty()) RC_ASSERT(ServiceKey::parse(parsed.error().proposal));
    const auto local = ServiceKey::propose_local(text);
    if (local) RC_ASSERT(ServiceKey::parse(local->str())->str() == local->str());
}

TEST(Requirements, InheritAndOverride) {
    const Act permit{"permit",
                     "",
                     {"form", "evidence", "payment"},
                     {"forms", "payment", "vault", "appointments"}};
    using Names = std::vector<std::string>;
    auto got = requirements(&permit, {}, {});
    EXPECT_EQ(got.criteria, permit.criteria);
    EXPECT_EQ(got.blocks, permit.blocks);

    got = requirements(&permit, {.criteria = {}, .blocks = {}, .without = {"payment"}}, {});
    EXPECT_EQ(got.criteria, (Names{"form", "evidence"}));
    EXPECT_EQ(got.blocks, (Names{"forms", "vault", "appointments"}));

    got = requirements(&permit, {.criteria = Names{"form"}, .blocks = {}, .without = {}}, {});
    EXPECT_EQ(got.blocks, Names{"forms"}) << "other criteria, other blocks";

    got = requirements(&permit, {.criteria = Names{"form"}, .blocks = {}, .without = {}},
                       {.criteria = Names{"status", "once_only"}, .blocks = {}, .without = {}});
    EXPECT_EQ(got.criteria, (Names{"status", "once_only"})) << "the service's own come first";
    EXPECT_EQ(got.blocks, (Names{"mailbox", "registers"}));

    const Act letter{"letter", "", {"delivery", "status"}, {"mailbox"}};
    got = requirements(&letter, {}, {.criteria = {}, .blocks = {}, .without = {"status"}});
    EXPECT_EQ(got.blocks, Names{"mailbox"}) << "delivery still needs it";

    EXPECT_FALSE(requirements(nullptr, {}, {}).criteria.empty());
}

}  // namespace
}  // namespace kommod::catalogue
