// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What has to be done before a package goes live in a municipality.
#pragma once

#include <string>
#include <vector>

#include "packages/store.h"

namespace kommod::packages {

struct Task {
    std::string id;  // "parameters", "office", "office_mail", "cases"
    bool done = false;
    std::string detail;  // what is missing, in German; empty when it is done
};

struct OfficeKnown {
    bool exists = false, has_mail = false;
};
// Pure. `parameters` are the values of the day on which it is to go live.
std::vector<Task> tasks_of(const ServicePackage& package, const Offer& offer, LocalDate on,
                           const OfficeKnown& office);
bool all_done(const std::vector<Task>& tasks);

}  // namespace kommod::packages
