// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/tasks.h"

#include <algorithm>

#include <fmt/format.h>

namespace kommod::packages {
namespace {

// Each municipality says its fees and dates itself: what the provider proposes is only a beginning.
Task parameters_task(const ServicePackage& package, const Offer& offer, LocalDate on) {
    const auto given = offer.parameters_on(on);
    std::vector<std::string> open;
    for (const Parameter& parameter : package.parameters)
        if (!parameter.optional && !given.contains(parameter.key))
            open.emplace_back(package.text("de", "parameters." + parameter.key + ".label"));
    return {"parameters", open.empty(),
            open.empty() ? "" : fmt::format("Noch zu bestätigen: {}.", fmt::join(open, ", "))};
}

Task cases_task(const ServicePackage& package) {
    const auto differences = run_cases(package);
    return {"cases", differences.empty(),
            differences.empty() ? "" : forms::to_line(differences.front())};
}

}  // namespace

std::vector<Task> tasks_of(const ServicePackage& package, const Offer& offer, LocalDate on,
                           const OfficeKnown& office) {
    return {parameters_task(package, offer, on),
            {"office", office.exists,
             office.exists ? "" : "Wählen Sie das Amt, das die Anträge bearbeitet."},
            {"office_mail", office.has_mail,
             office.has_mail ? ""
                             : "Das Amt hat noch keine E-Mail-Adresse; dorthin geht der Hinweis "
                               "auf einen neuen Antrag."},
            cases_task(package)};
}

bool all_done(const std::vector<Task>& tasks) {
    return std::ranges::all_of(tasks, &Task::done);
}

}  // namespace kommod::packages
