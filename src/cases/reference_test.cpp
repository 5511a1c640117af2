// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/reference.h"

#include <cctype>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kommod::cases {
namespace {

const LocalDate day = LocalDate::parse("2026-03-01").value();

TEST(Reference, is_read_as_people_write_it) {
    const auto made = make_reference(day, "\x01\x23\x45\x67\x89");
    EXPECT_EQ(made.substr(0, 5), "2026-");
    EXPECT_EQ(made.size(), 14U);
    EXPECT_EQ(parse_reference(made), made);
    std::string typed = " " + made.substr(0, 4) + made.substr(5, 4) + " " + made.substr(10);
    for (char& c : typed)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    EXPECT_EQ(parse_reference(typed), made);
    for (const char* wrong :
         {"", "2026", "2026-AAAA-AAA", "2026-UUUU-UUUU", "2026-7K3F-9Q\xC3\xA4"})
        EXPECT_FALSE(parse_reference(wrong)) << wrong;
}

RC_GTEST_PROP(Reference, one_wrong_character_is_noticed, ()) {
    const auto bytes = *rc::gen::container<std::string>(5, rc::gen::arbitrary<char>());
    auto made = make_reference(day, bytes);
    RC_ASSERT(parse_reference(made) == made);
    const auto at = *rc::gen::element<std::size_t>(5, 6, 7, 8, 10, 11, 12);
    const char other = *rc::gen::elementOf(std::string{"23456789ABCDEFGHJKMNPQRSTVWXYZ"});
    RC_PRE(made[at] != other);
    // 32 characters modulo 31: the two ends of the alphabet are the one pair that is not told
    // apart.
    RC_PRE(!(made[at] == '0' && other == 'Z'));
    made[at] = other;
    RC_ASSERT(!parse_reference(made));
}

}  // namespace
}  // namespace kommod::cases
