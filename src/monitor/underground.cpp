// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/underground.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "html/page.h"
#include "monitor/lettering.h"

namespace kommod::monitor {
namespace {

using html::msgid;
using readiness::BlockState;

constexpr double margin = 18;
constexpr double longest_bar = 120;
constexpr int fewest_quarters = 6, most_quarters = 13;

int quarters_between(LocalDate from, LocalDate to) {
    const int months = (to.year() - from.year()) * 12 + static_cast<int>(to.month()) -
                       static_cast<int>(from.month());
    return months / 3;
}

// The axis begins with the quarter before the day looked at and reaches behind the last opening.
int quarters_shown(const Town& town, LocalDate first) {
    int out = fewest_quarters;
    for (const Line& line : town.lines)
        if (line.opens && *line.opens > first)
            out = std::max(out, quarters_between(first, start_of_quarter(*line.opens)) + 2);
    return std::min(out, most_quarters);
}

class Axis {
  public:
    Axis(LocalDate first, LocalDate last, double left, double right)
        : first_(first), last_(last), left_(left), right_(right) {}
    double at(LocalDate day) const {
        const double all = static_cast<double>((last_.days() - first_.days()).count());
        const double gone = static_cast<double>((day.days() - first_.days()).count());
        return std::round(left_ + (right_ - left_) * std::clamp(gone / all, 0.0, 1.0));
    }

  private:
    LocalDate first_, last_;
    double left_, right_;
};

LinePlace place_line(const Line& line, const Axis& axis, LocalDate first, LocalDate last,
                     const Underground& plan, int most_waiting) {
    LinePlace out;
    out.line = &line;
    out.laid_from = out.laid_until = plan.axis_right;
    if (line.state == BlockState::operation && !line.opens) out.laid_from = plan.axis_left;
    if (line.opens) {
        out.opens_before = *line.opens < first;
        out.opens_after = *line.opens >= last;
        if (!out.opens_after)
            out.laid_from = out.opens_before ? plan.axis_left : axis.at(*line.opens);
        if (!out.opens_before) out.station = axis.at(*line.opens);
    }
    if (most_waiting > 0) {
        out.bar = std::round(longest_bar * line.waiting / most_waiting);
        out.freed_bar = std::round(longest_bar * line.freed / most_waiting);
    }
    return out;
}

}  // namespace

LocalDate start_of_quarter(LocalDate day) {
    return {day.year(), (day.month() - 1) / 3 * 3 + 1, 1};
}

std::string quarter_label(LocalDate day) {
    return fmt::format("Q{}/{:02}", (day.month() - 1) / 3 + 1, day.year() % 100);
}

std::string state_in_words(const Line& line, LocalDate on, const Words& words) {
    const bool in_test = line.state == BlockState::test;
    if (line.state == BlockState::operation && (!line.opens || *line.opens > on))
        return words(msgid("in Betrieb"));
    if (!line.opens)
        return in_test ? words(msgid("im Test, noch ohne Termin"))
                       : words(msgid("noch ohne Termin"));
    const Words::Values day{{"day", line.opens->to_short_german()}};
    if (line.state == BlockState::operation)
        return line.only_planned ? words(msgid("in Betrieb ab {{day}}"), day)
                                 : words(msgid("in Betrieb seit {{day}}"), day);
    if (*line.opens <= on)
        return in_test ? words(msgid("im Test, war für {{day}} geplant"), day)
                       : words(msgid("verspätet, war für {{day}} geplant"), day);
    return in_test ? words(msgid("im Test, öffnet {{day}}"), day)
                   : words(msgid("geplant für {{day}}"), day);
}

Underground plan_underground(const Town& town, double width) {
    Underground plan;
    plan.width = width;
    plan.names = margin + 22;
    plan.states = margin + 176;
    plan.axis_left = margin + 370;
    plan.bars = width - margin - longest_bar - 80;
    plan.axis_right = plan.bars - 50;
    plan.first_line = 58;
    plan.line_pitch = 25;

    const LocalDate first = start_of_quarter(town.at.on).plus_months(-3);
    const int quarters = quarters_shown(town, first);
    const LocalDate last = first.plus_months(3 * quarters);
    const Axis axis(first, last, plan.axis_left, plan.axis_right);
    for (int i = 0; i <= quarters; ++i) {
        const LocalDate day = first.plus_months(3 * i);
        plan.ticks.push_back({axis.at(day), quarter_label(day), day.month() == 1});
    }
    plan.today = axis.at(town.at.on);

    int most_waiting = 0;
    for (const Line& line : town.lines)
        most_waiting = std::max(most_waiting, line.waiting);
    for (const Line& line : town.lines) {
        LinePlace place = place_line(line, axis, first, last, plan, most_waiting);
        place.y = plan.first_line + plan.line_pitch * static_cast<double>(plan.lines.size());
        if (place.station > 0) {
            const double label = text_width(line.opens->to_short_german(), 10.5, Weight::bold);
            // Near the right end the label stands before its station.
            const bool before = place.station + 10 + label > plan.axis_right + 40;
            place.station_label = {before ? place.station - 10 - label : place.station + 10,
                                   place.y - 14, label, 11};
        }
        plan.lines.push_back(place);
    }
    plan.height = plan.first_line + plan.line_pitch * static_cast<double>(plan.lines.size()) + 18;
    return plan;
}

}  // namespace kommod::monitor
