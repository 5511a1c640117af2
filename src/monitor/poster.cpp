// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/poster.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/markup.h"
#include "base/text.h"
#include "monitor/drawing.h"
#include "monitor/layout.h"
#include "monitor/lettering.h"
#include "monitor/picture_style.h"
#include "monitor/underground.h"

namespace kommod::monitor {
namespace {

constexpr double margin = 34, header = 118, gap = 14, footer = 44;
constexpr double narrowest = 1300, widest = 3400, step = 40;

// The inside of a drawing, without its own <svg>: it is placed into another one.
std::string inside(const std::string& svg) {
    const auto begin = svg.find('>') + 1;
    return svg.substr(begin, svg.rfind("</svg>") - begin);
}

std::string placed(const std::string& svg, double x, double y) {
    return fmt::format("<g transform=\"translate({:g} {:g})\">{}</g>", x, y, inside(svg));
}

std::string text_at(double x, double y, double size, int weight, std::string_view words,
                    std::string_view fill = "#1b2338") {
    return fmt::format(
        "<text x=\"{:g}\" y=\"{:g}\" font-size=\"{:g}\" font-weight=\"{}\" fill=\"{}\">{}</text>",
        x, y, size, weight, fill, markup::escaped(words));
}

// The five kinds of window with their numbers, from right to left.
std::string legend(const Town& town, double right, double y) {
    std::string out;
    double x = right;
    for (std::size_t level = town.levels.size(); level-- > 0;) {
        const std::string words =
            fmt::format("{} {}", grouped(town.levels[level]), town.level_names[level]);
        x -= text_width(words, 14) + 4;
        out += text_at(x, y, 14, 400, words);
        x -= 18;
        out += fmt::format(
            "<rect x=\"{0:g}\" y=\"{1:g}\" width=\"14\" height=\"15\" rx=\"2\" class=\"m-wall\"/>"
            "<use href=\"#w{2}\" x=\"{3:g}\" y=\"{4:g}\"/>",
            x - 2, y - 12, shade_of(static_cast<int>(level), town.top), x, y - 10);
        x -= 16;
    }
    return out;
}

std::string supply_legend(const Town& town, double x, double y) {
    std::vector<std::string> names;
    for (const Line& line : town.lines)
        names.push_back(line.name);
    return text_at(x, y, 12.5, 400,
                   "Punkte unter jedem Haus, von links nach rechts: " + text::join(names, ", ") +
                       ". Voll: gebraucht und da. Ring: gebraucht und fehlt noch. Strich: nicht "
                       "gebraucht.",
                   "#4a5670");
}

std::string whole(double width, double height, std::string_view label, std::string_view content) {
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:g}\" role=\"img\" "
        "aria-label=\"{2}\"><title>{2}</title><style>{3}</style>"
        "<rect width=\"{0:g}\" height=\"{1:g}\" fill=\"#ffffff\"/>{4}</svg>",
        width, height, markup::escaped(label), picture_style(), content);
}

// Definitions as part of a drawing: the picture of the page keeps them in an <svg> of their own.
std::string definitions(const Measures& measures) {
    const std::string svg = draw_definitions(measures);
    return inside(svg);
}

struct Plans {
    TownPlan streets;
    Underground lines;
    double width = 0, height = 0;
};

Plans plan(const Town& town, double width) {
    Plans out{plan_town(town, width), {}, 0, 0};
    out.lines = plan_underground(town, out.streets.width);
    out.width = out.streets.width + 2 * margin;
    out.height = header + out.streets.height + gap + 24 + out.lines.height + footer;
    return out;
}

// The narrowest town that is not higher than its page.
Plans plan_for(const Town& town, double ratio) {
    for (double width = narrowest; width < widest; width += step) {
        Plans found = plan(town, width);
        if (found.width >= found.height * ratio) return found;
    }
    return plan(town, widest);
}

}  // namespace

std::string draw_poster(const Town& town, const PosterWords& words, double ratio) {
    const Plans plans = plan_for(town, ratio);
    // What the page is higher than the town goes between its parts.
    const double height = std::max(plans.height, plans.width / ratio);
    const double spare = height - plans.height;
    std::string out = definitions(plans.streets.measures);
    out += text_at(margin, 58, 40, 600, words.title);
    out += text_at(margin, 86, 16, 400, words.subtitle, "#4a5670");
    double y = 108;
    for (const std::string& line : words.lines) {
        out += text_at(margin, y, 14, 600, line, "#a94a00");
        y += 18;
    }
    out += legend(town, plans.width - margin, 52);
    const double streets = header + spare / 3;
    out += placed(draw_streets(plans.streets, town, Houses::drawn), margin, streets);
    const double below = streets + plans.streets.height + gap;
    out += supply_legend(town, margin, below + 8);
    const double lines = below + 20 + spare / 3;
    out += placed(draw_underground(plans.lines, town), margin, lines);
    out += text_at(margin, height - 16, 12.5, 400, words.footer, "#4a5670");
    return whole(plans.width, height, words.title, out);
}

std::string draw_standalone(const Town& town, double width) {
    const TownPlan streets = plan_town(town, width);
    const std::string out =
        definitions(streets.measures) + placed(draw_streets(streets, town, Houses::drawn), 0, 0);
    return whole(streets.width, streets.height, headline(town), out);
}

}  // namespace kommod::monitor
