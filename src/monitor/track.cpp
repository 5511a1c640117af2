// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "monitor/track.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "html/page.h"
#include "monitor/underground.h"

namespace kommod::monitor {
namespace {

using html::msgid;
constexpr int most_quarters = 44;

// Share of windows that are online and fully lit, as a column from the ground.
std::string draw_column(const std::vector<int>& levels, int online_from) {
    const int all = std::max(1, std::accumulate(levels.begin(), levels.end(), 0));
    const int online = std::accumulate(levels.begin() + online_from, levels.end(), 0);
    const auto height = [&](int count) { return 100.0 * count / all; };
    const auto bar = [](std::string_view name, double top, double high) {
        return fmt::format("<path class=\"{}\" d=\"M0 {:.1f}h10v{:.1f}h-10z\"/>", name, 100 - top,
                           high);
    };
    const double lit = height(levels.back()), shown = height(online);
    return "<svg viewBox=\"0 0 10 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
           "focusable=\"false\">" +
           bar("track__online", shown, shown - lit) + bar("track__lit", lit, lit) + "</svg>";
}

}  // namespace

json::object track_view(const http::Request& request, const Seen& seen, readiness::Store& readiness,
                        const Words& words) {
    const Looking& looking = seen.looking;
    const std::string address = std::string(request.base()) + "/monitor";
    const LocalDate today = request.today();
    const LocalDate here = start_of_quarter(looking.at.on);
    json::object out{
        {"action", address},
        {"before_href", address + looking.query_on(looking.at.on.plus_months(-3))},
        {"after_href", address + looking.query_on(looking.at.on.plus_months(3))},
        {"block", looking.block ? json::value(readiness::building_blocks[*looking.block])
                                : json::value(nullptr)}};
    json::array quarters;
    const auto span =
        readiness.span(seen.municipality.ags, looking.known_given ? looking.at.known : today);
    if (span) {
        LocalDate day = std::max(start_of_quarter(span->first),
                                 start_of_quarter(span->last).plus_months(-3 * most_quarters));
        for (bool first = true; day <= span->last; day = day.plus_months(3), first = false) {
            readiness::PointInTime at = readiness::seen_on(day, today);
            if (looking.known_given) at.known = looking.at.known;
            const auto levels = readiness.levels(seen.municipality.ags, at, looking.model);
            const int lit = levels.back();
            const bool named = first || day.month() == 1;
            quarters.push_back(json::object{
                {"href", address + looking.query_on(day)},
                {"label", words(msgid("{{quarter}}: {{lit}} mit vollem Licht"),
                                {{"quarter", quarter_label(day)}, {"lit", std::to_string(lit)}})},
                {"current", day == here},
                {"year", named ? json::value(std::to_string(day.year())) : json::value(nullptr)},
                {"column_svg", draw_column(levels, seen.picture->model->online_from)}});
        }
    }
    out["quarters"] = std::move(quarters);
    return out;
}

}  // namespace kommod::monitor
