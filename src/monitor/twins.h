// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Inside of the room only: the handlers of its pages, each in a file of its own, and what they
// share.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "http/message.h"
#include "monitor/looking.h"
#include "monitor/pages.h"
#include "monitor/town.h"

namespace kommod::monitor {

using Handler = http::Response (*)(const http::Request&, const Pages&);

http::Response show_town(const http::Request& request, const Pages& pages);
http::Response show_table(const http::Request& request, const Pages& pages);
http::Response show_bundle(const http::Request& request, const Pages& pages);
http::Response show_matrix(const http::Request& request, const Pages& pages);
http::Response show_roadmap(const http::Request& request, const Pages& pages);
http::Response show_service(const http::Request& request, const Pages& pages);
http::Response show_block(const http::Request& request, const Pages& pages);
http::Response show_precondition(const http::Request& request, const Pages& pages);
http::Response show_solution(const http::Request& request, const Pages& pages);
http::Response show_changes(const http::Request& request, const Pages& pages);
http::Response show_feed(const http::Request& request, const Pages& pages);
http::Response show_deadlines(const http::Request& request, const Pages& pages);
http::Response show_models(const http::Request& request, const Pages& pages);
http::Response show_comparison(const http::Request& request, const Pages& pages);
http::Response show_association(const http::Request& request, const Pages& pages);
http::Response show_words(const http::Request& request, const Pages& pages);
http::Response show_data(const http::Request& request, const Pages& pages);
http::Response show_planner(const http::Request& request, const Pages& pages);
http::Response show_poster_svg(const http::Request& request, const Pages& pages);
http::Response show_poster_pdf(const http::Request& request, const Pages& pages);
http::Response show_report(const http::Request& request, const Pages& pages);
http::Response show_standalone(const http::Request& request, const Pages& pages);
http::Response show_embedding(const http::Request& request, const Pages& pages);
http::Response show_csv(const http::Request& request, const Pages& pages);

// May be kept in the cache of public pages when it is a success.
http::Response cacheable(http::Response response);
// There is no such house, block, municipality or model.
http::Response no_picture(const http::Request& request, const Pages& pages);

// Which of the views is shown, for the tabs.
enum class Tab { town, matrix, roadmap, planner, changes, deadlines, comparison, table, none };
// A page of the monitor: the view with name, day, example note, tabs and what the town is looked
// at with; 400 when a day was no day.
http::Response show(const http::Request& request, const Pages& pages, const Seen& seen, Tab tab,
                    std::string_view template_name, std::string title, json::object view);

// Address of a page of the monitor that keeps the point of view: link(request, seen, "/engpaesse").
// `more`: "ziel=3&reihenfolge=gewinn"; may be empty.
std::string link(const http::Request& request, const Seen& seen, std::string_view path,
                 std::string_view more = {});

// What of the town is shown, and where its links lead. It speaks German, as poster, report and
// pictures for other sites do; pages set `words`.
TownOptions town_options(const http::Request& request, const Seen& seen);
// Sentences in the language of the request.
Words words_of(const http::Request& request, const Pages& pages);
// "Engpässe: Coesfeld"
std::string titled(const http::Request& request, const Pages& pages, const Seen& seen,
                   std::string_view german);

// The breadcrumb of every page below the town begins with it.
json::object first_crumb(const http::Request& request, const Pages& pages, const Seen& seen);

// A list of services as pages show it: by bundle, each with its level and a link to its history.
// [{bundle, services[{name, href, level, level_name, sample_svg}]}]
json::array services_by_bundle(const http::Request& request, const Seen& seen,
                               const std::vector<std::uint32_t>& services);
// The level asked for by ?ziel=; the one from which the model calls a service online otherwise.
int target_level(const http::Request& request, const readiness::MaturityModel& model);
// For a select: every level from 1 on.
json::array target_choices(const readiness::MaturityModel& model, int chosen);

// {levels_svg, lit, online, windows, shares...} of some numbers of services per level.
json::object levels_view(const readiness::MaturityModel& model, const std::vector<int>& levels);
json::value day_or_null(const std::optional<LocalDate>& day);  // "1. Dezember 2022"
// {days, later, earlier}: how far a day moved; null when nothing is known before.
json::value slippage_view(const std::optional<int>& days);
// Page of a fact: "/coesfeld/monitor/baustein/payment?stand=..."
std::string fact_href(const http::Request& request, const Seen& seen, readiness::FactKind kind,
                      std::string_view id);

}  // namespace kommod::monitor
