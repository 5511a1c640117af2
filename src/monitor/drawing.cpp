// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/drawing.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "base/markup.h"
#include "html/page.h"

namespace kommod::monitor {
namespace {

using html::msgid;
using Out = fmt::memory_buffer;

template <class... Arguments>
void put(Out& out, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Arguments>(arguments)...);
}

// Numbers as short as they can be: "12", "12.5".
std::string number(double value) {
    return fmt::format("{:g}", std::round(value * 10) / 10);
}

// Four roofs, given to houses by their place in the catalogue: the town looks grown, and every
// house keeps its face.
void put_walls(Out& out, const HousePlace& house) {
    const std::string w = number(house.width), top = number(-house.height);
    const auto roof = [&](double share, double up) {
        return number(house.width * share) + " " + number(-house.height - up);
    };
    switch (house.house->order % 4) {
        case 0:  // gable
            put(out, "<path class=\"m-wall\" d=\"M0 0V{}L{}L{} {}V0z\"/>", top, roof(0.5, 9), w,
                top);
            break;
        case 1:  // flat, with a ledge
            put(out, "<path class=\"m-wall\" d=\"M0 0V{0}H-2V{1}H{2}V{0}H{3}V0z\"/>", top,
                number(-house.height - 3), number(house.width + 2), w);
            break;
        case 2:  // hipped
            put(out, "<path class=\"m-wall\" d=\"M0 0V{}L{}L{}L{} {}V0z\"/>", top, roof(0.22, 8),
                roof(0.78, 8), w, top);
            break;
        default:  // shed, with a chimney
            put(out, "<path class=\"m-wall\" d=\"M0 0V{}L{}V{}h5v3L{} {}V0z\"/>", top,
                roof(0.68, 6), number(-house.height - 9), w, top);
    }
}

void put_windows(Out& out, const HousePlace& house, const Measures& measures, int top_level) {
    std::string freed;  // frames around windows that get brighter by the block looked at alone
    for (std::size_t i = 0; i < house.house->windows.size(); ++i) {
        const Window& window = house.house->windows[i];
        const Point at = window_place(measures, house.columns, i);
        put(out, "<use href=\"#w{}\" x=\"{}\" y=\"{}\"{}/>", shade_of(window.level, top_level),
            number(at.x), number(at.y),
            window.dimmed && !house.house->dimmed ? " class=\"m-dim\"" : "");
        if (window.freed)
            freed += fmt::format("M{} {}h{w}v{h}h-{w}z", number(at.x - 1), number(at.y - 1),
                                 fmt::arg("w", number(measures.window_width + 2)),
                                 fmt::arg("h", number(measures.window_height + 2)));
    }
    if (!freed.empty()) put(out, "<path class=\"m-frees\" d=\"{}\"/>", freed);
}

// Seven marks at a fixed pitch: filled is there, a ring is missing, a dash is not needed.
void put_supply(Out& out, const HousePlace& house, const Measures& m) {
    const auto& supply = house.house->supply;
    const double first =
        house.width / 2 - m.slot_pitch * (static_cast<double>(supply.size()) - 1) / 2;
    std::string dots, rings, dashes;
    for (std::size_t i = 0; i < supply.size(); ++i) {
        const double x = first + m.slot_pitch * static_cast<double>(i);
        const auto circle = [&](double r) {
            return fmt::format("M{} 7a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0", number(x - r),
                               fmt::arg("r", number(r)), fmt::arg("d", number(2 * r)));
        };
        switch (supply[i]) {
            case Supply::connected:
                dots += circle(2);
                break;
            case Supply::missing:
                rings += circle(2);
                break;
            case Supply::not_needed:
                dashes += fmt::format("M{} 7h2", number(x - 1));
                break;
        }
    }
    if (!dots.empty()) put(out, "<path class=\"m-there\" d=\"{}\"/>", dots);
    if (!rings.empty()) put(out, "<path class=\"m-lacks\" d=\"{}\"/>", rings);
    if (!dashes.empty()) put(out, "<path class=\"m-none\" d=\"{}\"/>", dashes);
}

void put_house(Out& out, const HousePlace& house, const TownPlan& plan, const Town& town,
               Houses houses) {
    const Measures& m = plan.measures;
    const House& what = *house.house;
    const double left = std::round(house.centre - house.width / 2);
    put(out, "<a class=\"m-house{}\" href=\"{}\" transform=\"translate({} {})\"><title>{}</title>",
        what.dimmed ? " m-dim" : "", markup::escaped(what.href), number(left), number(house.ground),
        markup::escaped(what.title));
    // A generous target for fingers, and what the focus ring is drawn around.
    const double target = std::max(house.width, house.label_box.width) + 6;
    put(out, "<rect class=\"m-target\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\"/>",
        number(house.width / 2 - target / 2), number(-house.height - m.roof - 3), number(target),
        number(house.height + m.roof + 3 + house.label_box.bottom() - house.ground + 3));
    if (houses == Houses::drawn) {
        put(out, "<g id=\"h{}\">", markup::escaped(what.id));
        put_walls(out, house);
        put_windows(out, house, m, town.top);
        put_supply(out, house, m);
        put(out, "</g>");
    } else {
        put(out, "<use href=\"#h{}\"/>", markup::escaped(what.id));
    }
    put(out, "<text class=\"m-label\">");
    for (std::size_t i = 0; i < house.label.size(); ++i)
        put(out, "<tspan x=\"{}\" y=\"{}\">{}</tspan>", number(house.width / 2),
            number(house.label_box.y - house.ground +
                   m.label_line * (static_cast<double>(i) + 0.8)),
            markup::escaped(house.label[i]));
    put(out, "</text></a>\n");
}

void put_street(Out& out, const StreetPlace& place, const TownPlan& plan, const Town& town,
                Houses houses) {
    const Street& street = *place.street;
    put(out, "<g role=\"group\" aria-label=\"{}\">", markup::escaped(street.name));
    put(out, "<rect class=\"m-sky\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\"/>",
        number(place.panel.x), number(place.panel.y), number(place.panel.width),
        number(place.panel.height));
    if (place.heading.width > 0)
        put(out,
            "<a class=\"m-street\" href=\"{}\"><text x=\"{}\" y=\"{}\">{} "
            "<tspan class=\"m-count\" dx=\"4\">{} / {}</tspan></text></a>",
            markup::escaped(street.href), number(place.heading.x), number(place.heading.y + 14),
            markup::escaped(street.name), grouped(street.lit), grouped(street.windows));
    double ground = 0;
    for (const HousePlace& house : place.houses) {
        if (house.ground != ground)
            put(out, "<path class=\"m-ground\" d=\"M{} {}h{}\"/>\n", number(place.panel.x),
                number(house.ground + 0.5), number(place.panel.width));
        ground = house.ground;
        put_house(out, house, plan, town, houses);
    }
    put(out, "</g>\n");
}

void put_axis(Out& out, const Underground& plan, const Town& town) {
    const double bottom = plan.height - 14;
    double free_from = 0;
    for (const Tick& tick : plan.ticks) {
        put(out, "<path class=\"m-tick{}\" d=\"M{} 40V{}\"/>", tick.new_year ? " m-year" : "",
            number(tick.x), number(bottom));
        if (tick.x < free_from) continue;
        put(out, "<text class=\"m-small m-middle\" x=\"{}\" y=\"34\">{}</text>", number(tick.x),
            tick.label);
        free_from = tick.x + 40;
    }
    put(out, "<path class=\"m-today\" d=\"M{} 40V{}\"/>", number(plan.today), number(bottom));
    put(out, "<text class=\"m-small m-middle m-bold\" x=\"{}\" y=\"{}\">{}</text>",
        number(plan.today), number(plan.height - 3), town.at.on.to_short_german());
}

void put_pipe(Out& out, const LinePlace& place, const Underground& plan) {
    const std::string y = number(place.y);
    if (place.laid_from > plan.axis_left)
        put(out, "<path class=\"m-planned\" d=\"M{} {}H{}\"/>", number(plan.axis_left), y,
            number(place.laid_from));
    if (place.laid_from < place.laid_until)
        put(out, "<path class=\"m-pipe\" d=\"M{} {}H{}\"/>", number(place.laid_from), y,
            number(place.laid_until));
    if (place.station > 0) {
        put(out, "<circle class=\"m-station\" cx=\"{}\" cy=\"{}\" r=\"6\"/>", number(place.station),
            y);
        put(out, "<text class=\"m-small m-bold\" x=\"{}\" y=\"{}\">{}</text>",
            number(place.station_label.x), number(place.station_label.bottom() - 2),
            place.line->opens->to_short_german());
    }
}

void put_bars(Out& out, const LinePlace& place, const Underground& plan, const Words& words) {
    const Line& line = *place.line;
    if (line.state == readiness::BlockState::operation) {
        put(out, "<text class=\"m-small\" x=\"{}\" y=\"{}\">{}</text>", number(plan.bars),
            number(place.y + 4),
            markup::escaped(words(msgid("{{houses}} Häuser angeschlossen"),
                                  {{"houses", std::to_string(line.houses)}})));
        return;
    }
    put(out, "<rect class=\"m-waits\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"11\" rx=\"2\"/>",
        number(plan.bars), number(place.y - 6), number(std::max(1.0, place.bar)));
    if (place.freed_bar > 0)
        put(out, "<rect class=\"m-freed\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"11\" rx=\"2\"/>",
            number(plan.bars), number(place.y - 6), number(place.freed_bar));
    put(out,
        "<text class=\"m-small\" x=\"{}\" y=\"{}\"><tspan class=\"m-bold\">{}</tspan> / {}</text>",
        number(plan.bars + place.bar + 7), number(place.y + 4), grouped(line.freed),
        grouped(line.waiting));
}

void put_line(Out& out, const LinePlace& place, const Underground& plan, const Town& town) {
    const Line& line = *place.line;
    const std::string state = state_in_words(line, town.at.on, town.words);
    put(out, "<a class=\"m-line{}\" href=\"{}\"{}><title>", line.selected ? " m-chosen" : "",
        markup::escaped(line.href), line.selected ? " aria-current=\"true\"" : "");
    put(out, "{}</title>",
        markup::escaped(town.words(msgid("{{name}}: {{state}}. {{waiting}} Leistungen warten "
                                         "darauf, {{freed}} werden allein dadurch heller."),
                                   {{"name", line.name},
                                    {"state", state},
                                    {"waiting", grouped(line.waiting)},
                                    {"freed", grouped(line.freed)}})));
    put(out, "<rect class=\"m-target\" x=\"8\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\"/>",
        number(place.y - plan.line_pitch / 2 + 0.5), number(plan.axis_left - 20),
        number(plan.line_pitch - 1));
    const bool there = line.state == readiness::BlockState::operation;
    put(out, "<circle class=\"{}\" cx=\"{}\" cy=\"{}\" r=\"5\"/>", there ? "m-there" : "m-lacks",
        number(plan.names - 14), number(place.y));
    put(out, "<text class=\"m-name\" x=\"{}\" y=\"{}\">{}</text>", number(plan.names),
        number(place.y + 4.5), markup::escaped(line.name));
    put(out, "<text class=\"m-small\" x=\"{}\" y=\"{}\">{}</text></a>", number(plan.states),
        number(place.y + 4), markup::escaped(state));
    put_pipe(out, place, plan);
    put_bars(out, place, plan, town.words);
    put(out, "\n");
}

std::string svg_start(double width, double height, std::string_view classes,
                      std::string_view label) {
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{}\" viewBox=\"0 0 {} {}\" "
        "role=\"group\" aria-label=\"{}\">\n",
        classes, number(width), number(height), markup::escaped(label));
}

}  // namespace

