// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The roadmap's drawing: a row a stop, a ring where it was first planned, a station where it is
// planned now or came, and between them the way it slipped.
#include <algorithm>
#include <cstdlib>
#include <iterator>

#include <fmt/format.h>

#include "base/markup.h"
#include "html/page.h"
#include "monitor/drawing.h"
#include "monitor/lettering.h"
#include "monitor/roadmap.h"
#include "monitor/underground.h"

namespace kommod::monitor {
namespace {

using html::msgid;
constexpr double names = 16, axis_left = 330, right_column = 190;
constexpr double top = 66, pitch = 26, group_gap = 34, bottom = 22;
constexpr double name_size = 13.5;

class RoadmapDrawing {
  public:
    RoadmapDrawing(const Roadmap& roadmap, double width,
                   const std::function<std::string(const Stop&)>& href, const Words& words)
        : roadmap_(roadmap),
          width_(width),
          axis_right_(width - right_column),
          href_(href),
          words_(words) {}

    std::string draw() {
        double y = top;
        group(y, readiness::FactKind::block, words_(msgid("Bausteine")));
        group(y, readiness::FactKind::precondition, words_(msgid("Voraussetzungen")));
        group(y, readiness::FactKind::solution, words_(msgid("Online-Dienste")));
        const double height = y + bottom;
        return fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"m-picture m-roadmap\" viewBox=\"0 0 "
            "{:g} {:g}\" role=\"group\" aria-label=\"{}\">"
            "<rect class=\"m-earth\" width=\"{:g}\" height=\"{:g}\" rx=\"8\"/>{}{}</svg>",
            width_, height, markup::escaped(words_(msgid("Fahrplan auf einer Zeitachse"))), width_,
            height, axis(height), fmt::to_string(out_));
    }

  private:
    double x_of(LocalDate day) const {
        const auto whole =
            static_cast<double>((roadmap_.until.days() - roadmap_.from.days()).count());
        const auto gone = static_cast<double>((day.days() - roadmap_.from.days()).count());
        const double x = axis_left + (axis_right_ - axis_left) * gone / std::max(1.0, whole);
        return std::clamp(x, axis_left, axis_right_);
    }

    template <class... Arguments>
    void put(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Arguments>(arguments)...);
    }

    void group(double& y, readiness::FactKind kind, const std::string& heading) {
        const bool any = std::any_of(roadmap_.stops.begin(), roadmap_.stops.end(),
                                     [&](const Stop& stop) { return stop.kind == kind; });
        if (!any) return;
        put("<text class=\"m-heading\" x=\"{:g}\" y=\"{:g}\">{}</text>", names, y + 6,
            markup::escaped(heading));
        y += group_gap - 6;
        for (const Stop& stop : roadmap_.stops)
            if (stop.kind == kind) {
                row(stop, y);
                y += pitch;
            }
        y += group_gap - pitch + 6;
    }

    void row(const Stop& stop, double y) {
        put("<a class=\"m-line\" href=\"{}\"><title>{}</title>", markup::escaped(href_(stop)),
            markup::escaped(sentence(stop)));
        put("<rect class=\"m-target\" x=\"8\" y=\"{:g}\" width=\"{:g}\" height=\"{:g}\" rx=\"4\"/>",
            y - pitch / 2, axis_left - 24, pitch - 1);
        put("<text class=\"m-name\" x=\"{:g}\" y=\"{:g}\">{}</text></a>", names, y + 4.5,
            markup::escaped(shortened(stop.title, axis_left - names - 24, name_size)));
        put("<path class=\"m-tick\" d=\"M{:g} {:g}H{:.1f}\"/>", axis_left, y, axis_right_);
        const double now = x_of(*stop.day);
        const int slipped = stop.slippage().value_or(0);
        if (slipped != 0) {
            const double first = x_of(*stop.first_planned);
            put("<path class=\"m-slip{}\" d=\"M{:.1f} {:g}H{:.1f}\"/>",
                slipped < 0 ? " m-early" : "", first, y, now);
            put("<circle class=\"m-first\" cx=\"{:.1f}\" cy=\"{:g}\" r=\"4\"/>", first, y);
        }
        // Overdue has a shape of its own: to who sees no colours, two filled dots are the same.
        if (stop.overdue && !stop.happened)
            put("<path class=\"m-overdue\" d=\"M{:.1f} {:g}l8 8-8 8-8-8z\"/>", now, y - 8);
        else
            put("<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:g}\" r=\"6\"/>",
                stop.happened ? "m-came" : "m-station", now, y);
        put("<text class=\"m-small\" x=\"{:.1f}\" y=\"{:g}\"><tspan class=\"m-bold\">{}</tspan>{}"
            "</text>",
            axis_right_ + 16, y + 4, stop.day->to_short_german(), remark(stop));
    }

