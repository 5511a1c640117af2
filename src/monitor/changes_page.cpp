// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What changed since a day: windows that got brighter or darker with their cause, and everything
// that was recorded; the latter also as an Atom feed (RFC 4287).
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/markup.h"
#include "monitor/town.h"
#include "monitor/twins.h"
#include "readiness/changes.h"

namespace kommod::monitor {
namespace {

using readiness::FactEvent;

constexpr int usual_months = 3, feed_months = 12;
constexpr std::size_t feed_entries = 100;

json::object event_view(const http::Request& request, const Seen& seen, const FactEvent& event) {
    json::object out{{"title", event.title},
                     {"href", fact_href(request, seen, event.kind, event.id)},
                     {"recorded", event.recorded_on.to_german()},
                     {"before", day_or_null(event.before)},
                     {"after", day_or_null(event.after)},
                     {"example", event.example},
                     {"slippage", nullptr}};
    using What = FactEvent::What;
    for (const What what :
         {What::recorded, What::planned, What::postponed, What::brought_forward, What::happened,
          What::ended, What::confirmed, What::changed, What::withdrawn})
        out[std::string("is_") + std::string(readiness::to_id(what))] = event.what == what;
    if (event.what == What::postponed || event.what == What::brought_forward)
        out["slippage"] = slippage_view(event.slippage());
    return out;
}

// One cause and the services it changed.
json::array causes_view(const http::Request& request, const Seen& seen,
                        const readiness::Difference& difference) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> services;
    for (const readiness::LevelChange& change : difference.services)
        for (const std::uint32_t cause : change.causes)
            services[cause].push_back(change.service);
    std::vector<std::pair<std::size_t, json::object>> found;
    for (std::uint32_t i = 0; i < difference.causes.size(); ++i) {
        const readiness::StateChange& cause = difference.causes[i];
        const auto& concerned = services[i];
        found.emplace_back(
            concerned.size(),
            json::object{{"title", cause.title},
                         {"href", fact_href(request, seen, cause.kind, cause.id)},
                         {"better", cause.better},
                         {"is_block", cause.kind == readiness::FactKind::block},
                         {"is_solution", cause.kind == readiness::FactKind::solution},
                         {"is_precondition", cause.kind == readiness::FactKind::precondition},
                         {"day", day_or_null(cause.day)},
                         {"count", concerned.size()},
                         {"services", services_by_bundle(request, seen, concerned)}});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    json::array out;
    for (auto& [count, cause] : found)
        out.push_back(std::move(cause));
    return out;
}

// The day asked for, and the error when it was none.
LocalDate since_of(const http::Request& request, Seen& seen, const Words& words) {
    const LocalDate usual = seen.picture->at.on.plus_months(-usual_months);
    const std::string_view text = request.query.get("seit");
    if (text.empty()) return usual;
    const auto day = LocalDate::parse_german(text);
    if (day && *day < seen.picture->at.on) return *day;
    seen.looking.errors.push_back(
        {{"field", "seit"},
         {"text", day ? words(html::msgid("„Seit“ muss vor dem {{day}} liegen."),
                              {{"day", seen.picture->at.on.to_short_german()}})
                      : not_a_day(words, text, "01.12.2022")}});
    return usual;
}

// "Postfach: verschoben vom 3. Juli 2023 auf den 18. September 2023"
std::string sentence(const FactEvent& event) {
    using What = FactEvent::What;
    const auto day = [](const std::optional<LocalDate>& each) {
        return each ? each->to_german() : std::string("unbekannt");
    };
    switch (event.what) {
        case What::recorded:
            return event.title + ": neu festgehalten";
        case What::planned:
            return event.title + ": geplant für den " + day(event.after);
        case What::postponed:
            return event.title + ": verschoben vom " + day(event.before) + " auf den " +
                   day(event.after);
        case What::brought_forward:
            return event.title + ": vorgezogen vom " + day(event.before) + " auf den " +
                   day(event.after);
        case What::happened:
            return event.title +
                   (event.kind == readiness::FactKind::precondition ? ": erfüllt seit dem "
                                                                    : ": in Betrieb seit dem ") +
                   day(event.after);
        case What::ended:
            return event.title + ": beendet zum " + day(event.after);
        case What::confirmed:
            return event.title + ": bestätigt";
        case What::changed:
            return event.title + ": geändert";
        case What::withdrawn:
            return event.title + ": zurückgenommen";
    }
    return event.title;
}

std::string entry_of(const http::Request& request, const Seen& seen, const FactEvent& event,
                     const std::string& origin) {
    // tag URI (RFC 4151): stays the same wherever the portal moves.
    const std::string id = fmt::format(
        "tag:kommod,{}:{}/{}/{}/{}", event.recorded_on.year(), seen.municipality.ags,
        event.of_association ? "verbund" : "kommune", readiness::to_id(event.kind), event.sequence);
    return fmt::format(
        "  <entry>\n    <id>{}</id>\n    <title>{}</title>\n    <updated>{}</updated>\n"
        "    <link href=\"{}\"/>\n    <category term=\"{}\"/>\n{}  </entry>\n",
        markup::escaped(id), markup::escaped(sentence(event)),
        Instant::start_of(event.recorded_on).to_iso(),
        markup::escaped(origin + fact_href(request, seen, event.kind, event.id)),
        readiness::to_id(event.what),
        event.example ? "    <category term=\"example\" label=\"Beispieldaten\"/>\n" : "");
}

}  // namespace

http::Response show_changes(const http::Request& request, const Pages& pages) {
    auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const readiness::Picture& picture = *seen->picture;
    const LocalDate since = since_of(request, *seen, words_of(request, pages));
    readiness::PointInTime then = readiness::seen_on(since, request.today());
    if (seen->looking.known_given) then.known = picture.at.known;
    const auto before = pages.readiness.picture(seen->municipality.ags, then, picture.model->id);
    const readiness::Difference difference = readiness::difference(*before, picture);
    json::array events;
    for (const FactEvent& event :
         pages.readiness.events(seen->municipality.ags, since.plus_days(1), picture.at.known))
        events.push_back(event_view(request, *seen, event));
    json::object view{{"since", since.to_german()},
                      {"since_iso", since.to_iso()},
                      {"brighter", grouped(difference.brighter())},
                      {"darker", grouped(difference.darker())},
                      {"darker_number", difference.darker()},
                      {"before", levels_view(*picture.model, before->levels())},
                      {"after", levels_view(*picture.model, picture.levels())},
                      {"causes", causes_view(request, *seen, difference)},
                      {"has_causes", !difference.causes.empty()},
                      {"has_events", !events.empty()},
                      {"events", std::move(events)},
                      {"action", std::string(request.base()) + "/monitor/aenderungen"},
                      {"feed_href", std::string(request.base()) + "/monitor/aenderungen.atom"}};
    return show(request, pages, *seen, Tab::changes, "monitor/changes",
                titled(request, pages, *seen, html::msgid("Änderungen")), std::move(view));
}

http::Response show_feed(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const LocalDate today = request.today();
    const std::string origin = pages.public_url.empty() ? request.origin : pages.public_url;
    const std::string here = origin + std::string(request.base()) + "/monitor/aenderungen";
    auto events =
        pages.readiness.events(seen->municipality.ags, today.plus_months(-feed_months), today);
    if (events.size() > feed_entries) events.resize(feed_entries);
    const LocalDate updated = events.empty() ? today : events.front().recorded_on;
    std::string out = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\">\n  <id>{0}</id>\n"
        "  <title>Monitor Digitale Verwaltung: {1}</title>\n  <updated>{2}</updated>\n"
        "  <author><name>{1}</name></author>\n  <link rel=\"self\" href=\"{0}.atom\"/>\n"
        "  <link rel=\"alternate\" type=\"text/html\" href=\"{0}\"/>\n",
        markup::escaped(here), markup::escaped(seen->municipality.name),
        Instant::start_of(updated).to_iso());
    for (const FactEvent& event : events)
        out += entry_of(request, *seen, event, origin);
    http::Response response =
        http::text_response(out + "</feed>\n", "application/atom+xml; charset=utf-8");
    return cacheable(std::move(response));
}

}  // namespace kommod::monitor
