// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// When a session ends, said in time (WCAG 2.2, 2.2.1), and what is left of it afterwards.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "staff/views.h"

namespace kommod::staff {
namespace {

using http::Request;

// Every page that is called extends the session, and so does this one. Its JSON is what the script
// of the notice asks for; the token makes the forms of a page that is still open whole again after
// a new log-in in another window.
http::Response show_session(const Request& request, const Pages& pages, const Current&) {
    auto view = session_view(request);
    view["latest"] = request.session->ends.to_german();
    view["csrf"] = request.csrf_token;
    view["breadcrumb"] =
        breadcrumb({{pages.renderer.translate(request.language, "Ihre Sitzung"), ""}});
    return show(pages, request, "staff/session", "Ihre Sitzung", std::move(view));
}

// What somebody wrote: not the fields that are ours, not what must never be shown, and no marks of
// choices and buttons ("1", "de").
bool is_shown_again(std::string_view field, std::string_view value) {
    constexpr std::size_t shortest = 3;
    if (value.size() < shortest) return false;
    constexpr std::array hidden{std::string_view{http::csrf_field},
                                std::string_view{http::stamp_field},
                                std::string_view{http::honeypot_field},
                                std::string_view{"passwort"},
                                std::string_view{"neu"},
                                std::string_view{"wiederholt"},
                                std::string_view{"jetzt"},
                                std::string_view{"code"},
                                std::string_view{"einrichtungscode"},
                                std::string_view{"weiter"}};
    return std::ranges::find(hidden, field) == hidden.end();
}

// "sprache_des_textes" -> "Sprache des textes": forms know no other name here.
std::string readable(std::string_view field) {
    auto name = text::replace_all(field, "_", " ");
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z')
        name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}

// The page a form was sent from, as far as the browser tells.
std::string page_of_form(const Request& request) {
    const auto referer = request.header("referer");
    if (!referer.starts_with(request.origin)) return safe_target({});
    return safe_target(referer.substr(request.origin.size()));
}

}  // namespace

json::object session_view(const Request& request) {
    const auto& session = *request.session;
    const auto left =
        std::chrono::duration_cast<std::chrono::seconds>(session.expires - request.now);
    return {{"ends", session.expires.to_german_time()},
            {"ends_in", left.count()},
            {"can_be_extended", session.expires < session.ends}};
}

void add_what_was_typed(json::object& view, const Request& request) {
    json::array typed;
    // Only what came from a page of ours: nobody else's form puts words onto this one.
    if (request.header("origin") == request.origin)
        for (const auto& [name, value] : request.form.entries())
            if (is_shown_again(name, value))
                typed.push_back({{"id", "eingabe-" + std::to_string(typed.size() + 1)},
                                 {"name", readable(name)},
                                 {"value", value}});
    view["typed_shown"] = !typed.empty();
    view["typed"] = std::move(typed);
    view["login_href"] = "/verwaltung/anmelden?weiter=" + http::url_encode(page_of_form(request));
}

void add_session_pages(http::Router& router, const SharedPages& pages) {
    router.site(signed_in(pages, http::Method::get, "/verwaltung/sitzung", show_session));
}

}  // namespace kommod::staff
