// SPDX-FileCopyrightText: 2026 The Kommod authors
// SPDX-License-Identifier: EUPL-1.2
#include "staff/demonstration.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "base/crypto.h"
#include "base/text.h"
#include "staff/totp.h"

namespace kommod::staff {
namespace {

constexpr std::string_view coesfeld = "m05558012";

struct Person {
    std::string_view user_name, name, home;
    Role role;
};

constexpr std::array people{
    Person{"betrieb", "Demo Betrieb", store::association, Role::operator_},
    Person{"redaktion", "Demo Redaktion Kreis", store::association, Role::service_manager},
    Person{"leitung.coesfeld", "Demo Leitung Coesfeld", coesfeld, Role::operator_},
    Person{"redaktion.coesfeld", "Demo Redaktion Coesfeld", coesfeld, Role::service_manager},
    Person{"bearbeitung.coesfeld", "Demo Bearbeitung Coesfeld", coesfeld, Role::case_worker},
    Person{"revision.coesfeld", "Demo Revision Coesfeld", coesfeld, Role::auditor},
    Person{"lesen.coesfeld", "Demo Lesen Coesfeld", coesfeld, Role::reader},
    Person{"revision", "Demo Revision", store::association, Role::auditor},
    Person{"lesen", "Demo Lesen", store::association, Role::reader},
};

std::string derived(const Desk& desk, std::string_view what, std::string_view user_name) {
    return crypto::hmac_sha256(desk.settings.key,
                               fmt::format("staff.demonstration|{}|{}", what, user_name));
}

// "demo-7kq2-...": 80 bits, for one machine.
std::string password_of(const Desk& desk, std::string_view user_name) {
    const auto letters = text::lower(crypto::base32(derived(desk, "password", user_name)));
    return fmt::format("demo-{}-{}-{}-{}", letters.substr(0, 4), letters.substr(4, 4),
                       letters.substr(8, 4), letters.substr(12, 4));
}

// Password and second factor without the detour of a first log-in: nobody handed them out.
void make_usable(Desk& desk, const Person& person, const Account& account) {
    const auto secret = derived(desk, "secret", person.user_name).substr(0, totp_secret_bytes);
    desk.database.association_namespace().write([&](store::WriteSession& session) {
        const auto& id = account.staff.id;
        table::set_password(session, id, account.password_hash, account.created, std::nullopt);
        table::set_factor(session, id, seal_secret(desk.settings.key, id, secret), 0,
                          account.created);
    });
}

Result<void> add(Desk& desk, const Person& person) {
    const auto password = password_of(desk, person.user_name);
    const auto added = desk.accounts.add({audit::ActorKind::system, "demonstration"},
                                         {.user_name = std::string{person.user_name},
                                          .name = std::string{person.name},
                                          .home = std::string{person.home},
                                          .roles = {person.role},
                                          .password = password,
                                          .demonstration = true});
    if (!added) return fail(added.error());
    make_usable(desk, person, *desk.accounts.find(added->id));
    return {};
}

// False for an account that an interrupted call left behind: it still waits for its first log-in.
bool is_usable(const Account& account) {
    return !account.one_time_until || account.factor_set || account.password_set != account.created;
}

struct Leave {
    std::string_view user_name;
    Role role;
    std::string_view reason;
};

// What Coesfeld lets the association's staff do in it, and can revoke.
constexpr std::array leaves{
    Leave{"revision", Role::auditor, "Beispiel: Prüfung durch den Kreis"},
    Leave{"redaktion", Role::service_manager, "Beispiel: Pflege des Portals durch den Kreis"},
    Leave{"lesen", Role::reader, "Beispiel: Einblick für den Verbund"}};

Result<void> let_in(Desk& desk, const Staff& giver, const Leave& leave) {
    const auto guest = desk.accounts.of_user(leave.user_name);
    if (!guest || !desk.grants.of_account(coesfeld, guest->staff.id).empty()) return {};
    const auto given = desk.grants.give(giver, coesfeld,
                                        {.user_name = std::string{leave.user_name},
                                         .role = leave.role,
                                         .from = desk.clock.today(),
                                         .until = std::nullopt,
                                         .reason = std::string{leave.reason}});
    if (!given) return fail(given.error());
    return {};
}

Result<void> let_all_in(Desk& desk) {
    const auto giver = desk.accounts.of_user("leitung.coesfeld");
    if (!giver) return {};
    for (const Leave& leave : leaves)
        if (const auto let = let_in(desk, giver->staff, leave); !let) return let;
    return {};
}

}  // namespace

Result<void> load_demonstration(Desk& desk) {
    for (const Person& person : people) {
        const auto known = desk.accounts.of_user(person.user_name);
        if (!known) {
            if (const auto added = add(desk, person); !added) return added;
        } else if (known->staff.demonstration && !is_usable(*known)) {
            make_usable(desk, person, *known);
        }
    }
    return let_all_in(desk);
}

std::string demonstration_logins(Desk& desk) {
    std::string lines;
    for (const Person& person : people) {
        const auto account = desk.accounts.of_user(person.user_name);
        if (!account || !account->staff.demonstration || !account->staff.active) continue;
        const bool unchanged = account->password_set == account->created;
        lines += fmt::format(
            "  {:<22} {:<26} {}, {}\n", person.user_name,
            unchanged ? password_of(desk, person.user_name) : "(Passwort wurde geändert)",
            german_name(person.role), person.home == coesfeld ? "Coesfeld" : "Verbund");
    }
    if (lines.empty()) return {};
    return "Anmeldung zum Ausprobieren unter /verwaltung (nur auf diesem Rechner):\n" + lines +
           "Der Code des zweiten Faktors steht bei der Anmeldung auf der Seite; auch:\n"
           "  kommod staff code --user betrieb";
}

}  // namespace kommod::staff
