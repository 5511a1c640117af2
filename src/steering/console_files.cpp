// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// All facts of a place as a file, and back.
#include "steering/console_files.h"

#include "base/text.h"
#include "http/upload.h"
#include "readiness/export.h"

namespace kommod::steering {
namespace {

using html::msgid;

constexpr std::size_t shown_rejections = 200;

http::Response export_facts(const http::Request& request, const Desk& desk) {
    const auto log = desk.console.readiness.log(desk.name_space);
    const std::string name = "tatsachen-" + staff::place_id(desk);
    if (request.capture("format") == "yaml")
        return download(readiness::export_yaml(desk.name_space, *log),
                        "application/yaml; charset=utf-8", name + ".yaml");
    if (request.capture("format") == "csv")
        return download(readiness::export_csv(*log), "text/csv; charset=utf-8", name + ".csv");
    return not_there(request, desk);
}

http::Response show_upload(const http::Request& request, const Desk& desk,
                           const std::string& error) {
    json::object view{{"action", desk.base + "/einlesen"}};
    if (!error.empty()) add_error(view, "datei", error);
    return show(request, desk, "steering/console_import", msgid("Tatsachen einlesen"),
                std::move(view), error.empty() ? 200 : 422);
}

// A file speaks for the place of this desk alone, whatever stands in it.
ImportReport take_file(const Desk& desk, const Uploaded& file, LocalDate today) {
    const bool table = text::lower(file.name).ends_with(".csv");
    const readiness::FactsFile read =
        table ? readiness::read_facts_csv(desk.name_space, file.content, today)
              : readiness::read_facts(file.content, today);
    ImportReport report;
    report.rejected = read.rejected;
    if (report.rejected.empty() && read.name_space != desk.name_space)
        report.reject(0, "municipality", read.name_space,
                      "Die Datei gehört zu einem anderen Ort als " + desk.name + ".");
    if (!report.rejected.empty()) return report;
    const audit::Entry entry = act(desk, "facts.import", "facts", file.name);
    const auto recorded = desk.console.readiness.record(desk.name_space, read.versions, &entry);
    report.created = recorded.created;
    report.unchanged = recorded.unchanged;
    report.rejected = recorded.rejected;
    return report;
}

http::Response import_file(const http::Request& request, const Desk& desk) {
    const auto file = uploaded(request);
    if (!file) return show_upload(request, desk, file.error().what);
    return show_report(request, desk, take_file(desk, *file, request.today()), file->name,
                       desk.base + "/einlesen");
}

}  // namespace

Result<Uploaded> uploaded(const http::Request& request) {
    const auto* upload = http::chosen_upload(request);
    if (upload == nullptr) return fail("steering.no_file", "Wählen Sie eine Datei.");
    Uploaded out{std::filesystem::path{upload->file_name}.filename().string(),
                 http::content_of(*upload)};
    if (!text::is_utf8(out.content))
        return fail("steering.not_text", "Die Datei ist kein Text in UTF-8.");
    return out;
}

http::Response show_report(const http::Request& request, const Desk& desk,
                           const ImportReport& report, const std::string& file,
                           const std::string& again_href) {
    const bool taken = report.rejected.empty();
    json::object view{{"file", file},
                      {"taken", taken},
                      {"created", report.created + report.changed},
                      {"unchanged", report.unchanged},
                      {"refused", report.rejected.size()},
                      {"more", report.rejected.size() > shown_rejections},
                      {"rejected", report.first_rejected(shown_rejections)},
                      {"again_href", again_href}};
    return show(request, desk, "steering/console_report",
                taken ? msgid("Die Datei ist eingelesen") : msgid("Nichts wurde eingelesen"),
                std::move(view), taken ? 200 : 422);
}

void add_file_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(console, Method::get, "/ausgabe/{format}", &export_facts));
    router.site(desk_route(console, Method::get, "/einlesen",
                           [](const http::Request& request, const Desk& desk) {
                               return show_upload(request, desk, {});
                           }));
    auto upload = desk_route(console, Method::post, "/einlesen", &import_file);
    upload.upload_limit = largest_file;
    router.site(std::move(upload));
}

}  // namespace kommod::steering
