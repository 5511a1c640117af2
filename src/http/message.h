// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// A request and a response as the rooms see them: no Boost type, no socket.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/error.h"

namespace kommod::http {

enum class Method { get, head, post, options, other };

// An upload that was streamed to disk; the file is removed with the request unless moved away.
struct Upload {
    std::string field;
    std::string file_name;     // as the browser said it; never used as a path
    std::string content_type;  // as the browser said it
    std::filesystem::path path;
    std::uint64_t size = 0;
    std::shared_ptr<const void> keeper;  // removes the file when the last copy goes
};

// Names and values in the order they came, percent-decoded and checked to be UTF-8.
class Parameters {
  public:
    void add(std::string name, std::string value) {
        entries_.emplace_back(std::move(name), std::move(value));
    }
    // The first value, or "" when there is none.
    std::string_view get(std::string_view name) const;
    bool has(std::string_view name) const;
    std::vector<std::string_view> all(std::string_view name) const;
    const std::vector<std::pair<std::string, std::string>>& entries() const { return entries_; }

  private:
    std::vector<std::pair<std::string, std::string>> entries_;
};

enum class TrustLevel { none, low, substantial, high };

// An opaque, server-side session. `http` keeps it; what subject and role mean is the business of
// others.
struct Session {
    std::string id;            // of the record; the cookie holds a different, secret token
    std::string subject_kind;  // "staff", later "account"
    std::string subject_id;
    std::string name_space;  // "association" or a municipality's
    TrustLevel trust = TrustLevel::none;
    Instant created, last_seen;
    Instant expires;  // when nobody comes back before
    Instant ends;     // at the latest, however busy
};

// Which portal a request is for: found by host name or by the first path segment.
struct Tenant {
    std::string slug;        // "coesfeld"
    std::string name_space;  // "m05558012"
    std::string base;        // prefix of every link: "/coesfeld", or "" when found by host name
};

struct Request {
    Method method = Method::get;
    std::string target;  // raw target as received
    std::string path;    // decoded, without the tenant's base: "/leistungen/99107023017001"
    Parameters query;
    Parameters form;  // urlencoded or multipart fields of a POST
    std::vector<Upload> uploads;
    std::map<std::string, std::string, std::less<>> headers;  // lower-case names
    std::map<std::string, std::string, std::less<>> cookies;
    std::map<std::string, std::string, std::less<>> captures;  // {name} parts of the route
    std::optional<Tenant> tenant;
    std::shared_ptr<const Session> session;
    bool session_ended = false;  // the browser still had one, but it was over
    std::string remote_address;  // of the client, behind trusted proxies only
    std::string host;            // without port, lower case
    bool secure = false;         // TLS, here or at a trusted proxy
    std::string language =
        "de";  // "de", "en" or "de-leicht": parameter `sprache`, then cookie, then "de"
    Instant now;
    std::string origin;      // "https://portal.example:8443", for absolute links
    std::string body;        // of a route with `raw_body`; empty otherwise
    std::string id;          // for log and error page
    std::string csrf_token;  // to be put into every form as field `csrf` (html does it)
    std::string form_stamp;  // signed moment of this page, for forms of routes with `spam_guard`
    // Why the server refused before the handler was asked; for the words of the error page:
    // "csrf.invalid", "form.too_fast", "form.expired", "form.honeypot", "form.malformed",
    // "rate.<class>", "body.too_large", "body.unsupported". Empty when the status says it all.
    // After "form.too_fast" and "form.expired" the fields in `form` are whole: the page can offer
    // them again, with form_fields(request) in place of the old hidden ones.
    std::string refusal;

    std::string_view header(std::string_view lower_case_name) const;
    std::string_view capture(std::string_view name) const;
    LocalDate today() const { return now.local_date(); }
    // Accept prefers JSON over HTML, or the path ends with ".json".
    bool wants_json() const;
    // Base of links of this portal: tenant->base, or "".
    std::string_view base() const {
        return tenant ? std::string_view{tenant->base} : std::string_view{};
    }
};

struct Response {
    int status = 200;
    std::string content_type = "text/html; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    // Set for pages that are the same for every anonymous visitor: kept in the page cache until the
    // tenant's or the association's records change or the day ends. Ignored when the request
    // carries a session.
    bool cacheable = false;
    // Other sites may show it (a picture made for that); everything else is for our own pages.
    bool embeddable = false;
    // Served from disk instead of `body` when set.
    std::filesystem::path file;
    // Session changes, carried out by the server with the right cookie attributes.
    std::optional<std::string> set_session_token;
    bool clear_session = false;

    void set_header(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
    }
};

// Names of the hidden fields that the server demands of forms.
constexpr std::string_view csrf_field = "csrf";
constexpr std::string_view stamp_field = "form_stamp";
constexpr std::string_view honeypot_field = "website_url";

// The hidden fields of a form that is sent by POST: the CSRF token; and for a form that goes to a
// route with `spam_guard` also the stamp. Such a form holds the honeypot too: a text input named
// `website_url`, empty, moved out of sight by CSS, aria-hidden, tabindex -1, autocomplete off.
// A page that holds the token gets the cookie it belongs to by itself, and is never cached.
enum class FormKind { known_visitor, spam_guarded };
std::vector<std::pair<std::string, std::string>> form_fields(const Request& request, FormKind kind);

Response redirect(std::string location, int status = 303);
Response json_response(std::string body, int status = 200);
Response text_response(std::string body, std::string content_type, int status = 200);

// Percent-encodes a path segment or query value (RFC 3986 unreserved characters stay).
std::string url_encode(std::string_view text);
// Decodes %XX (and '+' when `form`); refuses broken escapes, NUL and what is not UTF-8
// ("url.malformed").
Result<std::string> url_decode(std::string_view text, bool form);
Result<Parameters> parse_urlencoded(std::string_view text);

}  // namespace kommod::http
