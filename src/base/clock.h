// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Days, instants and the clock. Rules take dates as parameters; only the edges of the system ask a
// Clock.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace kommod {

// A calendar day without a time zone (proleptic Gregorian calendar).
class LocalDate {
  public:
    constexpr LocalDate() = default;
    constexpr explicit LocalDate(std::chrono::sys_days days) : days_(days) {}
    constexpr LocalDate(int year, unsigned month, unsigned day)
        : days_(std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}) {}

    // "2022-12-01"; anything else, also an impossible day, is refused with key "date.malformed".
    static Result<LocalDate> parse(std::string_view iso);
    // "01.12.2022" or "1.12.2022", as Germans type it; also accepts ISO.
    static Result<LocalDate> parse_german(std::string_view text);

    std::string to_iso() const;           // "2022-12-01"
    std::string to_german() const;        // "1. Dezember 2022"
    std::string to_short_german() const;  // "01.12.2022"

    int year() const;
    unsigned month() const;
    unsigned day() const;
    constexpr std::chrono::sys_days days() const { return days_; }
    constexpr LocalDate plus_days(int n) const { return LocalDate{days_ + std::chrono::days{n}}; }
    // Same day n months later; the last day of the month when it does not exist (31 January + 1 =
    // 28 February).
    LocalDate plus_months(int n) const;

    constexpr auto operator<=>(const LocalDate&) const = default;

  private:
    std::chrono::sys_days days_{};
};

// A moment in UTC, microseconds since 1970. Stored as INTEGER in every table.
class Instant {
  public:
    constexpr Instant() = default;
    constexpr explicit Instant(std::int64_t micros) : micros_(micros) {}
    constexpr std::int64_t micros() const { return micros_; }
    constexpr Instant plus(std::chrono::microseconds d) const {
        return Instant{micros_ + d.count()};
    }
    constexpr std::chrono::microseconds operator-(Instant other) const {
        return std::chrono::microseconds{micros_ - other.micros_};
    }
    // "2022-12-01T09:30:00Z"; key "instant.malformed" otherwise.
    static Result<Instant> parse(std::string_view iso);
    std::string to_iso() const;
    // The day on the wall calendar of Germany (Europe/Berlin) at this moment.
    LocalDate local_date() const;
    // "1. Dezember 2022, 10:30 Uhr" in Germany.
    std::string to_german() const;
    std::string to_german_time() const;  // "10:30 Uhr" in Germany
    // The first moment of that day in Germany.
    static Instant start_of(LocalDate day);

    constexpr auto operator<=>(const Instant&) const = default;

  private:
    std::int64_t micros_ = 0;
};

// Who asks what time it is gets a Clock; tests hand in a ManualClock.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
    LocalDate today() const { return now().local_date(); }
};

class SystemClock final : public Clock {
  public:
    Instant now() const override;
};

class ManualClock final : public Clock {
  public:
    explicit ManualClock(Instant start) : now_(start) {}
    Instant now() const override { return now_; }
    void set(Instant now) { now_ = now; }
    void advance(std::chrono::microseconds d) { now_ = now_.plus(d); }

  private:
    Instant now_;
};

}  // namespace kommod
