// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/frame.h"

#include "portal/portal.h"
#include "staff/pages.h"

namespace kommod::app {
namespace {

struct NavigationEntry {
    const char* label;
    const char* path;
};

constexpr NavigationEntry town_navigation[] = {
    {html::msgid("Leistungen"), "/leistungen"},
    {html::msgid("Lebenslagen"), "/lebenslagen"},
    {html::msgid("Schon online"), "/online"},
    {html::msgid("Monitor"), "/monitor"},
};

json::array navigation(const http::Request& request) {
    json::array entries;
    for (const auto& [label, path] : town_navigation)
        entries.push_back({{"label", label},
                           {"href", std::string{request.base()} + path},
                           {"current", request.path.starts_with(path)}});
    return entries;
}

void add_town(json::object& frame, House& house, const http::Request& request) {
    const auto town = house.municipalities().by_slug(request.tenant->slug);
    if (!town) return;
    frame["municipality_name"] = town->name;
    frame["portal_name"] = "Serviceportal " + town->name;
    frame["home_href"] = std::string{request.base()} + "/";
    frame["theme_css_path"] = std::string{request.base()} + "/thema.css";
    frame["navigation"] = navigation(request);
    frame["logo"] = portal::logo_view(request.base(), house.municipalities().logo(town->ags));
    if (const auto banner = house.municipalities().outage_banner(town->ags); !banner.empty())
        frame["banner"] = {{"text", banner}};
    const LocalDate today = house.clock().today();
    if (town->example)
        frame["example_note"] = true;
    else if (house.readiness().picture(town->ags, {today, today})->example)
        frame["example_note"] =
            html::msgid("Dies ist eine Vorführung: Was nach 2022 liegt, ist erfunden.");
}

}  // namespace

html::FrameMaker frame_maker(House& house) {
    return [&house](const http::Request& request) {
        json::object frame{{"base", request.base()}, {"language", request.language}};
        // The console is the association's on every host name, also on a town's own.
        if (request.tenant && !staff::is_console(request)) {
            add_town(frame, house, request);
        } else {
            frame["portal_name"] = house.municipalities().association_name();
            frame["home_href"] = "/";
            staff::add_console_frame(frame, house.desk(), request);
        }
        return frame;
    };
}

}  // namespace kommod::app
