// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The operator's pages: who works here, in which roles, and what to do when something is lost. An
// operator sees and changes the people of the own home only.
#include <algorithm>

#include "staff/errors.h"
#include "staff/views.h"

namespace kommod::staff {
namespace {

using http::Method;
using http::Request;
using http::Response;

std::string_view state_of(const Account& account, Instant now) {
    if (!account.staff.active) return "deaktiviert";
    if (account.one_time_until)
        return now < *account.one_time_until ? "wartet auf die erste Anmeldung"
                                             : "Einmalpasswort abgelaufen";
    if (!account.has_factor())
        return account.enrolment_until && now < *account.enrolment_until
                   ? "richtet den zweiten Faktor neu ein"
                   : "ohne zweiten Faktor";
    return "aktiv";
}

std::string address_of(const Account& account) {
    return "/verwaltung/personal/" + account.staff.id;
}

json::array role_options(const std::vector<Role>& chosen) {
    json::array out;
    for (const Role role : all_roles)
        out.push_back({{"option_value", std::string{id(role)}},
                       {"option_label", std::string{german_name(role)}},
                       {"checked", std::find(chosen.begin(), chosen.end(), role) != chosen.end()}});
    return out;
}

std::vector<Role> roles_in(const Request& request) {
    std::vector<Role> roles;
    for (const auto text : request.form.all("rollen"))
        if (const auto role = parse_role(text);
            role && std::find(roles.begin(), roles.end(), *role) == roles.end())
            roles.push_back(*role);
    return roles;
}

Response show_people(const Request& request, const Pages& pages, const Current& current) {
    json::array people;
    for (const auto& account : pages.desk.accounts.of_home(current.staff.home))
        people.push_back(
            {{"name", account.staff.name},
             {"href", address_of(account)},
             {"user", account.staff.user_name},
             {"roles", role_names(account.staff)},
             {"state", state_of(account, request.now)},
             {"last_login", account.last_login ? account.last_login->to_german() : std::string{}}});
    return show(pages, request, "staff/people", "Personal",
                {{"home", place_name(pages, current.staff.home)},
                 {"people", std::move(people)},
                 {"breadcrumb", breadcrumb({{"Personal", ""}})}});
}

// ---- a new colleague

Response show_new(const Request& request, const Pages& pages, const Current& current,
                  const Error* error) {
    json::object view{
        {"home", place_name(pages, current.staff.home)},
        {"name", request.form.get("name")},
        {"user", request.form.get("benutzername")},
        {"options", role_options(roles_in(request))},
        {"breadcrumb", breadcrumb({{"Personal", "/verwaltung/personal"}, {"Neues Konto", ""}})}};
    if (error != nullptr) add_error(view, *error);
    return show(pages, request, "staff/person_new", "Neues Konto", std::move(view),
                error == nullptr ? 200 : status_of(*error));
}

Response ask_new(const Request& request, const Pages& pages, const Current& current) {
    return show_new(request, pages, current, nullptr);
}

Response show_secret(const Request& request, const Pages& pages, std::string_view title,
                     std::string_view kind, const std::string& user, const std::string& secret) {
    return show(pages, request, "staff/secret", title,
                {{"one_time_password", kind == "password"},
                 {"enrolment_token", kind == "token"},
                 {"user", user},
                 {"secret", secret}});
}

Response add(const Request& request, const Pages& pages, const Current& current) {
    const auto added = pages.desk.accounts.add(
        current.actor(), {.user_name = std::string{request.form.get("benutzername")},
                          .name = std::string{request.form.get("name")},
                          .home = current.staff.home,
                          .roles = roles_in(request),
                          .password = {}});
    if (!added) return show_new(request, pages, current, &added.error());
    return show_secret(request, pages, "Das Konto ist angelegt", "password", added->user_name,
                       added->one_time_password);
}

// ---- one person

// The account of the address, if it is one of the operator's own home; nobody else's exists here.
std::optional<Account> person_of(const Request& request, const Pages& pages,
                                 const Current& current) {
    auto account = pages.desk.accounts.find(request.capture("id"));
    if (!account || account->staff.home != current.staff.home) return std::nullopt;
    return account;
}

Response show_person(const Request& request, const Pages& pages, const Current& current,
                     const Account& account, const Error* error) {
    json::object view{
        {"name", account.staff.name},
        {"user", account.staff.user_name},
        {"state", state_of(account, request.now)},
        {"active", account.staff.active},
        {"oneself", account.staff.id == current.staff.id},
        {"created", account.created.to_german()},
        {"last_login", account.last_login ? account.last_login->to_german() : std::string{}},
        {"codes_left", pages.desk.accounts.recovery_codes_left(account.staff.id)},
        {"roles", role_names(account.staff)},
        {"options", role_options(account.staff.roles)},
        {"address", address_of(account)},
        {"breadcrumb",
         breadcrumb({{"Personal", "/verwaltung/personal"}, {account.staff.name, ""}})}};
    add_message(view, request);
    if (error != nullptr) add_error(view, *error);
    return show(pages, request, "staff/person", account.staff.name, std::move(view),
                error == nullptr ? 200 : status_of(*error));
}

Response ask_person(const Request& request, const Pages& pages, const Current& current) {
    const auto account = person_of(request, pages, current);
    if (!account) return not_found(pages, request);
    return show_person(request, pages, current, *account, nullptr);
}

Response set_roles(const Request& request, const Pages& pages, const Current& current) {
    const auto account = person_of(request, pages, current);
    if (!account) return not_found(pages, request);
    const auto done =
        pages.desk.accounts.set_roles(current.actor(), account->staff.id, roles_in(request));
    if (!done) return show_person(request, pages, current, *account, &done.error());
    return http::redirect(address_of(*account) + "?meldung=rollen");
}

Response set_active(const Request& request, const Pages& pages, const Current& current) {
    const auto account = person_of(request, pages, current);
    if (!account) return not_found(pages, request);
    const bool active = request.form.get("zustand") == "aktiv";
    const auto done = pages.desk.accounts.set_active(current.actor(), account->staff.id, active);
    if (!done) return show_person(request, pages, current, *account, &done.error());
    return http::redirect(address_of(*account) +
                          "?meldung=" + (active ? "aktiviert" : "deaktiviert"));
}

// The operator proves the own second factor once more: an unlocked screen is not enough to take
// over a colleague's account.
Result<void> prove_again(const Request& request, const Pages& pages, const Current& current,
                         std::string_view field) {
    const auto factor = pages.desk.log_in.check_factor(visitor_of(request), current.staff.id,
                                                       request.form.get(field));
    if (factor) return {};
    auto error = factor.error();
    error.field = std::string{field};
    return fail(error);
}

Response reset_password(const Request& request, const Pages& pages, const Current& current) {
    const auto account = person_of(request, pages, current);
    if (!account) return not_found(pages, request);
    if (const auto proof = prove_again(request, pages, current, "code_passwort"); !proof)
        return show_person(request, pages, current, *account, &proof.error());
    const auto password = pages.desk.accounts.reset_password(current.actor(), account->staff.id);
    if (!password) return show_person(request, pages, current, *account, &password.error());
    return show_secret(request, pages, "Neues Einmalpasswort", "password", account->staff.user_name,
                       *password);
}

Response reset_factor(const Request& request, const Pages& pages, const Current& current) {
    const auto account = person_of(request, pages, current);
    if (!account) return not_found(pages, request);
    if (const auto proof = prove_again(request, pages, current, "code_faktor"); !proof)
        return show_person(request, pages, current, *account, &proof.error());
    const auto token = pages.desk.accounts.reset_factor(current.actor(), account->staff.id);
    if (!token) return show_person(request, pages, current, *account, &token.error());
    return show_secret(request, pages, "Zweiter Faktor zurückgesetzt", "token",
                       account->staff.user_name, *token);
}

}  // namespace

void add_people_pages(http::Router& router, const SharedPages& pages) {
    const auto add_route = [&](Method method, const char* pattern, ConsoleHandler handler) {
        router.site(at_home(pages, method, pattern, Permission::manage_staff, handler));
    };
    add_route(Method::get, "/verwaltung/personal", show_people);
    add_route(Method::get, "/verwaltung/personal/neu", ask_new);
    add_route(Method::post, "/verwaltung/personal/neu", add);
    add_route(Method::get, "/verwaltung/personal/{id}", ask_person);
    add_route(Method::post, "/verwaltung/personal/{id}/rollen", set_roles);
    add_route(Method::post, "/verwaltung/personal/{id}/zustand", set_active);
    add_route(Method::post, "/verwaltung/personal/{id}/passwort", reset_password);
    add_route(Method::post, "/verwaltung/personal/{id}/zweiter-faktor", reset_factor);
}

}  // namespace kommod::staff
