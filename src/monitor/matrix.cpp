// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The bottleneck matrix: one row a bundle, one column a thing that is missing. A cell counts the
// services that are held up by this alone, and those that wait for it among other things.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "monitor/town.h"
#include "monitor/twins.h"
#include "readiness/needs.h"

namespace kommod::monitor {
namespace {

using readiness::Bottleneck;
using Kind = Bottleneck::Kind;

// A column of the matrix: one bottleneck, or all planned online services together.
struct Column {
    Kind kind = Kind::no_solution;
    std::string id;  // as in ?fehlt=: "baustein:payment"
    std::string name, href;
    std::optional<LocalDate> day;
    std::vector<std::uint32_t> held_up, alone;  // services, ascending
};

Column column_of(const http::Request& request, const Seen& seen, const Bottleneck& bottleneck) {
    const readiness::Picture& picture = *seen.picture;
    Column out;
    out.kind = bottleneck.kind;
    out.held_up = bottleneck.held_up;
    out.alone = bottleneck.alone;
    switch (bottleneck.kind) {
        case Kind::block: {
            const auto& block = picture.blocks[bottleneck.index];
            out.id = "baustein:" + block.id;
            out.name = block.name;
            out.href = fact_href(request, seen, readiness::FactKind::block, block.id);
            out.day = block.operation_from;
            break;
        }
        case Kind::precondition: {
            const auto& precondition = picture.preconditions[bottleneck.index];
            out.id = "voraussetzung:" + precondition.id;
            out.name = precondition.title;
            out.href = fact_href(request, seen, readiness::FactKind::precondition, precondition.id);
            out.day = precondition.until;
            break;
        }
        case Kind::solution:
            out.id = "geplant";
            break;
        case Kind::no_solution:
            out.id = "online-dienst";
            break;
    }
    return out;
}

std::vector<Column> columns_of(const http::Request& request, const Seen& seen, int level) {
    std::vector<Column> out;
    for (const Bottleneck& bottleneck : readiness::bottlenecks(*seen.picture, level)) {
        Column column = column_of(request, seen, bottleneck);
        // A service waits for at most one planned solution: lists only have to be merged.
        const bool more =
            bottleneck.kind == Kind::solution && !out.empty() && out.back().kind == Kind::solution;
        if (!more) {
            out.push_back(std::move(column));
            continue;
        }
        for (auto member : {&Column::held_up, &Column::alone}) {
            auto& list = out.back().*member;
            list.insert(list.end(), (column.*member).begin(), (column.*member).end());
            std::sort(list.begin(), list.end());
        }
    }
    // What somebody has to build stands first, then the blocks, then what others owe.
    std::stable_partition(out.begin(), out.end(), [](const Column& column) {
        return column.kind == Kind::solution || column.kind == Kind::no_solution;
    });
    return out;
}

int inside(const std::vector<std::uint32_t>& services, const catalogue::Bundle& bundle) {
    return static_cast<int>(
        std::count_if(bundle.services.begin(), bundle.services.end(), [&](std::uint32_t service) {
            return std::binary_search(services.begin(), services.end(), service);
        }));
}

// 0 to 4, by the share of a bundle that is held up by this alone.
int shade(int alone, std::size_t of) {
    if (alone == 0) return 0;
    return 1 + std::min(3, alone * 4 / static_cast<int>(of));
}

class Matrix {
  public:
    Matrix(const http::Request& request, const Seen& seen, int level)
        : request_(request),
          seen_(seen),
          level_(level),
          columns_(columns_of(request, seen, level)) {}

    json::object view(std::string_view order) {
        json::object out;
        out["columns"] = heads();
        out["rows"] = rows(order);
        out["worst"] = worst([](const Column&) { return true; });
        out["worst_block"] = worst([](const Column& column) {
            return column.kind == Kind::block || column.kind == Kind::precondition;
        });
        out["below"] = grouped(below());
        out["sorted"] = order == "gewinn";
        return out;
    }

  private:
    std::string list_href(const Column& column, std::string_view bundle, bool alone) const {
        std::string more =
            fmt::format("ansicht=leistungen&ziel={}&fehlt={}", level_, http::url_encode(column.id));
        if (!bundle.empty()) more += "&buendel=" + http::url_encode(bundle);
        if (alone) more += "&allein=1";
        return link(request_, seen_, "/tabelle", more);
    }