    // What stands at the end of a row: how late, and how many windows it lights.
    std::string remark(const Stop& stop) const {
        std::string out;
        const int slipped = stop.slippage().value_or(0);
        if (slipped != 0)
            out += fmt::format("<tspan class=\"{}\" dx=\"6\">{}</tspan>",
                               slipped > 0 ? "m-late" : "m-soon",
                               markup::escaped(words_(msgid("{{days}} T."),
                                                      {{"days", fmt::format("{:+d}", slipped)}})));
        if (!stop.lights.empty())
            out += fmt::format("<tspan dx=\"6\">{}</tspan>",
                               markup::escaped(words_(msgid("{{services}} heller"),
                                                      {{"services", lit_by(stop)}})));
        return out;
    }

    static std::string lit_by(const Stop& stop) {
        return grouped(static_cast<int>(stop.lights.size()));
    }

    std::string sentence(const Stop& stop) const {
        const Words::Values values{{"title", stop.title}, {"day", stop.day->to_german()}};
        std::string out =
            stop.happened ? words_(msgid("{{title}}: seit {{day}}"), values)
            : stop.overdue
                ? words_(msgid("{{title}}: war für den {{day}} geplant und steht aus"), values)
                : words_(msgid("{{title}}: geplant für den {{day}}"), values);
        const int slipped = stop.slippage().value_or(0);
        if (slipped != 0)
            out += words_(slipped > 0 ? msgid(", {{days}} Tage später als zuerst geplant")
                                      : msgid(", {{days}} Tage früher als zuerst geplant"),
                          {{"days", std::to_string(std::abs(slipped))}});
        return out + words_(msgid("; {{services}} Leistungen werden heller"),
                            {{"services", lit_by(stop)}});
    }

    std::string axis(double height) const {
        std::string out;
        double free_from = 0;
        for (LocalDate day = start_of_quarter(roadmap_.from); day <= roadmap_.until;
             day = day.plus_months(3)) {
            if (day < roadmap_.from) continue;
            const double x = x_of(day);
            out += fmt::format("<path class=\"m-tick{}\" d=\"M{:.1f} 42V{:g}\"/>",
                               day.month() == 1 ? " m-year" : "", x, height - bottom);
            if (x < free_from) continue;
            out += fmt::format("<text class=\"m-small m-middle\" x=\"{:.1f}\" y=\"36\">{}</text>",
                               x, quarter_label(day));
            free_from = x + 44;
        }
        double label_free_from = 0;
        for (const readiness::StatutoryDeadline& deadline : roadmap_.deadlines) {
            const double x = x_of(deadline.day);
            out += fmt::format(
                "<path class=\"m-deadline\" d=\"M{:.1f} 42V{:g}\"><title>{}</title></path>", x,
                height - bottom,
                markup::escaped(
                    words_(msgid("Frist {{name}}: {{day}}"),
                           {{"name", deadline.name}, {"day", deadline.day.to_short_german()}})));
            if (x < label_free_from) continue;
            out += fmt::format("<text class=\"m-small m-late\" x=\"{:.1f}\" y=\"{:g}\">{}</text>",
                               x, height - 6, deadline.day.to_short_german());
            label_free_from = x + 70;
        }
        const double today = x_of(roadmap_.at.on);
        out += fmt::format(
            "<path class=\"m-today\" d=\"M{0:.1f} 42V{1:g}\"/><text class=\"m-small m-middle "
            "m-bold\" x=\"{0:.1f}\" y=\"18\">{2}</text>",
            today, height - bottom, roadmap_.at.on.to_short_german());
        return out;
    }

    const Roadmap& roadmap_;
    double width_, axis_right_;
    const std::function<std::string(const Stop&)>& href_;
    const Words& words_;
    fmt::memory_buffer out_;
};

}  // namespace

std::string draw_roadmap(const Roadmap& roadmap, double width,
                         const std::function<std::string(const Stop&)>& href, const Words& words) {
    return RoadmapDrawing(roadmap, width, href, words).draw();
}

}  // namespace kommod::monitor
