// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "planner/work_calendar.h"

#include <algorithm>

namespace kommod::planner {
namespace {

// Least common multiple of 90, 91 and 92, the lengths of quarters: a person-day has so many parts,
// and every day of a quarter gets a whole number of them.
constexpr std::int64_t parts_of_person_day = 376'740;
static_assert(parts_of_person_day % 90 == 0 && parts_of_person_day % 91 == 0 &&
              parts_of_person_day % 92 == 0);

}  // namespace

Quarter Quarter::of(LocalDate day) {
    return {day.year(), (day.month() - 1) / 3 + 1};
}

LocalDate Quarter::first_day() const {
    return LocalDate{year, (number - 1) * 3 + 1, 1};
}

Quarter Quarter::next() const {
    return number == 4 ? Quarter{year + 1, 1} : Quarter{year, number + 1};
}

int Quarter::days() const {
    return static_cast<int>((next().first_day().days() - first_day().days()).count());
}

std::int64_t Capacity::in(Quarter quarter) const {
    const auto found = otherwise.find(quarter);
    return found == otherwise.end() ? per_quarter : found->second;
}

WorkCalendar::WorkCalendar(const Capacity& capacity, LocalDate start, std::int64_t effort) {
    const std::int64_t wanted = effort * parts_of_person_day;
    std::int64_t done = 0;
    Quarter quarter = Quarter::of(start);
    int left_in_quarter =
        quarter.days() - static_cast<int>((start.days() - quarter.first_day().days()).count());
    while (done < wanted && parts_.size() < length) {
        const std::int64_t daily = capacity.in(quarter) * (parts_of_person_day / quarter.days());
        for (; left_in_quarter > 0; --left_in_quarter)
            parts_.push_back(done += daily);
        quarter = quarter.next();
        left_in_quarter = quarter.days();
    }
    day_of_.assign(static_cast<std::size_t>(effort) + 1, never);
    day_of_[0] = 0;
    std::size_t reached = 1;
    for (std::size_t day = 0; day < parts_.size(); ++day)
        for (; reached < day_of_.size() &&
               static_cast<std::int64_t>(reached) * parts_of_person_day <= parts_[day];
             ++reached)
            day_of_[reached] = static_cast<std::int32_t>(day);
}

std::int32_t WorkCalendar::next_day_after(std::int64_t effort) const {
    const auto day = std::ranges::upper_bound(parts_, effort * parts_of_person_day);
    return day == parts_.end() ? never : static_cast<std::int32_t>(day - parts_.begin());
}

std::int64_t WorkCalendar::done_by(std::int32_t day) const {
    if (parts_.empty()) return 0;
    const auto last = static_cast<std::int32_t>(parts_.size()) - 1;
    return parts_[static_cast<std::size_t>(std::min(day, last))] / parts_of_person_day;
}

}  // namespace kommod::planner
