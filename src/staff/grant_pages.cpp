// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Grants: a municipality's operator lets colleagues of the association in and shows them out. The
// association's operator sees where the own people may act, and can change nothing.
#include <map>

#include "staff/errors.h"
#include "staff/views.h"

namespace kommod::staff {
namespace {

using http::Method;
using http::Request;
using http::Response;

using Names = std::map<std::string, std::string, std::less<>>;

Names names_of_accounts(const Pages& pages) {
    Names names;
    for (const auto& account : pages.desk.accounts.of_home({}))
        names[account.staff.id] = account.staff.name;
    return names;
}

std::string name_of(const Names& names, const std::string& account_id) {
    const auto found = names.find(account_id);
    return found == names.end() ? account_id : found->second;
}

std::string_view state_of(const Grant& grant, LocalDate today) {
    if (grant.revoked) return "widerrufen";
    if (today < grant.from) return "gilt noch nicht";
    return grant.holds_on(today) ? "gilt" : "abgelaufen";
}

json::object line_of(const Grant& grant, const Names& names, LocalDate today,
                     const std::string& place) {
    return {{"colleague", name_of(names, grant.account_id)},
            {"place", place},
            {"role", german_name(grant.role)},
            {"from", grant.from.to_short_german()},
            {"until", grant.until ? grant.until->to_short_german() : std::string{}},
            {"reason", grant.reason},
            {"given_by", name_of(names, grant.given_by)},
            {"state", state_of(grant, today)},
            {"revocable", !grant.revoked && (!grant.until || today <= *grant.until)},
            {"address", "/verwaltung/berechtigungen/" + grant.id + "/widerrufen"}};
}

json::array colleagues(const Pages& pages, std::string_view chosen) {
    json::array out{{{"value", ""}, {"label", "Bitte wählen"}, {"selected", chosen.empty()}}};
    for (const auto& account : pages.desk.accounts.of_home(store::association))
        if (account.staff.active)
            out.push_back({{"value", account.staff.user_name},
                           {"label", account.staff.name + " (" + account.staff.user_name + ")"},
                           {"selected", account.staff.user_name == chosen}});
    return out;
}

json::array roles(std::string_view chosen) {
    json::array out;
    for (const Role role : all_roles)
        out.push_back({{"option_value", std::string{id(role)}},
                       {"option_label", std::string{german_name(role)}},
                       {"checked", id(role) == chosen}});
    return out;
}

Response show_own(const Request& request, const Pages& pages, const Current& current,
                  const Error* error) {
    const auto names = names_of_accounts(pages);
    const auto place = place_name(pages, current.staff.home);
    json::array lines;
    for (const auto& grant : pages.desk.grants.of_place(current.staff.home))
        lines.push_back(line_of(grant, names, request.today(), place));
    const auto from = request.form.has("ab") ? std::string{request.form.get("ab")}
                                             : request.today().to_short_german();
    json::object view{{"place", place},
                      {"association", pages.desk.municipalities.association_name()},
                      {"has_grants", !lines.empty()},
                      {"may_revoke", true},
                      {"grants", std::move(lines)},
                      {"colleagues", colleagues(pages, request.form.get("benutzername"))},
                      {"options", roles(request.form.get("rollen"))},
                      {"from", from},
                      {"until", request.form.get("bis")},
                      {"reason", request.form.get("grund")},
                      {"breadcrumb", breadcrumb({{"Berechtigungen", ""}})}};
    add_message(view, request);
    if (error != nullptr) add_error(view, *error);
    return show(pages, request, "staff/grants", "Berechtigungen", std::move(view),
                error == nullptr ? 200 : status_of(*error));
}

Response show_everywhere(const Request& request, const Pages& pages) {
    const auto names = names_of_accounts(pages);
    json::array lines;
    const auto towns = pages.desk.municipalities.all();
    for (const auto& town : *towns)
        for (const auto& grant : pages.desk.grants.of_place(town.name_space()))
            lines.push_back(line_of(grant, names, request.today(), town.name));
    return show(pages, request, "staff/grants_everywhere", "Berechtigungen",
                {{"has_grants", !lines.empty()},
                 {"grants", std::move(lines)},
                 {"breadcrumb", breadcrumb({{"Berechtigungen", ""}})}});
}

Response ask(const Request& request, const Pages& pages, const Current& current) {
    if (current.staff.home == store::association) return show_everywhere(request, pages);
    return show_own(request, pages, current, nullptr);
}

Result<NewGrant> draft_of(const Request& request) {
    NewGrant draft;
    draft.user_name = std::string{request.form.get("benutzername")};
    const auto role = parse_role(request.form.get("rollen"));
    if (!role) return fail(role.error());
    draft.role = *role;
    const auto from = LocalDate::parse_german(request.form.get("ab"));
    if (!from) return fail_at("from", "staff.bad_date");
    draft.from = *from;
    if (const auto typed = request.form.get("bis"); !typed.empty()) {
        const auto until = LocalDate::parse_german(typed);
        if (!until) return fail_at("until", "staff.bad_date");
        draft.until = *until;
    }
    draft.reason = std::string{request.form.get("grund")};
    return draft;
}

Response give(const Request& request, const Pages& pages, const Current& current) {
    const auto draft = draft_of(request);
    if (!draft) return show_own(request, pages, current, &draft.error());
    const auto given = pages.desk.grants.give(current.staff, current.staff.home, *draft);
    if (!given && given.error().key == "staff.refused")
        return refusal(pages.renderer, request, given.error());
    if (!given) return show_own(request, pages, current, &given.error());
    return http::redirect("/verwaltung/berechtigungen?meldung=gegeben");
}

Response revoke(const Request& request, const Pages& pages, const Current& current) {
    const auto revoked =
        pages.desk.grants.revoke(current.staff, current.staff.home, request.capture("id"));
    if (!revoked && revoked.error().key == "staff.refused")
        return refusal(pages.renderer, request, revoked.error());
    if (!revoked) return not_found(pages, request);
    return http::redirect("/verwaltung/berechtigungen?meldung=widerrufen");
}

}  // namespace

void add_grant_pages(http::Router& router, const SharedPages& pages) {
    const auto permission = Permission::manage_grants;
    router.site(at_home(pages, Method::get, "/verwaltung/berechtigungen", permission, ask));
    router.site(at_home(pages, Method::post, "/verwaltung/berechtigungen", permission, give));
    router.site(at_home(pages, Method::post, "/verwaltung/berechtigungen/{id}/widerrufen",
                        permission, revoke));
}

}  // namespace kommod::staff
