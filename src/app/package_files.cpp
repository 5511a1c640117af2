// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/package_files.h"

#include <fstream>
#include <iostream>

#include "app/commands.h"
#include "packages/archive.h"

namespace kommod::app {
namespace {

packages::Files files_of_archive(const std::string& path) {
    auto archive = packages::read_archive(read_file(path));
    if (!archive) throw Refusal(archive_error(path, archive.error()));
    return std::move(archive->files);
}

}  // namespace

packages::Files package_files(const std::filesystem::path& path) {
    std::error_code failed;
    if (std::filesystem::is_regular_file(path, failed)) return files_of_archive(path.string());
    if (!std::filesystem::is_directory(path, failed))
        throw Refusal("Weder einen Ordner noch ein Archiv „" + path.string() + "“ gibt es.");
    packages::Files files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
        if (entry.is_regular_file())
            files[std::filesystem::relative(entry.path(), path).generic_string()] =
                read_file(entry.path().string());
    return files;
}

void write_package(const std::filesystem::path& folder, const packages::Files& files) {
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

void print_problems(const forms::Problems& problems) {
    for (const forms::Problem& problem : problems)
        std::cout << (problem.weight == forms::Problem::Weight::warning ? "Hinweis: " : "")
                  << forms::to_line(problem) << "\n";
}

std::string archive_error(std::string_view archive, const Error& error) {
    return std::string{archive} + ": " + (error.value.empty() ? "" : error.value + ": ") +
           error.what;
}

}  // namespace kommod::app