std::string draw_streets(const TownPlan& plan, const Town& town, Houses houses) {
    Out out;
    for (const StreetPlace& street : plan.streets)
        put_street(out, street, plan, town, houses);
    const std::string label =
        plan.streets.size() == 1
            ? plan.streets.front().street->name
            : town.words(msgid("Die Stadt: {{headline}}"), {{"headline", headline(town)}});
    return svg_start(plan.width, plan.height, "m-picture", label) + fmt::to_string(out) + "</svg>";
}

std::string draw_underground(const Underground& plan, const Town& town) {
    Out out;
    put(out, "<rect class=\"m-earth\" width=\"{}\" height=\"{}\" rx=\"8\"/>", number(plan.width),
        number(plan.height));
    const auto said = [&](const char* german) { return markup::escaped(town.words(german)); };
    put(out, "<text class=\"m-heading\" x=\"18\" y=\"27\">{}</text>",
        said(msgid("Unter der Straße: sieben Leitungen")));
    put(out, "<text class=\"m-small m-bold\" x=\"{}\" y=\"19\">{}</text>", number(plan.bars),
        said(msgid("allein dadurch heller")));
    put(out, "<text class=\"m-small\" x=\"{}\" y=\"34\">{}</text>", number(plan.bars),
        said(msgid("/ warten auf die Leitung")));
    put_axis(out, plan, town);
    for (const LinePlace& line : plan.lines)
        put_line(out, line, plan, town);
    return svg_start(plan.width, plan.height, "m-picture m-underground",
                     town.words(msgid("Die Leitungen: die sieben Bausteine und ihre Eröffnung"))) +
           fmt::to_string(out) + "</svg>";
}

