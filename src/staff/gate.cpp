// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/gate.h"

#include "staff/accounts.h"
#include "staff/login.h"
#include "staff/store.h"

namespace kommod::staff {

std::string place_id(const Place& place) {
    return place.ags.empty() ? "verbund" : place.ags;
}

Gate::Gate(store::Database& database, municipalities::Store& municipalities)
    : database_(database), municipalities_(municipalities) {}

Result<Current> Gate::current(const http::Request& request) const {
    if (!request.session || request.session->subject_kind != session_kind)
        return fail("staff.no_session");
    auto account = database_.association_namespace().read([&](store::Session& session) {
        return table::account(session, request.session->subject_id);
    });
    if (!account || !account->staff.active) return fail("staff.refused");
    if (account->staff.demonstration && !is_on_this_machine(request)) return fail("staff.refused");
    return Current{std::move(account->staff), request.session->id};
}

Result<Current> Gate::require(const http::Request& request, Permission permission,
                              std::string_view ags) const {
    auto present = current(request);
    if (!present) return present;
    std::string place{store::association};
    if (!ags.empty()) {
        const auto town = municipalities_.by_ags(ags);
        if (!town) return fail("staff.refused");
        place = town->name_space();
    }
    present->staff = with_grants(std::move(present->staff), place);
    if (!may(present->staff, permission, place, request.today())) return fail("staff.refused");
    return present;
}

Staff Gate::with_grants(Staff staff, std::string_view place) const {
    if (staff.home != store::association || place == store::association) return staff;
    if (auto* municipality = database_.find(place))
        staff.grants = municipality->read(
            [&](store::Session& session) { return table::grants_of(session, place, staff.id); });
    return staff;
}

std::vector<Place> Gate::places(const Staff& staff, Permission permission, LocalDate today) const {
    std::vector<Place> out;
    if (may(staff, permission, store::association, today))
        out.push_back({std::string{store::association}, {}, municipalities_.association_name()});
    const auto towns = municipalities_.all();
    for (const auto& town : *towns) {
        const auto place = town.name_space();
        // Most of the directory has no records here; only those of the person's own home or with a
        // namespace are asked.
        if (staff.home != store::association && staff.home != place) continue;
        if (database_.find(place) == nullptr) continue;
        if (may(with_grants(staff, place), permission, place, today))
            out.push_back({place, town.ags, town.name});
    }
    return out;
}

bool Gate::may_anywhere(const Staff& staff, Permission permission, LocalDate today) const {
    return may(staff, permission, staff.home, today) || !places(staff, permission, today).empty();
}

http::Response refusal(const html::Renderer& renderer, const http::Request& request,
                       const Error& error) {
    if (error.key == "staff.no_session") return http::redirect(login_address(request));
    return renderer.page(request, "staff/refused",
                         renderer.translate(request.language, "Kein Zugriff"), {}, 403);
}

std::string login_address(const http::Request& request) {
    const bool can_return = request.method == http::Method::get;
    const auto target = can_return ? safe_target(request.target) : std::string{"/verwaltung"};
    std::string address = "/verwaltung/anmelden";
    if (target != "/verwaltung") address += "?weiter=" + http::url_encode(target);
    if (request.session_ended) {
        address += address.ends_with("anmelden") ? '?' : '&';
        address += "meldung=beendet";
    }
    return address;
}

std::string safe_target(std::string_view wanted) {
    constexpr std::string_view console = "/verwaltung";
    constexpr std::size_t longest = 500;
    const auto fallback = std::string{console};
    if (!wanted.starts_with(console) || wanted.size() > longest) return fallback;
    const auto rest = wanted.substr(console.size());
    if (!rest.empty() && rest[0] != '/' && rest[0] != '?') return fallback;
    if (rest.starts_with("/anmelden") || rest.starts_with("/abmelden")) return fallback;
    for (const char c : wanted)
        if (c == '\\' || static_cast<unsigned char>(c) <= 0x20 || c == 0x7F) return fallback;
    return std::string{wanted};
}

}  // namespace kommod::staff
