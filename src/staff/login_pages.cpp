// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// From the first form to the open door. A half session reaches the pages of this file and no other.
#include <algorithm>

#include <fmt/format.h>

#include "base/crypto.h"
#include "staff/errors.h"
#include "staff/qr.h"
#include "staff/throttle.h"
#include "staff/totp.h"
#include "staff/views.h"

namespace kommod::staff {
namespace {

using http::Method;
using http::Request;
using http::Response;

std::string wanted(const Request& request) {
    const auto& parameters = request.method == Method::post ? request.form : request.query;
    return safe_target(parameters.get("weiter"));
}

std::string address_of(Step step, std::string_view target) {
    std::string path = "/verwaltung/anmelden/code";
    if (step == Step::enrol) path = "/verwaltung/anmelden/einrichten";
    if (step == Step::password) path = "/verwaltung/anmelden/passwort";
    return fmt::format("{}?weiter={}", path, http::url_encode(target));
}

// The person behind a half session, as long as the account may log in from here.
std::optional<Account> half_of(const Request& request, const Pages& pages) {
    if (!request.session || request.session->subject_kind != half_session_kind) return std::nullopt;
    auto account = pages.desk.accounts.find(request.session->subject_id);
    if (!account || !account->staff.active) return std::nullopt;
    if (account->staff.demonstration && !is_on_this_machine(request)) return std::nullopt;
    return account;
}

// A page of the log-in for its own step; every other step is led to where it belongs.
using StepHandler = Response (*)(const Request&, const Pages&, const Account&);
http::Route step_route(const SharedPages& pages, Method method, std::string pattern, Step step,
                       StepHandler handler) {
    return {.method = method,
            .pattern = std::move(pattern),
            .handler =
                [pages, step, handler](const Request& request) {
                    const auto account = half_of(request, *pages);
                    if (!account) return http::redirect("/verwaltung/anmelden");
                    const Step due = next_step(*account, request.session->trust);
                    if (due != step) return http::redirect(address_of(due, wanted(request)));
                    return handler(request, *pages, *account);
                },
            // A form of another step, or of a log-in that is over, leads on instead of ending in an
            // error; only a half session can send one.
            .access = method == Method::get ? http::Access::anyone()
                                            : http::Access::only(std::string{half_session_kind})};
}

Response with_retry(Response response, const Error& error) {
    if (error.key == "staff.wait") response.set_header("Retry-After", error.value);
    return response;
}

Response open_door(const Request& request, const Pages& pages, const Account& account,
                   Response response) {
    auto door = pages.desk.log_in.open(visitor_of(request), account, request.session->id);
    response.set_session_token = std::move(door.opened.token);
    response.set_header(
        "Set-Cookie",
        fmt::format("{}={}; Path=/verwaltung; Max-Age={}; HttpOnly; SameSite=Strict{}",
                    door.device_cookie_name, door.device_cookie,
                    std::chrono::seconds{device_lifetime}.count(),
                    request.secure ? "; Secure" : ""));
    return response;
}

// Both factors are proved, but the password is still the one somebody else knows.
Response next_half(const Request& request, const Pages& pages, const Account& account,
                   Response response) {
    auto opened = pages.desk.log_in.open_half(account, http::TrustLevel::substantial);
    pages.desk.sessions.end(request.session->id);
    response.set_session_token = std::move(opened.token);
    return response;
}

// ---- user name and password

Response show_login(const Request& request, const Pages& pages, const Error* error) {
    json::object view{{"target", wanted(request)},
                      {"user", request.form.get("benutzername")},
                      {"ended", request.query.get("meldung") == "beendet"}};
    add_message(view, request);
    if (error != nullptr) add_error(view, *error);
    return show(pages, request, "staff/login", "Anmelden", std::move(view),
                error == nullptr ? 200 : status_of(*error));
}

Response ask_login(const Request& request, const Pages& pages) {
    if (pages.desk.gate.current(request)) return http::redirect(wanted(request));
    if (const auto account = half_of(request, pages))
        return http::redirect(
            address_of(next_step(*account, request.session->trust), wanted(request)));
    return show_login(request, pages, nullptr);
}

Response log_in(const Request& request, const Pages& pages) {
    const auto account = pages.desk.log_in.check_password(
        visitor_of(request), request.form.get("benutzername"), request.form.get("passwort"));
    if (!account) return with_retry(show_login(request, pages, &account.error()), account.error());
    if (request.session) pages.desk.sessions.end(request.session->id);
    auto opened = pages.desk.log_in.open_half(*account, http::TrustLevel::low);
    auto response =
        http::redirect(address_of(next_step(*account, http::TrustLevel::low), wanted(request)));
    response.set_session_token = std::move(opened.token);
    return response;
}

// ---- second factor

Response show_code(const Request& request, const Pages& pages, const Account& account,
                   const Error* error) {
    json::object view{{"target", wanted(request)}, {"demonstration_code", nullptr}};
    if (account.staff.demonstration)
        view["demonstration_code"] = pages.desk.log_in.demonstration_code(account).value_or("");
    if (error != nullptr) add_error(view, *error);
    return show(pages, request, "staff/code", "Zweiter Faktor", std::move(view),
                error == nullptr ? 200 : status_of(*error));
}

Response ask_code(const Request& request, const Pages& pages, const Account& account) {
    return show_code(request, pages, account, nullptr);
}

Response take_code(const Request& request, const Pages& pages, const Account& account) {
    const auto factor = pages.desk.log_in.check_factor(visitor_of(request), account.staff.id,
                                                       request.form.get("code"));
    if (!factor) {
        auto error = factor.error();
        error.field = "code";
        return with_retry(show_code(request, pages, account, &error), error);
    }
    if (account.one_time_until)
        return next_half(request, pages, account,
                         http::redirect(address_of(Step::password, wanted(request))));
    return open_door(request, pages, account, http::redirect(wanted(request)));
}

// ---- first factor, or a new one after a reset

Response show_enrolment(const Request& request, const Pages& pages, const Account& account,
                        const Error* error) {
    const Desk& desk = pages.desk;
    const auto secret = desk.log_in.offered_secret(account, request.session->id);
    const auto qr = qr_path(enrolment_uri(secret, account.staff.user_name, desk.settings.issuer));
    json::object view{{"target", wanted(request)},
                      {"token_needed", !account.enrolment_hash.empty()},
                      {"secret", grouped_secret(secret)},
                      {"qr_size", qr.size},
                      {"qr_path", qr.path},
                      {"action", "/verwaltung/anmelden/einrichten"}};
    if (error != nullptr) add_error(view, *error);
    return show(pages, request, "staff/enrol", "Zweiten Faktor einrichten", std::move(view),
                error == nullptr ? 200 : status_of(*error));
}

Response ask_enrolment(const Request& request, const Pages& pages, const Account& account) {
    return show_enrolment(request, pages, account, nullptr);
}

Response enrol(const Request& request, const Pages& pages, const Account& account) {
    const auto codes =
        pages.desk.log_in.enrol(visitor_of(request), account.staff.id, request.session->id,
                                request.form.get("einrichtungscode"), request.form.get("code"));
    if (!codes)
        return with_retry(show_enrolment(request, pages, account, &codes.error()), codes.error());
    const bool one_time = account.one_time_until.has_value();
    const auto next = one_time ? address_of(Step::password, wanted(request)) : wanted(request);
    auto response = show(pages, request, "staff/recovery_codes", "Ihre Wiederherstellungscodes",
                         {{"codes", json::value_from(*codes)}, {"next", next}});
    return one_time ? next_half(request, pages, account, std::move(response))
                    : open_door(request, pages, account, std::move(response));
}

// ---- a password of one's own

Response show_password(const Request& request, const Pages& pages, const Error* error) {
    json::object view{{"target", wanted(request)}};
    if (error != nullptr) add_error(view, *error);
    return show(pages, request, "staff/first_password", "Eigenes Passwort wählen", std::move(view),
                error == nullptr ? 200 : status_of(*error));
}

Response ask_password(const Request& request, const Pages& pages, const Account&) {
    return show_password(request, pages, nullptr);
}

Response choose_password(const Request& request, const Pages& pages, const Account& account) {
    const auto next = request.form.get("neu");
    Result<void> chosen = fail_at("repeated", "staff.password_differs");
    if (next == request.form.get("wiederholt"))
        chosen = pages.desk.accounts.choose_password(account.staff.id, next);
    if (!chosen) return show_password(request, pages, &chosen.error());
    return open_door(request, pages, account, http::redirect("/verwaltung?meldung=willkommen"));
}

// Open to everyone: a session that ended by itself is no reason for an error.
Response log_out(const Request& request, const Pages& pages) {
    if (request.session && (request.session->subject_kind == session_kind ||
                            request.session->subject_kind == half_session_kind))
        pages.desk.log_in.log_out(*request.session);
    auto response = http::redirect("/verwaltung/anmelden?meldung=abgemeldet");
    response.clear_session = true;
    return response;
}

}  // namespace

void add_login_pages(http::Router& router, const SharedPages& pages) {
    router.site({.method = Method::get,
                 .pattern = "/verwaltung/anmelden",
                 .handler = [pages](const Request& r) { return ask_login(r, *pages); }});
    // LogIn throttles by itself, and other than the server it knows devices: one stranger in a town
    // hall's network cannot use up what the server grants the whole address.
    router.site({.method = Method::post,
                 .pattern = "/verwaltung/anmelden",
                 .handler = [pages](const Request& r) { return log_in(r, *pages); }});
    router.site(step_route(pages, Method::get, "/verwaltung/anmelden/code", Step::code, ask_code));
    router.site(
        step_route(pages, Method::post, "/verwaltung/anmelden/code", Step::code, take_code));
    router.site(step_route(pages, Method::get, "/verwaltung/anmelden/einrichten", Step::enrol,
                           ask_enrolment));
    router.site(
        step_route(pages, Method::post, "/verwaltung/anmelden/einrichten", Step::enrol, enrol));
    router.site(step_route(pages, Method::get, "/verwaltung/anmelden/passwort", Step::password,
                           ask_password));
    router.site(step_route(pages, Method::post, "/verwaltung/anmelden/passwort", Step::password,
                           choose_password));
    router.site({.method = Method::post,
                 .pattern = "/verwaltung/abmelden",
                 .handler = [pages](const Request& r) { return log_out(r, *pages); }});
}

}  // namespace kommod::staff