    json::object name_view(const Column& column) const {
        return {{"name", column.name},
                {"href", column.href},
                {"planned", column.kind == Kind::solution},
                {"no_solution", column.kind == Kind::no_solution},
                {"named", !column.name.empty()},
                {"is_block", column.kind == Kind::block},
                {"is_precondition", column.kind == Kind::precondition},
                {"day", day_or_null(column.day)},
                {"alone", grouped(static_cast<int>(column.alone.size()))},
                {"held_up", grouped(static_cast<int>(column.held_up.size()))},
                {"alone_href", list_href(column, {}, true)},
                {"held_up_href", list_href(column, {}, false)}};
    }

    json::array heads() const {
        json::array out;
        for (const Column& column : columns_)
            out.push_back(name_view(column));
        return out;
    }

    json::array rows(std::string_view order) const {
        std::vector<std::pair<int, json::object>> rows;
        for (const catalogue::Bundle& bundle : seen_.picture->catalogue->bundles()) {
            if (bundle.services.empty()) continue;
            json::array cells;
            int gain = 0, held_up_here = 0;
            for (const Column& column : columns_) {
                const int alone = inside(column.alone, bundle);
                const int held_up = inside(column.held_up, bundle);
                gain += alone;
                held_up_here = std::max(held_up_here, held_up);
                cells.push_back({{"alone", alone},
                                 {"held_up", held_up},
                                 {"shade", shade(alone, bundle.services.size())},
                                 {"alone_href", list_href(column, bundle.id, true)},
                                 {"held_up_href", list_href(column, bundle.id, false)}});
            }
            if (held_up_here == 0) continue;
            rows.emplace_back(
                gain, json::object{{"name", bundle.label.empty() ? bundle.name : bundle.label},
                                   {"title", bundle.name},
                                   {"href", link(request_, seen_, "/buendel/" + bundle.id)},
                                   {"services", bundle.services.size()},
                                   {"cells", std::move(cells)}});
        }
        if (order == "gewinn")
            std::stable_sort(rows.begin(), rows.end(),
                             [](const auto& a, const auto& b) { return a.first > b.first; });
        json::array out;
        for (auto& [gain, row] : rows)
            out.push_back(std::move(row));
        return out;
    }

    // The column that alone holds up most; where none does so alone, the one that most wait for.
    template <class Which>
    json::value worst(const Which& which) const {
        const Column* found = nullptr;
        const auto weight = [](const Column& column) {
            return std::pair{column.alone.size(), column.held_up.size()};
        };
        for (const Column& column : columns_)
            if (which(column) && (found == nullptr || weight(column) > weight(*found)))
                found = &column;
        return found == nullptr ? json::value(nullptr) : json::value(name_view(*found));
    }

    int below() const {
        return static_cast<int>(std::count_if(
            seen_.picture->services.begin(), seen_.picture->services.end(),
            [&](const readiness::ServiceReadiness& service) { return service.level < level_; }));
    }

    const http::Request& request_;
    const Seen& seen_;
    int level_;
    std::vector<Column> columns_;
};

}  // namespace

int target_level(const http::Request& request, const readiness::MaturityModel& model) {
    const std::string_view text = request.query.get("ziel");
    int out = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
    const bool whole = failure == std::errc{} && end == text.data() + text.size();
    return whole && out >= 1 && out <= model.top() ? out : model.online_from;
}

json::array target_choices(const readiness::MaturityModel& model, int chosen) {
    json::array out;
    for (int level = 1; level <= model.top(); ++level)
        out.push_back({{"value", std::to_string(level)},
                       {"label", fmt::format("{} {}", level,
                                             model.level_names[static_cast<std::size_t>(level)])},
                       {"selected", level == chosen}});
    return out;
}

http::Response show_matrix(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const int level = target_level(request, *seen->picture->model);
    const std::string_view order = request.query.get("reihenfolge");
    json::object view = Matrix(request, *seen, level).view(order);
    view["target"] = level;
    view["target_name"] = seen->picture->model->level_names[static_cast<std::size_t>(level)];
    view["targets"] = json::object{{"options", target_choices(*seen->picture->model, level)}};
    const std::string goal = fmt::format("ziel={}", level);
    view["town_order_href"] = link(request, *seen, "/engpaesse", goal);
    view["gain_order_href"] = link(request, *seen, "/engpaesse", goal + "&reihenfolge=gewinn");
    view["action"] = std::string(request.base()) + "/monitor/engpaesse";
    return show(request, pages, *seen, Tab::matrix, "monitor/matrix",
                titled(request, pages, *seen, html::msgid("Engpässe")), std::move(view));
}

}  // namespace kommod::monitor
