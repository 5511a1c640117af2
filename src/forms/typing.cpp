// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "forms/view.h"

namespace kommod::forms {
namespace {

std::string as_typed(Decimal number) {
    auto out = number.to_string();
    std::ranges::replace(out, '.', ',');
    return out;
}

// "1.234,50": the sign stands behind the input.
std::string as_typed(Cents money) {
    auto out = money.to_german();
    return out.substr(0, out.find_first_not_of("-.,0123456789"));
}

}  // namespace

void type_into(Typing& typing, const std::string& name, const Value& value) {
    const auto put = [&](const std::string& input, std::string text) {
        typing[input].push_back(std::move(text));
    };
    if (const auto* yes = value.yes_no()) put(name, *yes ? "ja" : "nein");
    if (const auto* number = value.number()) put(name, as_typed(*number));
    if (const auto* money = value.money()) put(name, as_typed(*money));
    if (const auto* text = value.text()) put(name, *text);
    if (const auto* day = value.day()) {
        put(name + ".day", std::to_string(day->day()));
        put(name + ".month", std::to_string(day->month()));
        put(name + ".year", std::to_string(day->year()));
    }
    if (const auto* list = value.list())
        for (const Value& each : *list)
            if (each.text() != nullptr) put(name, *each.text());
    if (const auto* record = value.record())
        for (const auto& [part, inner] : *record)
            type_into(typing, name + "." + part, inner);
}

}  // namespace kommod::forms
