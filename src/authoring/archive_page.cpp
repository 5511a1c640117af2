// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Packages come in and go out as archives.
#include "authoring/service_page.h"
#include "http/upload.h"
#include "packages/accept.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

constexpr std::size_t shown_problems = 50;

Response show_upload(const Request& request, const Desk& desk, const std::string& error,
                     const forms::Problems& problems = {}) {
    json::array lines;
    for (const auto& problem : problems)
        if (lines.size() < shown_problems)
            lines.push_back(json::object{{"text", forms::to_line(problem)}});
    const bool some = !lines.empty();
    json::object view{{"action", desk.base + "/archiv"},
                      {"only_trusted", !desk.console.trusted_publishers.empty()},
                      {"problems", std::move(lines)},
                      {"some_problems", some}};
    if (!error.empty()) add_error(view, "datei", error);
    return show(request, desk, "authoring/archive", msgid("Paket eines Anbieters"), std::move(view),
                error.empty() ? 200 : 422);
}

Response take(const Request& request, const Desk& desk) {
    const auto* upload = http::chosen_upload(request);
    if (upload == nullptr)
        return show_upload(request, desk,
                           desk.translate(request.language, msgid("Wählen Sie eine Datei.")));
    const auto archive =
        packages::accept_archive(http::content_of(*upload), desk.console.trusted_publishers);
    if (!archive)
        return show_upload(request, desk, archive.error().sentence, archive.error().problems);
    const auto& package = *archive->package;
    const auto published = desk.console.packages.publish(
        desk.name_space, package,
        act(request, desk, "package.publish", package.id,
            {{"version", package.version},
             {"hash", package.hash},
             {"key", archive->signature ? archive->signature->public_key : std::string{}}}));
    if (!published)
        return show_upload(
            request, desk,
            desk.translate(request.language,
                           msgid("Diese Versionsnummer ist hier schon mit anderem Inhalt "
                                 "veröffentlicht; es wurde nichts geändert.")));
    return http::redirect(service_href(desk, package.id) + "?meldung=uebernommen");
}

// For another installation, or to be signed by who vouches for it.
Response give(const Request& request, const Desk& desk, const Opened& service) {
    const auto package =
        desk.console.packages.version(desk.name_space, request.query.get("fassung"));
    if (!package || package->id != service.id) return not_there(request, desk);
    auto response = http::text_response(
        packages::write_archive(packages::files_of(package->document), *package),
        "application/zip");
    response.set_header("Content-Disposition", "attachment; filename=\"" + package->id + "-" +
                                                   package->version + ".kommod.zip\"");
    response.set_header("Cache-Control", "no-store");
    return response;
}

}  // namespace

void add_archive_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(
        console, Method::get, "/archiv",
        [](const auto& request, const auto& desk) { return show_upload(request, desk, {}); }));
    auto upload = desk_route(console, Method::post, "/archiv", &take);
    upload.upload_limit = packages::largest_archive;
    router.site(std::move(upload));
    router.site(service_route(console, Method::get, "/archiv", For::everyone, &give));
}

}  // namespace kommod::authoring
