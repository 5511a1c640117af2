// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "portal/console.h"

#include <array>

#include "base/text.h"
#include "municipalities/texts.h"

namespace kommod::portal {
namespace {

constexpr std::string_view console_path = "/verwaltung/portal/";

json::object text_item(const Desk& desk, const municipalities::MandatoryText& text) {
    const bool written = !desk.console.municipalities.text(desk.town.ags, text.id, "de").empty();
    return {{"title", text.title},
            {"source", text.source},
            {"href", desk.base + "/texte/" + std::string{text.id}},
            {"written", written}};
}

// `refused`: the outage banner as it was typed and could not be kept.
http::Response show_overview(const http::Request& request, const Desk& desk,
                             const std::string_view* refused) {
    json::array texts, offices;
    for (const auto& text : municipalities::mandatory_texts())
        texts.push_back(text_item(desk, text));
    for (const auto& office : desk.console.municipalities.offices(desk.town.ags))
        if (!office.district)
            offices.push_back({{"name", office.name},
                               {"href", desk.base + "/aemter/" + http::url_encode(office.id)}});
    json::object view{{"texts", std::move(texts)},
                      {"offices", std::move(offices)},
                      {"new_office_href", desk.base + "/aemter"},
                      {"theme_href", desk.base + "/farben"},
                      {"logo_href", desk.base + "/logo"},
                      {"portal_href", "/" + desk.town.slug + "/"},
                      {"banner_action", desk.base + "/hinweis"}};
    if (refused) {
        constexpr auto advice = "Ein Hinweis ist ein Absatz mit höchstens 500 Zeichen.";
        view["banner"] = *refused;
        view["error_hinweis"] = advice;
        view["errors"] = json::array{{{"field", "hinweis"}, {"text", advice}}};
    } else {
        view["banner"] = desk.console.municipalities.outage_banner(desk.town.ags);
    }
    return show(request, desk, "portal/console", "Portal " + desk.town.name, std::move(view),
                refused ? 422 : 200);
}

http::Response keep_banner(const http::Request& request, const Desk& desk) {
    const auto text = text::trim(request.form.get("hinweis"));
    const auto kept =
        desk.console.municipalities.put_outage_banner(desk.current.actor(), desk.town.ags, text);
    if (!kept) return show_overview(request, desk, &text);
    return done(desk, text.empty() ? Done::banner_removed : Done::banner_put);
}

// Only sentences of ours are shown, never words from the address.
constexpr std::array<const char*, 8> sentences = {
    html::msgid("Der Text ist gespeichert."),
    html::msgid("Das Amt ist gespeichert."),
    html::msgid("Das Amt ist entfernt."),
    html::msgid("Die Farben sind gespeichert."),
    html::msgid("Der Störungshinweis steht auf allen Seiten."),
    html::msgid("Der Störungshinweis ist entfernt."),
    html::msgid("Das Logo ist gespeichert."),
    html::msgid("Das Logo ist entfernt.")};

const char* sentence_of(std::string_view number) {
    if (number.size() != 1 || number[0] < '0') return nullptr;
    const auto index = static_cast<std::size_t>(number[0] - '0');
    return index < sentences.size() ? sentences[index] : nullptr;
}

}  // namespace

http::Route desk_route(const Console& console, http::Method method, std::string_view path,
                       DeskPage page) {
    return {.method = method,
            .pattern = std::string{console_path} + "{ags}" + std::string{path},
            .handler =
                [&console, page = std::move(page)](const http::Request& request) {
                    const auto ags = request.capture("ags");
                    auto current =
                        console.gate.require(request, staff::Permission::edit_texts, ags);
                    if (!current) return staff::refusal(console.renderer, request, current.error());
                    auto town = console.municipalities.by_ags(ags);
                    if (!town)
                        return staff::refusal(console.renderer, request, {.key = "staff.refused"});
                    return page(request, {console, std::move(*current), std::move(*town),
                                          std::string{console_path} + std::string{ags}});
                },
            .access = http::Access::only("staff")};
}

http::Response show(const http::Request& request, const Desk& desk, std::string_view template_name,
                    const std::string& title, json::object view, int status) {
    const auto translate = [&](std::string_view german) {
        return desk.console.renderer.translate(request.language, german);
    };
    view["heading"] = title;
    view["town"] = desk.town.name;
    if (const auto* sentence = sentence_of(request.query.get("meldung")))
        view["message"] = translate(sentence);
    json::array steps{
        {{"label", translate("Verwaltung")}, {"href", "/verwaltung?ort=" + desk.town.ags}}};
    if (template_name != "portal/console")
        steps.push_back({{"label", "Portal " + desk.town.name}, {"href", desk.base}});
    steps.push_back(json::object{{"label", title}});
    view["breadcrumb"] = std::move(steps);
    return desk.console.renderer.page(request, template_name, title, std::move(view), status);
}

http::Response not_found(const http::Request& request, const Desk& desk) {
    return show(request, desk, "staff/not_found",
                desk.console.renderer.translate(request.language, "Nicht gefunden"), {}, 404);
}

http::Response done(const Desk& desk, Done what) {
    return http::redirect(desk.base + "?meldung=" + std::to_string(static_cast<int>(what)));
}

void add_console_pages(http::Router& router, const Console& console) {
    router.site(desk_route(console, http::Method::get, "",
                           [](const http::Request& request, const Desk& desk) {
                               return show_overview(request, desk, nullptr);
                           }));
    router.site(desk_route(console, http::Method::post, "/hinweis", &keep_banner));
    add_text_console(router, console);
    add_office_console(router, console);
    add_theme_console(router, console);
    add_logo_console(router, console);
}

std::vector<staff::Tile> console_tiles() {
    return {{html::msgid("Portal"),
             html::msgid("Pflichttexte, Ämter und Öffnungszeiten, Logo, Farben, Störungshinweis"),
             staff::Permission::edit_texts, [](const staff::Place& place) {
                 return place.ags.empty() ? std::string{} : std::string{console_path} + place.ags;
             }}};
}

}  // namespace kommod::portal
