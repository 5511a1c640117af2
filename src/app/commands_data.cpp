// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// kommod import: municipalities, the catalogue, recorded facts.
#include <filesystem>
#include <iostream>

#include <unistd.h>

#include "app/commands.h"
#include "catalogue/import.h"
#include "geo/import.h"
#include "municipalities/import.h"
#include "readiness/import.h"

namespace kommod::app {
namespace {

const std::string standard_input = "Standardeingabe";

struct ImportCommand {
    std::vector<std::string> files;
    std::string ags, source;
    bool dry_run = false;
    bool json = false;
};

// The report on standard output. A file that could not be taken at all is a failure of the command.
int print(const ImportReport& report, bool as_json) {
    if (as_json)
        std::cout << json::serialize(report.to_json()) << "\n";
    else
        std::cout << report.to_german();
    const bool nothing_taken = report.accepted == 0 && !report.rejected.empty();
    return nothing_taken ? 1 : 0;
}

// A broken file answers in the same shape as one with single refused lines.
ImportReport report_of(const Error& error) {
    ImportReport report;
    report.reject(error.line, error.field, error.value, error.what.empty() ? error.key : error.what,
                  error.proposal);
    return report;
}

// One line that grows, on a terminal only.
std::function<void(std::size_t, std::size_t)> progress_on_terminal() {
    if (!::isatty(STDERR_FILENO)) return {};
    return [](std::size_t done, std::size_t total) {
        std::cerr << "\r" << done << (total > 0 ? " von " + std::to_string(total) : "")
                  << " Datensätze gelesen " << (total > 0 && done >= total ? "\n" : "")
                  << std::flush;
    };
}

int import_catalogue(Context& context, const ImportCommand& command) {
    std::vector<catalogue::Input> inputs;
    for (const auto& file : command.files)
        inputs.push_back(file == "-" ? catalogue::Input::text(standard_input, read_file(file))
                                     : catalogue::Input::file(file));
    auto& house = context.house();
    if (!command.ags.empty() && !house.municipalities().by_ags(command.ags))
        throw Refusal("Es gibt hier keine Kommune mit dem AGS „" + command.ags + "“.");
    const audit::Actor by{audit::ActorKind::command, "import"};
    const auto report = catalogue::import_catalogue(house.catalogue(), inputs,
                                                    {.municipality = command.ags,
                                                     .dry_run = command.dry_run,
                                                     .by = &by,
                                                     .progress = progress_on_terminal()});
    if (report) return print(*report, command.json);
    print(report_of(report.error()), command.json);
    return 1;
}

int import_municipalities(Context& context, const ImportCommand& command) {
    int status = 0;
    for (const auto& file : command.files) {
        const auto content = read_file(file);
        const auto report = municipalities::import_municipalities(
            context.house().municipalities(), content, {.dry_run = command.dry_run});
        status = std::max(status, print(report, command.json));
    }
    return status;
}

int import_facts(Context& context, const ImportCommand& command) {
    int status = 0;
    for (const auto& file : command.files) {
        const readiness::Origin from{
            {audit::ActorKind::command, "import"},
            file == "-" ? standard_input : std::filesystem::path{file}.filename().string()};
        const auto report = readiness::import_facts(context.house().readiness(), read_file(file),
                                                    context.clock().today(), &from);
        status = std::max(status, print(report, command.json));
    }
    return status;
}

int import_map(Context& context, const ImportCommand& command) {
    auto& house = context.house();
    if (!command.ags.empty() && !house.municipalities().by_ags(command.ags))
        throw Refusal("Es gibt hier keine Kommune mit dem AGS „" + command.ags + "“.");
    int status = 0;
    for (const auto& file : command.files) {
        const auto report =
            geo::import_map(house.database(), house.municipalities(), house.maps(), read_file(file),
                            {.ags = command.ags,
                             .source = command.source,
                             .dry_run = command.dry_run,
                             .actor = {audit::ActorKind::command, "import"}});
        status = std::max(status, print(report, command.json));
    }
    return status;
}

using Import = int (*)(Context&, const ImportCommand&);

CLI::App* add_import(CLI::App& group, Context& context, Run& run, const char* name,
                     const char* help, Import import) {
    auto* command = group.add_subcommand(name, help);
    auto options = std::make_shared<ImportCommand>();
    command->add_option("files", options->files, "Dateien (- ist die Standardeingabe)")->required();
    command->add_flag("--json", options->json, "Bericht als JSON");
    if (import != &import_facts)
        command->add_flag("--dry-run", options->dry_run, "Nur berichten, nichts ändern");
    if (import == &import_catalogue)
        command->add_option("--municipality", options->ags,
                            "AGS: in den eigenen Katalog dieser Kommune");
    if (import == &import_map) {
        command->add_option("--municipality", options->ags,
                            "AGS: alles in der Datei gehört dieser Kommune");
        command
            ->add_option("--source", options->source,
                         "Wer die Daten gemacht hat; steht unter jeder Karte")
            ->required();
    }
    command->callback([&context, &run, options, import] {
        run = [&context, options, import] { return import(context, *options); };
    });
    return command;
}

}  // namespace

void add_data_commands(CLI::App& program, Context& context, Run& run) {
    auto* group = program.add_subcommand("import", "Liest Daten ein, mit vollständigem Bericht");
    group->require_subcommand(1);
    group->fallthrough();
    add_import(*group, context, run, "catalogue", "Leistungen: CSV, XZuFi oder Kommods Format",
               &import_catalogue);
    add_import(*group, context, run, "municipalities",
               "Kommunen aus CSV; eine Namensliste wird geprüft", &import_municipalities);
    add_import(*group, context, run, "facts",
               "Sachstände: Lösungen, Bausteine, Voraussetzungen (YAML)", &import_facts);
    add_import(*group, context, run, "map", "Karten: Umrisse von Kommunen und Straßen (GeoJSON)",
               &import_map);
}

}  // namespace kommod::app
