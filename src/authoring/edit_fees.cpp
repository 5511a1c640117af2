// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Fees as authors think of them: an amount of the town's statute, times what is counted.
#include <algorithm>

#include <fmt/format.h>

#include "authoring/document_parts.h"
#include "authoring/edit_rules.h"

namespace kommod::authoring {
namespace {

constexpr std::string_view fees_file = "fees.yaml";

json::array& fees_of(json::object& document) {
    auto& file = document[fees_file];
    if (!file.is_object()) file = json::object{};
    return array_in(file.get_object(), "fees");
}

const json::array& fees_of(const json::object& document) {
    return array_in(object_in(document, fees_file), "fees");
}

std::string read_name(const json::value& value) {
    return value.is_object() && value.get_object().size() == 1
               ? string_of(value.get_object(), "var")
               : std::string{};
}

// "gebuehr" of {"var": "parameter.gebuehr"}
std::string read_parameter(const json::value& value) {
    const auto name = read_name(value);
    return name.starts_with(of_parameter) ? name.substr(of_parameter.size()) : std::string{};
}

// As SimpleAmount::times; nothing when it is something else.
std::optional<std::string> read_times(const json::value& value) {
    if (auto name = read_name(value); !name.empty() && !name.starts_with(of_parameter)) return name;
    if (!value.is_object() || value.get_object().size() != 1) return std::nullopt;
    const auto& operands = array_in(value.get_object(), "count");
    const auto group = operands.size() == 1 ? read_name(operands[0]) : std::string{};
    return group.empty() ? std::nullopt : std::optional{"#" + group};
}

std::optional<SimpleAmount> simple_amount(const json::value& amount) {
    if (auto key = read_parameter(amount); !key.empty()) return SimpleAmount{std::move(key), {}};
    if (!amount.is_object() || amount.get_object().size() != 1) return std::nullopt;
    const auto& factors = array_in(amount.get_object(), "*");
    if (factors.size() != 2) return std::nullopt;
    for (const std::size_t at : {0U, 1U}) {
        auto key = read_parameter(factors[at]);
        auto times = read_times(factors[1 - at]);
        if (!key.empty() && times) return SimpleAmount{std::move(key), std::move(*times)};
    }
    return std::nullopt;
}

json::value expression_of(const SimpleAmount& amount) {
    const json::object once{{"var", fmt::format("{}{}", of_parameter, amount.parameter)}};
    if (amount.times.empty()) return once;
    const json::object counted =
        amount.times.starts_with('#')
            ? json::object{{"count", json::array{json::object{{"var", amount.times.substr(1)}}}}}
            : json::object{{"var", amount.times}};
    return json::object{{"*", json::array{once, counted}}};
}

// The amount's parameter with what is proposed; a new one is called as its fee.
std::string set_amount(json::object& document, const Fee& fee) {
    auto& list = parameters_of(document);
    auto key = fee.simple->parameter;
    auto* found = with(list, "key", key);
    if (found == nullptr) {
        key = make_key("Gebühr " + fee.label, values_of(list, "key"));
        list.push_back(json::object{{"key", key}, {"type", "money"}});
        found = &list.back().get_object();
        set_text(document, "de", {"parameters", key, "label"}, fee.label);
    }
    (*found)["default"] = fee.proposed;
    if (!found->contains("citation")) (*found)["citation"] = fee.citation;
    return key;
}

}  // namespace

Done set_fee(json::object& document, std::string_view id, const Fee& fee) {
    if (fee.label.empty()) return fail("authoring.no_label", "a fee has a name");
    if (fee.citation.empty()) return fail("authoring.no_citation", "a fee has a legal basis");
    if (fee.simple ? fee.proposed.empty() : fee.amount.is_null())
        return fail("authoring.no_amount", "a fee has an amount");
    auto& list = fees_of(document);
    std::string key{id};
    if (id.empty()) {
        key = make_key(fee.label, values_of(list, "id"));
        list.push_back(json::object{{"id", key}});
    }
    auto* found = with(list, "id", key);
    if (found == nullptr) return missing(id);
    auto& entry = *found;
    if (fee.simple) {
        const SimpleAmount wanted{set_amount(document, fee), fee.simple->times};
        // There are several ways to write the same.
        if (simple_amount(entry_of(&entry, "amount")) != wanted)
            entry["amount"] = expression_of(wanted);
    } else {
        entry["amount"] = fee.amount;
    }
    entry["citation"] = fee.citation;
    if (fee.per != "once")
        entry["per"] = fee.per;
    else if (string_of(entry, "per") != "once")
        entry.erase("per");
    if (fee.when.is_null())
        entry.erase("when");
    else
        entry["when"] = fee.when;
    set_text(document, "de", {"fees", key}, fee.label);
    return fmt::format("Gebühr „{}“ {}.", fee.label, id.empty() ? "hinzugefügt" : "geändert");
}

std::optional<Fee> find_fee(const json::object& document, std::string_view id) {
    const auto* found = with(fees_of(document), "id", id);
    if (found == nullptr) return std::nullopt;
    Fee out;
    out.label = text_at(document, "de", {"fees", std::string{id}});
    out.citation = string_of(*found, "citation");
    out.per = string_of(*found, "per");
    if (out.per.empty()) out.per = "once";
    out.when = entry_of(found, "when");
    out.amount = entry_of(found, "amount");
    out.simple = simple_amount(out.amount);
    if (out.simple)
        if (const auto* parameter = with(parameters_of(document), "key", out.simple->parameter))
            out.proposed = string_of(*parameter, "default");
    return out;
}

Done remove_fee(json::object& document, std::string_view id) {
    const auto fee = find_fee(document, id);
    if (!fee) return missing(id);
    auto& list = fees_of(document);
    list.erase(std::find_if(list.begin(), list.end(), [&](const json::value& each) {
        return each.is_object() && string_of(each.get_object(), "id") == id;
    }));
    if (list.empty()) document.erase(fees_file);
    drop_texts(document, "fees", id);
    // The amount goes along unless something else reads it.
    if (fee->simple) static_cast<void>(remove_parameter(document, fee->simple->parameter));
    return fmt::format("Gebühr „{}“ entfernt.", fee->label);
}

std::vector<std::pair<std::string, std::string>> countable(const json::object& document) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& page : pages_of(document)) {
        if (!page.is_object()) continue;
        for (const auto& each : array_in(page.get_object(), "fields")) {
            if (!each.is_object()) continue;
            const auto key = string_of(each.get_object(), "key");
            const auto type = string_of(each.get_object(), "type");
            if (type == "number") out.emplace_back(key, field_name(document, key));
            if (type == "group") out.emplace_back("#" + key, field_name(document, key));
        }
        for (const auto& each : array_in(page.get_object(), "computed"))
            if (each.is_object() && string_of(each.get_object(), "type") == "number") {
                const auto key = string_of(each.get_object(), "key");
                const auto label = text_at(document, "de", {"computed", key});
                out.emplace_back(key, label.empty() ? key : label);
            }
    }
    return out;
}

}  // namespace kommod::authoring
