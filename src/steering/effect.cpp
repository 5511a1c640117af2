// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "steering/effect.h"

#include <algorithm>
#include <set>

namespace kommod::steering {
namespace {

using namespace readiness;

constexpr std::size_t most_days = 6;  // beside today; a fact names hardly more

void add(std::vector<int>& sum, const std::vector<int>& levels) {
    sum.resize(std::max(sum.size(), levels.size()));
    for (std::size_t i = 0; i < levels.size(); ++i)
        sum[i] += levels[i];
}

void note(std::map<std::string, std::vector<std::string>>& in, const std::string& bundle,
          const std::string& service) {
    auto& names = in[bundle];
    if (std::find(names.begin(), names.end(), service) == names.end()) names.push_back(service);
}

void compare(DayEffect& out, const Picture& before, const Picture& after) {
    add(out.before, before.levels());
    add(out.after, after.levels());
    const auto& catalogue = *after.catalogue;
    for (const LevelChange& change : difference(before, after).services) {
        const auto& service = catalogue.services()[change.service];
        const std::string& bundle = catalogue.bundles()[service.bundle_index].name;
        const bool better = change.after > change.before;
        ++(better ? out.brighter : out.darker);
        note(better ? out.brighter_in : out.darker_in, bundle, service.name);
    }
}

DayEffect effect_on(Store& readiness, const Place& place, const FactVersion& draft, LocalDate on,
                    LocalDate today) {
    DayEffect out;
    out.on = on;
    for (const std::string& ags : place.towns) {
        const auto before = readiness.picture(ags, {on, today});
        const auto after =
            readiness.picture_with(place.name_space, std::span{&draft, 1}, ags, {on, today});
        out.model = after->model;
        compare(out, *before, *after);
    }
    return out;
}

// As roadmap and feed of the first town concerned would tell it.
std::optional<FactEvent> event_of(Store& readiness, const Place& place, const FactVersion& draft) {
    const std::string& ags = place.towns.front();
    auto of_association = readiness.log(store::association);
    auto own = readiness.log(store::municipality_namespace(ags));
    auto& changed = place.name_space == store::association ? of_association : own;
    FactVersion last = draft;
    last.sequence = changed->last_sequence() + 1;
    changed = std::make_shared<const FactLog>(changed->with({last}));
    for (const FactEvent& event :
         readiness::events(*of_association, *own, ags, draft.recorded_on, draft.recorded_on))
        if (event.kind == draft.kind && event.id == draft.id) return event;
    return std::nullopt;
}

}  // namespace

std::vector<LocalDate> coming_days(std::span<const FactVersion> versions, LocalDate today) {
    std::set<LocalDate> out;
    for (const FactVersion& version : versions)
        for (const char* field : {"test_from", "planned_for", "operation_from", "from", "until",
                                  "since", "announced_for", "met_on"}) {
            const json::value* value = version.payload.if_contains(field);
            if (value == nullptr || !value->is_string()) continue;
            const auto day = LocalDate::parse(value->get_string());
            if (day && *day > today) out.insert(*day);
        }
    std::vector<LocalDate> days{out.begin(), out.end()};
    if (days.size() > most_days) days.resize(most_days);
    return days;
}

Effect effect_of(Store& readiness, const Place& place, const FactVersion& draft, LocalDate today) {
    Effect out;
    out.towns = static_cast<int>(place.towns.size());
    std::vector<FactVersion> versions{draft};
    const auto log = readiness.log(place.name_space);
    const auto own_and_inherited = {log, readiness.log(store::association)};
    for (const auto& each : own_and_inherited)
        if (const FactChain* chain = each->find(draft.kind, draft.id))
            if (const auto* known = chain->known(today)) versions.push_back(known->version);
    if (const FactChain* chain = log->find(draft.kind, draft.id))
        out.nothing = says_the_same(chain->links().back()->version, draft);
    std::vector<LocalDate> days = coming_days(versions, today);
    days.insert(days.begin(), today);
    if (place.towns.empty()) return out;  // nobody would see it
    for (const LocalDate on : days)
        out.days.push_back(effect_on(readiness, place, draft, on, today));
    out.event = event_of(readiness, place, draft);
    return out;
}

ServicesByBundle chosen_services(const catalogue::Catalogue& catalogue,
                                 const Selectors& selectors) {
    ServicesByBundle out;
    for (const std::uint32_t index : select(catalogue, selectors)) {
        const auto& service = catalogue.services()[index];
        const std::string& bundle = catalogue.bundles()[service.bundle_index].name;
        if (out.empty() || out.back().first != bundle) out.push_back({bundle, {}});
        out.back().second.push_back(service.name);
    }
    return out;
}

}  // namespace kommod::steering
