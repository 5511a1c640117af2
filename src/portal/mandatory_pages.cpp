// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The pages every portal owes its visitors. Their texts are the municipality's; an empty one is
// said to be empty. Sources: § 5 DDG (Impressum), Art. 13 DSGVO, Directive (EU) 2016/2102 Art. 7
// with the law of the Land (accessibility statement and who enforces it, Leichte Sprache, DGS).
#include "portal/portal.h"
#include "portal/views.h"

namespace kommod::portal {
namespace {

struct MandatoryPage {
    const char* path;
    const char* text;  // id of the text in `municipalities`
    const char* title;
};

constexpr MandatoryPage mandatory_pages[] = {
    {"/impressum", "impressum", html::msgid("Impressum")},
    {"/datenschutz", "datenschutz", html::msgid("Datenschutz")},
    {"/barrierefreiheit", "barrierefreiheit", html::msgid("Erklärung zur Barrierefreiheit")},
    {"/leichte-sprache", "leichte-sprache", html::msgid("Leichte Sprache")},
    {"/gebaerdensprache", "gebaerdensprache", html::msgid("Gebärdensprache")},
};

std::string text_or_german(const Deps& deps, std::string_view ags, std::string_view id,
                           std::string_view language) {
    auto text = deps.municipalities.text(ags, id, language);
    return text.empty() && language != "de" ? deps.municipalities.text(ags, id, "de") : text;
}

http::Response show_text(const http::Request& request, const Deps& deps,
                         const MandatoryPage& page) {
    const auto municipality = owner_of(request, deps);
    if (!municipality)
        return not_found(request, deps, "Diese Installation hat noch keinen Verbund.");
    const auto text = text_or_german(deps, municipality->ags, page.text, request.language);
    const auto title = deps.renderer.translate(request.language, page.title);
    json::object view{{"heading", title},
                      {"municipality", municipality->name},
                      {"breadcrumb", breadcrumb(request, {{title, ""}})}};
    if (text.empty())
        view["missing"] = true;
    else
        view["text"] = text;
    auto response = deps.renderer.page(request, "portal/text", title, std::move(view));
    response.cacheable = true;
    return response;
}

http::Response show_contact(const http::Request& request, const Deps& deps) {
    const auto municipality = owner_of(request, deps);
    if (!municipality)
        return not_found(request, deps, "Diese Installation hat noch keinen Verbund.");
    const auto text = text_or_german(deps, municipality->ags, "kontakt", request.language);
    json::array offices;
    for (const auto& office : deps.municipalities.offices(municipality->ags))
        offices.push_back(office_view(office));
    const auto title = deps.renderer.translate(request.language, "Kontakt");
    json::object view{{"heading", title},
                      {"municipality", municipality->name},
                      {"offices", std::move(offices)},
                      {"breadcrumb", breadcrumb(request, {{title, ""}})}};
    if (!text.empty()) view["text"] = text;
    auto response = deps.renderer.page(request, "portal/contact", title, std::move(view));
    response.cacheable = true;
    return response;
}

}  // namespace

void add_mandatory_pages(http::Router& router, const Deps& deps) {
    const auto add = [&router](std::string path, http::Handler handler) {
        const http::Route route{
            .method = http::Method::get, .pattern = std::move(path), .handler = std::move(handler)};
        router.tenant(route);
        router.site(route);
    };
    for (const auto& page : mandatory_pages)
        add(page.path, [&deps, &page](const http::Request& request) {
            return show_text(request, deps, page);
        });
    add("/kontakt", [&deps](const http::Request& request) { return show_contact(request, deps); });
}

}  // namespace kommod::portal
