// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Import by upload: first a report of what would happen, then the same file is taken.
#include <algorithm>

#include "catalogue/console_pages.h"
#include "catalogue/import.h"
#include "http/upload.h"

namespace kommod::catalogue {
namespace {

constexpr std::uint64_t largest_file = 64ULL * 1024 * 1024;
constexpr std::size_t shown_rejections = 200, files_kept = 8;
constexpr std::chrono::minutes kept_for{30};

http::Response show_form(const http::Request& request, const Desk& desk, const Error* error) {
    json::object view{{"action", desk.base + "/einlesen"}};
    if (error) {
        const std::string line =
            error->line > 0 ? " (Zeile " + std::to_string(error->line) + ")" : std::string{};
        view["error_datei"] = error->what + line;
        view["errors"] = json::array{{{"field", "datei"}, {"text", error->what + line}}};
    }
    return show(request, desk, "catalogue/console_import", html::msgid("Katalog einlesen"),
                std::move(view), error ? 422 : 200);
}

Result<ImportReport> run(const Desk& desk, const http::Upload& upload, bool dry_run) {
    const auto by = desk.current.actor();
    return import_catalogue(desk.console.catalogue, {Input::file(upload.path, upload.file_name)},
                            {.municipality = desk.ags, .dry_run = dry_run, .by = &by});
}

http::Response show_report(const http::Request& request, const Desk& desk,
                           const ImportReport& report, const std::string& file, bool taken) {
    json::object view{{"action", desk.base + "/einlesen/uebernehmen"},
                      {"again_href", desk.base + "/einlesen"},
                      {"file", file},
                      {"taken", taken},
                      {"changes", report.created + report.changed > 0},
                      {"created", report.created},
                      {"changed", report.changed},
                      {"unchanged", report.unchanged},
                      {"refused", report.rejected.size()},
                      {"more", report.rejected.size() > shown_rejections},
                      {"rejected", report.first_rejected(shown_rejections)}};
    return show(request, desk, "catalogue/console_report",
                taken ? html::msgid("Die Datei ist eingelesen") : html::msgid("Prüfung der Datei"),
                std::move(view));
}

http::Response check(const http::Request& request, const Desk& desk) {
    const auto* chosen = http::chosen_upload(request);
    if (chosen == nullptr) {
        const Error none{.key = "catalogue.no_file", .what = "Wählen Sie eine Datei."};
        return show_form(request, desk, &none);
    }
    const auto& upload = *chosen;
    const auto report = run(desk, upload, true);
    if (!report) return show_form(request, desk, &report.error());
    desk.console.checked.keep(desk.current.session_id, {upload, desk.name_space, request.now});
    return show_report(request, desk, *report, upload.file_name, false);
}

http::Response take(const http::Request& request, const Desk& desk) {
    const auto upload =
        desk.console.checked.take(desk.current.session_id, desk.name_space, request.now);
    if (!upload) {
        const Error gone{.key = "catalogue.file_gone",
                         .what =
                             "Die geprüfte Datei liegt nicht mehr vor. Wählen Sie sie noch "
                             "einmal."};
        return show_form(request, desk, &gone);
    }
    const auto report = run(desk, *upload, false);
    if (!report) return show_form(request, desk, &report.error());
    desk.console.search.refresh(desk.name_space);
    return show_report(request, desk, *report, upload->file_name, true);
}

}  // namespace

void CheckedFiles::keep(const std::string& session, File file) {
    const std::lock_guard lock{mutex_};
    std::erase_if(files_,
                  [&](const auto& entry) { return file.since - entry.second.since > kept_for; });
    // Each may be large: the oldest makes room.
    if (files_.size() >= files_kept && !files_.contains(session))
        files_.erase(std::ranges::min_element(
            files_, {}, [](const auto& entry) { return entry.second.since; }));
    files_.insert_or_assign(session, std::move(file));
}

std::optional<http::Upload> CheckedFiles::take(const std::string& session, std::string_view place,
                                               Instant now) {
    const std::lock_guard lock{mutex_};
    const auto found = files_.find(session);
    if (found == files_.end()) return std::nullopt;
    const File file = std::move(found->second);
    files_.erase(found);
    if (file.place != place || now - file.since > kept_for) return std::nullopt;
    return file.upload;
}

void add_import_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(console, Method::get, "/einlesen",
                           [](const http::Request& request, const Desk& desk) {
                               return show_form(request, desk, nullptr);
                           }));
    auto upload = desk_route(console, Method::post, "/einlesen", &check);
    upload.upload_limit = largest_file;
    router.site(std::move(upload));
    router.site(desk_route(console, Method::post, "/einlesen/uebernehmen", &take));
}

}  // namespace kommod::catalogue
