// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Settings of an installation: from one file, the environment and the command line, the latter
// winning.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace kommod::app {

struct Settings {
    std::filesystem::path data = "./data";
    std::string database;  // empty: SQLite files in `data`
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::string metrics_address = "127.0.0.1";
    std::uint16_t metrics_port = 0;  // 0: no metrics server
    std::vector<std::string> trusted_proxies;
    std::string
        public_url;  // "https://service.example.org", for links in mails and for search engines
    int workers = 8;
    std::string log_level = "info";
    std::string mail_server;  // "smtp://host:587"; empty: mails wait in the outbox
    std::string mail_from;
    std::string mail_user;
    std::filesystem::path mail_password_file;
    int dead_letter_days = 90;  // an undeliverable message can be retried for so long
    std::string clamd;          // "unix:/run/clamav/clamd.ctl", "tcp:HOST:PORT"; empty: no scan
    // Public keys (base64url) of providers of packages; empty: archives of anybody are taken.
    std::vector<std::string> trusted_publishers;
    std::string security_contact;  // of security.txt, "mailto:..." or "https://..."
};

// One setting, as the file, the environment, the command line and docs/settings.md name it.
struct SettingInfo {
    std::string_view key;       // "metrics_port" in the file, --metrics-port on the command line
    std::string_view variable;  // "KOMMOD_METRICS_PORT"
    std::string_view explanation;
    Result<void> (*set)(Settings&, std::string_view value);
};
std::span<const SettingInfo> all_settings();

// Reads a settings file ("key: value" lines, YAML). Every error names its line.
// Errors: "settings.malformed", "settings.unknown" (with the nearest known key as proposal),
// "settings.bad_value".
Result<void> read_settings(std::string_view yaml, Settings& settings);

// File (if given), then environment, then the command line's values.
Result<Settings> load_settings(const std::filesystem::path& file,
                               const std::map<std::string, std::string>& environment,
                               const std::map<std::string, std::string>& command_line);

}  // namespace kommod::app
