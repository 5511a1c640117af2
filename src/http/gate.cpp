// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "http/gate.h"

#include <algorithm>
#include <atomic>

#include "base/crypto.h"
#include "base/log.h"
#include "base/text.h"
#include "http/wire.h"

namespace kommod::http {
namespace {

constexpr std::string_view content_security_policy =
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";

bool is_safe(Method method) {
    return method == Method::get || method == Method::head || method == Method::options;
}

// Ids tell requests of a run apart; they are no secret.
std::string next_request_id() {
    static const std::string run = crypto::hex(crypto::random_bytes(4));
    static std::atomic<std::uint64_t> count{0};
    return run + "-" + std::to_string(count.fetch_add(1, std::memory_order_relaxed) + 1);
}

std::string_view authority_of(std::string_view url) {
    const auto scheme = url.find("://");
    return scheme == std::string_view::npos ? std::string_view{} : url.substr(scheme + 3);
}

// The port is compared only when both sides say it: proxies like to drop it from Host.
bool same_authority(std::string_view a, std::string_view b) {
    const auto port_of = [](std::string_view authority) {
        const auto colon = authority.rfind(':');
        return colon == std::string_view::npos || authority.ends_with(']')
                   ? std::string_view{}
                   : authority.substr(colon + 1);
    };
    const std::string_view port_a = port_of(a);
    const std::string_view port_b = port_of(b);
    if (!port_a.empty() && !port_b.empty()) return a == b;
    if (!port_a.empty()) a.remove_suffix(port_a.size() + 1);
    if (!port_b.empty()) b.remove_suffix(port_b.size() + 1);
    return a == b;
}

// What browsers say about where a request comes from. Old ones and machines say nothing; the token
// is demanded of all.
bool comes_from_us(const Request& request) {
    const std::string_view site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    const std::string_view origin = request.header("origin");
    return origin.empty() || same_authority(authority_of(origin), authority_of(request.origin));
}

std::string visitor_of(const Exchange& exchange) {
    if (exchange.request.session) return "session:" + exchange.request.session->id;
    return "form:" + exchange.form_cookie;
}

std::string_view first_segment(std::string_view path) {
    return path.empty() ? path : path.substr(1, path.find('/', 1) - 1);
}

Response allowed_methods(const std::string& methods) {
    Response response = text_response("", "", 204);
    response.set_header("Allow", methods + ", OPTIONS");
    return response;
}

}  // namespace

Gate::Gate(const ServerSettings& settings, const Router& router, const Hooks& hooks,
           store::Namespace& sessions, const Clock& clock, Meter& meter)
    : router_(router),
      hooks_(hooks),
      clock_(clock),
      sessions_(sessions, clock),
      forms_(settings.secret),
      throttle_(settings.limits.rates),
      meter_(meter) {}

bool Gate::receive(Exchange& exchange) const {
    Request& request = exchange.request;
    request.id = next_request_id();
    if (request.now == Instant{}) request.now = clock_.now();
    if (request.target == "*") return true;
    if (request.path.empty() && !read_target(request)) refuse(exchange, 400, "url.malformed");
    if (exchange.refused != 0 || request.tenant || !hooks_.find_tenant) return true;
    if (!hooks_.known_tenant) return false;
    auto known = hooks_.known_tenant(request.host, first_segment(request.path));
    if (known) request.tenant = std::move(known->tenant);
    return known.has_value();
}

void Gate::find_tenant(Exchange& exchange) const {
    Request& request = exchange.request;
    request.tenant = hooks_.find_tenant(request.host, first_segment(request.path));
}

void Gate::admit(Exchange& exchange) {
    Request& request = exchange.request;
    if (exchange.refused != 0) return;
    if (request.target == "*") {
        exchange.response = allowed_methods("GET, HEAD, POST");
        return;
    }
    find_route(exchange);
    const Route* route = exchange.match.route;
    const std::string_view rate_class = route ? std::string_view{route->rate_class} : "page";
    exchange.wait = throttle_.take(rate_class, request.remote_address, request.now);
    if (exchange.wait.count() > 0) return refuse(exchange, 429, "rate." + std::string{rate_class});
    if (route) {
        request.captures = exchange.match.captures;
    } else if (exchange.match.method_not_allowed && request.method == Method::options) {
        exchange.response = allowed_methods(exchange.match.allow);
    } else if (exchange.match.method_not_allowed) {
        refuse(exchange, 405);
    } else if (!redirect_to_slug(exchange)) {
        redirect_to_slash_form(exchange);
    }
}

// A tenant found by its host owns "/" and what follows; the installation's own pages are reached
// there too, where the tenant has none. A tenant found by the first segment has only its own.
void Gate::find_route(Exchange& exchange) const {
    Request& request = exchange.request;
    if (!request.tenant) {
        exchange.match = router_.match_site(request.method, request.path);
        return;
    }
    const std::string& base = request.tenant->base;
    if (!base.empty() && request.path.starts_with(base)) request.path.erase(0, base.size());
    exchange.match = router_.match_tenant(request.method, request.path);
    if (!exchange.match.route && !exchange.match.method_not_allowed && base.empty())
        exchange.match = router_.match_site(request.method, request.path);
}

// "/Dülmen/online" is meant as "/duelmen/online": people type a town's name as it is written.
bool Gate::redirect_to_slug(Exchange& exchange) const {
    const Request& request = exchange.request;
    if (request.tenant || !hooks_.find_tenant || !is_safe(request.method)) return false;
    const auto written = first_segment(request.path);
    const std::string slug = text::slug(written);
    if (slug.empty() || slug == written || !hooks_.find_tenant({}, slug)) return false;
    const auto rest = request.target.find_first_of("/?", 1);
    std::string location = "/" + slug;
    if (rest == std::string::npos || request.target[rest] == '?') location += '/';
    if (rest != std::string::npos) location += request.target.substr(rest);
    exchange.response = redirect(std::move(location), 308);
    return true;
}

// "/coesfeld" is meant as "/coesfeld/", and "/coesfeld/leistungen/" as "/coesfeld/leistungen".
void Gate::redirect_to_slash_form(Exchange& exchange) const {
    const Request& request = exchange.request;
    std::string path = request.path;
    const bool bare = path.empty();  // the tenant's base alone
    if (bare)
        path = "/";
    else if (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    else
        return refuse(exchange, 404);
    const auto match = request.tenant ? router_.match_tenant(request.method, path)
                                      : router_.match_site(request.method, path);
    if (!match.route || !is_safe(request.method) || path.starts_with("//"))
        return refuse(exchange, 404);
    const auto mark = request.target.find('?');
    const std::string raw = request.target.substr(0, mark);
    std::string location = bare ? raw + "/" : raw.substr(0, raw.size() - 1);
    if (mark != std::string::npos) location += request.target.substr(mark);
    exchange.response = redirect(std::move(location), 308);
}

void Gate::authorise(Exchange& exchange) {
    if (exchange.authorised) return;
    exchange.authorised = true;
    Request& request = exchange.request;
    const auto cookie = request.cookies.find(session_cookie_name(request.secure));
    if (!request.session && cookie != request.cookies.end()) {
        request.session = sessions_.find(cookie->second);
        request.session_ended = !request.session;
    }
    if (exchange.refused == 0 && exchange.match.route) check_access(exchange);
}

void Gate::check_access(Exchange& exchange) {
    const Request& request = exchange.request;
    const Access& access = exchange.match.route->access;
    if (access.kind == Access::Kind::anyone) return;
    if (request.session) {
        if (request.session->subject_kind != access.subject_kind) refuse(exchange, 403);
        return;
    }
    const bool page = is_safe(request.method) && !request.wants_json() && hooks_.login_address;
    if (page) exchange.response = redirect(hooks_.login_address(request, access.subject_kind));
    refuse(exchange, page ? 303 : 401);
}

void Gate::prepare_forms(Exchange& exchange) const {
    Request& request = exchange.request;
    const auto cookie = request.cookies.find(form_cookie_name(request.secure));
    if (cookie != request.cookies.end() && cookie->second.size() >= 16 &&
        cookie->second.size() <= 64) {
        exchange.form_cookie = cookie->second;
    } else {
        exchange.form_cookie = crypto::random_token(18);
        exchange.form_cookie_is_new = true;
    }
    const std::string visitor = visitor_of(exchange);
    request.csrf_token = forms_.token(visitor);
    request.form_stamp = forms_.stamp(visitor, request.now);
}

void Gate::check_forms(Exchange& exchange) const {
    const Request& request = exchange.request;
    const Route& route = *exchange.match.route;
    if (is_safe(request.method)) return;
    if (!route.csrf_exempt) {
        std::string_view token = request.form.get(csrf_field);
        if (token.empty()) token = request.header("x-csrf-token");
        if (!comes_from_us(request) || !forms_.token_is_valid(visitor_of(exchange), token))
            return refuse(exchange, 403, "csrf.invalid");
    }
    if (route.spam_guard && !request.session) check_spam(exchange);
}

void Gate::check_spam(Exchange& exchange) const {
    const Request& request = exchange.request;
    if (!request.form.get(honeypot_field).empty()) return refuse(exchange, 422, "form.honeypot");
    switch (forms_.check_stamp(visitor_of(exchange), request.form.get(stamp_field), request.now)) {
        case FormGuard::Stamp::good:
            return;
        case FormGuard::Stamp::too_fast:
            exchange.wait = FormGuard::shortest;
            return refuse(exchange, 429, "form.too_fast");
        case FormGuard::Stamp::forged:
            return refuse(exchange, 403, "csrf.invalid");
        case FormGuard::Stamp::expired:
            return refuse(exchange, 422, "form.expired");
    }
}

void Gate::refuse(Exchange& exchange, int status, std::string why) const {
    exchange.refused = status;
    exchange.request.refusal = std::move(why);
}

void Gate::run_handler(Exchange& exchange) {
    if (hooks_.content_version)
        exchange.content_version = hooks_.content_version(exchange.request.tenant);
    exchange.response = exchange.match.route->handler(exchange.request);
}

void Gate::answer(Exchange& exchange) {
    const bool answered = exchange.refused == 0 && !exchange.match.route;  // OPTIONS, slash forms
    try {
        authorise(exchange);
        prepare_forms(exchange);
        if (exchange.refused == 0 && !answered) check_forms(exchange);
        if (exchange.refused == 0 && !answered) run_handler(exchange);
        if (exchange.refused >= 400) exchange.response = error_page(exchange, exchange.refused);
        check_sendable(exchange.response);
    } catch (const std::exception& error) {
        log::error("http.handler_failed",
                   {{"id", exchange.request.id},
                    {"route", exchange.match.route ? exchange.match.route->pattern : "-"},
                    {"what", std::string{error.what()}}});
        refuse(exchange, 500);
        exchange.response = error_page(exchange, 500);
    }
    finish(exchange);
    record(exchange);
}

Response Gate::error_page(const Exchange& exchange, int status) const {
    Response response;
    try {
        response = hooks_.error_page ? hooks_.error_page(exchange.request, status)
                                     : plain_error_page(status);
        check_sendable(response);
    } catch (const std::exception& error) {
        log::error("http.error_page_failed",
                   {{"id", exchange.request.id}, {"what", std::string{error.what()}}});
        response = plain_error_page(status);
    }
    response.status = status;
    response.cacheable = false;
    if (status == 405) response.set_header("Allow", exchange.match.allow);
    if (exchange.wait.count() > 0)
        response.set_header("Retry-After", std::to_string(exchange.wait.count()));
    return response;
}

void Gate::finish(Exchange& exchange) const {
    set_caching(exchange);
    set_cookies(exchange);
    add_security_headers(exchange.response, exchange.request.secure);
}

void Gate::set_caching(Exchange& exchange) const {
    const Request& request = exchange.request;
    Response& response = exchange.response;
    const bool holds_token =
        !request.csrf_token.empty() && response.body.find(request.csrf_token) != std::string::npos;
    if (response.cacheable && holds_token)
        log::error("http.cacheable_page_with_token",
                   {{"route", exchange.match.route ? exchange.match.route->pattern : "-"}});
    const bool changes_session = response.set_session_token || response.clear_session;
    const bool personal = request.session || changes_session || holds_token;
    exchange.cacheable = response.cacheable && !personal && response.status == 200 &&
                         request.method == Method::get && response.file.empty() &&
                         !request.query.has(language_parameter);
    if (exchange.form_cookie_is_new && !holds_token) exchange.form_cookie.clear();

    if (personal || response.status >= 400) {
        drop_header(response, "cache-control");
        drop_header(response, "etag");
        response.set_header("Cache-Control", "no-store");
        return;
    }
    if (!has_header(response, "cache-control")) response.set_header("Cache-Control", "no-cache");
    response.set_header("Vary", "Accept-Encoding, Accept, Cookie");
    if (response.status == 200 && response.file.empty() && !has_header(response, "etag") &&
        (request.method == Method::get || request.method == Method::head))
        response.set_header("ETag", entity_tag(response.body));
}

void Gate::set_cookies(Exchange& exchange) const {
    const Request& request = exchange.request;
    Response& response = exchange.response;
    const auto set = [&](std::string_view name, std::string_view value, std::string_view more) {
        std::string cookie{name};
        cookie.append("=").append(value).append("; Path=/; SameSite=Lax").append(more);
        if (request.secure) cookie += "; Secure";
        response.set_header("Set-Cookie", std::move(cookie));
    };
    const std::string_view session = session_cookie_name(request.secure);
    if (response.set_session_token)
        set(session, *response.set_session_token, "; HttpOnly");
    else if (response.clear_session)
        set(session, "", "; HttpOnly; Max-Age=0");
    if (exchange.form_cookie_is_new && !exchange.form_cookie.empty())
        set(form_cookie_name(request.secure), exchange.form_cookie, "; HttpOnly");
    // The choice of a language is kept because the visitor asked for it.
    const auto chosen = known_language(request.query.get(language_parameter));
    if (!chosen.empty()) set(language_cookie, chosen, "; Max-Age=31536000");
}

void Gate::record(const Exchange& exchange) const {
    const auto took = std::chrono::steady_clock::now() - exchange.began;
    const Route* route = exchange.match.route;
    meter_.of(route).record(exchange.response.status, took);
    log::info("http.request",
              {{"id", exchange.request.id},
               {"route", route ? route->pattern : "-"},
               {"tenant", exchange.request.tenant ? exchange.request.tenant->slug : ""},
               {"status", std::int64_t{exchange.response.status}},
               {"ms", std::chrono::duration<double, std::milli>(took).count()}});
}

Response plain_error_page(int status) {
    const std::string title = std::to_string(status) + " " + std::string{reason_of(status)};
    return text_response("<!DOCTYPE html><html lang=\"de\"><meta charset=\"utf-8\"><title>" +
                             title +
                             "</title><h1>Das hat nicht geklappt</h1><p>Bitte versuchen Sie es "
                             "später noch einmal. (" +
                             title + ")</p></html>\n",
                         "text/html; charset=utf-8", status);
}

void add_security_headers(Response& response, bool secure) {
    const auto put = [&](std::string_view name, std::string_view value) {
        drop_header(response, name);
        response.set_header(std::string{name}, std::string{value});
    };
    put("Content-Security-Policy", content_security_policy);
    put("X-Content-Type-Options", "nosniff");
    put("Referrer-Policy", "strict-origin-when-cross-origin");
    put("Permissions-Policy", "camera=(), geolocation=(self), microphone=(), payment=(), usb=()");
    put("Cross-Origin-Opener-Policy", "same-origin");
    put("Cross-Origin-Resource-Policy", response.embeddable ? "cross-origin" : "same-origin");
    if (secure) put("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace kommod::http
