// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// One's own account: password, second factor, recovery codes, sessions.
#include "staff/errors.h"
#include "staff/qr.h"
#include "staff/totp.h"
#include "staff/views.h"

namespace kommod::staff {
namespace {

using http::Method;
using http::Request;
using http::Response;

json::array sessions_of(const Pages& pages, const Current& current) {
    json::array out;
    for (const auto& session : pages.desk.sessions.of_subject(session_kind, current.staff.id))
        out.push_back({{"session", session.id},
                       {"started", session.created.to_german()},
                       {"seen", session.last_seen.to_german()},
                       {"own", session.id == current.session_id}});
    return out;
}

Response show_account(const Request& request, const Pages& pages, const Current& current,
                      const Error* error) {
    const auto account = pages.desk.accounts.find(current.staff.id);
    auto sessions = sessions_of(pages, current);
    json::object view{
        {"name", current.staff.name},
        {"user", current.staff.user_name},
        {"home", place_name(pages, current.staff.home)},
        {"roles", role_names(current.staff)},
        {"password_set", account->password_set.to_german()},
        {"factor_set", account->factor_set ? account->factor_set->to_german() : std::string{}},
        {"codes_left", pages.desk.accounts.recovery_codes_left(current.staff.id)},
        {"several_sessions", sessions.size() > 1},
        {"sessions", std::move(sessions)},
        {"breadcrumb", breadcrumb({{"Mein Konto", ""}})}};
    add_message(view, request);
    if (error != nullptr) add_error(view, *error);
    return show(pages, request, "staff/account", "Mein Konto", std::move(view),
                error == nullptr ? 200 : status_of(*error));
}

Response ask(const Request& request, const Pages& pages, const Current& current) {
    return show_account(request, pages, current, nullptr);
}

// Who finds an unlocked screen must not be able to try passwords at leisure: the log-in's throttle
// holds here too.
Result<void> present_password(const Request& request, const Pages& pages, const Current& current) {
    const auto account = pages.desk.log_in.check_password(
        visitor_of(request), current.staff.user_name, request.form.get("jetzt"));
    if (account) return {};
    auto error = account.error();
    if (error.key == "staff.login_refused") error.key = "staff.wrong_password";
    error.field = "current";
    return fail(error);
}

Response change_password(const Request& request, const Pages& pages, const Current& current) {
    Desk& desk = pages.desk;
    const auto next = request.form.get("neu");
    Result<void> changed = fail_at("repeated", "staff.password_differs");
    if (next == request.form.get("wiederholt")) changed = present_password(request, pages, current);
    if (changed) changed = desk.accounts.choose_password(current.staff.id, next);
    if (!changed) return show_account(request, pages, current, &changed.error());
    desk.accounts.end_other_sessions(current.staff.id, current.session_id);
    return http::redirect("/verwaltung/konto?meldung=passwort");
}

Response show_factor(const Request& request, const Pages& pages, const Current& current,
                     const Error* error) {
    const auto account = pages.desk.accounts.find(current.staff.id);
    const auto secret = pages.desk.log_in.offered_secret(*account, current.session_id);
    const auto qr =
        qr_path(enrolment_uri(secret, current.staff.user_name, pages.desk.settings.issuer));
    json::object view{
        {"secret", grouped_secret(secret)},
        {"qr_size", qr.size},
        {"qr_path", qr.path},
        {"breadcrumb", breadcrumb({{"Mein Konto", "/verwaltung/konto"}, {"Zweiter Faktor", ""}})}};
    if (error != nullptr) add_error(view, *error);
    return show(pages, request, "staff/replace_factor", "Zweiten Faktor wechseln", std::move(view),
                error == nullptr ? 200 : status_of(*error));
}

Response ask_factor(const Request& request, const Pages& pages, const Current& current) {
    return show_factor(request, pages, current, nullptr);
}

Response show_codes(const Request& request, const Pages& pages,
                    const std::vector<std::string>& codes) {
    return show(pages, request, "staff/recovery_codes", "Ihre Wiederherstellungscodes",
                {{"codes", json::value_from(codes)}, {"next", "/verwaltung/konto"}});
}

Response replace_factor(const Request& request, const Pages& pages, const Current& current) {
    const auto codes =
        pages.desk.log_in.replace_factor(visitor_of(request), current.staff.id, current.session_id,
                                         request.form.get("jetzt"), request.form.get("code"));
    if (!codes) return show_factor(request, pages, current, &codes.error());
    pages.desk.accounts.end_other_sessions(current.staff.id, current.session_id);
    return show_codes(request, pages, *codes);
}

Response replace_codes(const Request& request, const Pages& pages, const Current& current) {
    const auto codes = pages.desk.log_in.replace_recovery_codes(
        visitor_of(request), current.staff.id, request.form.get("code"));
    if (codes) return show_codes(request, pages, *codes);
    auto error = codes.error();
    error.field = "code";
    return show_account(request, pages, current, &error);
}

Response end_sessions(const Request& request, const Pages& pages, const Current& current) {
    const auto which = request.form.get("sitzung");
    if (which == "andere") {
        pages.desk.accounts.end_other_sessions(current.staff.id, current.session_id);
        return http::redirect("/verwaltung/konto?meldung=sitzungen");
    }
    const auto ended = pages.desk.accounts.end_session(current.staff.id, which);
    if (!ended) return show_account(request, pages, current, &ended.error());
    return http::redirect("/verwaltung/konto?meldung=sitzung");
}

}  // namespace

void add_account_pages(http::Router& router, const SharedPages& pages) {
    router.site(signed_in(pages, Method::get, "/verwaltung/konto", ask));
    router.site(signed_in(pages, Method::post, "/verwaltung/konto/passwort", change_password));
    router.site(signed_in(pages, Method::get, "/verwaltung/konto/zweiter-faktor", ask_factor));
    router.site(signed_in(pages, Method::post, "/verwaltung/konto/zweiter-faktor", replace_factor));
    router.site(
        signed_in(pages, Method::post, "/verwaltung/konto/wiederherstellungscodes", replace_codes));
    router.site(signed_in(pages, Method::post, "/verwaltung/konto/sitzungen", end_sessions));
}

}  // namespace kommod::staff
