// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The life of packages: published version -> live in a municipality (from a day) -> withdrawn or
// retired. Published versions lie in the namespace of who published them (the association for all
// its municipalities, or one municipality for itself); what is live, and the municipality's own
// parameters, in the municipality's.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "base/clock.h"
#include "base/error.h"
#include "packages/package.h"
#include "store/database.h"

namespace kommod::packages {

// What a municipality set, from a day on and by which of its rules.
struct ParameterValue {
    std::string key;
    json::value value;
    LocalDate valid_from;
    std::string citation;
};

// A version that is, was or will be live.
struct LiveVersion {
    std::string hash, version;
    LocalDate from;
};

// All that a municipality says of a package.
struct Offer {
    std::string package_id;
    std::vector<LiveVersion> versions;       // by day, oldest first
    std::optional<LocalDate> retired_from;   // no new applications from this day on
    std::optional<Instant> withdrawn_at;     // in an emergency, at once
    std::string notice;                      // why, for those who are in the middle; Markdown
    std::string office;                      // id of the municipality's office; empty: none yet
    std::vector<ParameterValue> parameters;  // by key and day

    // The version of that day; null before the first.
    const LiveVersion* on(LocalDate day) const;
    // The values that hold on that day, by key.
    json::object parameters_on(LocalDate day) const;
};

// A package as a citizen meets it in a town on a day.
struct Service {
    std::shared_ptr<const ServicePackage> package;
    Offer offer;
    forms::Record parameters;

    // New applications may begin.
    bool is_open(LocalDate today) const;
};

// One published version, without its content.
struct PublishedVersion {
    std::string hash, package_id, version;
    Instant published_at;
    std::string published_by;
    bool of_association = false;
};

// What somebody did for a version in a place before it goes live there.
struct DoneTask {
    std::string task;  // "preview", "privacy"
    Instant at;
    std::string by;          // account of staff
    json::object details{};  // of a walk: {"answers", "path", "complete", ...} of a declared case
};
// In the unit of work of who does it; the last one stays.
void mark_done(store::WriteSession& session, const ServicePackage& package, const DoneTask& done);
// Versions kept for trials whose days are over; for a daily job. Returns how many went.
std::int64_t delete_trials(store::Namespace& name_space, LocalDate today);

class Store {
  public:
    Store(store::Database& database, const Clock& clock) : database_(database), clock_(clock) {}
    static store::Migrations migrations();

    // Makes a checked package a version that nobody can change any more. The same content again
    // changes nothing. Errors: "packages.version_taken" when this version number has another
    // content already.
    Result<void> publish(std::string_view name_space, const ServicePackage& package,
                         const audit::Entry& act);
    // All that a municipality can offer: its own and the association's, newest first.
    std::vector<PublishedVersion> published(std::string_view name_space);
    // Null when the namespace and the association have none with this hash.
    std::shared_ptr<const ServicePackage> version(std::string_view name_space,
                                                  std::string_view hash);

    // Keeps what nobody published for walking through it, to the end of that day. version() finds
    // it in this namespace; it can never go live.
    void keep_for_trial(std::string_view name_space, const ServicePackage& package,
                        LocalDate until);
    std::vector<DoneTask> done(std::string_view name_space, std::string_view hash);
    void mark_done(std::string_view name_space, const ServicePackage& package, const DoneTask& done,
                   const audit::Entry& act);

    std::optional<Offer> offer(std::string_view name_space, std::string_view package_id);
    std::vector<Offer> offers(std::string_view name_space);
    // What is live on a day, also when it was withdrawn or retired since.
    std::optional<Service> service(std::string_view name_space, std::string_view package_id,
                                   LocalDate today);
    // The same on the version on which a draft began; of a trial, also before anything is set.
    std::optional<Service> service_on(std::string_view name_space, std::string_view package_id,
                                      std::string_view hash, LocalDate today);

    // Each writes its entry of the trail in the same unit of work. Rules are asked before: life.h.
    void go_live(std::string_view name_space, const ServicePackage& package, LocalDate from,
                 const audit::Entry& act);
    // Nothing: it is open again.
    void retire(std::string_view name_space, std::string_view package_id,
                std::optional<LocalDate> from, const audit::Entry& act);
    void withdraw(std::string_view name_space, std::string_view package_id,
                  const std::string& notice, const audit::Entry& act);
    void resume(std::string_view name_space, std::string_view package_id, const audit::Entry& act);
    void set_office(std::string_view name_space, std::string_view package_id,
                    const std::string& office, const audit::Entry& act);
    void set_parameters(std::string_view name_space, std::string_view package_id,
                        const std::vector<ParameterValue>& values, const audit::Entry& act);

  private:
    // What a namespace's tables say, kept until its content changes.
    struct Kept {
        std::uint64_t version = 0;
        std::map<std::string, Offer, std::less<>> offers;
    };
    std::shared_ptr<const Kept> kept(store::Namespace& name_space);
    std::shared_ptr<const ServicePackage> published_version(std::string_view place_name,
                                                            std::string_view hash);
    std::shared_ptr<const ServicePackage> trial_version(std::string_view name_space,
                                                        std::string_view hash);
    std::optional<Service> service_of(std::string_view name_space, const Offer& offer,
                                      std::string_view hash, LocalDate today);

    store::Database& database_;
    const Clock& clock_;
    std::mutex mutex_;  // guards both
    std::map<std::string, std::shared_ptr<const Kept>, std::less<>> kept_;
    // Published versions by place and hash. They never change, and there are few: kept for good
    // once read.
    std::map<std::string, std::shared_ptr<const ServicePackage>, std::less<>> versions_;
};

}  // namespace kommod::packages
