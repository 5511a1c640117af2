// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What has to be done before a package goes live in a municipality.
#pragma once

#include <string>
#include <vector>

#include "packages/store.h"

namespace kommod::packages {

struct Task {
    // "services", "texts", "parameters", "office", "office_mail", "cases", "preview", "privacy"
    std::string id;
    bool done = false;
    std::string detail;  // what is missing, in German; empty when it is done
};

// Stands in texts that the author of a draft has still to write: "[bitte ergänzen: ...]".
constexpr std::string_view to_be_written = "[bitte ergänzen";

struct OfficeKnown {
    bool exists = false, has_mail = false;
};
// Pure. `on`: the day on which it is to go live. `unknown_services`: those that are not in the
// town's catalogue, so that the Monitor could not show them.
std::vector<Task> tasks_of(const ServicePackage& package, const Offer& offer, LocalDate on,
                           const OfficeKnown& office, const std::vector<DoneTask>& done,
                           const std::vector<std::string>& unknown_services = {});
bool all_done(const std::vector<Task>& tasks);

}  // namespace kommod::packages
