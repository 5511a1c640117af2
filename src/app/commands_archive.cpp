// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// kommod package new, build, key, sign, verify, install: from an empty folder to what a provider
// ships.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <fcntl.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/package_files.h"
#include "base/crypto.h"
#include "base/text.h"
#include "packages/accept.h"
#include "packages/start.h"

namespace kommod::app {
namespace {

// The first word of a file with a private key, so that nobody takes another file for one.
constexpr std::string_view key_format = "kommod-signing-key/1 ";

struct ArchiveOptions {
    std::string path;    // folder, archive or key, by command
    std::string output;  // empty: beside it
    std::string key, signer;
    std::vector<std::string> trusted;
    std::string municipality;  // AGS; empty: the association
    packages::Start start{{}, "99000000000000", "Ein neuer Dienst", "Meine Kommune", "§ 1 Satzung"};
};

// All or nothing; throws Refusal.
void write_file(const std::string& path, std::string_view bytes, mode_t mode) {
    const auto part = path + ".part";
    const int file = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    const bool written =
        file >= 0 &&
        write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
        fsync(file) == 0;
    if (file >= 0) close(file);
    std::error_code failed;
    if (written) std::filesystem::rename(part, path, failed);
    if (!written || failed) {
        std::filesystem::remove(part, failed);
        throw Refusal("„" + path + "“ kann nicht geschrieben werden.");
    }
}

int make_new(const ArchiveOptions& options) {
    const auto files = packages::start_package(options.start);
    const auto problems = packages::check(files).problems;
    if (!problems.empty()) {
        print_problems(problems);
        return 1;
    }
    write_package(options.path, files);
    std::cout << "In „" << options.path << "“ liegt ein vollständiges Paket. Weiter:\n"
              << "  kommod package check " << options.path << "\n"
              << "  kommod package test " << options.path << "\n"
              << "  kommod package build " << options.path << "\n";
    return 0;
}

// The checked package of a folder; nothing after printing what is wrong with it.
std::shared_ptr<const packages::ServicePackage> sound(const packages::Files& files) {
    const auto checked = packages::check(files);
    print_problems(checked.problems);
    if (!checked.package) return nullptr;
    const auto differences = packages::run_cases(*checked.package);
    print_problems(differences);
    return differences.empty() ? checked.package : nullptr;
}

int build(const ArchiveOptions& options) {
    const auto files = package_files(options.path);
    const auto package = sound(files);
    if (!package) return 1;
    const auto output = options.output.empty()
                            ? package->id + "-" + package->version + ".kommod.zip"
                            : options.output;
    write_file(output, packages::write_archive(files, *package), 0644);
    std::cout << "Gebaut: " << output << "\nPrüfsumme des Pakets: " << package->hash << "\n";
    return 0;
}

int make_key(const ArchiveOptions& options) {
    if (std::filesystem::exists(options.path))
        throw Refusal("„" + options.path +
                      "“ gibt es schon; ein Schlüssel wird nie überschrieben.");
    const auto key = crypto::new_signing_key();
    write_file(options.path, std::string{key_format} + crypto::base64url(key) + "\n", 0600);
    std::cout << "Der private Schlüssel liegt in „" << options.path
              << "“. Wer ihn hat, unterschreibt in Ihrem Namen.\nDer öffentliche Schlüssel:\n"
              << crypto::base64url(crypto::public_key_of(key)) << "\n";
    return 0;
}

std::string signing_key(const std::string& path) {
    const auto content = read_file(path);
    const std::string_view line = text::trim(content);
    constexpr std::size_t key_bytes = 32;
    auto key = line.starts_with(key_format) ? crypto::unbase64url(line.substr(key_format.size()))
                                            : Result<std::string>{fail("key.format")};
    if (!key || key->size() != key_bytes)
        throw Refusal("In „" + path + "“ steht kein Schlüssel. Einen macht „kommod package key“.");
    return *key;
}

int sign(const ArchiveOptions& options) {
    const auto key = signing_key(options.key);
    const auto archive = packages::signed_archive(read_file(options.path), key, options.signer);
    if (!archive) throw Refusal(archive_error(options.path, archive.error()));
    const auto output = options.output.empty() ? options.path : options.output;
    write_file(output, *archive, 0644);
    std::cout << "Unterschrieben: " << output
              << "\nÖffentlicher Schlüssel: " << crypto::base64url(crypto::public_key_of(key))
              << "\n";
    return 0;
}

// Prints what is wrong and throws Refusal, or gives back what may be installed.
packages::Accepted accepted(const std::string& path, const std::vector<std::string>& trusted) {
    auto archive = packages::accept_archive(read_file(path), trusted);
    if (archive) return std::move(*archive);
    print_problems(archive.error().problems);
    throw Refusal(path + ": " + archive.error().sentence);
}

void print_signature(const packages::Accepted& archive) {
    if (!archive.signature) {
        std::cout << "Nicht unterschrieben.\n";
        return;
    }
    const auto& [public_key, signer] = *archive.signature;
    std::cout << "Unterschrieben" << (signer.empty() ? "" : " von " + signer)
              << " mit dem Schlüssel " << public_key << ".\n";
}

int verify(const ArchiveOptions& options) {
    const auto archive = accepted(options.path, options.trusted);
    std::cout << archive.package->id << " " << archive.package->version << ": unversehrt.\n";
    print_signature(archive);
    return 0;
}

int install(Context& context, const ArchiveOptions& options) {
    auto trusted = context.settings().trusted_publishers;
    trusted.insert(trusted.end(), options.trusted.begin(), options.trusted.end());
    const auto archive = accepted(options.path, trusted);
    const auto& package = *archive.package;
    auto& house = context.house();
    const auto town = options.municipality.empty()
                          ? std::nullopt
                          : house.municipalities().by_ags(options.municipality);
    if (!options.municipality.empty() && !town)
        throw Refusal("Es gibt hier keine Kommune mit dem AGS „" + options.municipality + "“.");
    const audit::Entry act{
        .at = context.clock().now(),
        .actor = {audit::ActorKind::command, "package install"},
        .act = "package.publish",
        .object_kind = "package",
        .object_id = package.id,
        .details = {{"version", package.version},
                    {"hash", package.hash},
                    {"key", archive.signature ? archive.signature->public_key : std::string{}}}};
    const auto place = town ? town->name_space() : std::string{store::association};
    if (!house.packages().publish(place, package, act))
        throw Refusal(package.id + " " + package.version +
                      " ist hier schon mit anderem Inhalt veröffentlicht. Der Anbieter gibt der "
                      "neuen Fassung eine höhere Nummer.");
    std::cout << package.id << " " << package.version
              << " ist veröffentlicht; online nehmen es die Kommunen in der Verwaltung.\n";
    print_signature(archive);
    return 0;
}

}  // namespace

void add_archive_commands(CLI::App& package, Context& context, Run& run) {
    auto options = std::make_shared<ArchiveOptions>();
    const auto add = [&](const char* name, const char* what, const char* path_name,
                         const char* path_meaning, int (*work)(const ArchiveOptions&)) {
        auto* sub = package.add_subcommand(name, what);
        sub->add_option(path_name, options->path, path_meaning)->required();
        sub->callback([&run, options, work] { run = [options, work] { return work(*options); }; });
        return sub;
    };
    auto* make =
        add("new", "Beginnt ein Paket in einem leeren Ordner", "DIR", "Neuer Ordner", make_new);
    make->add_option("--id", options->start.id, "Kennung, z. B. hundesteuer")->required();
    make->add_option("--service", options->start.service, "LeiKa-Schlüssel der Leistung");
    make->add_option("--title", options->start.title, "Titel des Dienstes");
    make->add_option("--provider", options->start.provider, "Wer das Paket anbietet");
    make->add_option("--citation", options->start.citation,
                     "Vorschrift, z. B. „§ 8 Hundesteuersatzung“");
    auto* built = add("build", "Prüft ein Paket und macht ein Archiv daraus", "DIR",
                      "Ordner des Pakets", build);
    built->add_option("-o,--output", options->output, "Archiv; sonst KENNUNG-FASSUNG.kommod.zip");
    add("key", "Macht einen Schlüssel zum Unterschreiben", "FILE", "Neue Datei", make_key);
    auto* signing = add("sign", "Unterschreibt ein Archiv", "FILE", "Archiv", sign);
    signing->add_option("--key", options->key, "Datei mit dem Schlüssel")->required();
    signing->add_option("--signer", options->signer, "Name des Anbieters");
    signing->add_option("-o,--output", options->output, "Anderes Archiv statt desselben");
    auto* verifying =
        add("verify", "Prüft ein Archiv und seine Unterschrift", "FILE", "Archiv", verify);
    verifying->add_option("--trust", options->trusted,
                          "Öffentliche Schlüssel, denen vertraut wird; dann muss einer passen");
    auto* installing = package.add_subcommand(
        "install", "Veröffentlicht ein Archiv, für den Verbund oder eine Kommune");
    installing->add_option("FILE", options->path, "Archiv")->required();
    installing->add_option("--trust", options->trusted,
                           "Öffentliche Schlüssel, denen neben trusted_publishers vertraut wird");
    installing->add_option("--municipality", options->municipality, "AGS der Kommune");
    installing->callback([&context, &run, options] {
        run = [&context, options] { return install(context, *options); };
    });
}

}  // namespace kommod::app
