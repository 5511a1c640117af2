// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// kommod package ...: for authors of service packages; no database is opened.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "packages/package.h"
#include "packages/xdatenfelder.h"

namespace kommod::app {
namespace {

using Path = std::filesystem::path;

packages::Files files_in(const Path& folder) {
    std::error_code failed;
    if (!std::filesystem::is_directory(folder, failed))
        throw Refusal("Den Ordner „" + folder.string() + "“ gibt es nicht.");
    packages::Files files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files[std::filesystem::relative(entry.path(), folder).generic_string()] =
                read_file(entry.path().string());
    return files;
}

void print(const forms::Problems& problems) {
    for (const forms::Problem& problem : problems)
        std::cout << (problem.weight == forms::Problem::Weight::warning ? "Hinweis: " : "")
                  << forms::to_line(problem) << "\n";
}

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
    const auto checked = packages::check(files_in(options.folder));
    if (options.json)
        print_json(checked.problems);
    else
        print(checked.problems);
    if (!checked.package) return 1;
    if (!options.json)
        std::cout << "In Ordnung: " << checked.package->id << " " << checked.package->version
                  << ", " << checked.package->form.pages.size() << " Seiten, "
                  << checked.package->cases.size() << " Testfälle.\n";
    return 0;
}

int test_package(const PackageOptions& options) {
    const auto checked = packages::check(files_in(options.folder));
    if (!checked.package) {
        print(checked.problems);
        return 1;
    }
    const auto differences = packages::run_cases(*checked.package);
    if (options.json)
        print_json(differences);
    else
        print(differences);
    if (!differences.empty()) return 1;
    if (!options.json)
        std::cout << checked.package->cases.size()
                  << " Testfälle sind so ausgegangen wie erwartet.\n";
    return 0;
}

void write_new(const Path& folder, const packages::Files& files) {
    std::error_code failed;
    if (std::filesystem::exists(folder, failed) && !std::filesystem::is_empty(folder, failed))
        throw Refusal("Der Ordner „" + folder.string() + "“ ist nicht leer.");
    for (const auto& [name, content] : files) {
        std::filesystem::create_directories((folder / name).parent_path());
        std::ofstream out(folder / name, std::ios::binary);
        out << content;
        if (!out.flush()) throw Refusal("„" + name + "“ kann nicht geschrieben werden.");
    }
}

int import_schema(const std::string& file, const Path& folder) {
    const auto imported = packages::import_xdatenfelder(read_file(file));
    if (!imported) {
        const Error& error = imported.error();
        throw Refusal(file + ":" + std::to_string(error.line) + ": " + error.what +
                      (error.value.empty() ? "" : " („" + error.value + "“)"));
    }
    write_new(folder, imported->files);
    for (const packages::ImportNote& note : imported->notes)
        std::cout << packages::to_line(note) << "\n";
    std::cout << "Das fehlt noch am Paket:\n";
    print(packages::check(imported->files).problems);
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

void add_package_commands(CLI::App& program, Run& run) {
    auto* command = program.add_subcommand("package", "Pakete von Online-Diensten");
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, int (*work)(const PackageOptions&)) {
        auto options = std::make_shared<PackageOptions>();
        auto* sub = command->add_subcommand(name, what);
        sub->add_option("DIR", options->folder, "Ordner des Pakets")->required();
        sub->add_flag("--json", options->json, "Ein JSON-Objekt je Zeile");
        sub->callback([&run, options, work] { run = [options, work] { return work(*options); }; });
    };
    add("check", "Prüft ein Paket: jeder Fehler mit Datei, Zeile und Spalte", check_package);
    add("test", "Lässt die Testfälle eines Pakets laufen", test_package);
    add_import_command(*command, run);
}

}  // namespace kommod::app
