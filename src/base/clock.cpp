// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "base/clock.h"

#include <array>
#include <charconv>

#include <date/tz.h>
#include <fmt/format.h>

namespace kommod {
namespace {

constexpr std::array<const char*, 12> month_names = {
    "Januar", "Februar", "März",      "April",   "Mai",      "Juni",
    "Juli",   "August",  "September", "Oktober", "November", "Dezember"};

const date::time_zone& germany() {
    static const date::time_zone* zone = date::locate_zone("Europe/Berlin");
    return *zone;
}

bool number(std::string_view text, int& out) {
    if (text.empty()) return false;
    for (char c : text)
        if (c < '0' || c > '9') return false;
    return std::from_chars(text.data(), text.data() + text.size(), out).ec == std::errc{};
}

Result<LocalDate> day_of(int year, int month, int day, std::string_view text) {
    const std::chrono::year_month_day ymd{std::chrono::year{year},
                                          std::chrono::month{static_cast<unsigned>(month)},
                                          std::chrono::day{static_cast<unsigned>(day)}};
    if (!ymd.ok()) return fail({"date.impossible", "no such day", {}, 0, std::string{text}, {}});
    return LocalDate{std::chrono::sys_days{ymd}};
}

}  // namespace

Result<LocalDate> LocalDate::parse(std::string_view iso) {
    int y = 0, m = 0, d = 0;
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-' || !number(iso.substr(0, 4), y) ||
        !number(iso.substr(5, 2), m) || !number(iso.substr(8, 2), d))
        return fail({"date.malformed", "expected YYYY-MM-DD", {}, 0, std::string{iso}, {}});
    return day_of(y, m, d, iso);
}

Result<LocalDate> LocalDate::parse_german(std::string_view text) {
    const auto first = text.find('.');
    if (first == std::string_view::npos) return parse(text);
    const auto second = text.find('.', first + 1);
    int y = 0, m = 0, d = 0;
    if (second == std::string_view::npos || first > 2 || second - first > 3 ||
        text.size() - second != 5 || !number(text.substr(0, first), d) ||
        !number(text.substr(first + 1, second - first - 1), m) ||
        !number(text.substr(second + 1), y))
        return fail({"date.malformed", "expected DD.MM.YYYY", {}, 0, std::string{text}, {}});
    return day_of(y, m, d, text);
}

int LocalDate::year() const {
    return int(std::chrono::year_month_day{days_}.year());
}
unsigned LocalDate::month() const {
    return unsigned(std::chrono::year_month_day{days_}.month());
}
unsigned LocalDate::day() const {
    return unsigned(std::chrono::year_month_day{days_}.day());
}

std::string LocalDate::to_iso() const {
    return fmt::format("{:04}-{:02}-{:02}", year(), month(), day());
}
std::string LocalDate::to_german() const {
    return fmt::format("{}. {} {}", day(), month_names[month() - 1], year());
}
std::string LocalDate::to_short_german() const {
    return fmt::format("{:02}.{:02}.{:04}", day(), month(), year());
}

LocalDate LocalDate::plus_months(int n) const {
    const std::chrono::year_month_day ymd{days_};
    const auto moved = ymd.year() / ymd.month() + std::chrono::months{n};
    const auto last = (moved / std::chrono::last).day();
    return LocalDate{std::chrono::sys_days{moved / std::min(ymd.day(), last)}};
}

Result<Instant> Instant::parse(std::string_view iso) {
    int h = 0, m = 0, s = 0;
    if (iso.size() != 20 || iso[10] != 'T' || iso[13] != ':' || iso[16] != ':' || iso[19] != 'Z' ||
        !number(iso.substr(11, 2), h) || !number(iso.substr(14, 2), m) ||
        !number(iso.substr(17, 2), s) || h > 23 || m > 59 || s > 59)
        return fail(
            {"instant.malformed", "expected YYYY-MM-DDThh:mm:ssZ", {}, 0, std::string{iso}, {}});
    auto day = LocalDate::parse(iso.substr(0, 10));
    if (!day) return fail(day.error());
    const std::int64_t seconds =
        std::int64_t{day->days().time_since_epoch().count()} * 86400 + h * 3600 + m * 60 + s;
    return Instant{seconds * 1'000'000};
}

std::string Instant::to_iso() const {
    const auto seconds =
        std::chrono::floor<std::chrono::seconds>(std::chrono::microseconds{micros_});
    const auto days = std::chrono::floor<std::chrono::days>(seconds);
    const auto rest = (seconds - days).count();
    return fmt::format("{}T{:02}:{:02}:{:02}Z", LocalDate{std::chrono::sys_days{days}}.to_iso(),
                       rest / 3600, rest / 60 % 60, rest % 60);
}

LocalDate Instant::local_date() const {
    const date::sys_time<std::chrono::microseconds> utc{std::chrono::microseconds{micros_}};
    const auto local = germany().to_local(utc);
    return LocalDate{std::chrono::sys_days{
        std::chrono::days{date::floor<date::days>(local).time_since_epoch().count()}}};
}

std::string Instant::to_german_time() const {
    const date::sys_time<std::chrono::microseconds> utc{std::chrono::microseconds{micros_}};
    const auto local = germany().to_local(utc);
    const auto minutes =
        std::chrono::duration_cast<std::chrono::minutes>(local - date::floor<date::days>(local))
            .count();
    return fmt::format("{:02}:{:02} Uhr", minutes / 60, minutes % 60);
}

std::string Instant::to_german() const {
    return local_date().to_german() + ", " + to_german_time();
}

Instant Instant::start_of(LocalDate day) {
    const date::local_days local{date::days{day.days().time_since_epoch().count()}};
    const auto utc = germany().to_sys(local, date::choose::earliest);
    return Instant{
        std::chrono::duration_cast<std::chrono::microseconds>(utc.time_since_epoch()).count()};
}

Instant SystemClock::now() const {
    return Instant{std::chrono::duration_cast<std::chrono::microseconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                       .count()};
}

}  // namespace kommod
