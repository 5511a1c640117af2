// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
// The offices of a municipality: who, where, when open.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "mail/mail.h"
#include "portal/console.h"

namespace kommod::portal {
namespace {

using municipalities::Office;

struct Field {
    const char* name;      // of the form field
    std::string_view key;  // as an Error calls it
    std::string Office::* value;
    const char* advice;  // when it is refused
};
constexpr const char* one_line = "Geben Sie eine Zeile mit höchstens 300 Zeichen ein.";
constexpr std::array fields = {
    Field{"name", "name", &Office::name,
          "Geben Sie dem Amt einen Namen mit höchstens 300 Zeichen."},
    Field{"strasse", "street", &Office::street, one_line},
    Field{"plz", "postcode", &Office::postcode, one_line},
    Field{"ort", "town", &Office::town, one_line},
    Field{"telefon", "phone", &Office::phone, one_line},
    Field{"email", "email", &Office::email, one_line},
    Field{"adresse", "url", &Office::url,
          "Geben Sie eine Adresse ein, die mit https:// beginnt und höchstens 300 Zeichen hat."},
    Field{"zeiten", "opening_hours", &Office::opening_hours,
          "Kürzen Sie die Öffnungszeiten auf höchstens 2.000 Zeichen."}};

// What has to be mended, and where.
struct Complaint {
    const char* field;
    const char* advice;
};

// What is not the fault of a field that is shown is the name's: the id is made of it.
Complaint complaint_of(const Error& error) {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field& field) { return field.key == error.field; });
    const Field& refused = found == fields.end() ? fields.front() : *found;
    return {refused.name, refused.advice};
}

http::Response show_editor(const http::Request& request, const Desk& desk, const Office& office,
                           const Complaint* complaint) {
    json::object view{
        {"action", desk.base + "/aemter"}, {"id", office.id}, {"known", !office.id.empty()}};
    for (const auto& field : fields)
        view["value_" + std::string{field.name}] = office.*field.value;
    if (complaint) {
        view["error_" + std::string{complaint->field}] = complaint->advice;
        view["errors"] = json::array{{{"field", complaint->field}, {"text", complaint->advice}}};
    }
    if (!office.id.empty())
        view["remove_action"] = desk.base + "/aemter/" + http::url_encode(office.id) + "/entfernen";
    return show(request, desk, "portal/console_office",
                office.id.empty() ? "Neues Amt" : office.name, std::move(view),
                complaint ? 422 : 200);
}

Office find_office(const Desk& desk, std::string_view id) {
    for (auto& office : desk.console.municipalities.offices(desk.town.ags))
        if (office.id == id && !office.district) return office;
    return {};
}

http::Response edit(const http::Request& request, const Desk& desk) {
    const Office office = find_office(desk, request.capture("id"));
    if (office.id.empty()) return not_found(request, desk);
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
    if (!office.email.empty() && !mail::parse_address(office.email)) {
        const Complaint unreachable{"email",
                                    "Geben Sie eine E-Mail-Adresse wie name@example.org an."};
        return show_editor(request, desk, office, &unreachable);
    }
    if (!known) {
        const auto id = text::slug(office.name);
        // A second office of this name would silently replace the first.
        if (!find_office(desk, id).id.empty()) {
            const Complaint taken{"name",
                                  "Ein Amt mit diesem Namen gibt es schon. Ändern Sie jenes, oder "
                                  "geben Sie diesem einen anderen Namen."};
            return show_editor(request, desk, office, &taken);
        }
        office.id = id;
    }
    const auto kept =
        desk.console.municipalities.put_office(desk.current.actor(), desk.town.ags, office);
    if (!kept) {
        if (!known) office.id.clear();
        const Complaint complaint = complaint_of(kept.error());
        return show_editor(request, desk, office, &complaint);
    }
    return done(desk, Done::office_kept);
}

http::Response remove(const http::Request& request, const Desk& desk) {
    const Office office = find_office(desk, request.capture("id"));
    if (office.id.empty()) return not_found(request, desk);
    const auto removed =
        desk.console.municipalities.remove_office(desk.current.actor(), desk.town.ags, office.id);
    if (!removed) {
        const Complaint complaint{"name", "Dieses Amt kann nicht entfernt werden."};
        return show_editor(request, desk, office, &complaint);
    }
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
