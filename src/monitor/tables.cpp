// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/tables.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "monitor/drawing.h"
#include "monitor/twins.h"
#include "readiness/needs.h"

namespace kommod::monitor {
namespace {

using html::msgid;
using readiness::Picture;

constexpr std::size_t services_a_page = 100;

std::optional<int> number_of(std::string_view text) {
    int out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || end != text.data() + text.size() || out < 0) return std::nullopt;
    return out;
}

std::string names_of(const Picture& picture, std::uint32_t waits) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < picture.blocks.size(); ++i)
        if ((waits >> i & 1U) != 0) out.push_back(picture.blocks[i].name);
    return text::join(out, ", ");
}

// Address of the table with one wish changed.
std::string table_href(const http::Request& request, const Seen& seen, const TableWish& wish) {
    std::string query = seen.looking.query_on(seen.looking.at.on);
    if (wish.services) query += "&ansicht=leistungen";
    if (!wish.sort.empty()) query += "&sortieren=" + wish.sort;
    if (!wish.bundle.empty()) query += "&buendel=" + http::url_encode(wish.bundle);
    if (!wish.missing.empty()) query += "&fehlt=" + http::url_encode(wish.missing);
    if (wish.alone) query += "&allein=1";
    if (wish.target > 0) query += fmt::format("&ziel={}", wish.target);
    if (wish.page > 1) query += fmt::format("&seite={}", wish.page);
    return std::string(request.base()) + "/monitor/tabelle" + query;
}

json::object bundle_row(const Picture& picture, const Street& street, const House& house,
                        const Town& town) {
    std::uint32_t waits = 0;
    Town bar;  // only what a bar of levels asks for
    bar.top = town.top;
    bar.levels.assign(town.levels.size(), 0);
    bar.windows = static_cast<int>(house.windows.size());
    json::array levels;
    for (const Window& window : house.windows) {
        waits |= picture.services[window.service].waits_for;
        ++bar.levels[static_cast<std::size_t>(window.level)];
    }
    for (const int count : bar.levels)
        levels.push_back(json::object{{"count", count}});
    return {{"name", house.name},
            {"href", house.href},
            {"street", street.name},
            {"windows", house.windows.size()},
            {"online", house.online},
            {"lit", house.lit},
            {"levels", levels},
            {"levels_svg", draw_level_bar(bar, 100, 10)},
            {"waits", names_of(picture, waits)}};
}

json::array bundle_rows(const Picture& picture, const Town& town, std::string_view sort) {
    std::vector<std::pair<const Street*, const House*>> houses;
    for (const Street& street : town.streets)
        for (const House& house : street.houses)
            if (!house.dimmed) houses.emplace_back(&street, &house);
    const auto by = [&](auto value) {
        std::stable_sort(houses.begin(), houses.end(), [&](const auto& a, const auto& b) {
            return value(*a.second) < value(*b.second);
        });
    };
    const auto share = [](int part, const House& house) {
        return -static_cast<double>(part) / static_cast<double>(house.windows.size());
    };
    if (sort == "name") by([](const House& house) { return text::fold(house.name); });
    if (sort == "licht") by([&](const House& house) { return share(house.lit, house); });
    if (sort == "online") by([&](const House& house) { return share(house.online, house); });
    json::array out;
    for (const auto& [street, house] : houses)
        out.push_back(bundle_row(picture, *street, *house, town));
    return out;
}

// Does a service lack what the table was asked for?
bool lacks(const Picture& picture, const readiness::Needs& needs, std::string_view what) {
    constexpr std::string_view block = "baustein:", precondition = "voraussetzung:";
    if (what == "geplant") return needs.solution.has_value();
    if (what == "online-dienst") return needs.no_solution;
    if (what.starts_with(block)) {
        const auto index = readiness::block_index(what.substr(block.size()));
        return index && (needs.blocks >> *index & 1U) != 0;
    }
    if (!what.starts_with(precondition)) return false;
    return std::any_of(
        needs.preconditions.begin(), needs.preconditions.end(), [&](std::uint32_t index) {
            return picture.preconditions[index].id == what.substr(precondition.size());
        });
}

