// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "steering/scenarios.h"

namespace kommod::steering {

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
