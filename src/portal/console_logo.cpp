// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The coat of arms or logo of a municipality. What is uploaded is never served: it is made anew in
// a child process that can do nothing else (images/sandbox.h).
#include "base/text.h"
#include "http/upload.h"
#include "portal/console.h"
#include "portal/portal.h"

namespace kommod::portal {
namespace {

// Above images::largest_file, so that somewhat too large files are refused in words of our own.
constexpr std::uint64_t upload_limit = 16ULL * 1024 * 1024;

// An error of the form, at the field it belongs to.
struct Problem {
    std::string field, text;
};

http::Response show_editor(const http::Request& request, const Desk& desk, std::string_view alt,
                           const std::optional<Problem>& problem) {
    const auto logo = desk.console.municipalities.logo(desk.town.ags);
    json::object view{{"action", desk.base + "/logo"},
                      {"remove_action", desk.base + "/logo/entfernen"},
                      {"logo", logo_view("/" + desk.town.slug, logo)},
                      {"alt", alt}};
    if (problem) {
        view["error_" + problem->field] = problem->text;
        view["errors"] = json::array{{{"field", problem->field}, {"text", problem->text}}};
    }
    return show(request, desk, "portal/console_logo", "Logo oder Wappen", std::move(view),
                problem ? 422 : 200);
}

http::Response edit(const http::Request& request, const Desk& desk) {
    const auto logo = desk.console.municipalities.logo(desk.town.ags);
    return show_editor(request, desk, logo ? logo->alt : "Wappen von " + desk.town.name, {});
}

// The image of the form made anew; without one the present logo, of which only the words change.
Result<images::Remade> chosen_image(const http::Request& request, const Desk& desk) {
    auto& towns = desk.console.municipalities;
    const auto* upload = http::chosen_upload(request);
    if (upload == nullptr) {
        const auto logo = towns.logo(desk.town.ags);
        if (!logo) return fail(images::refused("images.empty"));
        return images::Remade{
            towns.logo_content(desk.town.ags),
            {static_cast<std::uint32_t>(logo->width), static_cast<std::uint32_t>(logo->height)}};
    }
    if (upload->size > images::largest_file) return fail(images::refused("images.too_large"));
    return desk.console.images.remake(http::content_of(*upload));
}

http::Response keep(const http::Request& request, const Desk& desk) {
    const auto alt = text::trim(request.form.get("beschreibung"));
    const auto image = chosen_image(request, desk);
    if (!image) return show_editor(request, desk, alt, Problem{"bild", image.error().what});
    const auto kept = desk.console.municipalities.put_logo(desk.current.actor(), desk.town.ags,
                                                           {.hash = {},
                                                            .alt = std::string{alt},
                                                            .width = image->size.width,
                                                            .height = image->size.height},
                                                           image->png);
    if (!kept)
        return show_editor(
            request, desk, alt,
            Problem{"beschreibung",
                    "Beschreiben Sie in wenigen Wörtern, was zu sehen ist. Das lesen "
                    "Vorleseprogramme vor."});
    return done(desk, Done::logo_kept);
}

http::Response remove(const http::Request& request, const Desk& desk) {
    const auto removed =
        desk.console.municipalities.remove_logo(desk.current.actor(), desk.town.ags);
    if (!removed) return staff::refusal(desk.console.renderer, request, {.key = "staff.refused"});
    return done(desk, Done::logo_removed);
}

}  // namespace

void add_logo_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(console, Method::get, "/logo", &edit));
    auto upload = desk_route(console, Method::post, "/logo", &keep);
    upload.upload_limit = upload_limit;
    router.site(std::move(upload));
    router.site(desk_route(console, Method::post, "/logo/entfernen", &remove));
}

}  // namespace kommod::portal
