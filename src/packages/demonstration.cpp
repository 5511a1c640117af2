// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/demonstration.h"

#include <array>
#include <stdexcept>

#include "packages/life.h"
#include "packages/shipped.h"

namespace kommod::packages {
namespace {

struct LiveInTown {
    std::string_view ags, package;
};
constexpr auto live_in_towns = std::to_array<LiveInTown>({
    {"05558016", "hundesteuer"},  // Dülmen
    {"05558012", "sperrmuell"},   // Coesfeld
    {"05558012", "ifg"},
    {"05558012", "anregung"},
    {"05558012", "anwohnerparken"},
    {"05558012", "sondernutzung"},
});
// Invented, and after the days that the recorded facts of the demonstration speak of.
const LocalDate live_from{2026, 3, 2};

audit::Entry act(const Clock& clock, const char* name, const std::string& package) {
    return {.at = clock.now(),
            .actor = {audit::ActorKind::system, "demonstration"},
            .act = name,
            .object_kind = "package",
            .object_id = package};
}

void make_live(Store& store, readiness::Store& readiness, const municipalities::Municipality& town,
               const ServicePackage& package, const Clock& clock) {
    const auto place = town.name_space();
    if (const auto offer = store.offer(place, package.id); offer && !offer->versions.empty())
        return;
    std::vector<ParameterValue> values;
    for (const Parameter& parameter : package.parameters)
        if (parameter.initial)
            values.push_back(
                {parameter.key, forms::to_json(*parameter.initial), live_from, parameter.citation});
    store.set_parameters(place, package.id, values, act(clock, "package.parameters", package.id));
    store.set_office(place, package.id, package.process.office,
                     act(clock, "package.office", package.id));
    store.go_live(place, package, live_from, act(clock, "package.go_live", package.id));
    auto fact = solution_of(package, *store.offer(place, package.id),
                            "/" + town.slug + "/antrag/" + package.id, live_from);
    fact.example = true;
    readiness.record(place, std::vector{fact}, nullptr, readiness::Store::Telling::last_word);
}

}  // namespace

void load_demonstration(Store& store, readiness::Store& readiness,
                        municipalities::Store& municipalities, const Clock& clock) {
    for (const auto& [id, files] : shipped()) {
        const auto checked = check(files);
        if (!checked.package) throw std::logic_error("the shipped package " + id + " is broken");
        if (!store.publish(store::association, *checked.package, act(clock, "package.publish", id)))
            continue;  // an older program published this number; the town decides what comes next
        for (const auto& [ags, package] : live_in_towns) {
            const auto town = municipalities.by_ags(ags);
            if (package == id && town) make_live(store, readiness, *town, *checked.package, clock);
        }
    }
}

}  // namespace kommod::packages
