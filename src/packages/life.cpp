// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/life.h"

#include <algorithm>

#include "base/log.h"

namespace kommod::packages {
namespace {

json::array texts(const std::vector<std::string>& list) {
    return json::array(list.begin(), list.end());
}

// The first day on which nobody can apply any more; nothing while it is open.
std::optional<LocalDate> closed_from(const Offer& offer) {
    auto out = offer.retired_from;
    if (offer.withdrawn_at) {
        const auto day = offer.withdrawn_at->local_date();
        if (!out || day < *out) out = day;
    }
    return out;
}

}  // namespace

readiness::FactVersion solution_of(const ServicePackage& package, const Offer& offer,
                                   const std::string& path, LocalDate recorded_on) {
    json::object payload{{"title", package.text("de", "service.title")},
                         {"kind", "package"},
                         {"url", path},
                         {"provider", package.provider},
                         {"criteria", texts(package.criteria)},
                         {"blocks", texts(package.blocks)},
                         {"services", texts(package.services)}};
    if (!offer.versions.empty()) payload["from"] = offer.versions.front().from.to_iso();
    if (const auto closed = closed_from(offer)) payload["until"] = closed->plus_days(-1).to_iso();
    readiness::FactVersion out;
    out.kind = readiness::FactKind::solution;
    out.id = "paket-" + package.id;
    out.payload = std::move(payload);
    out.recorded_on = recorded_on;
    return out;
}

std::vector<Task> Life::tasks(const municipalities::Municipality& town,
                              const ServicePackage& package) {
    const auto offer = store_.offer(town.name_space(), package.id).value_or(Offer{});
    const auto office = municipalities_.office(town.ags, offer.office);
    return tasks_of(
        package, offer, clock_.today(),
        {office.has_value() && !offer.office.empty(), office.has_value() && !office->email.empty()},
        store_.done(town.name_space(), package.hash), unknown_services(town, package));
}

std::vector<std::string> Life::unknown_services(const municipalities::Municipality& town,
                                                const ServicePackage& package) {
    constexpr std::string_view of_bundle = "bundle:";
    const auto catalogue = catalogue_.snapshot(town.name_space(), clock_.today());
    std::vector<std::string> out;
    for (const auto& service : package.services) {
        const bool known = service.starts_with(of_bundle)
                               ? catalogue->find_bundle(service.substr(of_bundle.size())) != nullptr
                               : catalogue->find(service) != nullptr;
        if (!known) out.push_back(service);
    }
    return out;
}

audit::Entry Life::act(const audit::Actor& actor, const char* name, std::string_view package_id,
                       json::object details) const {
    return {.at = clock_.now(),
            .actor = actor,
            .act = name,
            .object_kind = "package",
            .object_id = std::string{package_id},
            .details = std::move(details)};
}

Result<void> Life::go_live(const municipalities::Municipality& town, std::string_view hash,
                           LocalDate from, const audit::Actor& actor) {
    const auto package = store_.version(town.name_space(), hash);
    if (!package || !is_published(town.name_space(), hash))
        return fail("packages.unknown_version", "no such published version");
    if (from < clock_.today()) return fail("packages.past", "the day is over");
    if (!all_done(tasks(town, *package))) return fail("packages.open_tasks", "tasks are open");
    store_.go_live(town.name_space(), *package, from,
                   act(actor, "package.go_live", package->id,
                       {{"version", package->version}, {"from", from.to_iso()}}));
    tell_monitor(town, package->id);
    return {};
}

bool Life::is_published(std::string_view name_space, std::string_view hash) {
    const auto published = store_.published(name_space);
    return std::ranges::find(published, hash, &PublishedVersion::hash) != published.end();
}

void Life::retire(const municipalities::Municipality& town, std::string_view package_id,
                  LocalDate from, const audit::Actor& actor) {
    store_.retire(town.name_space(), package_id, from,
                  act(actor, "package.retire", package_id, {{"from", from.to_iso()}}));
    tell_monitor(town, package_id);
}

void Life::withdraw(const municipalities::Municipality& town, std::string_view package_id,
                    const std::string& notice, const audit::Actor& actor) {
    store_.withdraw(town.name_space(), package_id, notice,
                    act(actor, "package.withdraw", package_id));
    tell_monitor(town, package_id);
}

void Life::resume(const municipalities::Municipality& town, std::string_view package_id,
                  const audit::Actor& actor) {
    store_.resume(town.name_space(), package_id, act(actor, "package.resume", package_id));
    store_.retire(town.name_space(), package_id, std::nullopt,
                  act(actor, "package.reopen", package_id));
    tell_monitor(town, package_id);
}

void Life::tell_monitor(const municipalities::Municipality& town, std::string_view package_id) {
    const auto offer = store_.offer(town.name_space(), package_id);
    if (!offer || offer->versions.empty()) return;
    const auto package = store_.version(town.name_space(), offer->versions.back().hash);
    if (!package) return;
    const std::vector facts{
        solution_of(*package, *offer, "/" + town.slug + "/antrag/" + package->id, clock_.today())};
    const auto recorded =
        readiness_.record(town.name_space(), facts, nullptr, readiness::Store::Telling::last_word);
    for (const Rejection& rejection : recorded.rejected)
        log::error("packages.monitor_not_told",
                   {{"package", package->id}, {"reason", rejection.reason}});
}

}  // namespace kommod::packages
