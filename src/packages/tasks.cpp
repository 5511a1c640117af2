// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "packages/tasks.h"

#include <algorithm>

#include <fmt/format.h>

namespace kommod::packages {
namespace {

// The first ones by name; who has to do it sees all of them there.
std::string to_be_confirmed(const std::vector<std::string>& labels) {
    constexpr std::size_t most = 3;
    if (labels.size() <= most)
        return fmt::format("Noch zu bestätigen: {}.", fmt::join(labels, ", "));
    return fmt::format("Noch zu bestätigen: {} und {} weitere.",
                       fmt::join(labels.begin(), labels.begin() + most - 1, ", "),
                       labels.size() - most + 1);
}

// Each municipality says its fees and dates itself: what the provider proposes is only a beginning.
Task parameters_task(const ServicePackage& package, const Offer& offer, LocalDate on) {
    const auto given = offer.parameters_on(on);
    std::vector<std::string> open;
    for (const Parameter& parameter : package.parameters)
        if (!parameter.optional && !given.contains(parameter.key))
            open.emplace_back(package.text("de", "parameters." + parameter.key + ".label"));
    return {"parameters", open.empty(), open.empty() ? "" : to_be_confirmed(open)};
}

Task texts_task(const ServicePackage& package) {
    for (const auto& [language, texts] : package.texts)
        for (const auto& [key, text] : texts)
            if (text.find(to_be_written) != std::string::npos)
                return {
                    "texts", false,
                    fmt::format("Im Text „{}“ ({}) ist noch etwas zu ergänzen.", key, language)};
    for (const auto& [id, letters] : package.letters)
        for (const auto& [language, letter] : letters)
            if (letter.find(to_be_written) != std::string::npos)
                return {
                    "texts", false,
                    fmt::format("Im Brief „{}“ ({}) ist noch etwas zu ergänzen.", id, language)};
    return {"texts", true, ""};
}

Task services_task(const std::vector<std::string>& unknown) {
    return {"services", unknown.empty(),
            unknown.empty() ? ""
                            : fmt::format("Im Katalog fehlt: {}. Nehmen Sie die Leistung dort auf, "
                                          "oder wählen Sie im Dienst eine andere.",
                                          fmt::join(unknown, ", "))};
}

Task done_task(const std::vector<DoneTask>& done, std::string_view id, const char* open) {
    const bool found = std::ranges::find(done, id, &DoneTask::task) != done.end();
    return {std::string{id}, found, found ? "" : open};
}

Task cases_task(const ServicePackage& package) {
    const auto differences = run_cases(package);
    return {"cases", differences.empty(),
            differences.empty() ? "" : forms::to_line(differences.front())};
}

}  // namespace

std::vector<Task> tasks_of(const ServicePackage& package, const Offer& offer, LocalDate on,
                           const OfficeKnown& office, const std::vector<DoneTask>& done,
                           const std::vector<std::string>& unknown_services) {
    return {services_task(unknown_services),
            texts_task(package),
            parameters_task(package, offer, on),
            {"office", office.exists,
             office.exists ? "" : "Wählen Sie das Amt, das die Anträge bearbeitet."},
            {"office_mail", office.has_mail,
             office.has_mail ? ""
                             : "Das Amt hat noch keine E-Mail-Adresse; dorthin geht der Hinweis "
                               "auf einen neuen Antrag."},
            cases_task(package),
            done_task(done, "preview",
                      "Gehen Sie diese Fassung einmal bis zum Ende durch, wie es die Leute tun "
                      "werden. Gesendet wird nichts."),
            done_task(done, "privacy",
                      "Lesen Sie den Datenschutzhinweis und bestätigen Sie, dass er für Sie "
                      "stimmt.")};
}

bool all_done(const std::vector<Task>& tasks) {
    return std::ranges::all_of(tasks, &Task::done);
}

}  // namespace kommod::packages
