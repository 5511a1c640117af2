// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Statutory deadlines: what was or will be reached on the day, what misses it, and who has to act.
#include <algorithm>

#include "monitor/deadline_view.h"
#include "monitor/town.h"
#include "monitor/twins.h"
#include "readiness/deadlines.h"

namespace kommod::monitor {
namespace {

using readiness::StatutoryDeadline;

constexpr std::size_t debtors_shown = 8;

json::array debtors_view(const Seen& seen, const readiness::DeadlineStanding& standing) {
    json::array out;
    for (const readiness::Debtor& debtor : standing.debtors) {
        if (out.size() == debtors_shown) break;
        out.push_back({{"owner", debtor.owner.empty() ? seen.municipality.name : debtor.owner},
                       {"count", grouped(static_cast<int>(debtor.services.size()))},
                       {"alone", grouped(debtor.alone)},
                       {"alone_number", debtor.alone}});
    }
    return out;
}

}  // namespace

readiness::DeadlineStanding standing_on(const Pages& pages, const Seen& seen,
                                        const StatutoryDeadline& deadline, LocalDate on,
                                        LocalDate today) {
    readiness::PointInTime at = readiness::seen_on(on, today);
    if (seen.looking.known_given) at.known = seen.looking.at.known;
    const auto picture = pages.readiness.picture(seen.municipality.ags, at, deadline.model);
    return readiness::standing(*picture, deadline);
}

json::object deadline_view(const http::Request& request, const Pages& pages, const Seen& seen,
                           const StatutoryDeadline& deadline) {
    const LocalDate on = seen.picture->at.on;
    const LocalDate today = std::min(request.today(), seen.picture->at.known);
    const auto then = standing_on(pages, seen, deadline, deadline.day, today);
    const auto now = standing_on(pages, seen, deadline, on, today);
    const auto days = (deadline.day.days() - on.days()).count();
    return {{"id", deadline.id},
            {"name", deadline.name},
            {"citation", deadline.citation},
            {"explanation", deadline.explanation},
            {"reading", deadline.reading},
            {"day", deadline.day.to_german()},
            {"href", link(request, seen, "/fristen") + "#" + deadline.id},
            {"level", deadline.level},
            {"passed", days < 0},
            {"days_left", days},
            {"demanded", grouped(static_cast<int>(then.demanded.size()))},
            {"reached", grouped(static_cast<int>(then.reached.size()))},
            {"percent", then.percent()},
            {"kept", then.missed.empty()},
            {"missed", grouped(static_cast<int>(then.missed.size()))},
            {"reached_now", grouped(static_cast<int>(now.reached.size()))},
            {"demanded_now", grouped(static_cast<int>(now.demanded.size()))},
            {"percent_now", now.percent()},
            {"debtors", debtors_view(seen, now.missed.empty() ? then : now)},
            {"has_debtors", !then.debtors.empty()}};
}

json::value nearest_deadline(const http::Request& request, const Pages& pages, const Seen& seen) {
    // The next one that lies ahead; when none does, the one that asks for most services.
    const StatutoryDeadline* chosen = nullptr;
    const LocalDate on = seen.picture->at.on;
    for (const StatutoryDeadline& deadline : pages.readiness.deadlines())
        if (deadline.day >= on && (chosen == nullptr || deadline.day < chosen->day ||
                                   (chosen->services != readiness::Selectors{"*"} &&
                                    deadline.services == readiness::Selectors{"*"} &&
                                    deadline.day <= chosen->day.plus_months(1))))
            chosen = &deadline;
    if (chosen == nullptr)
        for (const StatutoryDeadline& deadline : pages.readiness.deadlines())
            if (deadline.services == readiness::Selectors{"*"}) chosen = &deadline;
    return chosen == nullptr ? json::value(nullptr)
                             : json::value(deadline_view(request, pages, seen, *chosen));
}

http::Response show_deadlines(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    json::array deadlines;
    for (const StatutoryDeadline& deadline : pages.readiness.deadlines())
        deadlines.push_back(deadline_view(request, pages, *seen, deadline));
    return show(request, pages, *seen, Tab::deadlines, "monitor/deadlines",
                titled(request, pages, *seen, html::msgid("Fristen")),
                {{"deadlines", std::move(deadlines)}});
}

}  // namespace kommod::monitor
