// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// How a fact's form and the preview of its effect are shown.
#include <algorithm>
#include <numeric>

#include "monitor/drawing.h"
#include "readiness/models.h"
#include "steering/console_fact.h"
#include "steering/overview.h"

namespace kommod::steering {
namespace {

using html::msgid;
using readiness::FactKind;
using readiness::FactVersion;

std::vector<Choice> criteria(const Desk& desk, LocalDate today) {
    std::vector<Choice> out;
    const auto add = [&](const readiness::MaturityModel& model) {
        for (const auto& criterion : model.criteria)
            if (std::none_of(out.begin(), out.end(),
                             [&](const Choice& each) { return each.value == criterion.id; }))
                out.push_back({criterion.id, criterion.name});
    };
    add(*readiness::choose_model(desk.console.readiness.models(), {}, today));
    for (const auto& model : desk.console.readiness.models())
        add(*model);
    return out;
}

std::vector<Choice> predecessors(const Desk& desk, const LookedAt& fact, LocalDate today) {
    std::vector<Choice> out;
    for (const Row& row : overview(*fact.from.of_association, *fact.from.own, desk.ags, today)) {
        if (row.kind == FactKind::solution || (row.kind == fact.kind && row.id == fact.id))
            continue;
        out.push_back({std::string(readiness::to_id(row.kind)) + ":" + row.id, row.title});
    }
    // What is recorded and no longer there is not lost by the form.
    if (fact.standing != nullptr)
        if (const json::value* after = fact.standing->payload.if_contains("after"))
            for (const json::value& entry : after->as_array()) {
                const std::string id{entry.as_string()};
                if (std::none_of(out.begin(), out.end(),
                                 [&](const Choice& each) { return each.value == id; }))
                    out.push_back({id, id});
            }
    return out;
}

std::vector<Choice> choices_of(const http::Request& request, const Desk& desk, const LookedAt& fact,
                               Choices choices) {
    const auto tr = [&](const char* german) {
        return desk.console.renderer.translate(request.language, german);
    };
    switch (choices) {
        case Choices::none:
            break;
        case Choices::solution_kind:
            return {{"package", tr(msgid("Leistungspaket dieser Plattform"))},
                    {"external", tr(msgid("Eigenes oder fremdes System"))}};
        case Choices::precondition_kind:
            return {{"legal", tr(msgid("Rechtlich"))},
                    {"technical", tr(msgid("Technisch"))},
                    {"organisational", tr(msgid("Organisatorisch"))}};
        case Choices::reuse:
            return {{"", tr(msgid("Nein"))},
                    {"developed", tr(msgid("Hier entwickelt, andere nutzen es nach"))},
                    {"reused", tr(msgid("Nachgenutzt"))}};
        case Choices::criteria:
            return criteria(desk, request.today());
        case Choices::predecessors:
            return predecessors(desk, fact, request.today());
        case Choices::blocks: {
            std::vector<Choice> out;
            for (std::size_t i = 0; i < readiness::building_blocks.size(); ++i)
                out.push_back({std::string(readiness::building_blocks[i]),
                               std::string(readiness::building_block_names[i])});
            return out;
        }
    }
    return {};
}

json::array groups_view(const http::Request& request, const Desk& desk, const LookedAt& fact,
                        const FactVersion& draft, const std::vector<Rejection>& wrong) {
    const auto tr = [&](std::string_view german) {
        return german.empty() ? std::string{}
                              : desk.console.renderer.translate(request.language, german);
    };
    json::array groups;
    for (const FormGroup& group : form_of(fact.kind)) {
        json::array fields;
        for (const FormField& field : group.fields) {
            json::object one =
                field_view(field, draft.payload, choices_of(request, desk, fact, field.choices),
                           error_of(wrong, field.name));
            one["caption"] = tr(field.label);
            one["help"] = tr(field.hint);
            fields.emplace_back(std::move(one));
        }
        groups.push_back({{"legend", tr(group.legend)}, {"fields", std::move(fields)}});
    }
    return groups;
}

json::array town_options(const Desk& desk, const FactVersion& draft) {
    json::array out;
    const auto towns = desk.console.municipalities.all();
    for (const auto& town : *towns) {
        if (!town.active) continue;
        const auto& list = draft.municipalities;
        out.push_back({{"option_value", town.ags},
                       {"option_label", town.name},
                       {"checked", std::find(list.begin(), list.end(), town.ags) != list.end()}});
    }
    return out;
}

json::object bar(const readiness::MaturityModel& model, const std::vector<int>& levels) {
    monitor::Town town;  // only what a bar of levels asks for
    town.top = model.top();
    town.levels = levels;
    town.windows = std::accumulate(levels.begin(), levels.end(), 0);
    const int online = std::accumulate(levels.begin() + model.online_from, levels.end(), 0);
    return {{"levels_svg", monitor::draw_level_bar(town, 1000, 20)},
            {"online", monitor::grouped(online)},
            {"windows", monitor::grouped(town.windows)}};
}

// Of pairs: a bundle's name and the names of its services.
template <class ByBundle>
json::array bundles(const ByBundle& by_bundle) {
    json::array out;
    for (const auto& [bundle, services] : by_bundle) {
        json::array names;
        for (const std::string& name : services)
            names.emplace_back(name);
        out.push_back({{"bundle", bundle}, {"services", std::move(names)}});
    }
    return out;
}

json::object day_view(const DayEffect& day, bool today) {
    return {{"today", today},
            {"day", day.on.to_german()},
            {"same", day.brighter + day.darker == 0},
            {"brighter", day.brighter},
            {"darker", day.darker},
            {"before", bar(*day.model, day.before)},
            {"after", bar(*day.model, day.after)},
            {"brighter_in", bundles(day.brighter_in)},
            {"darker_in", bundles(day.darker_in)},
            {"has_brighter", day.brighter > 0},
            {"has_darker", day.darker > 0}};
}

json::object event_view(const readiness::FactEvent& event) {
    using What = readiness::FactEvent::What;
    json::object out{{"recorded", event.recorded_on.to_german()},
                     {"before", event.before ? event.before->to_german() : std::string{}},
                     {"after", event.after ? event.after->to_german() : std::string{}},
                     {"slippage", nullptr}};
    for (const What what :
         {What::recorded, What::planned, What::postponed, What::brought_forward, What::happened,
          What::ended, What::confirmed, What::changed, What::withdrawn})
        out["is_" + std::string(readiness::to_id(what))] = event.what == what;
    const auto days = event.slippage();
    if (days && (event.what == What::postponed || event.what == What::brought_forward))
        out["slippage"] =
            json::object{{"days", std::abs(*days)}, {"later", *days > 0}, {"earlier", *days < 0}};
    return out;
}

json::object chosen_view(const Desk& desk, const FactVersion& draft, LocalDate today) {
    readiness::Selectors selectors;
    if (const json::value* services = draft.payload.if_contains("services"))
        for (const json::value& each : services->as_array())
            selectors.emplace_back(each.as_string());
    const auto catalogue = desk.console.catalogue.snapshot(desk.name_space, today);
    const auto chosen = chosen_services(*catalogue, selectors);
    std::size_t count = 0;
    for (const auto& [bundle, services] : chosen)
        count += services.size();
    return {{"count", count}, {"none", count == 0}, {"bundles", bundles(chosen)}};
}

json::array history_view(const Desk& desk, const LookedAt& fact, LocalDate today) {
    json::array out;
    if (fact.id.empty()) return out;
    for (const auto& event : readiness::events(*fact.from.of_association, *fact.from.own, desk.ags,
                                               LocalDate{1900, 1, 1}, today))
        if (event.kind == fact.kind && event.id == fact.id) out.push_back(event_view(event));
    return out;
}

const char* title_of_form(const LookedAt& fact) {
    if (!fact.id.empty()) return nullptr;
    return fact.kind == FactKind::solution ? msgid("Neue Lösung") : msgid("Neue Voraussetzung");
}

}  // namespace

json::object effect_view(const Effect& effect) {
    json::array days;
    for (const DayEffect& day : effect.days)
        days.push_back(day_view(day, &day == &effect.days.front()));
    return {
        {"days", std::move(days)},
        {"several_towns", effect.towns > 1},
        {"towns", effect.towns},
        {"nothing", effect.nothing},
        {"leaves_no_trace", !effect.nothing && !effect.event && !effect.days.empty()},
        {"event", effect.event ? json::value(event_view(*effect.event)) : json::value(nullptr)}};
}

http::Response show_form(const http::Request& request, const Desk& desk, const LookedAt& fact,
                         const FactVersion& draft, const Shown& shown) {
    const bool known = !fact.id.empty();
    const std::string href = known ? fact_href(desk, fact.kind, fact.id)
                                   : desk.base + "/neu/" + std::string(address_of(fact.kind));
    const bool own = fact.own != nullptr && fact.standing != nullptr && !fact.inherited;
    const bool gone = own && fact.standing->withdrawn;
    json::array history = history_view(desk, fact, request.today());
    json::object view{
        {"action", href},
        {"known", known},
        {"inherited", fact.inherited},
        {"withdrawn", gone},
        {"groups", groups_view(request, desk, fact, draft, shown.wrong)},
        {"town_options", desk.ags.empty() ? town_options(desk, draft) : json::array{}},
        {"has_towns", desk.ags.empty()},
        {"is_example", draft.example},
        {"preview", shown.preview},
        {"changed_since", shown.changed_since},
        {"seen", shown.preview ? mark_of(draft, fact.sequence) : std::string{}},
        {"effect", nullptr},
        {"chosen", nullptr},
        {"confirm_action", own && !gone ? href + "/bestaetigen" : std::string{}},
        {"undo_href", fact.own != nullptr && without_last_change(*fact.own, request.today())
                          ? href + "/zuruecknehmen"
                          : std::string{}},
        {"remove_href", own && !gone ? href + "/entfernen" : std::string{}},
        {"has_history", !history.empty()},
        {"history", std::move(history)}};
    if (shown.preview) {
        view["effect"] = effect_view(effect_at(desk, draft, request.today()));
        if (fact.kind != FactKind::block)
            view["chosen"] = chosen_view(desk, draft, request.today());
    }
    for (const FormGroup& group : form_of(fact.kind))
        for (const FormField& field : group.fields)
            if (const std::string error = error_of(shown.wrong, field.name); !error.empty()) {
                // "Diese Angabe fehlt" says nothing in a list that does not say which.
                const auto label = desk.console.renderer.translate(request.language, field.label);
                add_error(view, field.name, label + ": " + error);
            }
    const char* title = title_of_form(fact);
    const std::string name =
        fact.standing != nullptr ? readiness::title_of(*fact.standing) : readiness::title_of(draft);
    return show(request, desk, "steering/console_fact", title ? std::string_view{title} : name,
                std::move(view), shown.wrong.empty() ? 200 : 422);
}

}  // namespace kommod::steering
