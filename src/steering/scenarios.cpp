// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "steering/scenarios.h"

#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "monitor/town.h"

namespace kommod::steering {
namespace {

constexpr std::int64_t most_days = 100'000;  // of work: three hundred people for a year
constexpr std::int64_t most_cases = 1'000'000;
constexpr std::size_t longest_name = 80;
std::optional<std::int64_t> whole_number(std::string_view typed, std::int64_t most) {
    std::int64_t out = 0;
    const auto [end, failure] = std::from_chars(typed.data(), typed.data() + typed.size(), out);
    if (failure != std::errc{} || end != typed.data() + typed.size() || out < 0 || out > most)
        return std::nullopt;
    return out;
}

// The planner's item that a field speaks of; see field_of_item().
std::optional<std::string> item_in(std::string_view field, std::string_view prefix) {
    if (!field.starts_with(prefix)) return std::nullopt;
    const std::string_view rest = field.substr(prefix.size());
    for (const std::string_view kind : {"block", "precondition"})
        if (rest.starts_with(kind) && rest.substr(kind.size()).starts_with('-'))
            return std::string(kind) + ":" + std::string(rest.substr(kind.size() + 1));
    return std::nullopt;
}

// Reads the fields of a form one by one; what is wrong is told under the field's name.
class Reader {
  public:
    Reader(const http::Parameters& form, Complaints& complaints)
        : form_(form), complaints_(complaints) {}

    std::optional<std::int64_t> count(const std::string& field, std::int64_t most) const {
        const std::string_view typed = text::trim(form_.get(field));
        if (typed.empty()) return std::nullopt;
        const auto read = whole_number(typed, most);
        if (!read)
            complain(field, fmt::format("Schreiben Sie eine ganze Zahl von 0 bis {}.",
                                        monitor::grouped(static_cast<int>(most))));
        return read;
    }

    std::optional<LocalDate> day(const std::string& field) const {
        const std::string_view typed = text::trim(form_.get(field));
        if (typed.empty()) return std::nullopt;
        const auto read = LocalDate::parse_german(typed);
        if (read) return *read;
        complain(field, "Schreiben Sie einen Tag, zum Beispiel 01.12.2025.");
        return std::nullopt;
    }

    void complain(const std::string& field, std::string sentence) const {
        complaints_.emplace_back(field, std::move(sentence));
    }

  private:
    const http::Parameters& form_;
    Complaints& complaints_;
};

}  // namespace

std::string field_of_item(std::string_view prefix, std::string_view item) {
    return std::string(prefix) + text::replace_all(item, ":", "-");
}

SavedScenario read_scenario(const http::Parameters& form, const monitor::Scenario& usual,
                            int highest_target, Complaints& complaints) {
    const Reader read{form, complaints};
    SavedScenario out{{}, std::string(text::trim(form.get("name"))), usual};
    if (out.name.empty())
        read.complain("name", "Geben Sie dem Szenario einen Namen, unter dem Sie es wiederfinden.");
    else if (out.name.size() > longest_name)
        read.complain("name",
                      "Der Name ist zu lang. Höchstens 80 Zeichen passen in den Vergleich.");
    monitor::Scenario& scenario = out.scenario;
    scenario.start = read.day("beginn").value_or(usual.start);
    scenario.horizon = read.day("bis").value_or(usual.horizon);
    scenario.capacity = read.count("kapazitaet", most_days).value_or(usual.capacity);
    scenario.unknown_cases = read.count("faelle", most_cases).value_or(usual.unknown_cases);
    if (const auto target = whole_number(form.get("ziel"), highest_target); target && *target > 0)
        scenario.target = static_cast<int>(*target);
    for (const auto& [field, value] : form.entries()) {
        if (const auto id = item_in(field, effort_field)) {
            if (const auto effort = read.count(field, most_days)) scenario.effort[*id] = *effort;
        } else if (const auto item = item_in(field, earliest_field)) {
            if (const auto day = read.day(field)) scenario.earliest.insert_or_assign(*item, *day);
        }
    }
    if (scenario.horizon <= scenario.start)
        read.complain("bis", fmt::format("Der letzte Tag muss nach dem {} liegen.",
                                         scenario.start.to_short_german()));
    return out;
}

json::object to_json(const monitor::Scenario& scenario) {
    json::object effort, earliest;
    for (const auto& [id, days] : scenario.effort)
        effort[id] = days;
    for (const auto& [id, day] : scenario.earliest)
        earliest[id] = day.to_iso();
    return {{"start", scenario.start.to_iso()}, {"horizon", scenario.horizon.to_iso()},
            {"capacity", scenario.capacity},    {"unknown_cases", scenario.unknown_cases},
            {"target", scenario.target},        {"effort", std::move(effort)},
            {"earliest", std::move(earliest)}};
}

Result<monitor::Scenario> scenario_from(const json::value& payload) {
    const auto bad = [] { return fail("steering.bad_scenario", "Das Szenario ist nicht lesbar."); };
    const auto day = [](const json::value& value) {
        return LocalDate::parse(std::string_view{value.as_string()});
    };
    try {
        const json::object& from = payload.as_object();
        const auto start = day(from.at("start")), horizon = day(from.at("horizon"));
        if (!start || !horizon) return bad();
        monitor::Scenario out;
        out.start = *start;
        out.horizon = *horizon;
        out.capacity = from.at("capacity").as_int64();
        out.unknown_cases = from.at("unknown_cases").as_int64();
        out.target = static_cast<int>(from.at("target").as_int64());
        for (const auto& [id, days] : from.at("effort").as_object())
            out.effort[id] = days.as_int64();
        for (const auto& [id, value] : from.at("earliest").as_object()) {
            const auto earliest = day(value);
            if (!earliest) return bad();
            out.earliest.insert_or_assign(id, *earliest);
        }
        return out;
    } catch (const std::exception&) {  // Boost.JSON throws for another kind of value
        return bad();
    }
}

}  // namespace kommod::steering
