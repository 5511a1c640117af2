// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "cases/answers.h"

#include <algorithm>

#include "base/crypto.h"

namespace kommod::cases {
namespace {

using forms::Field;
using forms::FieldType;

constexpr std::size_t item_bytes = 4;

json::array* items_of(json::object& answers, std::string_view group) {
    auto* value = answers.if_contains(group);
    return value == nullptr ? nullptr : value->if_array();
}

bool has_identity(const json::value& item, std::string_view identity) {
    const auto* object = item.if_object();
    const auto* own = object == nullptr ? nullptr : object->if_contains(item_key);
    return own != nullptr && own->is_string() && own->get_string() == identity;
}

void set_all(json::object& into, const json::object& values) {
    for (const auto& [key, value] : values)
        into[key] = value;
}

json::object& item_in(json::object& answers, const Change& change) {
    auto& list = answers[change.group];
    if (!list.is_array()) list = json::array{};
    auto& items = list.get_array();
    const auto found = std::ranges::find_if(
        items, [&](const json::value& item) { return has_identity(item, change.item); });
    if (found != items.end()) return found->get_object();
    items.emplace_back(json::object{{item_key, change.item}});
    return items.back().get_object();
}

// Files are not typed: they are kept when they arrive.
bool is_typed(const Field& field) {
    return field.has_value() && field.type != FieldType::file && field.type != FieldType::group;
}

// The answers as they were with everything in place that was typed, be it right or not: that
// decides what the page asks.
struct Typed {
    json::object answers;
    std::vector<std::pair<std::string, forms::FieldError>> unreadable;
};

Typed put_typed(const json::object& answers, const Place& place, const forms::RawInput& raw,
                const std::set<std::string, std::less<>>& asked) {
    Typed out{answers, {}};
    Change all{
        place.item.empty() ? std::string{} : place.page->group()->key, place.item, {}, false};
    for (const Field& field : place.fields()) {
        if (!is_typed(field) || !asked.contains(field.key)) continue;
        auto read = forms::read_typed(field, field.key, raw);
        if (read.error) out.unreadable.emplace_back(field.key, *read.error);
        all.values[field.key] = forms::to_json(read.value);
    }
    apply(out.answers, all);
    return out;
}

const forms::FieldError* error_of(const Typed& typed, const NamedState& named) {
    const auto found = std::ranges::find(typed.unreadable, named.name,
                                         [](const auto& entry) { return entry.first; });
    if (found != typed.unreadable.end()) return &found->second;
    return named.state->error ? &*named.state->error : nullptr;
}

void add_checks(Reading& reading, const Place& place) {
    const auto* state = reading.evaluation.page(place.page->id);
    if (state == nullptr || !place.item.empty()) return;
    for (const forms::Check* check : state->failed)
        for (const std::string& at : check->at)
            reading.issues.push_back({at, {"check", {}, {}}, nullptr, check});
}

}  // namespace

std::string new_item() {
    return crypto::hex(crypto::random_bytes(item_bytes));
}

bool is_item(std::string_view text) {
    return text.size() == 2 * item_bytes && std::ranges::all_of(text, [](char each) {
               return (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f');
           });
}

std::optional<std::size_t> item_index(const json::object& answers, std::string_view group,
                                      std::string_view item) {
    const auto* list = answers.if_contains(group);
    const auto* items = list == nullptr ? nullptr : list->if_array();
    if (items == nullptr) return std::nullopt;
    const auto found = std::ranges::find_if(
        *items, [&](const json::value& each) { return has_identity(each, item); });
    if (found == items->end()) return std::nullopt;
    return static_cast<std::size_t>(found - items->begin());
}

void apply(json::object& answers, const Change& change) {
    if (change.item.empty()) return set_all(answers, change.values);
    if (!change.removes) return set_all(item_in(answers, change), change.values);
    auto* items = items_of(answers, change.group);
    if (items == nullptr) return;
    const auto gone = std::ranges::find_if(
        *items, [&](const json::value& item) { return has_identity(item, change.item); });
    if (gone != items->end()) items->erase(gone);
}

forms::Evaluation evaluate(const Surroundings& around, const json::object& answers) {
    const auto record = forms::answers_from_json(around.form, answers);
    return forms::evaluate(around.form, {record, around.login, around.parameters, around.today,
                                         around.lies_here ? &around.lies_here : nullptr});
}

std::vector<NamedState> states_of(const forms::Evaluation& evaluation, const Place& place,
                                  const json::object& answers) {
    std::vector<NamedState> out;
    const auto* page = evaluation.page(place.page->id);
    if (page == nullptr) return out;
    std::string inside;
    if (!place.item.empty()) {
        const auto& group = place.page->group()->key;
        const auto index = item_index(answers, group, place.item);
        if (!index) return out;
        inside = group + "." + std::to_string(*index) + ".";
    }
    for (const auto& state : page->fields) {
        if (!state.path.starts_with(inside)) continue;
        auto name = state.path.substr(inside.size());
        if (name.find('.') == std::string::npos) out.push_back({std::move(name), &state});
    }
    return out;
}

Reading read_page(const Surroundings& around, const json::object& answers, const Place& place,
                  const forms::RawInput& raw, const std::set<std::string, std::less<>>& asked) {
    const Typed typed = put_typed(answers, place, raw, asked);
    Reading out{typed.answers, evaluate(around, typed.answers), {}, {}, false};
    if (!place.item.empty()) {
        out.change.group = place.page->group()->key;
        out.change.item = place.item;
    }
    for (const auto& named : states_of(out.evaluation, place, typed.answers)) {
        const Field& field = *named.state->field;
        if (!field.has_value()) continue;
        if (field.type != FieldType::group && !asked.contains(named.name)) {
            out.asks_more = out.asks_more || !named.state->visited;
            continue;
        }
        if (const auto* error = error_of(typed, named)) {
            out.issues.push_back({named.name, *error, &field, nullptr});
        } else if (!is_typed(field)) {
            // Files and items are there already; passing by says that there are no more.
            if (!named.state->visited) out.change.values[field.key] = nullptr;
        } else if (!named.state->fixed) {
            out.change.values[field.key] = forms::to_json(named.state->value);
        }
    }
    if (out.issues.empty() && !out.asks_more) add_checks(out, place);
    return out;
}

}  // namespace kommod::cases
