// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// kommod backup and kommod restore.
#include <cstdlib>
#include <iostream>

#include <fmt/format.h>

#include "app/commands.h"
#include "app/secret.h"
#include "base/text.h"
#include "store/backup.h"

namespace kommod::app {
namespace {

struct BackupCommand {
    std::string file, passphrase_file, ags;
    bool overwrite = false;
};

// From a file or the environment, never from the command line, which others can see.
std::string passphrase(const BackupCommand& command) {
    std::string secret;
    if (!command.passphrase_file.empty())
        secret = text::trim(read_file(command.passphrase_file));
    else if (const char* value = std::getenv("KOMMOD_PASSPHRASE"))
        secret = value;
    if (secret.empty())
        throw Refusal(
            "Es fehlt die Passphrase: --passphrase-file DATEI oder die Umgebungsvariable "
            "KOMMOD_PASSPHRASE.");
    return secret;
}

std::vector<std::string> chosen(const BackupCommand& command) {
    if (command.ags.empty()) return {};
    return {command.ags == store::association ? command.ags
                                              : store::municipality_namespace(command.ags)};
}

int print(const Result<store::BackupReport>& report, std::string_view what) {
    if (!report) throw Refusal(sentence(report.error()));
    for (const auto& part : report->parts)
        std::cout << fmt::format("{}: {} Tabellen, {} Zeilen\n", part.name_space, part.tables,
                                 part.rows);
    std::cout << fmt::format("{} Stand: {}\n", what, report->made_at.to_german());
    return 0;
}

int make_backup(Context& context, const BackupCommand& command) {
    const auto secret = passphrase(command);
    auto& house = context.house();
    return print(store::backup(house.database(), context.clock(), chosen(command), command.file,
                               secret, house.secret()),
                 "Gesichert.");
}

int restore_backup(Context& context, const BackupCommand& command) {
    const auto secret = passphrase(command);
    auto& house = context.house();
    // A first start has made the association's records; nobody misses them while no municipality is
    // known.
    const bool fresh = house.municipalities().all()->empty();
    const auto report =
        store::restore(house.database(), command.file, secret,
                       {.only = chosen(command), .overwrite = command.overwrite || fresh});
    // With everything replaced, the key that seals its secrets belongs to it, too.
    if (report && command.ags.empty() && report->installation_key.size() == house.secret().size())
        replace_secret(house.secret_file(), report->installation_key);
    return print(report, "Zurückgespielt.");
}

int inspect(const BackupCommand& command) {
    return print(store::inspect_backup(command.file, passphrase(command)), "Lesbar.");
}

CLI::App* add_command(CLI::App& program, const char* name, const char* help,
                      const std::shared_ptr<BackupCommand>& options) {
    auto* command = program.add_subcommand(name, help);
    command->add_option("file", options->file, "Datei der Sicherung")->required();
    command->add_option("--passphrase-file", options->passphrase_file,
                        "Datei mit der Passphrase (sonst KOMMOD_PASSPHRASE)");
    return command;
}

}  // namespace

void add_backup_commands(CLI::App& program, Context& context, Run& run) {
    auto options = std::make_shared<BackupCommand>();
    auto* backup =
        add_command(program, "backup", "Sichert verschlüsselt, auch im laufenden Betrieb", options);
    backup->add_option("--municipality", options->ags,
                       "Nur diese Kommune (AGS) oder „association“");
    backup->callback([&context, &run, options] {
        run = [&context, options] { return make_backup(context, *options); };
    });

    auto* restore = add_command(
        program, "restore", "Spielt eine Sicherung zurück; der Server muss dazu stehen", options);
    restore->add_option("--municipality", options->ags,
                        "Nur diese Kommune (AGS) oder „association“");
    restore->add_flag("--overwrite", options->overwrite, "Vorhandenes ersetzen");
    auto only_look = std::make_shared<bool>(false);
    restore->add_flag("--inspect", *only_look, "Nur prüfen und sagen, was darin ist");
    restore->callback([&context, &run, options, only_look] {
        run = [&context, options, only_look] {
            return *only_look ? inspect(*options) : restore_backup(context, *options);
        };
    });
}

}  // namespace kommod::app
