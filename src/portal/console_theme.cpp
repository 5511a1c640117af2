// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The colours of a municipality. A colour that cannot be read (WCAG 2.2, 1.4.3: contrast of 4.5:1)
// is refused with the nearest one that can.
#include "base/text.h"
#include "html/theme.h"
#include "portal/console.h"

namespace kommod::portal {
namespace {

using Theme = std::map<std::string, std::string>;

http::Response show_editor(const http::Request& request, const Desk& desk, const Theme& theme,
                           const Error* error) {
    json::array colours;
    for (const auto& property : html::theme_properties()) {
        const auto chosen = theme.find(std::string{property.name});
        json::object colour{{"id", property.name.substr(2)},
                            {"label", property.label},
                            {"hint", property.hint},
                            {"value", chosen == theme.end() ? std::string{} : chosen->second}};
        if (error && error->field == property.name) colour["error"] = error->what;
        colours.push_back(std::move(colour));
    }
    json::object view{{"action", desk.base + "/farben"}, {"colours", std::move(colours)}};
    if (error) {
        const std::string_view field = error->field;
        view["errors"] = json::array{
            {{"field", field.substr(field.starts_with("--") ? 2 : 0)}, {"text", error->what}}};
    }
    return show(request, desk, "portal/console_theme", "Farben", std::move(view),
                error ? 422 : 200);
}

http::Response edit(const http::Request& request, const Desk& desk) {
    return show_editor(request, desk, desk.console.municipalities.theme(desk.town.ags), nullptr);
}

http::Response keep(const http::Request& request, const Desk& desk) {
    Theme theme;
    for (const auto& property : html::theme_properties())
        if (const auto value = text::trim(request.form.get(property.name.substr(2)));
            !value.empty())
            theme.emplace(property.name, value);
    if (const auto checked = html::check_theme(theme); !checked)
        return show_editor(request, desk, theme, &checked.error());
    const auto kept =
        desk.console.municipalities.put_theme(desk.current.actor(), desk.town.ags, theme);
    if (!kept) return show_editor(request, desk, theme, &kept.error());
    return done(desk, Done::theme_kept);
}

}  // namespace

void add_theme_console(http::Router& router, const Console& console) {
    router.site(desk_route(console, http::Method::get, "/farben", &edit));
    router.site(desk_route(console, http::Method::post, "/farben", &keep));
}

}  // namespace kommod::portal
