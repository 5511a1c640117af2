// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// How much work a municipality can do when: person-days per quarter, spread evenly over its days.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <map>
#include <vector>

#include "base/clock.h"

namespace kommod::planner {

// A quarter of the calendar year.
struct Quarter {
    int year = 0;
    unsigned number = 1;  // 1 to 4

    static Quarter of(LocalDate day);
    LocalDate first_day() const;
    Quarter next() const;
    int days() const;  // 90 to 92
    auto operator<=>(const Quarter&) const = default;
};

// Person-days of work per quarter. Weekends and holidays are not told apart: a quarter's work is
// spread evenly over all its days, so a plan is as exact as such a figure can be.
struct Capacity {
    std::int64_t per_quarter = 0;               // where nothing else is said
    std::map<Quarter, std::int64_t> otherwise;  // quarters with a figure of their own, 0 allowed

    std::int64_t in(Quarter quarter) const;
};

// A day that does not come within the calendar.
constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max();

// T(effort): the day on which so much work is done when it goes on from the first day (day 0)
// without a break. Exact: a day's share of a quarter is kept as a whole number of parts.
class WorkCalendar {
  public:
    // Reaches 100 years; what is not done by then is never done.
    static constexpr int length = 36525;

    // `effort`: the most that will be asked for, in person-days.
    WorkCalendar(const Capacity& capacity, LocalDate start, std::int64_t effort);

    // Day (from 0) in the course of which that much is done; 0 for no work, `never` beyond the end.
    std::int32_t day_of(std::int64_t effort) const {
        return day_of_[static_cast<std::size_t>(effort)];
    }
    // Day on which work goes on after that much is done.
    std::int32_t next_day_after(std::int64_t effort) const;
    // Whole person-days done by the end of that day.
    std::int64_t done_by(std::int32_t day) const;

  private:
    std::vector<std::int64_t> parts_;   // by day, done by its end; until all is done
    std::vector<std::int32_t> day_of_;  // by effort
};

}  // namespace kommod::planner
