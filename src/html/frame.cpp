// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "html/frame.h"

#include <array>
#include <string>

#include <fmt/format.h>

#include "html/page.h"

namespace kommod::html {
namespace {

struct Language {
    std::string_view code, label, tag;
};

// Each language is named in itself (WCAG 3.1.2). "simple" is the registered subtag for easy
// language (BCP 47).
constexpr std::array<Language, 3> languages{{
    {"de", "Deutsch", "de"},
    {"en", "English", "en"},
    {"de-leicht", "Leichte Sprache", "de-simple"},
}};

struct FooterLink {
    const char* label;
    const char* path;
};

// What every portal of an administration must offer (DDG § 5, GDPR article 13,
// Directive (EU) 2016/2102 with the law of the Land).
constexpr std::array<FooterLink, 7> footer_links{{
    {msgid("Impressum"), "/impressum"},
    {msgid("Datenschutz"), "/datenschutz"},
    {msgid("Barrierefreiheit"), "/barrierefreiheit"},
    {msgid("Leichte Sprache"), "/leichte-sprache"},
    {msgid("Gebärdensprache"), "/gebaerdensprache"},
    {msgid("Kontakt"), "/kontakt"},
    {msgid("Übersicht"), "/sitemap"},
}};

// The address of this very page in another language. A page that answered a POST has no address of
// its own but its path.
std::string address_in(const http::Request& request, std::string_view language) {
    std::string query;
    if (request.method == http::Method::get || request.method == http::Method::head) {
        for (const auto& [name, value] : request.query.entries()) {
            if (name == "sprache") continue;
            query += fmt::format("{}={}&", http::url_encode(name), http::url_encode(value));
        }
    }
    const auto question = request.target.find('?');
    auto path = request.target.substr(0, question);
    if (path.empty() || path.front() != '/' || path.starts_with("//")) path = "/";
    return fmt::format("{}?{}sprache={}", path, query, language);
}

json::array language_links(const http::Request& request) {
    json::array links;
    for (const auto& language : languages) {
        links.push_back({{"label", language.label},
                         {"tag", language.tag},
                         {"href", address_in(request, language.code)},
                         {"current", language.code == request.language}});
    }
    return links;
}

json::array footer(std::string_view base, const std::string& language,
                   const Translations& translations) {
    json::array links;
    for (const auto& link : footer_links) {
        links.push_back({{"label", translations.translate(language, link.label)},
                         {"href", std::string(base) + link.path}});
    }
    return links;
}

template <class Value>
void set_default(json::object& object, std::string_view key, const Value& value) {
    if (!object.contains(key)) object.emplace(key, json::value_from(value));
}

// True stands for the usual sentence.
void translate_note(json::value& note, const std::string& language,
                    const Translations& translations) {
    constexpr auto usual =
        msgid("Die Angaben zu dieser Kommune sind erfunden. Sie zeigen, was das Portal kann.");
    if (note.is_bool() && note.get_bool()) note = usual;
    if (const auto* text = note.if_string()) note = translations.translate(language, *text);
}

}  // namespace

std::string_view html_language(std::string_view language) {
    for (const auto& known : languages)
        if (known.code == language) return known.tag;
    return "de";
}

json::object complete_frame(json::object given, const http::Request& request,
                            const Translations& translations) {
    auto& frame = given;
    set_default(frame, "base", request.base());
    set_default(frame, "language", request.language);
    const std::string base = json::value_to<std::string>(frame.at("base"));
    set_default(frame, "portal_name", "Kommod");
    set_default(frame, "home_href", base + "/");
    set_default(frame, "navigation", json::array{});
    for (const auto* key : {"municipality_name", "theme_css_path", "logo", "banner", "staff",
                            "example_note", "robots"})
        set_default(frame, key, nullptr);
    set_default(frame, "footer", footer(base, request.language, translations));
    for (auto& entry : frame.at("navigation").as_array()) {
        auto& label = entry.as_object()["label"];
        label = translations.translate(request.language, label.as_string());
    }
    frame["navigation_shown"] = !frame.at("navigation").as_array().empty();
    translate_note(frame.at("example_note"), request.language, translations);
    // Only by address, never by cookie: pages are kept in a cache. Otherwise the browser decides.
    const auto wish = request.query.get("darstellung");
    frame["color_theme"] = wish == "dunkel" ? "dark" : wish == "hell" ? "light" : "";
    frame["html_language"] = html_language(request.language);
    frame["languages"] = language_links(request);
    frame["css_path"] = asset_path("portal.css");
    frame["script_path"] = asset_path("portal.js");
    frame["icon_path"] = asset_path("icon.svg");
    frame["font_regular_path"] = asset_path("fira-sans-latin-400-normal.woff2");
    frame["font_bold_path"] = asset_path("fira-sans-latin-600-normal.woff2");
    frame["feedback_href"] =
        fmt::format("{}/barriere-melden?seite={}", base, http::url_encode(request.path));
    frame["csrf"] = request.csrf_token;
    frame["form_stamp"] = request.form_stamp;
    return given;
}

void complete_view(json::object& view) {
    if (const auto* breadcrumb = view.if_contains("breadcrumb"))
        view["breadcrumb_shown"] = breadcrumb->is_array() && !breadcrumb->get_array().empty();
    auto* found = view.if_contains("errors");
    if (found == nullptr || !found->is_array() || found->get_array().empty()) {
        view["has_errors"] = false;
        return;
    }
    auto& errors = found->get_array();
    for (auto& error : errors) {
        auto& object = error.as_object();
        if (auto* field = object.if_contains("field"); field != nullptr && field->is_string())
            object["href"] = "#" + json::value_to<std::string>(*field);
    }
    // Adding a key may move all values: nothing of the array is touched after the first one.
    const auto count = errors.size();
    view["has_errors"] = true;
    view["error_count"] = count;
    view["single_error"] = count == 1;
}

}  // namespace kommod::html
