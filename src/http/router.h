// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Routes: who may call what, with which limits. Every route says so here; there is no other way to
// be reached.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
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
    // The body comes as it is in Request::body, whatever its type (machine peers).
    bool raw_body = false;
    // Only for machine peers that authenticate otherwise; never for a browser's form.
    bool csrf_exempt = false;
};

// All routes of the house. Patterns are checked when they are added: a malformed one, or a second
// one for the same method and paths, throws std::invalid_argument. When several match, a literal
// segment beats a capture and a capture beats "{rest...}", whatever came first.
class Router {
  public:
    // A page of every municipality's portal, path relative to the tenant's base.
    void tenant(Route route) { add(tenant_, std::move(route)); }
    // A page of the installation itself: "/", "/verwaltung/...", "/healthz".
    void site(Route route) { add(site_, std::move(route)); }

    struct Match {
        const Route* route = nullptr;
        std::map<std::string, std::string, std::less<>> captures;
        bool method_not_allowed = false;  // the path exists with another method
        std::string allow;                // "GET, HEAD, POST" when the path exists
    };
    // `path` is decoded. HEAD is answered by the GET route.
    Match match_tenant(Method method, std::string_view path) const;
    Match match_site(Method method, std::string_view path) const;
    const std::vector<Route>& tenant_routes() const { return tenant_.routes; }
    const std::vector<Route>& site_routes() const { return site_.routes; }

  private:
    struct Segment {
        enum class Kind { literal, capture, rest } kind = Kind::literal;
        std::string text;  // the literal, or the name of the capture
    };
    using Pattern = std::vector<Segment>;
    struct Table {
        std::vector<Route> routes;
        std::vector<Pattern> patterns;  // of the route at the same place
    };
    static Pattern compile(std::string_view pattern);
    static void add(Table& table, Route route);
    static bool fits(const Pattern& pattern, const std::vector<std::string_view>& segments);
    static bool more_specific(const Pattern& a, const Pattern& b);
    static Match match(const Table& table, Method method, std::string_view path);

    Table tenant_;
    Table site_;
};

}  // namespace kommod::http
