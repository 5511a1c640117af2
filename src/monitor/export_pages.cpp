// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The town on paper and on other sites: the A0 poster as SVG and PDF, the council's report on one
// A4 page, and a picture to be embedded.
#include <fmt/format.h>

#include "base/log.h"
#include "documents/drawing.h"
#include "monitor/deadline_view.h"
#include "monitor/poster.h"
#include "monitor/report.h"
#include "monitor/town.h"
#include "monitor/twins.h"

namespace kommod::monitor {
namespace {

constexpr double a_series = 1.41421356;  // long side through short side, ISO 216
constexpr double embedded_width = 1184;

std::string site_of(const http::Request& request, const Pages& pages) {
    return pages.public_url.empty() ? request.origin : pages.public_url;
}

PosterWords words_of(const http::Request& request, const Pages& pages, const Seen& seen,
                     const Town& shown) {
    const readiness::Picture& picture = *seen.picture;
    PosterWords out;
    out.title = seen.municipality.name + ": " + headline(shown);
    out.subtitle = fmt::format(
        "Jedes Haus ist ein Leistungsbündel, jedes Fenster eine Leistung: je heller, desto "
        "digitaler. Die Leitungen unter der Straße sind die sieben Bausteine. Stand: {}{}",
        picture.at.on.to_german(),
        picture.at.on > picture.at.known ? ", nach den Plänen vom " + picture.at.known.to_german()
                                         : std::string{});
    const json::value deadline = nearest_deadline(request, pages, seen);
    if (deadline.is_object()) {
        const json::object& of = deadline.get_object();
        out.lines.push_back(fmt::format(
            "{}, {}: {} von {} Leistungen ({} %)", std::string(of.at("name").as_string()),
            std::string(of.at("day").as_string()), std::string(of.at("reached").as_string()),
            std::string(of.at("demanded").as_string()), of.at("percent").as_int64()));
    }
    out.footer = picture.model->name + ". ";
    if (picture.example_facts > 0)
        out.footer +=
            fmt::format("Beispieldaten: {} der {} Tatsachen hinter diesem Bild sind erfunden. ",
                        picture.example_facts, picture.facts);
    out.footer += site_of(request, pages) + std::string(request.base()) + "/monitor";
    return out;
}

std::string poster_of(const http::Request& request, const Pages& pages, const Seen& seen) {
    const Town shown = town(*seen.picture, town_options(request, seen));
    return draw_poster(shown, words_of(request, pages, seen, shown), a_series);
}

documents::Metadata about(const http::Request& request, const Pages& pages, const Seen& seen,
                          std::string title, std::string description) {
    return {std::move(title),
            seen.municipality.official_name.empty() ? seen.municipality.name
                                                    : seen.municipality.official_name,
            std::move(description),
            "de",
            Instant::start_of(seen.picture->at.known),
            site_of(request, pages)};
}

http::Response file(std::string content, std::string type, const Seen& seen, std::string_view name,
                    std::string_view disposition = "inline") {
    http::Response out = http::text_response(std::move(content), std::move(type));
    out.set_header("Content-Disposition",
                   fmt::format("{}; filename=\"{}-{}-{}\"", disposition, seen.municipality.slug,
                               seen.picture->at.on.to_iso(), name));
    return cacheable(std::move(out));
}

// A document that cannot be made is our mistake: the log gets the reason.
http::Response pdf(const http::Request& request, const Pages& pages, const Seen& seen,
                   Result<std::string> made, std::string_view name) {
    if (made) return file(std::move(*made), "application/pdf", seen, name);
    log::error("monitor.document_failed", {{"document", std::string(name)},
                                           {"error", made.error().key},
                                           {"field", made.error().field}});
    return pages.html.page(
        request, "monitor/no_document",
        pages.html.translate(request.language, "Das Dokument ließ sich nicht erstellen"),
        {{"town_href", link(request, seen, "")}}, 500);
}

}  // namespace

http::Response show_poster_svg(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    // To be kept as a file: shown as a page, its own style would be stopped by the portal's CSP.
    return file(poster_of(request, pages, *seen), "image/svg+xml; charset=utf-8", *seen,
                "plakat.svg", "attachment");
}

http::Response show_poster_pdf(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const Town shown = town(*seen->picture, town_options(request, *seen));
    const std::string title = "Monitor Digitale Verwaltung: " + seen->municipality.name + ", " +
                              seen->picture->at.on.to_german();
    return pdf(request, pages, *seen,
               documents::drawing_pdf(poster_of(request, pages, *seen), documents::a0_landscape,
                                      about(request, pages, *seen, title, headline(shown) + ".")),
               "plakat.pdf");
}

http::Response show_report(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const std::string title = "Bericht Digitale Verwaltung: " + seen->municipality.name + ", " +
                              seen->picture->at.on.to_german();
    documents::Document document = report(request, pages, *seen);
    document.about = about(request, pages, *seen, title, "Stand der digitalen Verwaltung.");
    return pdf(request, pages, *seen, documents::document_pdf(document), "bericht.pdf");
}

http::Response show_standalone(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    TownOptions options = town_options(request, *seen);
    options.base = site_of(request, pages) + options.base;
    http::Response out = file(draw_standalone(town(*seen->picture, options), embedded_width),
                              "image/svg+xml; charset=utf-8", *seen, "bild.svg");
    out.embeddable = true;
    return out;
}

http::Response show_embedding(const http::Request& request, const Pages& pages) {
    const auto seen = see(request, pages);
    if (!seen) return no_picture(request, pages);
    const std::string here = site_of(request, pages) + std::string(request.base()) + "/monitor";
    const Town shown = town(*seen->picture, town_options(request, *seen));
    json::object view{{"picture_path", link(request, *seen, "/bild.svg")},
                      {"picture_address", here + "/bild.svg"},
                      {"page_address", here},
                      {"alternative", seen->municipality.name + ": " + headline(shown)}};
    return show(request, pages, *seen, Tab::none, "monitor/embedding",
                words_of(request, pages)(html::msgid("Das Bild auf der eigenen Seite")),
                std::move(view));
}

}  // namespace kommod::monitor
