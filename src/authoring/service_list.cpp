// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// All services of a place: what is online, what could be, what comes with the program.
#include <algorithm>
#include <map>

#include "authoring/editor.h"
#include "packages/shipped.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;
using packages::ServicePackage;

// A package with its newest version, as the place can offer it.
struct Line {
    std::shared_ptr<const ServicePackage> newest;
    bool of_association = false;
    packages::Offer offer;
};

std::map<std::string, Line> lines(const Desk& desk) {
    auto& packages = desk.console.packages;
    std::map<std::string, Line> out;
    for (const auto& published : packages.published(desk.name_space)) {  // newest first
        if (out.contains(published.package_id)) continue;
        Line line{packages.version(desk.name_space, published.hash), published.of_association, {}};
        if (!line.newest) continue;
        line.offer = packages.offer(desk.name_space, published.package_id)
                         .value_or(packages::Offer{.package_id = published.package_id});
        out.emplace(published.package_id, std::move(line));
    }
    return out;
}

json::object line_view(const Request& request, const Desk& desk, const Line& line) {
    const auto& package = *line.newest;
    const auto town = desk.console.municipalities.by_ags(desk.ags);
    const auto today = request.today();
    const auto open = town ? std::ranges::count(desk.console.life.tasks(*town, package), false,
                                                &packages::Task::done)
                           : 0;
    json::object view = state_view(line.offer, today);
    view["title"] = package.text("de", "service.title");
    view["id"] = package.id;
    view["version"] = package.version;
    view["href"] = service_href(desk, package.id);
    view["of_association"] = line.of_association && !desk.ags.empty();
    view["open_tasks"] = open;
    view["one_open"] = open == 1;
    view["newer"] = !line.offer.versions.empty() && line.offer.versions.back().hash != package.hash;
    return view;
}

// What comes with the program and nobody took over yet, or only in an older version.
json::array shipped_view(const std::map<std::string, Line>& known) {
    json::array out;
    for (const auto& [id, files] : packages::shipped()) {
        const auto checked = packages::check(files);
        if (!checked.package) continue;
        const auto found = known.find(id);
        if (found != known.end() && found->second.newest->hash == checked.package->hash) continue;
        out.push_back({{"title", checked.package->text("de", "service.title")},
                       {"id", id},
                       {"version", checked.package->version},
                       {"newer", found != known.end()}});
    }
    return out;
}

json::array draft_views(const Desk& desk) {
    json::array out;
    auto* records = desk.console.database.find(desk.name_space);
    if (records == nullptr) return out;
    for (const auto& id : all_drafts(*records)) {
        const auto draft = find_draft(*records, id);
        if (!draft) continue;
        out.push_back({{"title", draft_title(*draft)},
                       {"href", draft_href(desk, id)},
                       {"what", draft->current.what},
                       {"when", draft->current.changed_at.to_german()}});
    }
    return out;
}

Response show_list(const Request& request, const Desk& desk) {
    const auto known = lines(desk);
    json::array rows;
    for (const auto& [id, line] : known)
        rows.push_back(line_view(request, desk, line));
    const bool empty = rows.empty();
    auto shipped = shipped_view(known);
    auto drafts = draft_views(desk);
    const bool some_drafts = !drafts.empty();
    const bool some_shipped = !shipped.empty();
    return show(request, desk, "authoring/services", {},
                {{"rows", std::move(rows)},
                 {"empty", empty},
                 {"is_town", !desk.ags.empty()},
                 {"shipped", std::move(shipped)},
                 {"some_shipped", some_shipped},
                 {"drafts", std::move(drafts)},
                 {"some_drafts", some_drafts},
                 {"new_href", desk.base + "/neu"},
                 {"archive_href", desk.base + "/archiv"},
                 {"take_action", desk.base + "/uebernehmen"}});
}

// Publishes a package that comes with the program, for this place.
Response take(const Request& request, const Desk& desk) {
    const std::string id{request.form.get("paket")};
    const auto all = packages::shipped();
    const auto found = all.find(id);
    if (found == all.end()) return not_there(request, desk);
    const auto checked = packages::check(found->second);
    if (!checked.package) return not_there(request, desk);
    const auto& package = *checked.package;
    const auto published =
        desk.console.packages.publish(desk.name_space, package,
                                      act(request, desk, "package.publish", id,
                                          {{"version", package.version}, {"hash", package.hash}}));
    return http::redirect(desk.base + (published ? "?meldung=uebernommen" : "?meldung=belegt"));
}

}  // namespace

void add_list_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(console, Method::get, "", &show_list));
    router.site(desk_route(console, Method::post, "/uebernehmen", &take));
}

}  // namespace kommod::authoring
