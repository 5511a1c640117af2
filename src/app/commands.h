// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The program `kommod`: its commands and their options.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/house.h"
#include "app/sentences.h"

namespace kommod::app {

// Parses the command line, runs one command, returns the exit status: 0 done, 1 refused or failed,
// 2 bad usage.
int run_command(int argc, char** argv);

// What every command can ask: settings from file, environment and command line, and the opened
// house.
class Context {
  public:
    std::string settings_file;
    std::map<std::string, std::string> overrides;  // from the command line, by setting key

    // Throws Refusal when the settings are wrong.
    Settings settings() const;
    // Opens the house; throws when it cannot be opened.
    House& house();
    const Clock& clock() const { return clock_; }

  private:
    SystemClock clock_;
    std::unique_ptr<House> house_;
};

// Ends a command with a sentence on standard error and exit status 1.
class Refusal : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Whole content of a file ("-" is standard input); throws Refusal when it cannot be read.
std::string read_file(const std::string& path);

using Run = std::function<int()>;
// Each adds its subcommands to the program; the chosen one's work goes into `run`.
void add_serve_commands(CLI::App& program, Context& context, Run& run);
void add_data_commands(CLI::App& program, Context& context, Run& run);
void add_export_commands(CLI::App& program, Context& context, Run& run);
void add_monitor_commands(CLI::App& program, Context& context, Run& run);
void add_staff_commands(CLI::App& program, Context& context, Run& run);
void add_operation_commands(CLI::App& program, Context& context, Run& run);
void add_backup_commands(CLI::App& program, Context& context, Run& run);
void add_outbox_commands(CLI::App& program, Context& context, Run& run);
void add_package_commands(CLI::App& program, Context& context, Run& run);
// new, build, key, sign, verify, install; below `kommod package`.
void add_archive_commands(CLI::App& package, Context& context, Run& run);

}  // namespace kommod::app
