// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Where drafts begin: from nothing, as a copy, or as the next version of what is published.
#include <algorithm>

#include "authoring/edit.h"
#include "authoring/editor.h"
#include "authoring/service_choice.h"
#include "base/text.h"
#include "packages/shipped.h"

namespace kommod::authoring {

json::array office_options(const http::Request& request, const Desk& desk) {
    json::array out{{{"value", ""},
                     {"label", desk.translate(request.language, msgid("Bitte wählen"))},
                     {"selected", request.form.get("amt").empty()}}};
    if (!desk.ags.empty())
        for (const auto& office : desk.console.municipalities.offices(desk.ags))
            out.push_back({{"value", office.id},
                           {"label", office.name},
                           {"selected", request.form.get("amt") == office.id}});
    return out;
}

std::string free_id(const Desk& desk, std::string_view title) {
    auto taken = all_drafts(desk.console.database.create(desk.name_space));
    for (const auto& published : desk.console.packages.published(desk.name_space))
        taken.push_back(published.package_id);
    for (const auto& [id, files] : packages::shipped())
        taken.push_back(id);
    return make_key(title, taken);
}

namespace {

using http::Request;
using http::Response;

// In front of the id of what comes with the program; what is published goes by its hash.
constexpr std::string_view shipped_mark = "mitgeliefert:";

json::array source_options(const Request& request, const Desk& desk) {
    json::array out{{{"value", ""},
                     {"label", desk.translate(request.language, msgid("von Grund auf neu"))},
                     {"selected", request.form.get("vorlage").empty()}}};
    const auto offer = [&](const std::string& value, const packages::ServicePackage& package) {
        out.push_back({{"value", value},
                       {"label", desk.translate(request.language, msgid("Kopie von")) + " „" +
                                     std::string{package.text("de", "service.title")} + "“"},
                       {"selected", request.form.get("vorlage") == value}});
    };
    std::vector<std::string> seen;
    for (const auto& published : desk.console.packages.published(desk.name_space)) {
        if (std::ranges::find(seen, published.package_id) != seen.end()) continue;
        seen.push_back(published.package_id);
        const auto package = desk.console.packages.version(desk.name_space, published.hash);
        if (package) offer(published.hash, *package);
    }
    for (const auto& [id, files] : packages::shipped())
        if (std::ranges::find(seen, id) == seen.end())
            if (const auto package = packages::check(files).package)
                offer(std::string{shipped_mark} + id, *package);
    return out;
}

Response show_new(const Request& request, const Desk& desk, json::object mistakes = {}) {
    const int status = mistakes.empty() ? 200 : 422;
    json::object view{{"title", request.form.get("titel")},
                      {"choice", service_choice(request, desk)},
                      {"citation", request.form.get("recht")},
                      {"sources", json::object{{"options", source_options(request, desk)}}},
                      {"offices", json::object{{"options", office_options(request, desk)}}},
                      {"is_town", !desk.ags.empty()},
                      {"schema_href", desk.base + "/neu/schema"},
                      {"action", desk.base + "/neu"}};
    for (auto& [key, value] : mistakes)
        view[key] = std::move(value);
    return show(request, desk, "authoring/new", msgid("Neuer Dienst"), std::move(view), status);
}

// What a copy begins with; null when it begins from nothing.
std::shared_ptr<const packages::ServicePackage> source_of(const Request& request,
                                                          const Desk& desk) {
    const auto source = request.form.get("vorlage");
    if (source.empty()) return nullptr;
    if (!source.starts_with(shipped_mark))
        return desk.console.packages.version(desk.name_space, source);
    const auto all = packages::shipped();
    const auto found = all.find(std::string{source.substr(shipped_mark.size())});
    return found == all.end() ? nullptr : packages::check(found->second).package;
}

NewPackage wanted_of(const Request& request, const Desk& desk) {
    NewPackage out;
    out.title = text::trim(request.form.get("titel"));
    out.citation = text::trim(request.form.get("recht"));
    out.office = text::trim(request.form.get("amt"));
    out.provider = desk.name;
    out.services = chosen_services(request);
    out.id = free_id(desk, out.title);
    return out;
}

Response begin_new(const Request& request, const Desk& desk) {
    if (is_search(request)) return show_new(request, desk);
    const auto wanted = wanted_of(request, desk);
    json::object mistakes;
    const auto wrong = [&](const char* field, const char* sentence) {
        add_error(mistakes, field, desk.translate(request.language, sentence));
    };
    const auto package = source_of(request, desk);
    if (wanted.title.empty())
        wrong("titel", msgid("Wie heißt der Dienst? Zum Beispiel: Fundsache melden."));
    if (!package && wanted.citation.empty())
        wrong("recht", msgid("Nennen Sie das Gesetz oder die Satzung, zum Beispiel § 965 BGB."));
    if (!package && wanted.services.empty())
        wrong("wort", msgid("Suchen Sie die Leistung und kreuzen Sie sie an; so findet der Monitor "
                            "den Dienst."));
    if (!mistakes.empty()) return show_new(request, desk, std::move(mistakes));
    const auto document =
        package ? copy_document(package->document, wanted) : make_document(wanted);
    begin_draft(desk.console.database.create(desk.name_space), wanted.id, "", document,
                "Entwurf begonnen.", act(request, desk, "package.draft", wanted.id));
    return http::redirect(draft_href(desk, wanted.id));
}

// The next version of what is published. A draft that is there already is gone on with.
Response begin_change(const Request& request, const Desk& desk) {
    const std::string id{request.capture("paket")};
    const auto hash = request.form.get("fassung");
    const auto package = desk.console.packages.version(desk.name_space, hash);
    if (!package || package->id != id) return not_there(request, desk);
    begin_draft(desk.console.database.create(desk.name_space), id, hash, package->document,
                "Begonnen mit Fassung " + package->version + ".",
                act(request, desk, "package.draft", id, {{"from", package->version}}));
    return http::redirect(draft_href(desk, id));
}

}  // namespace

void add_new_draft(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(console, Method::get, "/neu", [](const auto& request, const auto& desk) {
        return show_new(request, desk);
    }));
    router.site(desk_route(console, Method::post, "/neu", &begin_new));
    router.site(desk_route(console, Method::post, "/entwurf/{paket}/beginnen", &begin_change));
}

}  // namespace kommod::authoring
