// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One service through time: what it has, what it lacks and why, and how it came to stand there.
#include <algorithm>

#include "monitor/causes.h"
#include "monitor/drawing.h"
#include "monitor/town.h"
#include "monitor/twins.h"
#include "readiness/ways.h"

namespace kommod::monitor {
namespace {

using readiness::Picture;

json::array criteria_view(const Picture& picture, const readiness::ServiceReadiness& standing) {
    json::array out;
    for (std::size_t i = 0; i < picture.model->criteria.size(); ++i) {
        const readiness::Criterion& criterion = picture.model->criteria[i];
        const bool required = (standing.required >> i & 1U) != 0;
        const bool met = (standing.met >> i & 1U) != 0;
        out.push_back({{"name", criterion.name},
                       {"explanation", criterion.explanation},
                       {"cap", criterion.cap},
                       {"required", required},
                       {"met", required && met},
                       {"missing", required && !met}});
    }
    return out;
}

json::array solutions_view(const http::Request& request, const Seen& seen,
                           const std::vector<std::uint32_t>& solutions) {
    json::array out;
    for (const std::uint32_t index : solutions) {
        const readiness::Solution& solution = seen.picture->solutions[index];
        out.push_back(
            {{"name", solution.title},
             {"href", fact_href(request, seen, readiness::FactKind::solution, solution.id)},
             {"day", day_or_null(solution.from)}});
    }
    return out;
}

std::string names_of(const readiness::MaturityModel& model, std::uint32_t bits) {
    std::string out;
    for (const readiness::Criterion* criterion : model.of(bits))
        out += (out.empty() ? "" : ", ") + criterion->name;
    return out;
}

json::array steps_view(const Seen& seen, const std::vector<readiness::Store::Step>& steps,
                       const http::Request& request) {
    const readiness::MaturityModel& model = *seen.picture->model;
    json::array out;
    const readiness::Store::Step* before = nullptr;
    for (const readiness::Store::Step& step : steps) {
        const std::uint32_t gained = before == nullptr ? 0 : before->missing & ~step.missing;
        const std::uint32_t lost = before == nullptr ? 0 : step.missing & ~before->missing;
        out.push_back({{"day", step.day.to_german()},
                       {"planned", step.day > request.today()},
                       {"level", step.level},
                       {"level_name", model.level_names[static_cast<std::size_t>(step.level)]},
                       {"sample_svg", draw_window(Measures{}, shade_of(step.level, model.top()))},
                       {"gained", names_of(model, gained)},
                       {"lost", names_of(model, lost)},
                       {"missing", names_of(model, step.missing)}});
        before = &step;
    }
    std::reverse(out.begin(), out.end());
    return out;
}

}  // namespace

http::Response show_service(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const Picture& picture = *seen->picture;
    const auto* service = picture.catalogue->find(request.capture("key"));
    if (service == nullptr) return no_picture(request, pages);
    const auto index = static_cast<std::uint32_t>(service - picture.catalogue->services().data());
    const auto& standing = picture.services[index];
    const auto* bundle = picture.catalogue->find_bundle(service->bundle);
    const readiness::Ways how = readiness::ways(picture, index);
    const std::string base{request.base()};
    json::object view{
        {"name", service->name},
        {"key", service->key},
        {"bundle", bundle->name},
        {"bundle_href", link(request, *seen, "/buendel/" + bundle->id)},
        {"portal_href", base + "/leistungen/" + http::url_encode(service->key)},
        {"level", how.level},
        {"level_name", how.level_name},
        {"level_explanation",
         picture.model->level_explanations[static_cast<std::size_t>(how.level)]},
        {"sample_svg", draw_window(Measures{}, shade_of(how.level, picture.model->top()))},
        {"criteria", criteria_view(picture, standing)},
        {"solutions", solutions_view(request, *seen, standing.solutions)},
        {"coming", solutions_view(request, *seen, standing.coming)},
        {"causes", causes_view(request, *seen, how)},
        {"must_act", must_act(*seen, how)},
        {"expected", day_or_null(how.expected)},
        {"legal_basis", json::array(service->legal_basis.begin(), service->legal_basis.end())},
        {"sdg", service->sdg},
        {"cases", service->cases_per_year
                      ? json::value(grouped(static_cast<int>(*service->cases_per_year)))
                      : json::value(nullptr)},
        {"steps", steps_view(*seen,
                             pages.readiness.history(seen->municipality.ags, service->key,
                                                     request.today(), seen->looking.model),
                             request)},
        {"definitions_svg", draw_definitions(Measures{})},
        {"breadcrumb",
         json::array{first_crumb(request, pages, *seen),
                     json::object{{"label", bundle->name},
                                  {"href", link(request, *seen, "/buendel/" + bundle->id)}},
                     json::object{{"label", service->name}}}}};
    view["has_solutions"] = !standing.solutions.empty();
    view["has_coming"] = !standing.coming.empty();
    view["has_legal_basis"] = !service->legal_basis.empty();
    return show(request, pages, *seen, Tab::none, "monitor/service",
                service->name + ": " + seen->municipality.name, std::move(view));
}

}  // namespace kommod::monitor
