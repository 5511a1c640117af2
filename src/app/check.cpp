// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/check.h"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <unistd.h>

#include "app/sentences.h"
#include "audit/store.h"
#include "base/crypto.h"
#include "base/text.h"
#include "files/scanner.h"
#include "mail/smtp.h"
#include "municipalities/texts.h"

namespace kommod::app {
namespace {

using Weight = Finding::Weight;

// Less than this and a backup or an upload may fail half-way.
constexpr std::uintmax_t scarce_bytes = 1024ULL * 1024 * 1024;

Finding check_folder(const std::filesystem::path& folder) {
    const auto probe = folder / ("probe-" + crypto::random_token(6));
    const bool writable = static_cast<bool>(std::ofstream{probe} << "x");
    std::error_code error;
    std::filesystem::remove(probe, error);
    if (!writable)
        return {
            Weight::problem, "Datenordner",
            fmt::format("In {} kann nicht geschrieben werden. Prüfen Sie Eigentümer und Rechte.",
                        folder.string())};
    const auto space = std::filesystem::space(folder, error);
    if (!error && space.available < scarce_bytes)
        return {Weight::warning, "Datenordner",
                fmt::format("Nur noch {} MB frei in {}. Schaffen Sie Platz.",
                            space.available / 1'000'000, folder.string())};
    return {Weight::fine, "Datenordner",
            fmt::format("{} ist beschreibbar, {} MB frei.", folder.string(),
                        space.available / 1'000'000)};
}

Finding check_database(House& house) {
    auto& database = house.database();
    const auto count = database.namespaces().size();
    const char* engine = database.engine() == store::Engine::sqlite ? "SQLite" : "PostgreSQL";
    return {Weight::fine, "Datenbank",
            fmt::format("{} antwortet, {} Namensräume auf dem neuesten Stand.", engine, count)};
}

Finding check_mail(const Settings& settings) {
    if (settings.mail_server.empty())
        return {Weight::warning, "E-Mail",
                "Kein Mailserver eingestellt (mail_server). Nachrichten bleiben im Ausgang liegen, "
                "bis einer da ist."};
    if (const auto good = mail::check({.server = settings.mail_server, .from = settings.mail_from});
        !good)
        return {Weight::problem, "E-Mail", sentence(good.error())};
    if (!settings.mail_password_file.empty() && !std::ifstream{settings.mail_password_file})
        return {Weight::problem, "E-Mail",
                "Die Datei mit dem Passwort des Mailservers (mail_password_file) kann nicht "
                "gelesen werden."};
    return {Weight::fine, "E-Mail", fmt::format("Versand über {}.", settings.mail_server)};
}

Finding check_scanner(const Settings& settings) {
    const files::Scanner scanner{settings.clamd};
    if (!scanner.configured())
        return {Weight::warning, "Virenscanner",
                "Keiner eingestellt (clamd). Hochgeladene Dateien werden nicht geprüft; Bilder "
                "werden neu geschrieben, PDF-Dateien bleiben, wie sie sind."};
    if (!scanner.alive())
        return {Weight::problem, "Virenscanner",
                fmt::format("Unter {} antwortet kein clamd. Solange nimmt Kommod keine Dateien an.",
                            settings.clamd)};
    return {Weight::fine, "Virenscanner", fmt::format("clamd antwortet unter {}.", settings.clamd)};
}

Finding check_address(const Settings& settings) {
    const bool local = settings.address == "127.0.0.1" || settings.address == "::1";
    if (!local && settings.trusted_proxies.empty())
        return {Weight::warning, "Adresse",
                fmt::format("Kommod hört auf {} ohne vertrauten Proxy (trusted_proxies). Im "
                            "offenen Netz gehört nginx "
                            "mit TLS davor.",
                            settings.address)};
    return {Weight::fine, "Adresse", fmt::format("{}:{}", settings.address, settings.port)};
}

Finding check_security_contact(const Settings& settings) {
    if (settings.security_contact.empty())
        return {Weight::warning, "Sicherheit",
                "Keine Kontaktadresse für Sicherheitsmeldungen (security_contact); "
                "/.well-known/security.txt fehlt."};
    return {Weight::fine, "Sicherheit", "security.txt nennt " + settings.security_contact + "."};
}

std::vector<Finding> check_texts(House& house) {
    std::vector<Finding> findings;
    for (const auto& town : municipalities::owing_texts(house.municipalities())) {
        std::vector<std::string> names;
        for (const auto& text : municipalities::missing_texts(house.municipalities(), town.ags))
            names.emplace_back(text.title);
        if (!names.empty())
            findings.push_back(
                {Weight::warning, "Pflichttexte",
                 fmt::format("{}: es fehlen {}.", town.name, text::join(names, ", "))});
    }
    if (findings.empty()) findings.push_back({Weight::fine, "Pflichttexte", "Alle vorhanden."});
    return findings;
}

}  // namespace

std::vector<Finding> check(House& house) {
    std::vector<Finding> findings = {
        check_folder(house.settings().data), check_database(house),
        check_address(house.settings()),     check_mail(house.settings()),
        check_scanner(house.settings()),     check_security_contact(house.settings())};
    for (auto& finding : check_texts(house))
        findings.push_back(std::move(finding));
    return findings;
}

}  // namespace kommod::app
