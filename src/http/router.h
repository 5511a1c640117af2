// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Routes: who may call what, with which limits. Every route says so here; there is no other way to
// be reached.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace kommod::http {

using Handler = std::function<Response(const Request&)>;

// Who may call a route. Anything but `anyone` is checked before the handler runs; objects are
// checked by the handler.
struct Access {
    enum class Kind { anyone, subject } kind = Kind::anyone;
    std::string subject_kind;  // for `subject`: the session must be of this kind, e.g. "staff"
    static Access anyone() { return {}; }
    static Access only(std::string subject_kind) {
        return {Kind::subject, std::move(subject_kind)};
    }
};

struct Route {
    Method method = Method::get;
    std::string pattern;  // "/leistungen/{key}"; a capture matches one segment, "{rest...}" all
                          // that is left
    Handler handler;
    Access access = Access::anyone();
    std::uint64_t body_limit = 64 * 1024;  // bytes of a POST body without uploads
    std::uint64_t upload_limit = 0;  // > 0: multipart uploads are streamed to disk up to this size
    std::string rate_class =
        "page";  // throttle of this route; "form" for anonymous forms, "login" for log-ins
    // Anonymous forms: a honeypot field and a signed time stamp are demanded (html puts them in
    // with the CSRF token).
    bool spam_guard = false;
    // Only for machine peers that authenticate otherwise; never for a browser's form.
    bool csrf_exempt = false;
};

class Router {
  public:
    // A page of every municipality's portal, path relative to the tenant's base.
    void tenant(Route route) { tenant_.push_back(std::move(route)); }
    // A page of the installation itself: "/", "/verwaltung/...", "/healthz".
    void site(Route route) { site_.push_back(std::move(route)); }

    struct Match {
        const Route* route = nullptr;
        std::map<std::string, std::string, std::less<>> captures;
        bool method_not_allowed = false;  // the path exists with another method
    };
    Match match_tenant(Method method, std::string_view path) const;
    Match match_site(Method method, std::string_view path) const;
    const std::vector<Route>& tenant_routes() const { return tenant_; }
    const std::vector<Route>& site_routes() const { return site_; }

  private:
    std::vector<Route> tenant_;
    std::vector<Route> site_;
};

}  // namespace kommod::http
