// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Agendas written down in a few words, for tests.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "planner/agenda.h"

namespace kommod::planner::testing {

inline LocalDate day(std::string_view iso) {
    return LocalDate::parse(iso).value();
}

inline std::vector<std::string_view> list(std::string_view text, char separator = ';') {
    return text.empty() ? std::vector<std::string_view>{} : text::split(text, separator);
}

inline std::int64_t number(std::string_view text) {
    return std::stoll(std::string(text));
}

// Index by name.
inline std::size_t find(const std::vector<Item>& items, std::string_view name) {
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].name == name) return i;
    throw std::invalid_argument("no item " + std::string(name));
}

inline Order order(const Agenda& agenda, std::string_view names) {
    Order out;
    for (const auto name : list(names))
        out.push_back(find(agenda.items, name));
    return out;
}

// "A 10;B 5 from 2023-01-20 after A": name, effort, earliest day, predecessors (before it).
inline std::vector<Item> items(std::string_view text) {
    std::vector<Item> out;
    for (const auto one : list(text)) {
        const auto words = list(one, ' ');
        Item item{std::string(words[0]), std::string(words[0]), number(words[1]), {}, {}};
        for (std::size_t i = 2; i + 1 < words.size(); i += 2)
            if (words[i] == "from")
                item.earliest = day(words[i + 1]);
            else
                item.predecessors.push_back(find(out, words[i + 1]));
        out.push_back(item);
    }
    return out;
}

// "A+B=100;C=40 from 2023-01-21": items, cases per year, not before; one service each.
inline std::vector<Group> groups(const std::vector<Item>& items, std::string_view text) {
    std::vector<Group> out;
    for (const auto one : list(text)) {
        const auto words = list(one, ' ');
        const auto sides = list(words[0], '=');
        Group group{0, number(sides[1]), 1, {}};
        for (const auto name : list(sides[0], '+'))
            group.waits_for |= bit(find(items, name));
        if (words.size() > 2) group.not_before = day(words[2]);
        out.push_back(group);
    }
    return out;
}

// "90;2023-Q2 0": person-days a quarter, and the quarters that differ.
inline Capacity capacity(std::string_view text) {
    const auto parts = list(text);
    Capacity out{number(parts[0]), {}};
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const Quarter quarter{static_cast<int>(number(parts[i].substr(0, 4))),
                              static_cast<unsigned>(number(parts[i].substr(6, 1)))};
        out.otherwise[quarter] = number(parts[i].substr(8));
    }
    return out;
}

inline Agenda agenda(std::string_view start, std::string_view horizon, std::string_view per_quarter,
                     std::string_view item_list, std::string_view group_list) {
    Agenda out{items(item_list), {}, capacity(per_quarter), day(start), day(horizon)};
    out.groups = groups(out.items, group_list);
    return out;
}

}  // namespace kommod::planner::testing
