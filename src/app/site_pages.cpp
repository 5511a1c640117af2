// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "app/site_pages.h"

#include <array>

#include "html/preview.h"
#include "html/theme.h"
#include "staff/pages.h"

namespace kommod::app {
namespace {

using html::msgid;

struct ErrorText {
    int status;
    std::string_view refusal;  // empty: any
    const char* title;
    const char* advice;
};

// Translated when a page is made of them.
constexpr std::array error_texts = {
    ErrorText{400, "", msgid("Diese Anfrage war nicht lesbar"),
              msgid("Gehen Sie zurück und versuchen Sie es noch einmal.")},
    ErrorText{401, "", msgid("Ihre Sitzung ist beendet"),
              msgid("Melden Sie sich neu an und senden Sie das Formular dann noch einmal ab.")},
    ErrorText{403, "csrf.invalid", msgid("Das Formular ist abgelaufen"),
              msgid("Gehen Sie zurück, laden Sie die Seite neu und senden Sie das Formular noch "
                    "einmal ab. Lassen Sie dafür Cookies dieser Seite zu.")},
    ErrorText{403, "", msgid("Dafür fehlt Ihnen die Berechtigung"),
              msgid("Wenn Sie sie brauchen, wenden Sie sich an die Betriebsleitung.")},
    ErrorText{404, "", msgid("Diese Seite gibt es nicht"),
              msgid("Prüfen Sie die Adresse oder suchen Sie von der Startseite aus.")},
    ErrorText{405, "", msgid("Das geht auf dieser Seite nicht"),
              msgid("Gehen Sie zurück und benutzen Sie die Knöpfe der Seite.")},
    ErrorText{413, "", msgid("Das war zu groß"),
              msgid("Kürzen Sie Ihre Eingabe oder verkleinern Sie die Datei.")},
    ErrorText{415, "", msgid("Dieses Format können wir nicht lesen"),
              msgid("Benutzen Sie das Formular der Seite.")},
    ErrorText{
        429, "form.too_fast", msgid("Das ging sehr schnell"),
        msgid("Zum Schutz vor automatischen Eintragungen warten wir einige Sekunden. Gehen Sie "
              "zurück und senden Sie das Formular noch einmal ab; Ihre Eingaben stehen noch da.")},
    ErrorText{422, "form.expired", msgid("Das Formular war zu lange offen"),
              msgid("Gehen Sie zurück, laden Sie die Seite neu und senden Sie das Formular noch "
                    "einmal ab.")},
    ErrorText{422, "", msgid("Ihre Eingaben konnten nicht angenommen werden"),
              msgid("Gehen Sie zurück und prüfen Sie das Formular.")},
    ErrorText{429, "", msgid("Bitte warten Sie einen Moment"),
              msgid("Von Ihrem Anschluss kamen sehr viele Anfragen. Versuchen Sie es in einer "
                    "Minute noch einmal.")},
    ErrorText{500, "", msgid("Da ist bei uns etwas schiefgegangen"),
              msgid("Ihre letzte Eingabe wurde nicht gespeichert. Versuchen Sie es noch einmal. "
                    "Hilft das nicht, nennen Sie uns bitte die Kennung unten.")},
    ErrorText{503, "", msgid("Gerade ist sehr viel los"),
              msgid("Versuchen Sie es in einigen Sekunden noch einmal.")},
};

const ErrorText& text_for(int status, std::string_view refusal) {
    for (const auto& text : error_texts)
        if (text.status == status && (text.refusal.empty() || text.refusal == refusal)) return text;
    return text_for(status >= 500 ? 500 : 400, {});
}

http::Response ready(House& house) {
    // A read on the association's namespace tells whether the database answers.
    house.database().association_namespace().read([](store::Session&) {});
    return http::text_response("bereit\n", "text/plain; charset=utf-8");
}

http::Response theme(House& house, const http::Request& request) {
    const auto town = house.municipalities().by_slug(request.tenant->slug);
    return html::theme_response(town ? house.municipalities().theme(town->ags)
                                     : std::map<std::string, std::string>{});
}

}  // namespace

http::Response error_page(const html::Renderer& renderer, const http::Request& request,
                          int status) {
    const auto& text = text_for(status, request.refusal);
    const auto title = renderer.translate(request.language, text.title);
    json::object view{{"heading", title},
                      {"advice", renderer.translate(request.language, text.advice)},
                      {"status", status},
                      {"request_id", request.id}};
    if (status == 401 && staff::is_console(request)) staff::add_what_was_typed(view, request);
    return renderer.page(request, "error", title, std::move(view), status);
}

void add_site_pages(http::Router& router, House& house, const html::Renderer& renderer) {
    using http::Method;
    router.site({.method = Method::get, .pattern = "/healthz", .handler = [](const http::Request&) {
                     return http::text_response("gesund\n", "text/plain; charset=utf-8");
                 }});
    router.site({.method = Method::get,
                 .pattern = "/readyz",
                 .handler = [&house](const http::Request&) { return ready(house); }});
    router.site({.method = Method::get,
                 .pattern = "/vorschau",
                 .handler = [&renderer](const http::Request& request) {
                     return html::preview_page(renderer, request);
                 }});
    router.tenant(
        {.method = Method::get,
         .pattern = "/thema.css",
         .handler = [&house](const http::Request& request) { return theme(house, request); }});
}

}  // namespace kommod::app
