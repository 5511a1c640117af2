// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/clock.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace kommod {
namespace {

TEST(LocalDate, ParsesWhatACalendarHolds) {
    EXPECT_EQ(LocalDate::parse("2022-12-01")->to_german(), "1. Dezember 2022");
    EXPECT_EQ(LocalDate::parse_german("1.12.2022")->to_iso(), "2022-12-01");
    EXPECT_EQ(LocalDate::parse_german("01.12.2022")->to_short_german(), "01.12.2022");
    EXPECT_TRUE(LocalDate::parse("2024-02-29"));
    for (const char* bad : {"2023-02-29", "2022-13-01", "2022-00-10", "22-12-01", "2022-12-1",
                            "2022/12/01", "", "2022-12-01T", "-022-12-01"})
        EXPECT_FALSE(LocalDate::parse(bad)) << bad;
    for (const char* bad : {"31.4.2022", "1.1.22", "1..2022", ".1.2022", "001.1.2022"})
        EXPECT_FALSE(LocalDate::parse_german(bad)) << bad;
}

TEST(LocalDate, AddsMonthsToTheLastDayThatExists) {
    EXPECT_EQ(LocalDate(2023, 1, 31).plus_months(1), LocalDate(2023, 2, 28));
    EXPECT_EQ(LocalDate(2024, 1, 31).plus_months(1), LocalDate(2024, 2, 29));
    EXPECT_EQ(LocalDate(2022, 11, 30).plus_months(3), LocalDate(2023, 2, 28));
    EXPECT_EQ(LocalDate(2023, 3, 31).plus_months(-1), LocalDate(2023, 2, 28));
    EXPECT_EQ(LocalDate(2022, 12, 1).plus_months(-12), LocalDate(2021, 12, 1));
}

RC_GTEST_PROP(LocalDate, ReadsBackWhatItWrote, ()) {
    const auto days = *rc::gen::inRange(-200'000, 200'000);
    const LocalDate day{std::chrono::sys_days{std::chrono::days{days}}};
    RC_PRE(day.year() >= 1 && day.year() <= 9999);
    RC_ASSERT(*LocalDate::parse(day.to_iso()) == day);
    RC_ASSERT(*LocalDate::parse_german(day.to_short_german()) == day);
}

// The German day begins an hour or two before midnight UTC; on the last Sundays of March and
// October the offset changes.
TEST(Instant, KnowsTheDayInGermany) {
    struct Case {
        const char* utc;
        const char* day;
    };
    for (const auto& [utc, day] :
         {Case{"2022-12-01T22:59:59Z", "2022-12-01"}, Case{"2022-12-01T23:00:00Z", "2022-12-02"},
          Case{"2022-07-01T21:59:59Z", "2022-07-01"}, Case{"2022-07-01T22:00:00Z", "2022-07-02"},
          Case{"2026-03-28T23:00:00Z", "2026-03-29"}, Case{"2026-03-29T22:00:00Z", "2026-03-30"},
          Case{"1969-12-31T22:59:59Z", "1969-12-31"}})
        EXPECT_EQ(Instant::parse(utc)->local_date().to_iso(), day) << utc;
    EXPECT_EQ(Instant::start_of(LocalDate(2022, 12, 1)).to_iso(), "2022-11-30T23:00:00Z");
    EXPECT_EQ(Instant::start_of(LocalDate(2022, 7, 1)).to_iso(), "2022-06-30T22:00:00Z");
    EXPECT_EQ(Instant::parse("2022-07-01T10:30:00Z")->to_german(), "1. Juli 2022, 12:30 Uhr");
    EXPECT_EQ(Instant::parse("2022-12-01T07:05:59Z")->to_german_time(), "08:05 Uhr");
}

RC_GTEST_PROP(Instant, StartOfADayIsOnThatDay, ()) {
    const LocalDate day{
        std::chrono::sys_days{std::chrono::days{*rc::gen::inRange(-20'000, 60'000)}}};
    RC_ASSERT(Instant::start_of(day).local_date() == day);
    RC_ASSERT(Instant::start_of(day).plus(std::chrono::microseconds{-1}).local_date() ==
              day.plus_days(-1));
}

}  // namespace
}  // namespace kommod
