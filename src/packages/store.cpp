// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/store.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "audit/store.h"
#include "base/log.h"

namespace kommod::embedded {
extern const std::span<const File> packages_schema;
}

namespace kommod::packages {
namespace {

using store::Statement;
using store::to_value;

constexpr Statement find_document{"packages.document",
                                  "SELECT document FROM package_version WHERE hash = $1"};
constexpr Statement find_number{
    "packages.number", "SELECT hash FROM package_version WHERE package_id = $1 AND version = $2"};
constexpr Statement add_version{
    "packages.publish",
    "INSERT INTO package_version (hash, package_id, version, document, published_at, published_by)"
    " VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Statement all_versions{
    "packages.versions",
    "SELECT hash, package_id, version, published_at, published_by FROM package_version"
    " ORDER BY published_at DESC, hash"};
constexpr Statement all_live{
    "packages.live",
    "SELECT package_id, live_from, hash, version FROM package_live ORDER BY package_id, live_from"};
constexpr Statement all_states{
    "packages.states",
    "SELECT package_id, office, retired_from, withdrawn_at, notice FROM package_state"};
constexpr Statement all_parameters{
    "packages.parameters",
    "SELECT package_id, parameter, valid_from, value, citation FROM package_parameter"
    " ORDER BY package_id, parameter, valid_from"};
constexpr Statement put_live{
    "packages.go_live",
    "INSERT INTO package_live (package_id, live_from, hash, version, recorded_at)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (package_id, live_from) DO UPDATE"
    " SET hash = excluded.hash, version = excluded.version, recorded_at = excluded.recorded_at"};
constexpr Statement make_state{
    "packages.make_state",
    "INSERT INTO package_state (package_id, office, notice) VALUES ($1, '', '')"
    " ON CONFLICT (package_id) DO NOTHING"};
constexpr Statement put_retired{"packages.retire",
                                "UPDATE package_state SET retired_from = $2 WHERE package_id = $1"};
constexpr Statement put_withdrawn{
    "packages.withdraw",
    "UPDATE package_state SET withdrawn_at = $2, notice = $3 WHERE package_id = $1"};
constexpr Statement put_office{"packages.set_office",
                               "UPDATE package_state SET office = $2 WHERE package_id = $1"};
constexpr Statement put_done{
    "packages.mark_done",
    "INSERT INTO package_done (hash, task, package_id, done_at, done_by, details)"
    " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (hash, task) DO UPDATE"
    " SET done_at = excluded.done_at, done_by = excluded.done_by, details = excluded.details"};
constexpr Statement all_done_of{
    "packages.done",
    "SELECT task, done_at, done_by, details FROM package_done WHERE hash = $1"
    " ORDER BY task"};
constexpr Statement put_trial{
    "packages.keep_for_trial",
    "INSERT INTO package_trial (hash, document, kept_until) VALUES ($1, $2, $3)"
    " ON CONFLICT (hash) DO UPDATE SET kept_until = excluded.kept_until"};
constexpr Statement find_trial{"packages.trial",
                               "SELECT document FROM package_trial WHERE hash = $1"};
constexpr Statement remove_trials{"packages.delete_trials",
                                  "DELETE FROM package_trial WHERE kept_until < $1"};
constexpr Statement put_parameter{
    "packages.set_parameter",
    "INSERT INTO package_parameter (package_id, parameter, valid_from, value, citation)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (package_id, parameter, valid_from) DO UPDATE"
    " SET value = excluded.value, citation = excluded.citation"};

std::string owned(std::string_view text) {
    return std::string{text};
}

json::value parsed(const std::string& text) {
    boost::system::error_code failed;
    auto out = json::parse(text, failed);
    return failed ? json::value{} : std::move(out);
}

// Null when it cannot be used any more: published by a later program, or the checks have become
// stricter.
std::shared_ptr<const ServicePackage> loaded(const std::string& document, std::string_view hash) {
    const auto json = parsed(document);
    auto checked =
        json.is_object() ? check(json.get_object(), Completeness::usable) : CheckedPackage{};
    if (!checked.package) log::error("packages.unreadable_version", {{"hash", owned(hash)}});
    return std::move(checked.package);
}

std::optional<std::string> document_in(store::Namespace& place, const Statement& statement,
                                       std::string_view hash) {
    return place.read([&](store::Session& session) {
        const auto row = session.query_one(statement, {owned(hash)});
        return row ? std::optional{row->text(0)} : std::nullopt;
    });
}

// Runs `work` in the namespace together with the entry of its trail.
template <class Work>
void recorded(store::Database& database, std::string_view name_space, const audit::Entry& act,
              Work work) {
    database.create(name_space).write([&](store::WriteSession& session) {
        work(session);
        audit::record(session, act);
    });
}

}  // namespace

const LiveVersion* Offer::on(LocalDate day) const {
    const LiveVersion* out = nullptr;
    for (const LiveVersion& version : versions)
        if (version.from <= day) out = &version;
    return out;
}

json::object Offer::parameters_on(LocalDate day) const {
    json::object out;
    for (const ParameterValue& value : parameters)  // by day, so the latest stays
        if (value.valid_from <= day) out[value.key] = value.value;
    return out;
}

bool Service::is_open(LocalDate today) const {
    return !offer.withdrawn_at && !(offer.retired_from && *offer.retired_from <= today) &&
           !(package->valid_until && *package->valid_until < today) && offer.on(today) != nullptr;
}

store::Migrations Store::migrations() {
    return {"packages", embedded::packages_schema, store::Migrations::Scope::every_namespace};
}

Result<void> Store::publish(std::string_view name_space, const ServicePackage& package,
                            const audit::Entry& act) {
    const auto outcome =
        database_.create(name_space).write([&](store::WriteSession& session) -> std::string {
            const auto row = session.query_one(find_number, {package.id, package.version});
            if (row) return row->text(0);
            session.execute(add_version, {package.hash, package.id, package.version,
                                          json::serialize(package.document), to_value(clock_.now()),
                                          act.actor.id});
            audit::record(session, act);
            return package.hash;
        });
    if (outcome == package.hash) return {};
    return fail({"packages.version_taken",
                 "this version was published with another content",
                 "version",
                 0,
                 package.version,
                 {}});
}

std::vector<PublishedVersion> Store::published(std::string_view name_space) {
    std::vector<PublishedVersion> out;
    const auto read = [&](std::string_view from) {
        auto* place = database_.find(from);
        if (place == nullptr) return;
        place->read([&](store::Session& session) {
            session.each(all_versions, {}, [&](const store::Row& row) {
                out.push_back({row.text(0), row.text(1), row.text(2), row.instant(3), row.text(4),
                               from == store::association});
            });
        });
    };
    read(name_space);
    if (name_space != store::association) read(store::association);
    return out;
}

std::shared_ptr<const ServicePackage> Store::published_version(std::string_view place_name,
                                                               std::string_view hash) {
    const std::string key = fmt::format("{}/{}", place_name, hash);
    {
        const std::lock_guard lock{mutex_};
        if (const auto found = versions_.find(key); found != versions_.end()) return found->second;
    }
    auto* place = database_.find(place_name);
    const auto document = place ? document_in(*place, find_document, hash) : std::nullopt;
    if (!document) return nullptr;
    auto package = loaded(*document, hash);
    if (!package) return nullptr;
    const std::lock_guard lock{mutex_};
    return versions_.emplace(key, std::move(package)).first->second;
}

std::shared_ptr<const ServicePackage> Store::trial_version(std::string_view name_space,
                                                           std::string_view hash) {
    auto* place = database_.find(name_space);
    const auto document = place ? document_in(*place, find_trial, hash) : std::nullopt;
    return document ? loaded(*document, hash) : nullptr;
}

std::shared_ptr<const ServicePackage> Store::version(std::string_view name_space,
                                                     std::string_view hash) {
    if (auto own = published_version(name_space, hash)) return own;
    if (name_space != store::association)
        if (auto shared = published_version(store::association, hash)) return shared;
    return trial_version(name_space, hash);
}

std::shared_ptr<const Store::Kept> Store::kept(store::Namespace& name_space) {
    const auto version = name_space.content_version();
    {
        const std::lock_guard lock{mutex_};
        const auto found = kept_.find(name_space.name());
        if (found != kept_.end() && found->second->version == version) return found->second;
    }
    auto fresh = std::make_shared<Kept>();
    fresh->version = version;
    name_space.read([&](store::Session& session) {
        const auto offer = [&](const std::string& id) -> Offer& {
            Offer& out = fresh->offers[id];
            out.package_id = id;
            return out;
        };
        session.each(all_live, {}, [&](const store::Row& row) {
            offer(row.text(0)).versions.push_back({row.text(2), row.text(3), row.date(1)});
        });
        session.each(all_states, {}, [&](const store::Row& row) {
            Offer& out = offer(row.text(0));
            out.office = row.text(1);
            out.retired_from = row.optional_date(2);
            if (!row.is_null(3)) out.withdrawn_at = row.instant(3);
            out.notice = row.text(4);
        });
        session.each(all_parameters, {}, [&](const store::Row& row) {
            offer(row.text(0))
                .parameters.push_back({row.text(1), parsed(row.text(3)), row.date(2), row.text(4)});
        });
    });
    const std::lock_guard lock{mutex_};
    kept_[name_space.name()] = fresh;
    return fresh;
}

void Store::keep_for_trial(std::string_view name_space, const ServicePackage& package,
                           LocalDate until) {
    database_.create(name_space).write([&](store::WriteSession& session) {
        session.execute(put_trial,
                        {package.hash, json::serialize(package.document), to_value(until)});
    });
}

std::int64_t delete_trials(store::Namespace& name_space, LocalDate today) {
    return name_space.write([&](store::WriteSession& session) {
        return session.execute_counted(remove_trials, {to_value(today)});
    });
}

void mark_done(store::WriteSession& session, const ServicePackage& package, const DoneTask& done) {
    session.execute(put_done, {package.hash, done.task, package.id, to_value(done.at), done.by,
                               json::serialize(done.details)});
}

void Store::mark_done(std::string_view name_space, const ServicePackage& package,
                      const DoneTask& done, const audit::Entry& act) {
    recorded(database_, name_space, act,
             [&](store::WriteSession& session) { packages::mark_done(session, package, done); });
}

std::vector<DoneTask> Store::done(std::string_view name_space, std::string_view hash) {
    std::vector<DoneTask> out;
    auto* place = database_.find(name_space);
    if (place == nullptr) return out;
    const std::vector<store::Value> parameters{owned(hash)};
    place->read([&](store::Session& session) {
        session.each(all_done_of, parameters, [&](const store::Row& row) {
            const auto details = parsed(row.text(3));
            out.push_back({row.text(0), row.instant(1), row.text(2),
                           details.is_object() ? details.get_object() : json::object{}});
        });
    });
    return out;
}

std::optional<Offer> Store::offer(std::string_view name_space, std::string_view package_id) {
    auto* place = database_.find(name_space);
    if (place == nullptr) return std::nullopt;
    const auto all = kept(*place);
    const auto found = all->offers.find(package_id);
    return found == all->offers.end() ? std::nullopt : std::optional{found->second};
}

std::vector<Offer> Store::offers(std::string_view name_space) {
    std::vector<Offer> out;
    auto* place = database_.find(name_space);
    if (place == nullptr) return out;
    for (const auto& [id, offer] : kept(*place)->offers)
        out.push_back(offer);
    return out;
}

std::optional<Service> Store::service_of(std::string_view name_space, const Offer& offer,
                                         std::string_view hash, LocalDate today) {
    auto package = version(name_space, hash);
    if (!package) return std::nullopt;
    auto parameters = package->parameter_values(offer.parameters_on(today));
    return Service{std::move(package), offer, std::move(parameters)};
}

std::optional<Service> Store::service(std::string_view name_space, std::string_view package_id,
                                      LocalDate today) {
    const auto found = offer(name_space, package_id);
    const auto* live = found ? found->on(today) : nullptr;
    return live != nullptr ? service_of(name_space, *found, live->hash, today) : std::nullopt;
}

std::optional<Service> Store::service_on(std::string_view name_space, std::string_view package_id,
                                         std::string_view hash, LocalDate today) {
    const auto found = offer(name_space, package_id);
    return service_of(name_space, found.value_or(Offer{.package_id = owned(package_id)}), hash,
                      today);
}

void Store::go_live(std::string_view name_space, const ServicePackage& package, LocalDate from,
                    const audit::Entry& act) {
    recorded(database_, name_space, act, [&](store::WriteSession& session) {
        session.execute(make_state, {package.id});
        session.execute(put_live, {package.id, to_value(from), package.hash, package.version,
                                   to_value(clock_.now())});
    });
}

void Store::retire(std::string_view name_space, std::string_view package_id,
                   std::optional<LocalDate> from, const audit::Entry& act) {
    recorded(database_, name_space, act, [&](store::WriteSession& session) {
        session.execute(put_retired, {owned(package_id), to_value(from)});
    });
}

void Store::withdraw(std::string_view name_space, std::string_view package_id,
                     const std::string& notice, const audit::Entry& act) {
    recorded(database_, name_space, act, [&](store::WriteSession& session) {
        session.execute(put_withdrawn, {owned(package_id), to_value(clock_.now()), notice});
    });
}

void Store::resume(std::string_view name_space, std::string_view package_id,
                   const audit::Entry& act) {
    recorded(database_, name_space, act, [&](store::WriteSession& session) {
        session.execute(put_withdrawn, {owned(package_id), store::Value{}, std::string{}});
    });
}

void Store::set_office(std::string_view name_space, std::string_view package_id,
                       const std::string& office, const audit::Entry& act) {
    recorded(database_, name_space, act, [&](store::WriteSession& session) {
        session.execute(make_state, {owned(package_id)});
        session.execute(put_office, {owned(package_id), office});
    });
}

void Store::set_parameters(std::string_view name_space, std::string_view package_id,
                           const std::vector<ParameterValue>& values, const audit::Entry& act) {
    recorded(database_, name_space, act, [&](store::WriteSession& session) {
        session.execute(make_state, {owned(package_id)});
        for (const ParameterValue& value : values)
            session.execute(put_parameter,
                            {owned(package_id), value.key, to_value(value.valid_from),
                             json::serialize(value.value), value.citation});
    });
}

}  // namespace kommod::packages
