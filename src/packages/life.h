// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The rules of a package's life, and what follows from it by itself: a package that is live is a
// solution of the municipality, so that the Monitor's windows light with nothing more to type.
#pragma once

#include <string_view>

#include "audit/audit.h"
#include "catalogue/store.h"
#include "municipalities/store.h"
#include "packages/store.h"
#include "packages/tasks.h"
#include "readiness/store.h"

namespace kommod::packages {

class Life {
  public:
    Life(Store& store, readiness::Store& readiness, municipalities::Store& municipalities,
         catalogue::Store& catalogue, const Clock& clock)
        : store_(store),
          readiness_(readiness),
          municipalities_(municipalities),
          catalogue_(catalogue),
          clock_(clock) {}

    Store& store() { return store_; }
    // What is still to be done before this version may go live in a municipality.
    std::vector<Task> tasks(const municipalities::Municipality& town,
                            const ServicePackage& package);

    // Errors: "packages.unknown_version", "packages.open_tasks", "packages.past" (the day is over).
    Result<void> go_live(const municipalities::Municipality& town, std::string_view hash,
                         LocalDate from, const audit::Actor& actor);
    // No new applications from that day on; who is in the middle may end.
    void retire(const municipalities::Municipality& town, std::string_view package_id,
                LocalDate from, const audit::Actor& actor);
    // At once, with a notice to those who are in the middle. What they said stays.
    void withdraw(const municipalities::Municipality& town, std::string_view package_id,
                  const std::string& notice, const audit::Actor& actor);
    // The way back from both.
    void resume(const municipalities::Municipality& town, std::string_view package_id,
                const audit::Actor& actor);

  private:
    std::vector<std::string> unknown_services(const municipalities::Municipality& town,
                                              const ServicePackage& package);
    // A version kept for a trial is none.
    bool is_published(std::string_view name_space, std::string_view hash);
    // Records what the Monitor is to know; again and again the same, so it can be repeated.
    void tell_monitor(const municipalities::Municipality& town, std::string_view package_id);
    audit::Entry act(const audit::Actor& actor, const char* name, std::string_view package_id,
                     json::object details = {}) const;

    Store& store_;
    readiness::Store& readiness_;
    municipalities::Store& municipalities_;
    catalogue::Store& catalogue_;
    const Clock& clock_;
};

// The fact that says of a municipality's offer what the Monitor needs. `path` leads to the form.
readiness::FactVersion solution_of(const ServicePackage& package, const Offer& offer,
                                   const std::string& path, LocalDate recorded_on);

}  // namespace kommod::packages
