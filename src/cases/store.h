// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Applications in the municipality's own namespace. Written once, in the unit of work that ends
// the citizen's draft; so whoever sends twice sends once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "cases/application.h"
#include "store/database.h"

namespace kommod::cases {

store::Migrations migrations();

// False, and nothing is kept, when another application has its reference: a number has 35 random
// bits, so that among a hundred thousand a year two meet once in a few years.
[[nodiscard]] bool keep(store::WriteSession& session, const Application& application);

std::optional<Application> find_application(store::Namespace& municipality, std::string_view id);
std::optional<Application> find_by_reference(store::Namespace& municipality,
                                             std::string_view reference);

struct ApplicationFilter {
    std::string package_id;  // empty: every service
    std::optional<Application::State> state;
    // The last one of the page before; the list goes on behind it.
    std::optional<Instant> before;
    std::string before_id;
    int limit = 50;
};
// Newest first.
std::vector<Application> list_applications(store::Namespace& municipality,
                                           const ApplicationFilter& filter);

// On the citizen's word. False when there is none, or it was withdrawn before.
bool withdraw_application(store::Namespace& municipality, std::string_view id, Instant now,
                          const audit::Entry& act);

// Deletes what is due, each with an entry of the trail that says only that. Returns how many went.
int delete_due_applications(store::Namespace& municipality, LocalDate today, Instant now);

}  // namespace kommod::cases
