// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "monitor/lettering.h"

namespace kommod::monitor {
namespace {

constexpr double panel_gap = 10;      // between two streets
constexpr double supply_height = 13;  // the marks between street and label
constexpr double below_labels = 8;
constexpr double heading_size = 14;

int columns_for(std::size_t windows) {
    if (windows <= 3) return 3;
    if (windows <= 8) return 4;
    if (windows <= 15) return 5;
    if (windows <= 24) return 6;
    return 7;
}

// A house before it has a place.
struct Plot {
    const House* house = nullptr;
    int columns = 0;
    double width = 0, height = 0;  // of the walls
    std::vector<std::string> label;
    double label_width = 0;
    double slot = 0;  // width it needs in the street
};

Plot plot_of(const House& house, const Measures& m) {
    Plot out;
    out.house = &house;
    out.columns = columns_for(house.windows.size());
    const auto rows = (house.windows.size() + static_cast<std::size_t>(out.columns) - 1) /
                      static_cast<std::size_t>(out.columns);
    out.width = out.columns * (m.window_width + m.window_gap) - m.window_gap + 2 * m.wall;
    out.height =
        static_cast<double>(rows) * (m.window_height + m.window_gap) - m.window_gap + 2 * m.wall;
    out.label = wrap(house.label, m.label_width, m.label_size);
    for (const std::string& line : out.label)
        out.label_width = std::max(out.label_width, text_width(line, m.label_size));
    const double supply = m.slot_pitch * static_cast<double>(house.supply.size());
    out.slot = std::max({out.width, out.label_width, supply}) + m.house_gap;
    return out;
}

std::vector<Plot> plots_of(const Street& street, const Measures& m) {
    std::vector<Plot> out;
    for (const House& house : street.houses)
        out.push_back(plot_of(house, m));
    return out;
}

double sum_of_slots(const std::vector<Plot>& plots) {
    double out = 0;
    for (const Plot& plot : plots)
        out += plot.slot;
    return out;
}

double highest(const std::vector<Plot>& plots, const Measures& m) {
    double out = 0;
    for (const Plot& plot : plots)
        out = std::max(out, plot.height + m.roof);
    return out;
}

std::size_t most_label_lines(const std::vector<Plot>& plots) {
    std::size_t out = 1;
    for (const Plot& plot : plots)
        out = std::max(out, plot.label.size());
    return out;
}

HousePlace place(const Plot& plot, double centre, double ground, const Measures& m) {
    HousePlace out;
    out.house = plot.house;
    out.centre = std::round(centre);
    out.ground = ground;
    out.width = plot.width;
    out.height = plot.height;
    out.columns = plot.columns;
    out.label = plot.label;
    out.label_box = {out.centre - plot.label_width / 2, ground + supply_height, plot.label_width,
                     m.label_line * static_cast<double>(plot.label.size())};
    return out;
}

Box heading_box(const Street& street, double x, double y, const Measures& m) {
    const std::string count = "  " + grouped(street.lit) + " / " + grouped(street.windows);
    return {x, y, text_width(street.name, heading_size, Weight::bold) + text_width(count, 12),
            m.heading - 6};
}

// A street as it asks for room in a row of streets.
struct Demand {
    const Street* street = nullptr;
    std::vector<Plot> plots;
    double width = 0;  // at least
};

Demand demand_of(const Street& street, const Measures& m) {
    Demand out{&street, plots_of(street, m), 0};
    const double houses = sum_of_slots(out.plots);
    const double heading = heading_box(street, 0, 0, m).width;
    out.width = std::max(houses, heading) + 2 * m.street_padding;
    return out;
}

// Breaks the streets into rows, in their order, so that the emptiest row is as full as can be
// (least sum of squared empty room). Returns the index behind the last street of each row.
std::vector<std::size_t> break_rows(const std::vector<Demand>& streets, double width) {
    constexpr double never = std::numeric_limits<double>::infinity();
    std::vector<double> cost(streets.size() + 1, never);
    std::vector<std::size_t> from(streets.size() + 1, 0);
    cost[0] = 0;
    for (std::size_t end = 1; end <= streets.size(); ++end) {
        double used = -panel_gap;
        for (std::size_t begin = end; begin-- > 0;) {
            used += streets[begin].width + panel_gap;
            const bool alone = begin + 1 == end;
            if (used > width && !alone) break;
            const double empty = std::max(0.0, width - used) / width;
            if (cost[begin] + empty * empty >= cost[end]) continue;
            cost[end] = cost[begin] + empty * empty;
            from[end] = begin;
        }
    }
    std::vector<std::size_t> ends;
    for (std::size_t end = streets.size(); end > 0; end = from[end])
        ends.push_back(end);
    std::reverse(ends.begin(), ends.end());
    return ends;
}

using Row = std::vector<const Demand*>;

StreetPlace place_street(const Demand& demand, Box panel, double ground, double extra,
                         const Measures& m) {
    StreetPlace out;
    out.street = demand.street;
    out.panel = panel;
    out.ground = ground;
    out.heading = heading_box(*demand.street, panel.x + m.street_padding, panel.y + 6, m);
    double x = panel.x + m.street_padding;
    for (const Plot& plot : demand.plots) {
        const double slot = plot.slot + extra;
        out.houses.push_back(place(plot, x + slot / 2, ground, m));
        x += slot;
    }
    return out;
}

// One row: what is left over widens all slots alike. Returns the height it took.
double place_row(TownPlan& plan, const Row& row, double y) {
    const Measures& m = plan.measures;
    double used = -panel_gap, tallest = 0;
    std::size_t houses = 0, lines = 1;
    for (const Demand* demand : row) {
        used += demand->width + panel_gap;
        houses += demand->plots.size();
        tallest = std::max(tallest, highest(demand->plots, m));
        lines = std::max(lines, most_label_lines(demand->plots));
    }
    const double extra = std::max(0.0, plan.width - used) / static_cast<double>(houses);
    const double ground = std::round(y + m.heading + tallest);
    const double height =
        ground - y + supply_height + m.label_line * static_cast<double>(lines) + below_labels;
    double x = 0;
    for (const Demand* demand : row) {
        const double width = demand->width + extra * static_cast<double>(demand->plots.size());
        plan.streets.push_back(place_street(*demand, {x, y, width, height}, ground, extra, m));
        x += width + panel_gap;
    }
    return height;
}

}  // namespace

TownPlan plan_town(const Town& town, double width) {
    TownPlan plan;
    plan.width = width;
    std::vector<Demand> demands;
    for (const Street& street : town.streets) {
        demands.push_back(demand_of(street, plan.measures));
        plan.width = std::max(plan.width, demands.back().width);
    }
    double y = 0;
    std::size_t begin = 0;
    for (const std::size_t end : break_rows(demands, plan.width)) {
        Row row;
        for (; begin < end; ++begin)
            row.push_back(&demands[begin]);
        y += std::round(place_row(plan, row, y)) + panel_gap;
    }
    plan.height = std::max(0.0, y - panel_gap);
    return plan;
}

TownPlan plan_street(const Street& street, double width) {
    TownPlan plan;
    plan.width = width;
    const Measures& m = plan.measures;
    const std::vector<Plot> plots = plots_of(street, m);
    // As many columns as the widest house allows, so that houses stand one below the other.
    double widest = 0;
    for (const Plot& plot : plots)
        widest = std::max(widest, plot.slot);
    const auto columns = static_cast<std::size_t>(
        std::clamp(std::floor(width / widest), 1.0, static_cast<double>(plots.size())));
    const double pitch = width / static_cast<double>(columns);
    StreetPlace place_of_street;
    place_of_street.street = &street;
    double y = 0;
    for (std::size_t begin = 0; begin < plots.size(); begin += columns) {
        const std::size_t end = std::min(plots.size(), begin + columns);
        const std::vector<Plot> row(plots.begin() + static_cast<std::ptrdiff_t>(begin),
                                    plots.begin() + static_cast<std::ptrdiff_t>(end));
        const double ground = std::round(y + highest(row, m) + 6);
        for (std::size_t i = 0; i < row.size(); ++i)
            place_of_street.houses.push_back(
                place(row[i], pitch * (static_cast<double>(i) + 0.5), ground, m));
        y = ground + supply_height + m.label_line * static_cast<double>(most_label_lines(row)) +
            below_labels;
    }
    plan.height = std::round(y);
    place_of_street.panel = {0, 0, width, plan.height};
    plan.streets.push_back(std::move(place_of_street));
    return plan;
}

Point window_place(const Measures& m, int columns, std::size_t index) {
    const auto column = static_cast<double>(index % static_cast<std::size_t>(columns));
    const auto row = static_cast<double>(index / static_cast<std::size_t>(columns));
    return {m.wall + column * (m.window_width + m.window_gap),
            -m.wall - m.window_height - row * (m.window_height + m.window_gap)};
}

}  // namespace kommod::monitor
