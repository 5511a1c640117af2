// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/settings.h"

#include <charconv>
#include <fstream>
#include <sstream>

#include <yaml-cpp/yaml.h>

#include "base/crypto.h"
#include "base/text.h"
#include "files/scanner.h"

namespace kommod::app {
namespace {

tl::unexpected<Error> bad_value(std::string_view value, std::string what) {
    return fail({"settings.bad_value", std::move(what), {}, 0, std::string{value}, {}});
}

Result<void> set_number(std::string_view value, int low, int high, auto assign) {
    int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size() || number < low || number > high)
        return bad_value(value, "Erwartet wird eine Zahl von " + std::to_string(low) + " bis " +
                                    std::to_string(high));
    assign(number);
    return {};
}

Result<void> set_list(std::string_view value, std::vector<std::string>& list) {
    list.clear();
    for (const auto part : text::split(value, ','))
        if (const auto word = text::trim(part); !word.empty()) list.emplace_back(word);
    return {};
}

Result<void> set_database(std::string_view value, std::string& database) {
    if (!value.empty() && !value.starts_with("postgresql://") && !value.starts_with("postgres://"))
        return bad_value(
            {},  // it may hold a password, and the sentence goes to the journal
            "Erwartet wird postgresql://NUTZER@RECHNER/DATENBANK, oder nichts für SQLite");
    database = value;
    return {};
}

Result<void> set_url(std::string_view value, std::initializer_list<std::string_view> schemes,
                     std::string& url) {
    for (const auto scheme : schemes)
        if (value.starts_with(scheme) || value.empty()) {
            url = value.ends_with('/') ? value.substr(0, value.size() - 1) : value;
            return {};
        }
    return bad_value(
        value, "Erwartet wird eine Adresse, die mit " + std::string{*schemes.begin()} + " beginnt");
}

Result<void> set_level(std::string_view value, std::string& level) {
    for (const std::string_view known : {"debug", "info", "warning", "error"})
        if (value == known) {
            level = value;
            return {};
        }
    return bad_value(value, "Erwartet wird debug, info, warning oder error");
}

Result<void> set_text(std::string_view value, std::string& text) {
    text = value;
    return {};
}

constexpr std::size_t public_key_bytes = 32;  // Ed25519, RFC 8032

constexpr SettingInfo settings_table[] = {
    {"data", "KOMMOD_DATA", "Folder of the databases, uploads and the installation's key",
     [](Settings& s, std::string_view v) -> Result<void> {
         if (v.empty()) return bad_value(v, "Erwartet wird ein Ordner");
         s.data = v;
         return {};
     }},
    {"database", "KOMMOD_DATABASE",
     "postgresql://USER@HOST/DATABASE; empty: SQLite files in the data folder",
     [](Settings& s, std::string_view v) { return set_database(v, s.database); }},
    {"address", "KOMMOD_ADDRESS", "Address to listen on; behind nginx 127.0.0.1",
     [](Settings& s, std::string_view v) { return set_text(v, s.address); }},
    {"port", "KOMMOD_PORT", "Port to listen on; 0 takes any free one",
     [](Settings& s, std::string_view v) {
         return set_number(v, 0, 65535, [&](int n) { s.port = static_cast<std::uint16_t>(n); });
     }},
    {"metrics_address", "KOMMOD_METRICS_ADDRESS", "Address of the metrics, never the public one",
     [](Settings& s, std::string_view v) { return set_text(v, s.metrics_address); }},
    {"metrics_port", "KOMMOD_METRICS_PORT", "Port of the metrics; 0 switches them off",
     [](Settings& s, std::string_view v) {
         return set_number(v, 0, 65535,
                           [&](int n) { s.metrics_port = static_cast<std::uint16_t>(n); });
     }},
    {"trusted_proxies", "KOMMOD_TRUSTED_PROXIES",
     "Addresses whose X-Forwarded-For, -Proto and -Host are believed, separated by commas",
     [](Settings& s, std::string_view v) { return set_list(v, s.trusted_proxies); }},
    {"public_url", "KOMMOD_PUBLIC_URL",
     "Public address of the installation, for links in mails and sitemaps",
     [](Settings& s, std::string_view v) {
         return set_url(v, {"https://", "http://"}, s.public_url);
     }},
    {"workers", "KOMMOD_WORKERS", "Threads that make pages",
     [](Settings& s, std::string_view v) {
         return set_number(v, 1, 64, [&](int n) { s.workers = n; });
     }},
    {"log_level", "KOMMOD_LOG_LEVEL", "debug, info, warning or error",
     [](Settings& s, std::string_view v) { return set_level(v, s.log_level); }},
    {"mail_server", "KOMMOD_MAIL_SERVER",
     "smtp://HOST:PORT or smtps://HOST:PORT; empty: mails wait in the outbox",
     [](Settings& s, std::string_view v) {
         return set_url(v, {"smtp://", "smtps://"}, s.mail_server);
     }},
    {"mail_from", "KOMMOD_MAIL_FROM", "Sender address of all mails",
     [](Settings& s, std::string_view v) { return set_text(v, s.mail_from); }},
    {"mail_user", "KOMMOD_MAIL_USER", "User name at the mail server",
     [](Settings& s, std::string_view v) { return set_text(v, s.mail_user); }},
    {"mail_password_file", "KOMMOD_MAIL_PASSWORD_FILE",
     "File that holds the password at the mail server",
     [](Settings& s, std::string_view v) -> Result<void> {
         s.mail_password_file = v;
         return {};
     }},
    {"dead_letter_days", "KOMMOD_DEAD_LETTER_DAYS",
     "Days for which an undeliverable message can be sent again; then its content is deleted",
     [](Settings& s, std::string_view v) {
         return set_number(v, 1, 3650, [&](int n) { s.dead_letter_days = n; });
     }},
    {"clamd", "KOMMOD_CLAMD",
     "Virus scanner for uploads: unix:/run/clamav/clamd.ctl or tcp:HOST:PORT; empty: none",
     [](Settings& s, std::string_view v) -> Result<void> {
         if (const auto good = files::Scanner::check(v); !good)
             return bad_value(v, "Erwartet wird " + good.error().proposal);
         s.clamd = v;
         return {};
     }},
    {"trusted_publishers", "KOMMOD_TRUSTED_PUBLISHERS",
     "Public keys of providers whose packages are installed, separated by commas; empty: anybody's",
     [](Settings& s, std::string_view v) -> Result<void> {
         if (auto set = set_list(v, s.trusted_publishers); !set) return set;
         for (const auto& key : s.trusted_publishers)
             if (const auto bytes = crypto::unbase64url(key);
                 !bytes || bytes->size() != public_key_bytes)
                 return bad_value(key,
                                  "Erwartet wird, was „kommod package key“ als öffentlichen "
                                  "Schlüssel nennt");
         return {};
     }},
    {"security_contact", "KOMMOD_SECURITY_CONTACT",
     "Contact of /.well-known/security.txt: mailto:... or https://...",
     [](Settings& s, std::string_view v) {
         return set_url(v, {"mailto:", "https://"}, s.security_contact);
     }},
};

const SettingInfo* find_setting(std::string_view key) {
    for (const auto& info : settings_table)
        if (info.key == key) return &info;
    return nullptr;
}

std::string nearest_key(std::string_view key) {
    std::string best;
    int distance = 4;
    for (const auto& info : settings_table)
        if (const int d = text::edit_distance(key, info.key, 3); d < distance) {
            distance = d;
            best = info.key;
        }
    return best;
}

Result<void> set_from_file(const YAML::Node& key_node, const YAML::Node& value_node,
                           Settings& settings) {
    const int line = key_node.Mark().line + 1;
    const auto key = key_node.IsScalar() ? key_node.Scalar() : std::string{};
    const SettingInfo* info = find_setting(key);
    if (!info)
        return fail(
            {"settings.unknown", "there is no such setting", key, line, {}, nearest_key(key)});
    if (!value_node.IsScalar() && !value_node.IsNull())
        return fail({"settings.bad_value", "Erwartet wird ein einzelner Wert", key, line, {}, {}});
    auto set = info->set(settings, value_node.IsNull() ? "" : value_node.Scalar());
    if (!set) {
        set.error().field = key;
        set.error().line = line;
    }
    return set;
}

}  // namespace

