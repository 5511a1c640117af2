// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The offices of a municipality: who, where, when open.
#include <array>

#include "base/text.h"
#include "portal/console.h"

namespace kommod::portal {
namespace {

using municipalities::Office;

struct Field {
    const char* name;  // of the form field
    std::string Office::* value;
};
constexpr std::array fields = {
    Field{"name", &Office::name},     Field{"strasse", &Office::street},
    Field{"plz", &Office::postcode},  Field{"ort", &Office::town},
    Field{"telefon", &Office::phone}, Field{"email", &Office::email},
    Field{"adresse", &Office::url},   Field{"zeiten", &Office::opening_hours}};

http::Response show_editor(const http::Request& request, const Desk& desk, const Office& office,
                           const Error* error) {
    json::object view{
        {"action", desk.base + "/aemter"}, {"id", office.id}, {"known", !office.id.empty()}};
    for (const auto& field : fields)
        view["value_" + std::string{field.name}] = office.*field.value;
    if (error) view["errors"] = json::array{{{"field", "name"}, {"text", error->what}}};
    if (!office.id.empty())
        view["remove_action"] = desk.base + "/aemter/" + http::url_encode(office.id) + "/entfernen";
    return show(request, desk, "portal/console_office",
                office.id.empty() ? "Neues Amt" : office.name, std::move(view), error ? 422 : 200);
}

Office find_office(const Desk& desk, std::string_view id) {
    for (auto& office : desk.console.municipalities.offices(desk.town.ags))
        if (office.id == id && !office.district) return office;
    return {};
}

http::Response edit(const http::Request& request, const Desk& desk) {
    const Office office = find_office(desk, request.capture("id"));
    if (office.id.empty())
        return staff::refusal(desk.console.renderer, request, {.key = "staff.refused"});
    return show_editor(request, desk, office, nullptr);
}

http::Response keep(const http::Request& request, const Desk& desk) {
    Office office = find_office(desk, request.form.get("id"));
    const bool known = !office.id.empty();
    for (const auto& field : fields) {
        // Browsers send CRLF; records hold plain lines.
        const auto value = text::replace_all(request.form.get(field.name), "\r\n", "\n");
        office.*field.value = text::trim(value);
    }
    if (!known) office.id = text::slug(office.name);
    const auto kept =
        desk.console.municipalities.put_office(desk.current.actor(), desk.town.ags, office);
    if (!kept) {
        if (!known) office.id.clear();
        return show_editor(request, desk, office, &kept.error());
    }
    return done(desk, Done::office_kept);
}

http::Response remove(const http::Request& request, const Desk& desk) {
    const Office office = find_office(desk, request.capture("id"));
    if (office.id.empty())
        return staff::refusal(desk.console.renderer, request, {.key = "staff.refused"});
    const auto removed =
        desk.console.municipalities.remove_office(desk.current.actor(), desk.town.ags, office.id);
    if (!removed) return show_editor(request, desk, office, &removed.error());
    return done(desk, Done::office_removed);
}

}  // namespace

void add_office_console(http::Router& router, const Console& console) {
    using http::Method;
    router.site(desk_route(console, Method::get, "/aemter",
                           [](const http::Request& request, const Desk& desk) {
                               return show_editor(request, desk, {}, nullptr);
                           }));
    router.site(desk_route(console, Method::post, "/aemter", &keep));
    router.site(desk_route(console, Method::get, "/aemter/{id}", &edit));
    router.site(desk_route(console, Method::post, "/aemter/{id}/entfernen", &remove));
}

}  // namespace kommod::portal
