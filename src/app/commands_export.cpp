// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// kommod export: the catalogue to take along.
#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "catalogue/export.h"

namespace kommod::app {
namespace {

struct ExportCommand {
    std::string format = "json", ags, output;
};

int export_catalogue(Context& context, const ExportCommand& command) {
    const auto format = catalogue::export_format_from_id(command.format);
    if (!format) throw Refusal(sentence(format.error()));
    const auto text =
        catalogue::export_catalogue(context.house().catalogue(), command.ags, *format);
    if (command.output.empty()) {
        std::cout << text << std::flush;
        return std::cout ? 0 : 1;
    }
    std::ofstream file{command.output, std::ios::binary};
    if (!(file << text) || !file.flush())
        throw Refusal("Die Datei „" + command.output + "“ kann nicht geschrieben werden.");
    return 0;
}

}  // namespace

void add_export_commands(CLI::App& program, Context& context, Run& run) {
    auto* group = program.add_subcommand("export", "Schreibt Daten zum Mitnehmen");
    group->require_subcommand(1);
    group->fallthrough();
    auto* command = group->add_subcommand("catalogue", "Der Katalog der Leistungen");
    auto options = std::make_shared<ExportCommand>();
    command
        ->add_option("--format", options->format,
                     "json (Kommods Format, verlustfrei), csv, xzufi (2.2.0) oder xzufi-2.3.1")
        ->check(CLI::IsMember({"json", "kommod", "csv", "xzufi", "xzufi-2.3.1"}));
    command->add_option("--municipality", options->ags, "AGS: wie diese Kommune ihn anbietet");
    command->add_option("--output", options->output, "Datei (sonst Standardausgabe)");
    command->callback([&context, &run, options] {
        run = [&context, options] { return export_catalogue(context, *options); };
    });
}

}  // namespace kommod::app
