// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Forms of any size, made up for measurements, and answers that complete them.
#pragma once

#include <string>
#include <utility>

#include "base/json.h"

namespace kommod::bench {

// Seven fields and two conditions on a page, every fifth page has one of its own; a group has five
// fields and a condition.
struct Shape {
    int pages = 0, groups = 0, items = 0;
};
// 200 fields with 60 conditions, three groups of 20 items.
constexpr Shape large{26, 3, 20};

inline json::object var(const std::string& name) {
    return {{"var", name}};
}

inline json::object is(const std::string& name, json::value value) {
    return {{"==", json::array{var(name), std::move(value)}}};
}

inline std::string key(int page, int field) {
    return "feld_" + std::to_string(page) + "_" + std::to_string(field);
}

// One of each kind on every page, two of them with a condition.
inline json::array fields_on(int page) {
    const auto name = [&](int field) { return key(page, field); };
    const json::array options{"rot", "gelb", "gruen", "blau"};
    json::array out{
        json::object{{"key", name(0)}, {"type", "choice"}, {"options", options}},
        json::object{{"key", name(1)}, {"type", "yes_no"}},
        json::object{{"key", name(2)}, {"type", "text"}, {"max", 80}, {"pattern", "[a-z ]*"}},
        json::object{{"key", name(3)}, {"type", "number"}, {"min", 0}, {"max", 1000}},
        json::object{
            {"key", name(4)}, {"type", "date"}, {"max", json::object{{"today", json::array{}}}}},
        json::object{{"key", name(5)}, {"type", "text"}, {"letters", "names"}},
        json::object{{"key", name(6)}, {"type", "money"}, {"optional", true}}};
    out[2].as_object()["when"] = is(name(0), page % 3 == 0 ? "rot" : "blau");
    out[6].as_object()["when"] = json::object{
        {"and", json::array{var(name(1)), json::object{{">", json::array{var(name(3)), 10}}}}}};
    return out;
}

inline json::object group(int number, int items) {
    const std::string name = "gruppe_" + std::to_string(number);
    json::array inner;
    for (int i = 0; i < 5; ++i)
        inner.push_back(json::object{
            {"key", "f" + std::to_string(i)}, {"type", i == 0 ? "yes_no" : "text"}, {"max", 80}});
    inner[0].as_object().erase("max");
    inner[2].as_object()["when"] = var("f0");
    return {{"id", name},
            {"fields", json::array{json::object{
                           {"key", name}, {"type", "group"}, {"max", items}, {"fields", inner}}}}};
}

inline json::object made_form(const Shape& shape) {
    json::array all;
    for (int page = 0; page < shape.pages; ++page) {
        json::object made{{"id", "seite_" + std::to_string(page)}, {"fields", fields_on(page)}};
        if (page % 5 == 4) made["when"] = is(key(page - 1, 1), true);
        all.push_back(std::move(made));
    }
    for (int number = 0; number < shape.groups; ++number)
        all.push_back(group(number, shape.items));
    return {{"format", "kommod-form/1"}, {"pages", std::move(all)}};
}

inline json::object made_answers(const Shape& shape) {
    json::object out;
    for (int page = 0; page < shape.pages; ++page) {
        out[key(page, 0)] = page % 2 == 0 ? "rot" : "blau";
        out[key(page, 1)] = page % 4 != 0 || page % 5 == 3;
        out[key(page, 2)] = "ein kurzer satz";
        out[key(page, 3)] = page * 3;
        out[key(page, 4)] = "2025-12-24";
        out[key(page, 5)] = "Lüdinghausen";
        out[key(page, 6)] = "12.50";
    }
    for (int number = 0; number < shape.groups; ++number) {
        json::array list;
        for (int item = 0; item < shape.items; ++item)
            list.push_back(json::object{{"_id", "eintrag" + std::to_string(item)},
                                        {"f0", item % 2 == 0},
                                        {"f1", "Bello"},
                                        {"f2", "ja"},
                                        {"f3", "braun"},
                                        {"f4", "Dackel"}});
        out["gruppe_" + std::to_string(number)] = std::move(list);
    }
    return out;
}

}  // namespace kommod::bench