std::span<const SettingInfo> all_settings() {
    return settings_table;
}

Result<void> read_settings(std::string_view yaml, Settings& settings) {
    try {
        const YAML::Node root = YAML::Load(std::string{yaml});
        if (root.IsNull()) return {};
        if (!root.IsMap())
            return fail({"settings.malformed",
                         "lines of the form 'key: value' are expected",
                         {},
                         1,
                         {},
                         {}});
        for (const auto& entry : root)
            if (auto set = set_from_file(entry.first, entry.second, settings); !set) return set;
        return {};
    } catch (const YAML::Exception& e) {
        return fail({"settings.malformed", e.msg, {}, e.mark.line + 1, {}, {}});
    }
}

Result<Settings> load_settings(const std::filesystem::path& file,
                               const std::map<std::string, std::string>& environment,
                               const std::map<std::string, std::string>& command_line) {
    Settings settings;
    if (!file.empty()) {
        std::ifstream stream{file};
        if (!stream)
            return fail({"settings.unreadable",
                         "the settings file cannot be read",
                         {},
                         0,
                         file.string(),
                         {}});
        std::ostringstream content;
        content << stream.rdbuf();
        if (auto read = read_settings(content.str(), settings); !read) return fail(read.error());
    }
    for (const auto& info : settings_table) {
        for (const auto& [source, name] : {std::pair{&environment, std::string{info.variable}},
                                           std::pair{&command_line, std::string{info.key}}}) {
            const auto found = source->find(name);
            if (found == source->end()) continue;
            if (auto set = info.set(settings, found->second); !set) {
                set.error().field = name;
                return fail(set.error());
            }
        }
    }
    return settings;
}

}  // namespace kommod::app
