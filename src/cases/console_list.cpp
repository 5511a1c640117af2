// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The list of a municipality's applications, on the page and as CSV.
#include <charconv>

#include <fmt/format.h>

#include "audit/store.h"
#include "base/csv.h"
#include "base/text.h"
#include "cases/console_pages.h"
#include "cases/reference.h"
#include "cases/store.h"

namespace kommod::cases {
namespace {

using http::Request;
using http::Response;
using State = Application::State;

constexpr int page_size = 50;
constexpr int export_page_size = 500;

constexpr std::string_view submitted_word = "eingegangen";
constexpr std::string_view withdrawn_word = "zurueckgenommen";

// What is asked for, without the place in the list.
ApplicationFilter filter_of(const Request& request) {
    ApplicationFilter out;
    out.package_id = request.query.get("dienst");
    const auto state = request.query.get("zustand");
    if (state == submitted_word) out.state = State::submitted;
    if (state == withdrawn_word) out.state = State::withdrawn;
    return out;
}

std::string query_of(const ApplicationFilter& filter) {
    const auto state = !filter.state                       ? std::string_view{}
                       : *filter.state == State::submitted ? submitted_word
                                                           : withdrawn_word;
    return fmt::format("?dienst={}&zustand={}", http::url_encode(filter.package_id), state);
}

void go_on_behind(ApplicationFilter& filter, const Application& last) {
    filter.before = last.submitted_at;
    filter.before_id = last.id;
}

// "1772357400000000.0190b5e2-...": the last one of the page before, as the next page names it.
std::string place_of(const Application& last) {
    return fmt::format("{}.{}", last.submitted_at.micros(), last.id);
}

// Anything else than a place of ours is the beginning of the list.
void go_on_behind(ApplicationFilter& filter, std::string_view place) {
    const auto point = place.find('.');
    if (point == std::string_view::npos) return;
    std::int64_t micros = 0;
    const auto read = std::from_chars(place.data(), place.data() + point, micros);
    if (read.ec != std::errc{} || read.ptr != place.data() + point) return;
    filter.before = Instant{micros};
    filter.before_id = place.substr(point + 1);
}

void record_reading(const Request& request, const Desk& desk, std::string name,
                    const ApplicationFilter& filter, std::size_t count) {
    audit::record(desk.records, act(request, desk, std::move(name), "applications", desk.name_space,
                                    {{"package", filter.package_id},
                                     {"state", filter.state ? request.query.get("zustand") : ""},
                                     {"count", count}}));
}

json::object row_view(const Desk& desk, const Application& application) {
    return {{"reference", application.reference},
            {"href", address_of(desk, application)},
            {"service", service_title(desk, application)},
            {"submitted", application.submitted_at.to_german()},
            {"incomplete", !application.outstanding.empty()},
            {"withdrawn", application.state == State::withdrawn}};
}

json::array service_options(const Request& request, const Desk& desk,
                            const ApplicationFilter& filter) {
    auto& packages = desk.console.packages;
    json::array out{
        {{"value", ""},
         {"label", desk.console.renderer.translate(request.language, html::msgid("Alle Dienste"))},
         {"selected", filter.package_id.empty()}}};
    for (const auto& offer : packages.offers(desk.name_space)) {
        if (offer.versions.empty()) continue;
        const auto package = packages.version(desk.name_space, offer.versions.back().hash);
        out.push_back({{"value", offer.package_id},
                       {"label", package ? package->text("de", "service.title") : offer.package_id},
                       {"selected", offer.package_id == filter.package_id}});
    }
    return out;
}

json::array state_options(const Request& request, const Desk& desk,
                          const ApplicationFilter& filter) {
    const auto option = [&](std::string_view value, const char* label, std::optional<State> state) {
        return json::object{{"value", value},
                            {"label", desk.console.renderer.translate(request.language, label)},
                            {"selected", filter.state == state}};
    };
    return {option("", html::msgid("Alle Zustände"), std::nullopt),
            option(submitted_word, html::msgid("eingegangen"), State::submitted),
            option(withdrawn_word, html::msgid("zurückgenommen"), State::withdrawn)};
}

Response show_list(const Request& request, const Desk& desk, const std::string& number_error) {
    auto filter = filter_of(request);
    const auto query = query_of(filter);
    go_on_behind(filter, request.query.get("hinter"));
    filter.limit = page_size + 1;
    auto found = list_applications(desk.records, filter);
    const bool more = found.size() > page_size;
    if (more) found.pop_back();
    record_reading(request, desk, "applications.list", filter, found.size());
    json::array rows;
    for (const auto& application : found)
        rows.push_back(row_view(desk, application));
    const bool filtered = filter.state || !filter.package_id.empty();
    json::object view{
        {"action", desk.base},
        {"number", request.query.get("nummer")},
        {"services", json::object{{"options", service_options(request, desk, filter)}}},
        {"states", json::object{{"options", state_options(request, desk, filter)}}},
        {"empty", rows.empty()},
        {"filtered", filtered},
        {"rows", std::move(rows)},
        {"older_href",
         more ? desk.base + query + "&hinter=" + place_of(found.back()) : std::string{}},
        {"newest_href", filter.before ? desk.base + query : std::string{}},
        {"csv_href", desk.base + "/ausgabe/csv" + query}};
    if (!number_error.empty()) {
        view["error_nummer"] = number_error;
        view["errors"] = json::array{{{"field", "nummer"}, {"text", number_error}}};
    }
    return show(request, desk, "staff/applications", {}, std::move(view),
                number_error.empty() ? 200 : 422);
}

// By phone somebody says a number: the way to its application, or what is wrong with it.
Response find_or_list(const Request& request, const Desk& desk) {
    const auto typed = text::trim(request.query.get("nummer"));
    if (typed.empty()) return show_list(request, desk, {});
    const auto translate = [&](const char* german) {
        return desk.console.renderer.translate(request.language, german);
    };
    const auto reference = parse_reference(typed);
    if (!reference)
        return show_list(request, desk,
                         translate(html::msgid("Das ist keine Vorgangsnummer. Prüfen Sie die "
                                               "Zeichen, zum Beispiel 2026-7K3F-9QXM.")));
    const auto found = find_by_reference(desk.records, *reference);
    if (!found)
        return show_list(
            request, desk,
            translate(html::msgid("Diese Vorgangsnummer gibt es hier nicht. Gehört sie "
                                  "zu einem anderen Ort, oder ist der Antrag schon "
                                  "gelöscht?")));
    return http::redirect(address_of(desk, *found));
}

void write_row(std::string& out, const Desk& desk, const Application& application) {
    const bool withdrawn = application.state == State::withdrawn;
    csv::write(
        out,
        {application.reference, application.submitted_at.to_iso(), service_title(desk, application),
         application.package_id, application.package_version, withdrawn ? "withdrawn" : "submitted",
         application.withdrawn_at ? application.withdrawn_at->to_iso() : std::string{},
         application.office, std::to_string(application.attachments.size()),
         std::to_string(application.outstanding.size()), application.delete_on.to_iso()});
}

Response export_list(const Request& request, const Desk& desk) {
    auto filter = filter_of(request);
    filter.limit = export_page_size;
    std::string out;
    csv::write(out, {"reference", "submitted_at", "service", "package", "version", "state",
                     "withdrawn_at", "office", "attachments", "outstanding", "delete_on"});
    std::size_t count = 0;
    for (auto page = list_applications(desk.records, filter); !page.empty();
         page = list_applications(desk.records, filter)) {
        for (const auto& application : page)
            write_row(out, desk, application);
        count += page.size();
        go_on_behind(filter, page.back());
    }
    record_reading(request, desk, "applications.export", filter, count);
    return download(std::move(out), "text/csv; charset=utf-8", "antraege-" + desk.ags + ".csv");
}

}  // namespace

void add_list_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(console, Work::reading, Method::get, "", &find_or_list));
    router.site(desk_route(console, Work::reading, Method::get, "/ausgabe/csv", &export_list));
}

}  // namespace kommod::cases
