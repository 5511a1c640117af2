// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// What machines read: sitemap.xml, robots.txt, security.txt (RFC 9116), and the sitemap for people.
#include "portal/portal.h"
#include "portal/views.h"

namespace kommod::portal {
namespace {

constexpr const char* static_pages[] = {"/",
                                        "/leistungen",
                                        "/lebenslagen",
                                        "/online",
                                        "/monitor",
                                        "/kontakt",
                                        "/impressum",
                                        "/datenschutz",
                                        "/barrierefreiheit",
                                        "/leichte-sprache",
                                        "/gebaerdensprache"};

void add_location(std::string& xml, const std::string& address) {
    xml += "  <url><loc>" + address + "</loc></url>\n";
}

// Format: sitemaps.org protocol 0.9. Addresses are percent-encoded, so nothing is left to escape
// but '&', which they lack.
http::Response show_sitemap(const http::Request& request, const Deps& deps) {
    const Town town = town_of(request, deps);
    std::string xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    for (const auto* path : static_pages)
        add_location(xml, absolute(request, deps, path));
    for (const auto& bundle : town.catalogue->bundles())
        if (bundle.offered)
            add_location(xml, absolute(request, deps, "/buendel/" + http::url_encode(bundle.id)));
    for (const auto& service : town.catalogue->services())
        if (service.offered)
            add_location(xml,
                         absolute(request, deps, "/leistungen/" + http::url_encode(service.key)));
    xml += "</urlset>\n";
    auto response = http::text_response(std::move(xml), "application/xml; charset=utf-8");
    response.cacheable = true;
    return response;
}

http::Response show_sitemap_page(const http::Request& request, const Deps& deps) {
    const Town town = town_of(request, deps);
    json::array subjects;
    for (const auto& subject : town.catalogue->subjects()) {
        json::array bundles;
        for (const auto& bundle : town.catalogue->bundles())
            if (bundle.offered && bundle.subject == subject.id)
                bundles.push_back(
                    {{"name", bundle.name}, {"href", bundle_href(request, bundle.id)}});
        if (!bundles.empty())
            subjects.push_back({{"name", subject.name}, {"bundles", std::move(bundles)}});
    }
    const auto title = deps.renderer.translate(request.language, "Inhalt");
    auto response = deps.renderer.page(
        request, "portal/sitemap", title,
        {{"subjects", std::move(subjects)}, {"breadcrumb", breadcrumb(request, {{title, ""}})}});
    response.cacheable = true;
    return response;
}

http::Response show_robots(const http::Request& request, const Deps& deps) {
    std::string text = "User-agent: *\nDisallow: /verwaltung/\n";
    const std::string& origin = deps.public_url.empty() ? request.origin : deps.public_url;
    for (const auto& town : deps.municipalities.active())
        text += "Sitemap: " + origin + "/" + town.slug + "/sitemap.xml\n";
    return http::text_response(std::move(text), "text/plain; charset=utf-8");
}

// RFC 9116: Contact and Expires are mandatory. Without a contact there is no file.
http::Response show_security(const http::Request& request, const Deps& deps) {
    if (deps.security_contact.empty())
        return not_found(
            request, deps,
            "Der Betreiber hat keine Kontaktadresse für Sicherheitsmeldungen hinterlegt.");
    constexpr int months_valid = 6;
    const std::string expires =
        Instant::start_of(request.today().plus_months(months_valid)).to_iso();
    return http::text_response("Contact: " + deps.security_contact + "\nExpires: " + expires +
                                   "\nPreferred-Languages: de, en\n",
                               "text/plain; charset=utf-8");
}

}  // namespace

void add_machine_pages(http::Router& router, const Deps& deps) {
    using http::Method;
    router.tenant({.method = Method::get,
                   .pattern = "/sitemap.xml",
                   .handler = [&deps](const http::Request& r) { return show_sitemap(r, deps); }});
    router.tenant(
        {.method = Method::get, .pattern = "/sitemap", .handler = [&deps](const http::Request& r) {
             return show_sitemap_page(r, deps);
         }});
    // The installation's own sitemap is its list of municipalities.
    router.site({.method = Method::get, .pattern = "/sitemap", .handler = [](const http::Request&) {
                     return http::redirect("/");
                 }});
    const http::Route security{
        .method = Method::get,
        .pattern = "/.well-known/security.txt",
        .handler = [&deps](const http::Request& r) { return show_security(r, deps); }};
    router.site(security);
    router.tenant(security);
    router.site({.method = Method::get,
                 .pattern = "/robots.txt",
                 .handler = [&deps](const http::Request& r) { return show_robots(r, deps); }});
}

}  // namespace kommod::portal
