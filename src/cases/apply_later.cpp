// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Going on later, on another device, or not at all. The link and the code hold the draft's token:
// opening the link changes nothing yet (programs that look into mails open it, too), a button does.
#include <fmt/format.h>

#include "base/crypto.h"
#include "base/text.h"
#include "cases/visit.h"
#include "mail/mail.h"

namespace kommod::cases {
namespace {

using http::Response;

std::string resume_link(const Visit& visit) {
    return visit.absolute(fmt::format("{}/fortsetzen/{}", visit.home(), visit.token.str()));
}

Response show_later(const Visit& visit, const std::string& error) {
    json::object view{{"code", visit.token.grouped()},
                      {"link", resume_link(visit)},
                      {"resume_href", visit.absolute(visit.home() + "/fortsetzen")},
                      {"mailed", visit.request.query.get("meldung") == "gesendet"},
                      {"action", visit.at("/spaeter")},
                      {"on_href", visit.at("")},
                      {"delete_href", visit.at("/loeschen")},
                      {"email", visit.request.form.get("email")},
                      {"email_error", error}};
    if (!error.empty()) view["errors"] = json::array{{{"field", "email"}, {"text", error}}};
    return show(visit, "apply/later", visit.translate("Später weitermachen"), std::move(view),
                error.empty() ? 200 : 422);
}

std::string mail_text(const Visit& visit) {
    const auto filled = [&](std::string_view german, std::string_view value) {
        return text::replace_all(visit.translate(german), "{0}", value);
    };
    return filled(html::msgid("Sie haben den Antrag „{0}“ begonnen."), visit.title()) + "\n\n" +
           visit.translate("Mit diesem Link machen Sie auf jedem Gerät weiter:") + "\n" +
           resume_link(visit) + "\n\n" +
           filled(html::msgid("Der Link gilt bis zum {0}. Danach löschen wir Ihre Angaben."),
                  day(visit, visit.draft.expires_on)) +
           "\n" +
           visit.translate(
               "Wer den Link hat, kann Ihre Angaben lesen. Geben Sie ihn nicht "
               "weiter.") +
           "\n\n" +
           visit.translate("Haben Sie keinen Antrag begonnen? Dann löschen Sie diese E-Mail.") +
           "\n";
}

// Sent once although the button is pressed twice; after a while again, for whoever did not get it.
std::string mail_key(const Visit& visit, std::string_view address) {
    constexpr std::int64_t ten_minutes = 600'000'000;
    return fmt::format("draft.link:{}:{}:{}", visit.draft.id,
                       crypto::hex(crypto::sha256(address)).substr(0, 16),
                       visit.request.now.micros() / ten_minutes);
}

Response mail_link(const Visit& visit) {
    const auto address = mail::parse_address(text::trim(visit.request.form.get("email")));
    if (!address)
        return show_later(
            visit, visit.translate("Geben Sie eine E-Mail-Adresse wie name@example.org an."));
    visit.records.write([&](store::WriteSession& session) {
        mail::enqueue(session,
                      {.to = *address,
                       .subject = visit.translate("Ihr begonnener Antrag") + ": " + visit.title(),
                       .text = mail_text(visit)},
                      mail_key(visit, *address));
    });
    return http::redirect(visit.at("/spaeter?meldung=gesendet"));
}

Response ask_deletion(const Visit& visit) {
    return show(visit, "apply/delete", visit.translate("Angaben löschen?"),
                {{"action", visit.at("/loeschen")}, {"back_href", visit.at("/spaeter")}});
}

Response delete_all(const Visit& visit) {
    delete_draft(visit.records, visit.draft.id, visit.token);
    auto response = http::redirect(visit.home() + "?meldung=geloescht");
    drop_cookie(response, visit, visit.draft.id);
    return response;
}

Response show_resume(const Shop& shop, std::string_view code, const std::string& error) {
    const bool by_link = shop.request.captures.contains("code");
    json::object view{{"action", shop.home() + "/fortsetzen"},
                      {"code", code},
                      {"by_link", by_link},
                      {"code_error", error}};
    if (!error.empty()) view["errors"] = json::array{{{"field", "code"}, {"text", error}}};
    return show(shop, "apply/resume", shop.translate("Mit einem begonnenen Antrag weitermachen"),
                std::move(view), error.empty() ? 200 : 422);
}

Response ask_code(const Shop& shop) {
    return show_resume(shop, shop.request.capture("code"), {});
}

Response resume(const Shop& shop) {
    const auto typed = text::trim(shop.request.form.get("code"));
    const auto token = DraftToken::parse(typed);
    const auto draft =
        token ? find_draft(shop.records, *token, shop.request.today()) : std::nullopt;
    if (!draft || draft->package_id != shop.package().id)
        return show_resume(
            shop, typed,
            shop.translate("Zu diesem Code gibt es keinen Antrag. Prüfen Sie, ob Sie ihn richtig "
                           "eingegeben haben. Vielleicht ist er auch abgelaufen."));
    auto response = http::redirect(fmt::format("{}/{}", shop.home(), draft->id));
    set_cookie(response, shop, *draft, *token);
    return response;
}

}  // namespace

void add_later_pages(http::Router& router, const Deps& deps) {
    using http::Method;
    const auto form = [](http::Route route) {
        route.rate_class = "form";
        return route;
    };
    router.tenant(any_draft_route(deps, Method::get, "/spaeter",
                                  [](const Visit& visit) { return show_later(visit, {}); }));
    router.tenant(form(any_draft_route(deps, Method::post, "/spaeter", mail_link)));
    router.tenant(any_draft_route(deps, Method::get, "/loeschen", ask_deletion));
    router.tenant(any_draft_route(deps, Method::post, "/loeschen", delete_all));
    router.tenant(shop_route(deps, Method::get, "/antrag/{package}/fortsetzen", ask_code));
    router.tenant(shop_route(deps, Method::get, "/antrag/{package}/fortsetzen/{code}", ask_code));
    router.tenant(form(shop_route(deps, Method::post, "/antrag/{package}/fortsetzen", resume)));
}

}  // namespace kommod::cases
