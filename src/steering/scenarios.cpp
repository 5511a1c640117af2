// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "steering/scenarios.h"

#include "monitor/scenario_form.h"

namespace kommod::steering {

json::object to_json(const monitor::Scenario& scenario) {
    json::object effort, earliest, quarters;
    for (const auto& [id, days] : scenario.effort)
        effort[id] = days;
    for (const auto& [id, day] : scenario.earliest)
        earliest[id] = day.to_iso();
    for (const auto& [quarter, days] : scenario.quarters)
        quarters[monitor::to_text(quarter)] = days;
    return {{"start", scenario.start.to_iso()}, {"horizon", scenario.horizon.to_iso()},
            {"capacity", scenario.capacity},    {"unknown_cases", scenario.unknown_cases},
            {"target", scenario.target},        {"quarters", std::move(quarters)},
            {"effort", std::move(effort)},      {"earliest", std::move(earliest)}};
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
        if (const json::value* quarters = from.if_contains("quarters"))  // the first rows lack it
            for (const auto& [name, days] : quarters->as_object()) {
                const auto quarter = monitor::quarter_of(name);
                if (!quarter) return bad();
                out.quarters[*quarter] = days.as_int64();
            }
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