std::vector<std::uint32_t> services_wished(const Picture& picture, const Town& town,
                                           const TableWish& wish) {
    const readiness::CompiledFacts facts(picture);
    const int target = wish.target > 0 ? wish.target : picture.model->online_from;
    const auto wanted = [&](std::uint32_t service) {
        if (wish.missing.empty()) return true;
        const readiness::Needs needs = readiness::needs(picture, facts, service, target);
        return lacks(picture, needs, wish.missing) && (!wish.alone || needs.causes() == 1);
    };
    std::vector<std::uint32_t> out;
    for (const Street& street : town.streets)
        for (const House& house : street.houses) {
            if (!wish.bundle.empty() && house.id != wish.bundle) continue;
            for (const Window& window : house.windows)
                if (!window.dimmed && wanted(window.service)) out.push_back(window.service);
        }
    const auto& services = picture.catalogue->services();
    if (wish.sort == "name")
        std::stable_sort(out.begin(), out.end(), [&](std::uint32_t a, std::uint32_t b) {
            return text::fold(services[a].name) < text::fold(services[b].name);
        });
    if (wish.sort == "licht" || wish.sort == "online")
        std::stable_sort(out.begin(), out.end(), [&](std::uint32_t a, std::uint32_t b) {
            return picture.services[a].level > picture.services[b].level;
        });
    return out;
}

json::object service_row(const http::Request& request, const Seen& seen, std::uint32_t index) {
    const Picture& picture = *seen.picture;
    const auto& service = picture.catalogue->services()[index];
    const auto& standing = picture.services[index];
    const auto* bundle = picture.catalogue->find_bundle(service.bundle);
    std::vector<std::string> missing;
    for (const readiness::Criterion* criterion : picture.model->of(standing.missing()))
        missing.push_back(criterion->name);
    return {{"name", service.name},
            {"key", service.key},
            {"href", link(request, seen, "/leistung/" + http::url_encode(service.key))},
            {"bundle", bundle->name},
            {"sample_svg", draw_window(Measures{}, shade_of(standing.level, picture.model->top()))},
            {"level", standing.level},
            {"level_name", picture.model->level_names[static_cast<std::size_t>(standing.level)]},
            {"missing", text::join(missing, ", ")}};
}

json::array choices(std::initializer_list<std::pair<std::string, std::string>> all,
                    std::string_view chosen) {
    json::array out;
    for (const auto& [value, label] : all)
        out.push_back({{"value", value}, {"label", label}, {"selected", value == chosen}});
    return out;
}

// What ?fehlt= asks for, in words; empty for what is not known.
std::string missing_name(const Picture& picture, std::string_view what, const Words& words) {
    if (what == "geplant") return words(msgid("ein Online-Dienst, der schon geplant ist"));
    if (what == "online-dienst")
        return words(msgid("ein Online-Dienst, den noch niemand gebaut hat"));
    for (const auto& block : picture.blocks)
        if (what == "baustein:" + block.id) return block.name;
    for (const auto& precondition : picture.preconditions)
        if (what == "voraussetzung:" + precondition.id) return precondition.title;
    return {};
}

