// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "forms/value.h"

#include <algorithm>
#include <charconv>

namespace kommod::forms {
namespace {

using SharedList = std::shared_ptr<const List>;
using SharedRecord = std::shared_ptr<const Record>;

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

Value member(const Value& of, std::string_view name) {
    if (const Record* record = of.record()) {
        const auto found = std::find_if(record->begin(), record->end(),
                                        [&](const auto& entry) { return entry.first == name; });
        return found == record->end() ? Value{} : found->second;
    }
    if (const List* list = of.list()) {
        std::size_t index = 0;
        const auto [end, failure] = std::from_chars(name.data(), name.data() + name.size(), index);
        if (failure == std::errc{} && end == name.data() + name.size() && index < list->size())
            return (*list)[index];
    }
    return {};
}

}  // namespace

const List* Value::list() const {
    const auto* list = std::get_if<SharedList>(&held_);
    return list == nullptr ? nullptr : list->get();
}

const Record* Value::record() const {
    const auto* record = std::get_if<SharedRecord>(&held_);
    return record == nullptr ? nullptr : record->get();
}

bool Value::holds() const {
    return std::visit(
        Overloaded{[](std::monostate) { return false; }, [](bool yes) { return yes; },
                   [](Decimal number) { return number != Decimal{}; },
                   [](Cents money) { return money != Cents{}; }, [](LocalDate) { return true; },
                   [](const std::string& text) { return !text.empty(); },
                   [](const SharedList& list) { return !list->empty(); },
                   [](const SharedRecord&) { return true; }},
        held_);
}

Value Value::at(std::string_view path) const {
    Value out = *this;
    while (!path.empty() && !out.is_absent()) {
        const auto dot = path.find('.');
        out = member(out, path.substr(0, dot));
        path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    }
    return out;
}

bool operator==(const Value& a, const Value& b) {
    if (a.held_.index() != b.held_.index()) return false;
    if (const List* list = a.list()) return *list == *b.list();
    if (const Record* record = a.record()) return *record == *b.record();
    return a.held_ == b.held_;
}

std::optional<std::strong_ordering> Value::compare(const Value& a, const Value& b) {
    if (a.number() && b.number()) return *a.number() <=> *b.number();
    if (a.money() && b.money()) return *a.money() <=> *b.money();
    if (a.day() && b.day()) return *a.day() <=> *b.day();
    if (a.text() && b.text()) return *a.text() <=> *b.text();
    return std::nullopt;
}

}  // namespace kommod::forms
