// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Many services into one precondition: they are chosen here, and the precondition's own form with
// its preview does the rest.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "steering/console_fact.h"
#include "steering/overview.h"

namespace kommod::steering {
namespace {

using html::msgid;
using readiness::FactKind;

constexpr std::size_t most_shown = 300;  // of the list to tick; a filter shows the rest

struct Wanted {
    std::string bundle, words;
    std::set<std::string, std::less<>> ticked;
};

Wanted wanted(const http::Parameters& from) {
    Wanted out{std::string(from.get("buendel")), std::string(text::trim(from.get("text"))), {}};
    for (const std::string_view key : from.all("leistung"))
        out.ticked.emplace(key);
    return out;
}

bool shows(const catalogue::PublicService& service, const Wanted& wanted,
           const std::string& folded) {
    if (!wanted.bundle.empty() && service.bundle != wanted.bundle) return false;
    return folded.empty() || text::fold(service.name).find(folded) != std::string::npos;
}

json::array bundle_options(const catalogue::Catalogue& catalogue, const std::string& chosen,
                           const std::string& all) {
    json::array out{{{"value", ""}, {"label", all}, {"selected", chosen.empty()}}};
    for (const auto& bundle : catalogue.bundles())
        out.push_back(
            {{"value", bundle.id}, {"label", bundle.name}, {"selected", bundle.id == chosen}});
    return out;
}

json::array target_options(const http::Request& request, const Desk& desk) {
    json::array out{{{"value", ""},
                     {"label", desk.console.renderer.translate(request.language,
                                                               msgid("Neue Voraussetzung"))}}};
    const Logs from = logs(desk);
    for (const Row& row : overview(*from.of_association, *from.own, desk.ags, request.today()))
        if (row.kind == FactKind::precondition)
            out.push_back({{"value", row.id},
                           {"label", row.title},
                           {"selected", row.id == request.form.get("ziel")}});
    return out;
}

http::Response show_choice(const http::Request& request, const Desk& desk,
                           const http::Parameters& from, const std::string& error) {
    const Wanted what = wanted(from);
    const std::string folded = text::fold(what.words);
    const auto catalogue = desk.console.catalogue.snapshot(desk.name_space, request.today());
    json::array services;
    std::size_t found = 0;
    for (const auto& service : catalogue->services()) {
        // What is ticked already stays, whatever the filter shows.
        const bool ticked = what.ticked.contains(service.key);
        if (!ticked && !shows(service, what, folded)) continue;
        ++found;
        if (!ticked && services.size() >= most_shown) continue;
        services.push_back({{"option_value", service.key},
                            {"option_label", service.name},
                            {"option_hint", catalogue->bundles()[service.bundle_index].name},
                            {"checked", ticked}});
    }
    const auto tr = [&](const char* german) {
        return desk.console.renderer.translate(request.language, german);
    };
    json::object view{
        {"action", desk.base + "/sammeln"},
        {"bundle_options", bundle_options(*catalogue, what.bundle, tr(msgid("Alle Bündel")))},
        {"words", what.words},
        {"typed", from.get("auswahl")},
        {"found", found},
        {"more", found > services.size()},
        {"none", services.empty()},
        {"target_options", target_options(request, desk)},
        {"service_options", std::move(services)}};
    if (!error.empty()) add_error(view, "auswahl", error);
    return show(request, desk, "steering/console_mass",
                msgid("Viele Leistungen in eine Voraussetzung"), std::move(view),
                error.empty() ? 200 : 422);
}

http::Response choose(const http::Request& request, const Desk& desk) {
    return show_choice(request, desk, request.query, {});
}

// Adds selectors that are not there yet.
void extend(json::object& payload, const readiness::Selectors& more) {
    json::value& services = payload["services"];
    if (!services.is_array()) services = json::array{};
    auto& list = services.as_array();
    for (const std::string& selector : more)
        if (std::find(list.begin(), list.end(), json::value(selector)) == list.end())
            list.emplace_back(selector);
}

http::Response put_in(const http::Request& request, const Desk& desk) {
    if (request.form.get("tun") == "zeigen") return show_choice(request, desk, request.form, {});
    readiness::Selectors chosen = selectors_of(request.form.get("auswahl"));
    for (const std::string& selector : chosen)
        if (const auto good = readiness::check_selector(selector); !good)
            return show_choice(request, desk, request.form,
                               "Diese Auswahl gibt es nicht: „" + selector + "“");
    for (const std::string_view key : request.form.all("leistung"))
        chosen.emplace_back(key);
    if (chosen.empty())
        return show_choice(request, desk, request.form,
                           "Haken Sie Leistungen an oder schreiben Sie eine Auswahl.");
    const std::string target{request.form.get("ziel")};
    const LookedAt fact = look_at(desk, FactKind::precondition, target, request.today());
    if (!target.empty() && fact.standing == nullptr) return not_there(request, desk);
    readiness::FactVersion draft = form_draft(fact, request.today());
    extend(draft.payload, chosen);
    return show_form(request, desk, fact, draft, {.preview = !target.empty()});
}

}  // namespace

void add_mass_console(http::Router& router, const Console& console) {
    router.site(desk_route(console, http::Method::get, "/sammeln", &choose));
    auto chosen = desk_route(console, http::Method::post, "/sammeln", &put_in);
    chosen.body_limit = 256 * 1024;  // every service may be ticked
    router.site(std::move(chosen));
}

}  // namespace kommod::steering
