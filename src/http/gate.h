// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The one way from a request to a handler and back: tenant, route, throttle, session, access,
// CSRF, spam defence, errors, security headers and cookies. No page can forget any of it, because
// no page takes part in it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "http/client.h"
#include "http/form_guard.h"
#include "http/meter.h"
#include "http/router.h"
#include "http/server.h"
#include "http/sessions.h"
#include "http/throttle.h"

namespace kommod::http {

// A request on its way, and what is known of it so far.
struct Exchange {
    Request request;
    Router::Match match;
    int refused = 0;               // status of an error page instead of the handler's answer
    std::chrono::seconds wait{0};  // Retry-After of that page
    std::string form_cookie;       // the anonymous visitor's, as sent or newly drawn
    bool form_cookie_is_new = false;
    bool authorised = false;
    std::uint64_t content_version = 0;  // taken before the handler runs
    bool cacheable = false;             // the response may go into the page cache
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
    Response response;
};

class Gate {
  public:
    Gate(const ServerSettings& settings, const Router& router, const Hooks& hooks,
         store::Namespace& sessions, const Clock& clock, Meter& meter);

    // First, on an I/O thread: the target is read and the portal recalled. False when memory does
    // not know it: find_tenant(), which may wait for the database, follows on a worker.
    bool receive(Exchange& exchange) const;
    void find_tenant(Exchange& exchange) const;
    // First half, on an I/O thread, before the body is read: who is asked for what, and is it too
    // often. Never touches a database.
    void admit(Exchange& exchange);
    // On a worker: session and access. Called by itself before an upload is let in.
    void authorise(Exchange& exchange);
    // Second half, on a worker: everything else, up to the finished response.
    void answer(Exchange& exchange);

  private:
    void find_route(Exchange& exchange) const;
    void redirect_to_slash_form(Exchange& exchange) const;
    bool redirect_to_slug(Exchange& exchange) const;
    void check_access(Exchange& exchange);
    void prepare_forms(Exchange& exchange) const;
    void check_forms(Exchange& exchange) const;
    void check_spam(Exchange& exchange) const;
    void run_handler(Exchange& exchange);
    void refuse(Exchange& exchange, int status, std::string why = {}) const;
    Response error_page(const Exchange& exchange, int status) const;
    void finish(Exchange& exchange) const;
    void set_cookies(Exchange& exchange) const;
    void set_caching(Exchange& exchange) const;
    void record(const Exchange& exchange) const;

    const Router& router_;
    const Hooks& hooks_;
    const Clock& clock_;
    Sessions sessions_;
    FormGuard forms_;
    Throttle throttle_;
    Meter& meter_;
};

// A page for a status that depends on nothing: when the hook is absent or fails, and for what is
// refused before there is a request.
Response plain_error_page(int status);
// The headers every response carries, whoever made it.
void add_security_headers(Response& response, bool secure);

}  // namespace kommod::http
