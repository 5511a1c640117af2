// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// kommod monitor: how far a municipality is on a day, for machines.
#include <algorithm>
#include <iostream>

#include "app/commands.h"
#include "base/text.h"
#include "monitor/json.h"
#include "readiness/models.h"

namespace kommod::app {
namespace {

struct MonitorOptions {
    std::string ags, date, known, model;
    bool json = false;
};

LocalDate day_or_refuse(const std::string& text) {
    const auto day = LocalDate::parse_german(text);
    if (!day)
        throw Refusal("Das Datum „" + text +
                      "“ ist keines. Erwartet wird JJJJ-MM-TT, zum Beispiel 2022-12-01.");
    return *day;
}

// What is wrong with the name of a model; empty when there is such a model.
std::string unknown_model(const std::string& id) {
    std::vector<std::string> known;
    for (const auto& model : readiness::load_models())
        known.push_back(model->id);
    if (std::ranges::find(known, id) != known.end()) return {};
    return "Das Reifegradmodell „" + id +
           "“ gibt es nicht. Bekannt sind: " + text::join(known, ", ") + ".";
}

void print_levels(const readiness::Picture& picture) {
    const auto levels = picture.levels();
    for (std::size_t level = 0; level < levels.size(); ++level)
        std::cout << "Stufe " << level << " (" << picture.model->level_names[level]
                  << "): " << levels[level] << "\n";
}

int show_monitor(Context& context, const MonitorOptions& options) {
    auto& house = context.house();
    if (!house.municipalities().by_ags(options.ags))
        throw Refusal("Es gibt hier keine Kommune mit dem AGS „" + options.ags + "“.");
    const LocalDate today = context.clock().today();
    const LocalDate on = options.date.empty() ? today : day_or_refuse(options.date);
    const LocalDate known =
        options.known.empty() ? std::min(on, today) : day_or_refuse(options.known);
    const auto picture = house.readiness().picture(options.ags, {on, known}, options.model);
    if (options.json)
        std::cout << json::serialize(monitor::data(*picture)) << "\n";
    else
        print_levels(*picture);
    return 0;
}

}  // namespace

void add_monitor_commands(CLI::App& program, Context& context, Run& run) {
    auto* command = program.add_subcommand("monitor", "Wie weit eine Kommune an einem Tag ist");
    auto options = std::make_shared<MonitorOptions>();
    command->add_option("--municipality", options->ags, "Amtlicher Gemeindeschlüssel (8 Ziffern)")
        ->required();
    command->add_option("--date", options->date, "Stand: JJJJ-MM-TT (sonst heute)");
    command->add_option("--known", options->known,
                        "Wie an diesem Tag bekannt (sonst der frühere von Stand und heute)");
    command->add_option("--model", options->model, "Reifegradmodell (sonst das übliche)")
        ->check(unknown_model);
    command->add_flag("--json", options->json, "Als JSON");
    command->callback([&context, &run, options] {
        run = [&context, options] { return show_monitor(context, *options); };
    });
}

}  // namespace kommod::app
