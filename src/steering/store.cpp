// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "steering/store.h"

#include "audit/store.h"
#include "base/log.h"

namespace kommod::embedded {
extern const std::span<const File> steering_schema;
}

namespace kommod::steering {
namespace {

using store::Statement;
using store::to_value;

// No public page shows a scenario, so writing one leaves the rendered pages alone.
constexpr Statement all_scenarios{
    "steering.scenarios", "SELECT id, name, payload FROM planner_scenario ORDER BY name, id"};
constexpr Statement one_scenario{"steering.scenario",
                                 "SELECT id, name, payload FROM planner_scenario WHERE id = $1"};
constexpr Statement count_others{"steering.count_scenarios",
                                 "SELECT COUNT(*) FROM planner_scenario WHERE id <> $1"};
constexpr Statement put_scenario{
    "steering.put_scenario",
    "INSERT INTO planner_scenario (id, name, payload, changed_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, payload = excluded.payload,"
    " changed_at = excluded.changed_at",
    store::Effect::books};
constexpr Statement remove_scenario{
    "steering.delete_scenario", "DELETE FROM planner_scenario WHERE id = $1", store::Effect::books};

// Nothing for a row of a later version that this one cannot read.
std::optional<SavedScenario> to_scenario(const store::Row& row) {
    boost::system::error_code failure;
    const json::value payload = json::parse(row.text(2), failure);
    const auto scenario = scenario_from(payload);
    if (failure || !scenario) {
        log::warning("steering.unreadable_scenario", {{"id", row.text(0)}});
        return std::nullopt;
    }
    return SavedScenario{row.text(0), row.text(1), *scenario};
}

}  // namespace

store::Migrations migrations() {
    return {"steering", embedded::steering_schema, store::Migrations::Scope::municipality};
}

std::vector<SavedScenario> scenarios(store::Namespace& municipality) {
    std::vector<SavedScenario> out;
    municipality.read([&](store::Session& session) {
        session.each(all_scenarios, {}, [&](const store::Row& row) {
            if (auto scenario = to_scenario(row)) out.push_back(std::move(*scenario));
        });
    });
    return out;
}

std::optional<SavedScenario> find_scenario(store::Namespace& municipality, std::string_view id) {
    return municipality.read([&](store::Session& session) -> std::optional<SavedScenario> {
        const auto row = session.query_one(one_scenario, {std::string(id)});
        return row ? to_scenario(*row) : std::nullopt;
    });
}

bool keep_scenario(store::Namespace& municipality, const SavedScenario& scenario, Instant now,
                   const audit::Entry& act) {
    return municipality.write([&](store::WriteSession& session) {
        const auto others = session.query_one(count_others, {scenario.id});
        if (static_cast<std::size_t>(others->integer(0)) >= most_scenarios) return false;
        session.execute(put_scenario, {scenario.id, scenario.name,
                                       json::serialize(to_json(scenario.scenario)), to_value(now)});
        audit::record(session, act);
        return true;
    });
}

bool delete_scenario(store::Namespace& municipality, std::string_view id, const audit::Entry& act) {
    return municipality.write([&](store::WriteSession& session) {
        if (session.execute_counted(remove_scenario, {std::string(id)}) == 0) return false;
        audit::record(session, act);
        return true;
    });
}

}  // namespace kommod::steering
