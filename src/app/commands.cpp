// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/commands.h"

#include <fstream>
#include <iostream>
#include <sstream>

#include <unistd.h>

#include "base/log.h"
#include "base/text.h"

extern char** environ;  // POSIX: the environment of the process

namespace kommod::app {
namespace {

std::map<std::string, std::string> environment() {
    std::map<std::string, std::string> out;
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view text{*entry};
        if (const auto equals = text.find('='); text.starts_with("KOMMOD_") && equals != text.npos)
            out.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return out;
}

// One option per setting, on the program and so on every command.
void add_setting_options(CLI::App& program, Context& context) {
    program
        .add_option("--config", context.settings_file, "Settings file (default: $KOMMOD_CONFIG)")
        ->envname("KOMMOD_CONFIG");
    for (const auto& info : all_settings()) {
        const auto key = std::string{info.key};
        program
            .add_option_function<std::string>(
                "--" + text::replace_all(key, "_", "-"),
                [&context, key](const std::string& value) { context.overrides[key] = value; },
                std::string{info.explanation})
            ->group("Settings");
    }
}

log::Level level_of(const std::string& name) {
    if (name == "debug") return log::Level::debug;
    if (name == "warning") return log::Level::warning;
    if (name == "error") return log::Level::error;
    return log::Level::info;
}

}  // namespace

Settings Context::settings() const {
    auto settings = load_settings(settings_file, environment(), overrides);
    if (!settings) throw Refusal(sentence(settings.error()));
    return *settings;
}

House& Context::house() {
    if (!house_) {
        auto loaded = settings();
        log::set_level(level_of(loaded.log_level));
        house_ = std::make_unique<House>(std::move(loaded), clock_);
    }
    return *house_;
}

std::string read_file(const std::string& path) {
    std::ostringstream content;
    if (path == "-") {
        content << std::cin.rdbuf();
        return content.str();
    }
    std::ifstream file{path, std::ios::binary};
    if (!file || !(content << file.rdbuf()))
        throw Refusal("Die Datei „" + path +
                      "“ kann nicht gelesen werden. Gibt es sie, und ist sie nicht leer?");
    return content.str();
}

int run_command(int argc, char** argv) {
    CLI::App program{"Kommod: Verwaltungsleistungen online, für Kommunen und ihre Verbünde",
                     "kommod"};
    program.require_subcommand(1);
    program.fallthrough();
    program.set_version_flag("--version", KOMMOD_VERSION);
    Context context;
    Run run;
    add_setting_options(program, context);
    add_serve_commands(program, context, run);
    add_data_commands(program, context, run);
    add_export_commands(program, context, run);
    add_monitor_commands(program, context, run);
    add_staff_commands(program, context, run);
    add_operation_commands(program, context, run);
    add_backup_commands(program, context, run);
    add_outbox_commands(program, context, run);
    add_package_commands(program, context, run);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : 2;
    }
    try {
        return run();
    } catch (const std::exception& error) {
        std::cerr << "kommod: " << error.what() << "\n";
        return 1;
    }
}

}  // namespace kommod::app