void add_filters(json::object& view, const Seen& seen, const TableWish& wish, const Words& words) {
    const Picture& picture = *seen.picture;
    const std::string all = words(msgid("alle"));
    json::array sorts = choices({{"", words(msgid("wie in der Stadt"))},
                                 {"name", words(msgid("nach Namen"))},
                                 {"licht", words(msgid("nach vollem Licht"))},
                                 {"online", words(msgid("nach Anteil online"))}},
                                wish.sort);
    view["sorts"] = json::object{{"options", std::move(sorts)}};
    json::array subjects = choices({{"", all}}, seen.looking.subject);
    for (const auto& subject : picture.catalogue->subjects())
        subjects.push_back({{"value", subject.id},
                            {"label", subject.name},
                            {"selected", subject.id == seen.looking.subject}});
    view["subjects"] = json::object{{"options", std::move(subjects)}};
    const std::string_view chosen =
        seen.looking.block ? readiness::building_blocks[*seen.looking.block] : std::string_view{};
    json::array blocks = choices({{"", all}}, chosen);
    for (const auto& block : picture.blocks)
        blocks.push_back(
            {{"value", block.id}, {"label", block.name}, {"selected", block.id == chosen}});
    view["blocks"] = json::object{{"options", std::move(blocks)}};
    json::array events = choices({{"", all}}, seen.looking.life_event);
    for (const auto& event : picture.catalogue->life_events())
        events.push_back({{"value", event.id},
                          {"label", event.name},
                          {"selected", event.id == seen.looking.life_event}});
    view["life_events"] = json::object{{"options", std::move(events)}};
    view["sdg"] = seen.looking.sdg;
    view["reuse"] =
        json::object{{"options", choices({{"", all},
                                          {"developed", words(msgid("hier entwickelt"))},
                                          {"reused", words(msgid("nachgenutzt"))}},
                                         seen.looking.reuse)}};
    view["missing"] = wish.missing;
    view["alone"] = wish.alone;
    view["target"] = wish.target > 0 ? json::value(wish.target) : json::value(nullptr);
    const auto* bundle = picture.catalogue->find_bundle(wish.bundle);
    view["bundle"] = bundle == nullptr
                         ? json::value(nullptr)
                         : json::value(json::object{{"id", bundle->id}, {"name", bundle->name}});
    view["missing_name"] = missing_name(picture, wish.missing, words);
    json::array levels = choices({{"", all}}, seen.looking.level ? "-" : "");
    for (std::size_t i = 0; i < picture.model->level_names.size(); ++i)
        levels.push_back({{"value", std::to_string(i)},
                          {"label", fmt::format("{} {}", i, picture.model->level_names[i])},
                          {"selected", seen.looking.level == static_cast<int>(i)}});
    view["levels_filter"] = json::object{{"options", std::move(levels)}};
}

}  // namespace

TableWish table_wish(const http::Request& request) {
    TableWish out;
    out.services = request.query.get("ansicht") == "leistungen";
    const std::string_view sort = request.query.get("sortieren");
    if (sort == "name" || sort == "licht" || sort == "online") out.sort = sort;
    out.bundle = request.query.get("buendel");
    out.missing = request.query.get("fehlt");
    out.alone = request.query.get("allein") == "1";
    out.target = number_of(request.query.get("ziel")).value_or(0);
    out.page =
        static_cast<std::size_t>(std::max(1, number_of(request.query.get("seite")).value_or(1)));
    return out;
}

void add_table(json::object& view, const http::Request& request, const Seen& seen, const Town& town,
               const TableWish& wish) {
    const Picture& picture = *seen.picture;
    view["of_services"] = wish.services;
    view["definitions_svg"] = draw_definitions(Measures{});
    view["action"] = std::string(request.base()) + "/monitor/tabelle";
    add_filters(view, seen, wish, town.words);
    TableWish other = wish;
    other.services = !wish.services;
    other.page = 1;
    view["other_href"] = table_href(request, seen, other);
    json::array level_heads;
    for (std::size_t i = 0; i < town.level_names.size(); ++i)
        level_heads.push_back({{"name", town.level_names[i]}, {"number", i}});
    view["level_heads"] = std::move(level_heads);
    view["before_href"] = nullptr;
    view["after_href"] = nullptr;
    if (!wish.services) {
        json::array rows = bundle_rows(picture, town, wish.sort);
        view["count"] = rows.size();
        view["rows"] = std::move(rows);
        return;
    }
    const auto wished = services_wished(picture, town, wish);
    const std::size_t pages =
        std::max<std::size_t>(1, (wished.size() + services_a_page - 1) / services_a_page);
    const std::size_t page = std::min(wish.page, pages);
    json::array rows;
    for (std::size_t i = (page - 1) * services_a_page;
         i < std::min(wished.size(), page * services_a_page); ++i)
        rows.push_back(service_row(request, seen, wished[i]));
    view["count"] = wished.size();
    view["rows"] = std::move(rows);
    TableWish turned = wish;
    turned.page = page - 1;
    if (page > 1) view["before_href"] = table_href(request, seen, turned);
    turned.page = page + 1;
    if (page < pages) view["after_href"] = table_href(request, seen, turned);
}

http::Response show_table(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    json::object view;
    TownOptions options = town_options(request, *seen);
    options.words = words_of(request, pages);
    const Town whole = town(*seen->picture, options);
    add_table(view, request, *seen, whole, table_wish(request));
    return show(request, pages, *seen, Tab::table, "monitor/table",
                titled(request, pages, *seen, html::msgid("Monitor als Tabelle")), std::move(view));
}

}  // namespace kommod::monitor
