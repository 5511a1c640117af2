// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The auditor's page: the trail of a place, filtered, and whether it is whole. Reading it is
// recorded before it is shown.
#include <algorithm>
#include <charconv>
#include <map>

#include <fmt/format.h>

#include "audit/store.h"
#include "base/text.h"
#include "staff/errors.h"
#include "staff/views.h"

namespace kommod::staff {
namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr int page_size = 50;
constexpr std::size_t longest_filter = 100;

std::string_view typed(const Request& request, std::string_view name) {
    return text::prefix(request.query.get(name), longest_filter);
}

Result<audit::Filter> filter_of(const Request& request, const Pages& pages) {
    audit::Filter filter;
    filter.act = std::string{typed(request, "handlung")};
    filter.object_id = std::string{typed(request, "gegenstand")};
    if (const auto person = typed(request, "person"); !person.empty()) {
        const auto account = pages.desk.accounts.of_user(person);
        if (!account) return fail_at("person", "staff.unknown_account");
        filter.actor_id = account->staff.id;
    }
    if (const auto from = typed(request, "von"); !from.empty()) {
        const auto day = LocalDate::parse_german(from);
        if (!day) return fail_at("von", "staff.bad_date");
        filter.from = Instant::start_of(*day);
    }
    if (const auto until = typed(request, "bis"); !until.empty()) {
        const auto day = LocalDate::parse_german(until);
        if (!day) return fail_at("bis", "staff.bad_date");
        filter.until = Instant::start_of(day->plus_days(1));
    }
    const auto before = request.query.get("vor");
    std::from_chars(before.data(), before.data() + before.size(), filter.before);
    filter.limit = page_size + 1;
    return filter;
}

std::string query_of(const Request& request, const Place& place) {
    std::string out = "?ort=" + place_id(place);
    for (const auto* name : {"handlung", "gegenstand", "person", "von", "bis"})
        if (const auto value = typed(request, name); !value.empty())
            out += fmt::format("&{}={}", name, http::url_encode(value));
    return out;
}

void record_reading(store::Namespace& trail, const Request& request, const Current& current,
                    const audit::Filter& filter) {
    audit::record(trail, {.at = request.now,
                          .actor = current.actor(),
                          .act = request.query.has("pruefen") ? "trail.verify" : "trail.read",
                          .object_kind = "trail",
                          .object_id = trail.name(),
                          .details = {{"act", filter.act},
                                      {"actor", filter.actor_id},
                                      {"object", filter.object_id},
                                      {"before", filter.before}}});
}

json::array lines_of(const std::vector<audit::Record>& records, const Pages& pages) {
    std::map<std::string, std::string, std::less<>> names;
    for (const auto& account : pages.desk.accounts.of_home({}))
        names[account.staff.id] = account.staff.name;
    json::array lines;
    for (const auto& record : records) {
        const auto known = names.find(record.actor_id);
        lines.push_back({{"sequence", record.sequence},
                         {"at", Instant{record.at}.to_german()},
                         {"actor", known == names.end() ? record.actor_id : known->second},
                         {"actor_kind", record.actor_kind},
                         {"act", record.act},
                         {"object_kind", record.object_kind},
                         {"object_id", record.object_id},
                         {"details", record.details == "{}" ? std::string{} : record.details}});
    }
    return lines;
}

void add_verification(json::object& view, const Pages& pages, store::Namespace& trail) {
    const auto anchors = audit::kept_anchors(pages.desk.database, trail.name());
    const auto summary = audit::verify(trail, anchors);
    view["verified"] = summary.has_value();
    view["broken"] = !summary.has_value();
    view["verdict"] = summary ? fmt::format(
                                    "{} Einträge sind vollständig und unverändert; {} "
                                    "hinterlegte Endpunkte stimmen.",
                                    summary->entries, anchors.size())
                              : summary.error().what;
    view["anchor"] = summary ? summary->anchor.str() : std::string{};
}

Response show_trail(const Request& request, const Pages& pages, const Current& current) {
    const auto places =
        pages.desk.gate.places(current.staff, Permission::read_trail, request.today());
    const auto place = place_of(request.query.get("ort"), places, current.staff.home);
    auto* trail = place ? pages.desk.database.find(place->name_space) : nullptr;
    if (trail == nullptr) {
        Error refused{.key = "staff.refused", .what = {}, .field = {}, .value = {}, .proposal = {}};
        return refusal(pages.renderer, request, refused);
    }
    json::object view{{"place", place->name},
                      {"options", place_options(places, *place)},
                      {"act", typed(request, "handlung")},
                      {"object", typed(request, "gegenstand")},
                      {"person", typed(request, "person")},
                      {"from", typed(request, "von")},
                      {"until", typed(request, "bis")},
                      {"entries", json::array{}},
                      {"older", ""},
                      {"newest", ""},
                      {"verify", query_of(request, *place) + "&pruefen=1"},
                      {"verified", false},
                      {"broken", false},
                      {"breadcrumb", breadcrumb({{"Protokoll", ""}})}};
    const auto filter = filter_of(request, pages);
    if (!filter) {
        add_error(view, filter.error());
        return show(pages, request, "staff/trail", "Protokoll", std::move(view), 422);
    }
    record_reading(*trail, request, current, *filter);
    if (request.query.has("pruefen")) add_verification(view, pages, *trail);
    auto records = audit::list(*trail, *filter);
    if (records.size() > page_size) {
        records.resize(page_size);
        view["older"] =
            fmt::format("{}&vor={}", query_of(request, *place), records.back().sequence);
    }
    if (filter->before > 0) view["newest"] = query_of(request, *place);
    view["entries"] = lines_of(records, pages);
    return show(pages, request, "staff/trail", "Protokoll", std::move(view));
}

}  // namespace

void add_trail_pages(http::Router& router, const SharedPages& pages) {
    router.site(signed_in(pages, Method::get, "/verwaltung/protokoll", show_trail));
}

}  // namespace kommod::staff
