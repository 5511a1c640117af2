// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// Writing the portal's texts, with a look at how they will read.
#include <array>

#include "municipalities/texts.h"
#include "portal/console.h"

namespace kommod::portal {
namespace {

struct Language {
    std::string_view id, name;
};
constexpr std::array languages = {Language{"de", "Deutsch"}, Language{"en", "Englisch"},
                                  Language{"de-leicht", "Leichte Sprache"}};

const municipalities::MandatoryText* find_text(std::string_view id) {
    for (const auto& text : municipalities::mandatory_texts())
        if (text.id == id) return &text;
    return nullptr;
}

// The language asked for, German when it is none of ours.
const Language& language_of(std::string_view id) {
    for (const auto& language : languages)
        if (language.id == id) return language;
    return languages.front();
}

enum class Look { plain, preview, refused };

http::Response show_editor(const http::Request& request, const Desk& desk,
                           const municipalities::MandatoryText& text, const Language& language,
                           std::string_view content, Look look) {
    const std::string path = desk.base + "/texte/" + std::string{text.id};
    json::array tabs;
    for (const auto& other : languages)
        tabs.push_back({{"label", other.name},
                        {"href", path + "?sprache_des_textes=" + std::string{other.id}},
                        {"current", other.id == language.id}});
    json::object view{{"action", path},
                      {"language", language.id},
                      {"language_name", language.name},
                      {"tabs", std::move(tabs)},
                      {"tabs_label", "Sprachen"},
                      {"source", text.source},
                      {"content", content},
                      {"preview", look == Look::preview},
                      {"public_href", "/" + desk.town.slug + "/" + std::string{text.id}}};
    if (look == Look::refused) {
        constexpr auto advice = "Der Text ist zu lang oder enthält Zeichen, die er nicht darf.";
        view["error_text"] = advice;
        view["errors"] = json::array{{{"field", "text"}, {"text", advice}}};
    }
    return show(request, desk, "portal/console_text", std::string{text.title}, std::move(view),
                look == Look::refused ? 422 : 200);
}

http::Response edit(const http::Request& request, const Desk& desk) {
    const auto* text = find_text(request.capture("id"));
    if (!text) return not_found(request, desk);
    const auto& language = language_of(request.query.get("sprache_des_textes"));
    // What is stored in this very language, not what a visitor would see instead.
    const auto content = desk.console.municipalities.text(desk.town.ags, text->id, language.id);
    return show_editor(request, desk, *text, language, content, Look::plain);
}

http::Response keep(const http::Request& request, const Desk& desk) {
    const auto* text = find_text(request.capture("id"));
    if (!text) return not_found(request, desk);
    const auto& language = language_of(request.form.get("sprache_des_textes"));
    const auto content = request.form.get("text");
    if (request.form.has("vorschau"))
        return show_editor(request, desk, *text, language, content, Look::preview);
    const auto kept = desk.console.municipalities.put_text(desk.current.actor(), desk.town.ags,
                                                           text->id, language.id, content);
    if (!kept) return show_editor(request, desk, *text, language, content, Look::refused);
    return done(desk, Done::text_kept);
}

}  // namespace

void add_text_console(http::Router& router, const Console& console) {
    constexpr std::uint64_t longest_text = 256 * 1024;
    router.site(desk_route(console, http::Method::get, "/texte/{id}", &edit));
    auto route = desk_route(console, http::Method::post, "/texte/{id}", &keep);
    route.body_limit = longest_text;
    router.site(std::move(route));
}

}  // namespace kommod::portal
