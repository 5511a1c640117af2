// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Two versions beside each other, and the rules of one: read before a service goes live.
#include "authoring/comparison.h"
#include "authoring/condition.h"
#include "authoring/readers.h"
#include "authoring/service_page.h"

namespace kommod::authoring {
namespace {

using http::Request;
using http::Response;

json::object difference_view(const Difference& difference) {
    return {{"where", difference.where},
            {"added", difference.kind == Difference::Kind::added},
            {"removed", difference.kind == Difference::Kind::removed},
            {"changed", difference.kind == Difference::Kind::changed},
            {"before", difference.before},
            {"after", difference.after}};
}

json::object group_view(const Request& request, const Desk& desk, const char* id, const char* title,
                        const std::vector<Difference>& all, Difference::Whose whose) {
    json::array rows;
    for (const auto& difference : all)
        if (difference.whose == whose) rows.push_back(difference_view(difference));
    return {
        {"id", id}, {"title", desk.translate(request.language, title)}, {"rows", std::move(rows)}};
}

Response show_comparison(const Request& request, const Desk& desk, const Opened& service) {
    auto& packages = desk.console.packages;
    const auto before = packages.version(desk.name_space, request.query.get("alt"));
    const auto after = packages.version(desk.name_space, request.query.get("neu"));
    if (!before || !after || before->id != service.id || after->id != service.id)
        return not_there(request, desk);
    const auto all = compare(before->document, after->document);
    json::array groups;
    for (auto& group :
         {group_view(request, desk, "menschen", msgid("Für die Menschen, die den Dienst nutzen"),
                     all, Difference::Whose::citizens),
          group_view(request, desk, "amt", msgid("Für das Amt"), all, Difference::Whose::office),
          group_view(request, desk, "innen", msgid("Im Inneren"), all, Difference::Whose::inside)})
        if (!group.at("rows").as_array().empty()) groups.push_back(group);
    return show(request, desk, "authoring/comparison", msgid("Was sich ändert"),
                {{"service_title", service.title()},
                 {"old_version", before->version},
                 {"new_version", after->version},
                 {"changes", after->changes},
                 {"groups", std::move(groups)},
                 {"same", all.empty()},
                 {"back_href", service_href(desk, service.id)}});
}

Response show_rules(const Request& request, const Desk& desk, const Opened& service) {
    const auto& document = service.newest->document;
    json::array rules;
    each_rule(document, [&](const Rule& rule) {
        rules.push_back({{"where", rule.where},
                         {"sentence", in_words(document, *rule.expression, rule.group)}});
    });
    const bool empty = rules.empty();
    return show(request, desk, "authoring/rules", msgid("Alle Regeln"),
                {{"service_title", service.title()},
                 {"version", service.newest->version},
                 {"rules", std::move(rules)},
                 {"empty", empty},
                 {"back_href", service_href(desk, service.id)}});
}

}  // namespace

void add_comparison_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(service_route(console, Method::get, "/vergleich", For::everyone, &show_comparison));
    router.site(service_route(console, Method::get, "/regeln", For::everyone, &show_rules));
}

}  // namespace kommod::authoring