std::string draw_definitions(const Measures& m) {
    const std::string w = number(m.window_width), h = number(m.window_height);
    const auto partly = [&](double share) {
        const double lit = std::round(m.window_height * share * 2) / 2;
        return fmt::format("<path class=\"m-w{}\" d=\"M0 {}h{}v{}h-{}z\"/>", share < 0.4 ? 1 : 2,
                           number(m.window_height - lit), w, number(lit), w);
    };
    const std::string frame = fmt::format("<path class=\"m-frame\" d=\"M.5 .5h{0}v{1}h-{0}z\"/>",
                                          number(m.window_width - 1), number(m.window_height - 1));
    const std::string whole = fmt::format("d=\"M0 0h{}v{}h-{}z\"", w, h, w);
    const std::string glow = fmt::format(
        "<rect class=\"m-glow\" x=\"-1.5\" y=\"-1.5\" width=\"{}\" height=\"{}\" rx=\"2\"/>",
        number(m.window_width + 3), number(m.window_height + 3));
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"m-definitions\" width=\"0\" "
        "height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs>"
        "<g id=\"w0\">{0}</g><g id=\"w1\">{0}{1}</g><g id=\"w2\">{0}{2}</g>"
        "<path id=\"w3\" class=\"m-w3\" {3}/><g id=\"w4\">{4}<path class=\"m-w4\" {3}/></g>"
        "</defs></svg>",
        frame, partly(0.25), partly(0.5), whole, glow);
}

