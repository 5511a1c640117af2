// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// kommod package ...: for authors of service packages; only install opens the database.
#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "app/package_files.h"
#include "packages/package.h"
#include "packages/xdatenfelder.h"

namespace kommod::app {
namespace {

using Path = std::filesystem::path;

// What is wrong as JSON, one object a line, for editors and build servers.
void print_json(const forms::Problems& problems) {
    for (const forms::Problem& problem : problems)
        std::cout << json::serialize(json::object{
                         {"file", problem.file},
                         {"line", problem.line},
                         {"column", problem.column},
                         {"severity",
                          problem.weight == forms::Problem::Weight::warning ? "warning" : "error"},
                         {"key", problem.key},
                         {"what", problem.what},
                         {"why", problem.why},
                         {"proposal", problem.proposal}})
                  << "\n";
}

struct PackageOptions {
    std::string folder;
    bool json = false;
};

int check_package(const PackageOptions& options) {
    const auto checked = packages::check(package_files(options.folder));
    if (options.json)
        print_json(checked.problems);
    else
        print_problems(checked.problems);
    if (!checked.package) return 1;
    if (!options.json)
        std::cout << "In Ordnung: " << checked.package->id << " " << checked.package->version
                  << ", " << checked.package->form.pages.size() << " Seiten, "
                  << checked.package->cases.size() << " Testfälle.\n";
    return 0;
}

int test_package(const PackageOptions& options) {
    const auto checked = packages::check(package_files(options.folder));
    if (!checked.package) {
        print_problems(checked.problems);
        return 1;
    }
    const auto differences = packages::run_cases(*checked.package);
    if (options.json)
        print_json(differences);
    else
        print_problems(differences);
    if (!differences.empty()) return 1;
    if (!options.json)
        std::cout << checked.package->cases.size()
                  << " Testfälle sind so ausgegangen wie erwartet.\n";
    return 0;
}

int import_schema(const std::string& file, const Path& folder) {
    const auto imported = packages::import_xdatenfelder(read_file(file));
    if (!imported) {
        const Error& error = imported.error();
        throw Refusal(file + ":" + std::to_string(error.line) + ": " + error.what +
                      (error.value.empty() ? "" : " („" + error.value + "“)"));
    }
    write_package(folder, imported->files);
    for (const packages::ImportNote& note : imported->notes)
        std::cout << packages::to_line(note) << "\n";
    std::cout << "Das fehlt noch am Paket:\n";
    print_problems(packages::check(imported->files).problems);
    return 0;
}

void add_import_command(CLI::App& command, Run& run) {
    auto arguments = std::make_shared<std::pair<std::string, std::string>>();
    auto* sub = command.add_subcommand(
        "import-schema", "Beginnt ein Paket mit einem Stammdatenschema (XDatenfelder 2.0, 3.0.0)");
    sub->add_option("FILE", arguments->first, "XML-Datei")->required();
    sub->add_option("DIR", arguments->second, "Ordner des neuen Pakets")->required();
    sub->callback([&run, arguments] {
        run = [arguments] { return import_schema(arguments->first, arguments->second); };
    });
}

}  // namespace

void add_package_commands(CLI::App& program, Context& context, Run& run) {
    auto* command = program.add_subcommand("package", "Pakete von Online-Diensten");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, int (*work)(const PackageOptions&)) {
        auto options = std::make_shared<PackageOptions>();
        auto* sub = command->add_subcommand(name, what);
        sub->add_option("DIR", options->folder, "Ordner oder Archiv des Pakets")->required();
        sub->add_flag("--json", options->json, "Ein JSON-Objekt je Zeile");
        sub->callback([&run, options, work] { run = [options, work] { return work(*options); }; });
    };
    add("check", "Prüft ein Paket: jeder Fehler mit Datei, Zeile und Spalte", check_package);
    add("test", "Lässt die Testfälle eines Pakets laufen", test_package);
    add_import_command(*command, run);
    add_archive_commands(*command, context, run);
}

}  // namespace kommod::app