std::string draw_window(const Measures& m, int shade) {
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"m-sample\" viewBox=\"-4 -4 {} {}\" "
        "aria-hidden=\"true\" focusable=\"false\"><path class=\"m-wall\" "
        "d=\"M-4-4h{}v{}h-{}z\"/><use href=\"#w{}\"/></svg>",
        number(m.window_width + 8), number(m.window_height + 8), number(m.window_width + 8),
        number(m.window_height + 8), number(m.window_width + 8), shade);
}

std::string draw_level_bar(const Town& town, double width, double height) {
    Out out;
    double x = 0;
    for (std::size_t level = 0; level < town.levels.size(); ++level) {
        if (town.windows == 0) break;
        const double share = width * town.levels[level] / town.windows;
        put(out, "<rect class=\"m-bar m-bar{}\" x=\"{}\" width=\"{}\" height=\"{}\"/>",
            shade_of(static_cast<int>(level), town.top), number(x), number(share), number(height));
        x += share;
    }
    return fmt::format(
               "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"m-levels\" viewBox=\"0 0 {} {}\" "
               "preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">",
               number(width), number(height)) +
           fmt::to_string(out) + "</svg>";
}

int shade_of(int level, int top) {
    if (level >= top) return 4;
    if (level <= 0) return 0;
    return std::clamp((level * 4 + top / 2) / top, 1, 3);
}

}  // namespace kommod::monitor
